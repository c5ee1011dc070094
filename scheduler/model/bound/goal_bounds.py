"""Bounds of goals alone: the least points of any legal roster on one goal, whatever it gives up on all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from scheduler.goals.terms.along import FIRST_FREE, PAID, STEADY
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.pricer import Pricer
from scheduler.model.bound.relaxation import Relaxation
from scheduler.model.bound.rounding import Rounding
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone

DUTY_SHARE, SHORT_SHARE, LATE_SHARE, HEAD_SHARE = 0.05, 0.1, 0.03, 0.05
"""Shares of the time left after the bound of all goals: single goals are proved one after another."""
Gone = Callable[[], float]
"""Returns the used part of some time, from 0 to 1."""


class GoalBounds:
    """Proves goals alone, one after another, each for a share of the time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best: dict[str, float] = {}
        """Goal -> points."""
        self.provers: dict[str, Prover] = {}
        self._roundings: dict[str, Rounding] = {}

    def prove(self, targets: Mapping[str, Callable[[], float]], share_gone: Callable[[float], Gone]) -> None:
        """Raise the bound of each goal that has a target: a function that returns the points of a roster, or more.

        `share_gone(share)` returns a function that tells the used part of that share of the time, counted from now.
        """
        self.by_day()
        for goal, share in _shares(self.problem.demand).items():
            if goal in targets:
                self.climb(goal, targets[goal], share_gone(share))

    def by_day(self) -> None:
        """The bounds of goals that add up over days; asked again, it does nothing, as one step is all."""
        for goal in (one for one in self._counted_by_day() if one not in self.best):
            prover = Prover(alone(self.problem, goal))
            prover.step()
            self.best[goal] = prover.best

    def _counted_by_day(self) -> Iterator[str]:
        """Goals that add up over people and their lines: each kind's best line is their bound, in one step."""
        own, rising = self.problem.people.own.items(), self.problem.rising
        priced = {goal for goal, one in own if one.work.any() or one.shift.any() or one.variant.any()}
        along = {rising.goals[PAID]: self.problem.variants.cost, rising.goals[STEADY]: rising.regular.prices[:3]}
        along |= dict(zip(rising.goals[FIRST_FREE:], rising.arcs[FIRST_FREE:], strict=True))
        priced |= {goal for goal, points in along.items() if points.any()}
        yield from (goal for goal in self.problem.own_goals if goal in priced)

    def climb(self, goal: str, target: Callable[[], float], gone: Gone) -> None:
        """Raise one goal's bound, on from where it stands, until it is the target or the time is gone."""
        if target() <= 0 or self.up(goal) >= target():
            return
        if goal == self.problem.demand.head_goal and not self.problem.demand.terms:
            self.best[goal] = relaxed(alone(self.problem, goal), lambda: gone() < 1.0)
            return
        if goal not in self.provers:
            self.provers[goal] = Prover(alone(self.problem, goal), lean=True)
        prover, rounding = self.provers[goal], self._rounding(goal)
        prover.raise_bound(lambda: rounding.short_of(target()), gone, lambda: self._note(goal, prover.best))
        self._note(goal, prover.best)

    def _note(self, goal: str, bound: float) -> None:
        self.best[goal] = max(self.best.get(goal, -np.inf), bound)

    def up(self, goal: str) -> float:
        """The least points that the model can have of a roster for the goal."""
        return self._rounding(goal).up(self.best[goal]) if goal in self.best else 0.0

    def whole(self, goal: str) -> float:
        """The least points that can be counted for the goal."""
        return self._rounding(goal).whole(self.best[goal]) if goal in self.best else 0.0

    def _rounding(self, goal: str) -> Rounding:
        if goal not in self._roundings:
            self._roundings[goal] = Rounding.of(alone(self.problem, goal))
        return self._roundings[goal]


def relaxed(problem: Problem, go_on: Callable[[], bool]) -> float:
    """The bound of the relaxation over lines, where headcount is all that binds people; -inf without any answer."""
    pricer, agents = Pricer(problem), np.flatnonzero(problem.people.entry >= 0).astype(np.int64)
    relaxation = Relaxation(pricer, agents, pricer.wanted.copy())
    letters, _ = pricer.best(agents, np.zeros(len(pricer.wanted)))
    for a, letter in zip(agents.tolist(), letters, strict=True):
        relaxation.add(a, letter)
    relaxation.solve(go_on)
    return float(relaxation.bound + problem.people.idle_points)


def _shares(demand: Demand) -> dict[str, float]:
    """Goal -> its share of the time, in the order in which goals are proved."""
    shares = {demand.cover_goal: DUTY_SHARE, demand.short_goal: SHORT_SHARE, demand.late_goal: LATE_SHARE}
    return shares | {demand.head_goal: HEAD_SHARE}


def asked(problem: Problem) -> list[str]:
    """The goals that bind people together and that a problem asks for."""
    demand = problem.demand
    deferred = np.isin(np.arange(demand.weight.size), demand.deferred_row)
    duties = (demand.need[~demand.counted] > 0).any() and (demand.weight[~demand.counted] > 0).any()
    there = {
        demand.cover_goal: duties or (demand.cover_weight > 0 and (demand.cover_need > 0).any()),
        demand.short_goal: (demand.weight[demand.counted & ~deferred] > 0).any(),
        demand.late_goal: (demand.weight[deferred] > 0).any(),
        demand.head_goal: demand.head_under.any() or demand.head_over.any(),
    }
    return [goal for goal, any_there in there.items() if any_there]
