"""One goal alone: the same people and lines, with nothing else to strive for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.goals.terms.along import FIRST_FREE, PAID
from scheduler.operation import FloatArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.families import terms
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.points import nothing, with_points


def alone(problem: Problem, goal: str) -> Problem:
    """The problem in which only that goal counts, at its points."""
    kept = problem.people.own.get(goal, nothing(problem.people.shift_points.shape))
    rising = problem.rising.times({goal: 1.0})
    cost = problem.variants.cost if goal == rising.goals[PAID] else np.zeros_like(problem.variants.cost)
    variants = replace(problem.variants, cost=cost)
    bare = replace(problem, demand=_demand(problem.demand, goal), variants=variants, rising=rising)
    return with_points(bare, {goal: kept} if goal in problem.people.own else {})


def without_tracks(problem: Problem) -> Problem:
    """The problem without the points of `Along` tracks, which cost a part of a horizon what its past would spare it."""
    arcs = problem.rising.arcs.copy()
    arcs[FIRST_FREE:] = 0.0
    return replace(problem, rising=replace(problem.rising, arcs=arcs)) if arcs.size else problem


def _demand(demand: Demand, goal: str) -> Demand:
    rows = np.array([one == goal for one in demand.goal], dtype=np.bool_)
    demand = weighed(demand, np.where(rows, demand.weight, 0.0))
    if not rows[list(demand.deferred_row)].any():
        demand = replace(demand, deferred=(), deferred_row=())
    if goal != demand.head_goal:
        zero = np.zeros_like(demand.head_under)
        demand = replace(demand, head_under=zero, head_over=zero)
    return demand if goal == demand.cover_goal else replace(demand, cover_weight=0.0)


def weighed(demand: Demand, weight: FloatArray) -> Demand:
    """The demand with other points for each missing agent-tick of the rows."""
    positive = {row: float(points) for row, points in enumerate(weight) if points > 0}
    return replace(demand, weight=weight, terms=tuple(terms(demand.nests(positive))))
