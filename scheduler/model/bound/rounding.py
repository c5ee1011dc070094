"""Points are counted in whole numbers, goal by goal, and may come in greater steps: what that makes of a bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.step import step_of

LAST_BITS = 1e-6
"""Share of a step: a bound so little above a multiple is taken for that multiple."""


@dataclass(frozen=True)
class Rounding:
    """The step and the fractions in which points of a problem come."""

    parts: int
    """Goals that may have fractional points; each may be rounded down by half a point."""
    step: Fraction | None
    """All points are multiples of it, before they are rounded; None where nothing is known."""

    @classmethod
    def of(cls, problem: Problem) -> Rounding:
        step, parts = step_of(problem), broken(problem)
        if step is None:
            return cls(parts, None if parts else Fraction(1))
        return cls(parts if step.denominator > 1 else 0, step)

    def up(self, bound: float) -> float:
        """The least points that the model can have of a roster: the next multiple; 0 at least."""
        if self.step is None or bound <= 0:
            return max(0.0, bound)
        return float(math.ceil(bound / float(self.step) - LAST_BITS) * self.step)

    def whole(self, bound: float) -> float:
        """The least points that can be counted."""
        return whole(self.up(bound), self.parts)

    def short_of(self, points: float) -> float:
        """The bound that must be exceeded to prove that no roster has fewer points."""
        return points if self.step is None else points - float(self.step) * (1 - 2 * LAST_BITS)


def broken(problem: Problem) -> int:
    """How many goals may have fractional points."""
    demand = problem.demand
    late = np.isin(np.arange(demand.weight.size), demand.deferred_row)
    costs = demand.counted & (demand.weight > 0)
    goals = (bool((costs & ~late).any()), bool((costs & late).any()), _parted(demand), problem.variants.cost.any())
    heads, regular = (demand.head_under, demand.head_over), problem.rising.regular.prices[:3]
    own = {goal: [one.work, one.shift, one.variant] for goal, one in problem.people.own.items()}
    for goal, points in zip(problem.rising.goals, problem.rising.arcs, strict=True):
        own.setdefault(goal, []).append(points)
    fractions = sum(any(bool((points % 1).any()) for points in one) for one in own.values())
    others = sum(bool((points % 1).any()) for points in (*heads, regular))
    return sum(int(goal) for goal in goals) + fractions + others


def _parted(demand: Demand) -> bool:
    """Whether duties may have fractional points: a tick of one is no whole number of points, or parts are due."""
    if not demand.cover_need.size and demand.counted.all():
        return False
    kept = demand.given[np.array([bool(rows) for rows in demand.keeps], dtype=np.bool_)]
    amounts = (demand.cover_weight, demand.need[~demand.counted], demand.cover_need, demand.free, kept)
    return any(bool((np.asarray(amount) % 1 > 0).any()) for amount in amounts)


def whole(bound: float, parts: int) -> float:
    """A bound in whole points: each of so many goals may be rounded down by half a point."""
    return float(max(0, math.ceil(bound - 0.5 * parts - 1e-6))) if bound > -np.inf else 0.0
