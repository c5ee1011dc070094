"""One goal alone: the same people and lines, with nothing else to strive for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.families import terms
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.points import nothing, with_points


def alone(problem: Problem, goal: str) -> Problem:
    """The problem in which only that goal counts, at its points."""
    kept = problem.people.own.get(goal, nothing(problem.people.shift_points.shape))
    cost = problem.variants.cost if goal == "cost" else np.zeros_like(problem.variants.cost)
    rising = problem.rising.times(*(float(goal == one) for one in ("fairness", "cost", "regular")))
    variants = replace(problem.variants, cost=cost)
    bare = replace(problem, demand=_demand(problem.demand, goal), variants=variants, rising=rising)
    return with_points(bare, kept)


def _demand(demand: Demand, goal: str) -> Demand:
    deferred = np.isin(np.arange(demand.weight.size), demand.deferred_row)
    rows = {"short": demand.counted & ~deferred, "late": deferred, "cover": ~demand.counted}
    demand = weighed(demand, np.where(rows.get(goal, False), demand.weight, 0.0))
    if goal != "late":
        demand = replace(demand, deferred=(), deferred_row=())
    if goal != "headcount":
        zero = np.zeros_like(demand.head_under)
        demand = replace(demand, head_under=zero, head_over=zero)
    return demand if goal == "cover" else replace(demand, cover_weight=0.0)


def weighed(demand: Demand, weight: FloatArray) -> Demand:
    """The demand with other points for each missing agent-tick of the rows."""
    positive = {row: float(points) for row, points in enumerate(weight) if points > 0}
    return replace(demand, weight=weight, terms=tuple(terms(demand.nests(positive))))
