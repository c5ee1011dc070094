"""How far a roster that the search found misses each level of goals in order, and the board that keeps the best of all.

Weights lead the search; which of two rosters is better is decided here, level by level.
"""

from __future__ import annotations

import numpy as np

from scheduler.goals.terms.along import FIRST_FREE, PAID
from scheduler.model.lines.own_points import along
from scheduler.model.lines.standing import Ledger, empty_ledger
from scheduler.model.lines.tables import SHIFT, Tables, tables_of
from scheduler.model.search import search
from scheduler.model.search.engine import Board, Found
from scheduler.model.search.head_rows import HeadRows
from scheduler.operation import FloatArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_ticks
from scheduler.problem.needs.order import Ordered

Steps = tuple[int, ...]
"""Amounts as they are compared, the most urgent first."""


def ledger_of(problem: Problem, tables: Tables, found: Found) -> Ledger:
    """The ledger in which the roster stands; deferred work is planned as it was."""
    need = problem.demand.need.copy()
    for place, row in enumerate(problem.demand.deferred_row):
        need[row] += found.plan[place]
    ledger = empty_ledger(problem, need)
    ledger.letter[:], ledger.pause[:] = found.letter, found.pause
    search.enter_all(tables, ledger)
    return ledger


class Measure:
    """Counts the amounts of rosters as the model sees them."""

    def __init__(self, ordered: Ordered) -> None:
        self.ordered, self.levels = ordered, ordered.levels
        self.ranks = np.arange(len(self.levels), 0, -1, dtype=np.float64)
        self.problem = ordered.weighed(self.ranks)
        self.tables, self.plain = tables_of(self.problem), tables_of(ordered.problem)

    def steps(self, found: Found) -> Steps:
        """The roster's amounts as they are compared."""
        return self.compared(self.amounts(found))

    def compared(self, amounts: FloatArray) -> Steps:
        """Amounts as they are compared."""
        return tuple(level.steps(one) for level, one in zip(self.levels, amounts.tolist(), strict=True))

    def points(self, found: Found) -> float:
        """The roster's points by the configured weights."""
        return float(self._ledger(self.ordered.problem, found).points[0])

    def amounts(self, found: Found) -> FloatArray:
        """[level] in the level's unit."""
        ledger = self._ledger(self.problem, found)
        hours, counted = self._short(ledger), self._own(found)
        demand = self.ordered.problem.demand
        counted[demand.cover_goal] = float(np.maximum(ledger.cover, 0.0).sum()) * self._hour
        counted[demand.head_goal] = self._missing(ledger)
        rows = enumerate(zip(self.levels, self.ordered.scale, strict=True))
        return np.array([hours[place] + counted.get(level.goal, 0.0) / scale for place, (level, scale) in rows])

    @property
    def _hour(self) -> float:
        return self.problem.grid.tick_minutes / 60

    def _ledger(self, problem: Problem, found: Found) -> Ledger:
        return ledger_of(problem, self.tables if problem is self.problem else self.plain, found)

    def _short(self, ledger: Ledger) -> FloatArray:
        """[level] agent-hours: what a nest misses, less what the nest within it does."""
        hours, worst = np.zeros(len(self.levels)), ledger.worst.sum(axis=1, dtype=np.float64)
        worst = (worst + lost_ticks(self.problem)) * self._hour
        for missing, nest in zip(worst, self.ordered.nests, strict=True):
            hours[len(self.levels) - int(nest.weight)] += missing
            if nest.lower:
                hours[len(self.levels) - int(nest.lower)] -= missing
        return hours

    def _own(self, found: Found) -> dict[str, float]:
        """Points that single people's days bring, by goal."""
        agents, days = np.nonzero(found.letter >= 0)
        variants, problem = found.letter[agents, days], self.ordered.problem
        shifts, people = self.tables.variant[variants, SHIFT], problem.people
        places = people.variant_first[agents, days] + variants - self.tables.first[people.alphabet[agents], days]
        points = {
            goal: float(own.work[agents, days].sum() + own.shift[agents, days, shifts].sum())
            + (float(own.variant[places].sum()) if own.variant.size else 0.0) + own.idle
            for goal, own in people.own.items()
        }  # fmt: skip
        for goal, more in zip(problem.rising.goals, self._along(found), strict=True):
            points[goal] = points.get(goal, 0.0) + more
        return points

    def _along(self, found: Found) -> list[float]:
        """[row of `Rising.arcs`] points of all lines."""
        problem, t = self.ordered.problem, self.tables
        rows = [problem.rising.of_line(a, letter, t.paid) for a, letter in enumerate(found.letter)]
        counted = [float(sum(column)) for column in zip(*rows, strict=True)]
        counted[PAID] += float(problem.variants.cost[found.letter[found.letter >= 0]].sum())
        for points in problem.rising.arcs[FIRST_FREE:]:
            counted.append(sum(along(t, points, letter, a) for a, letter in enumerate(found.letter)))
        return counted

    def _missing(self, ledger: Ledger) -> float:
        """Points of headcount."""
        goal = self.problem.demand.head_goal
        rank = next((self.ranks[place] for place, one in enumerate(self.levels) if one.goal == goal), 1.0)
        return float(HeadRows(self.tables, self.problem.demand).points(ledger.heads) / rank)


class OrderBoard(Board):
    """Keeps the roster that is the best in strict order; the points of the best are those of the current level."""

    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self.measure = measure
        self.steps: Steps | None = None
        self.amounts: FloatArray = np.zeros(len(measure.levels))

    def offer(self, found: Found) -> None:
        amounts = self.measure.amounts(found)
        steps = self.measure.compared(amounts)
        with self._lock:
            if self.steps is None or steps < self.steps or (steps == self.steps and found.points < self.points - 1e-6):
                self.best, self.steps, self.amounts = found, steps, amounts
