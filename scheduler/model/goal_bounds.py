"""Bounds of goals alone: what no legal roster can be below on one goal, whatever it gives up on all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from scheduler.model.bound import Prover
from scheduler.model.pricer import Pricer
from scheduler.model.relaxation import Relaxation
from scheduler.problem.alone import alone
from scheduler.problem.problem import Problem

BY_DAY = ("wishes", "fairness", "cost")
"""Goals that add up over people and days: each kind's best line is their bound, in one step."""
SHARES = {"cover": 0.1, "short": 0.05, "late": 0.02, "headcount": 0.05}
"""Of the time, for the other goals, one after another."""


class GoalBounds:
    """Proves goals alone, one after another, each for a share of the time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best: dict[str, float] = {}
        """Goal -> points."""

    def prove(self, targets: dict[str, float], until: Callable[[float], Callable[[], float]]) -> None:
        """Raise the bound of each goal that has a target: the points of a roster, or more.

        `until` says for a share of the time, counted from here, how to ask what part of it is gone.
        """
        share = 0.0
        self.by_day()
        for goal, part in SHARES.items():
            if targets.get(goal, 0.0) > 0:
                share += part
                self._climb(goal, targets[goal], until(share))

    def by_day(self) -> None:
        """The bounds of goals that add up over days."""
        for goal in self._counted_by_day():
            prover = Prover(alone(self.problem, goal))
            prover.step()
            self.best[goal] = prover.best

    def _counted_by_day(self) -> Iterator[str]:
        for goal in BY_DAY:
            if goal in self.problem.people.own or (goal == "cost" and self.problem.variants.cost.any()):
                yield goal

    def _climb(self, goal: str, target: float, gone: Callable[[], float]) -> None:
        problem = alone(self.problem, goal)
        if goal == "headcount" and not problem.demand.terms:
            self.best[goal] = relaxed(problem, lambda: gone() < 1.0)
            return
        prover = Prover(problem)
        prover.raise_bound(lambda: target, gone)
        self.best[goal] = prover.best


def relaxed(problem: Problem, go_on: Callable[[], bool]) -> float:
    """The bound of the relaxation over lines, where headcount is all that binds people; -inf without any answer."""
    pricer, agents = Pricer(problem), np.flatnonzero(problem.people.entry >= 0).astype(np.int64)
    relaxation = Relaxation(pricer, agents, pricer.wanted.copy())
    letters, _ = pricer.best(agents, np.zeros(len(pricer.wanted)))
    for a, letter in zip(agents.tolist(), letters, strict=True):
        relaxation.add(a, letter)
    relaxation.solve(go_on)
    return float(relaxation.bound + problem.people.idle_points)


def asked(problem: Problem) -> list[str]:
    """The goals of queues and headcount that a problem asks for."""
    demand = problem.demand
    deferred = np.isin(np.arange(demand.weight.size), demand.deferred_row)
    there = {
        "short": (demand.weight[demand.counted & ~deferred] > 0).any(),
        "late": (demand.weight[deferred] > 0).any(),
        "headcount": demand.head_under.any() or demand.head_over.any(),
    }
    return [goal for goal, any_there in there.items() if any_there]
