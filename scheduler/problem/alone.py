"""One goal alone: the same people and lines, with nothing else to strive for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.problem.families import terms
from scheduler.problem.problem import Demand, Problem


def short_alone(problem: Problem) -> Problem:
    """The problem in which only shortage on live queues counts."""
    demand = problem.demand
    weight = np.where(demand.counted, demand.weight, 0.0)
    weight[list(demand.deferred_row)] = 0.0
    live = {row: float(points) for row, points in enumerate(weight) if points > 0}
    only = replace(_bare(demand), weight=weight, terms=tuple(terms(live, demand.profiles)))
    return _with(problem, replace(only, cover_weight=0.0))


def cover_alone(problem: Problem) -> Problem:
    """The problem in which only open hours of cover count."""
    demand = problem.demand
    return _with(problem, replace(_bare(demand), weight=np.zeros_like(demand.weight), terms=()))


def _bare(demand: Demand) -> Demand:
    """Without deferred work and headcount."""
    return replace(
        demand,
        deferred=(),
        deferred_row=(),
        head_under=np.zeros_like(demand.head_under),
        head_over=np.zeros_like(demand.head_over),
    )


def _with(problem: Problem, demand: Demand) -> Problem:
    people = replace(
        problem.people,
        work_points=np.zeros_like(problem.people.work_points),
        shift_points=np.zeros_like(problem.people.shift_points),
        idle_points=0.0,
    )
    variants = replace(problem.variants, cost=np.zeros_like(problem.variants.cost))
    return replace(problem, demand=demand, people=people, variants=variants)
