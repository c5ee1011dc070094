"""Points are counted in whole numbers, goal by goal: what that makes of a bound."""

from __future__ import annotations

import math

import numpy as np

from scheduler.problem.problem import Demand, Problem


def broken(problem: Problem) -> int:
    """How many goals may come to broken points."""
    demand = problem.demand
    queues = 2 if demand.deferred else 1
    goals = (demand.queued * queues, _parted(demand), problem.variants.cost.any())
    own = (problem.people.work_points, problem.people.shift_points, demand.head_under, demand.head_over)
    return sum(int(goal) for goal in goals) + sum(bool((points % 1).any()) for points in own)


def _parted(demand: Demand) -> bool:
    """Whether duties may come to broken points: a tick of one is no whole number of points, or parts are due."""
    if not demand.cover_need.size and demand.counted.all():
        return False
    amounts = (demand.cover_weight, demand.need[~demand.counted], demand.cover_need, demand.free)
    return any(bool((np.asarray(amount) % 1 > 0).any()) for amount in amounts)


def whole(bound: float, parts: int) -> float:
    """A bound in whole points: each of so many goals may be rounded down by half a point."""
    return float(max(0, math.ceil(bound - 0.5 * parts - 1e-6))) if bound > -np.inf else 0.0
