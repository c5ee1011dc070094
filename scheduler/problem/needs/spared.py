"""A problem without some tiers of duties, which are planned elsewhere: people, lines and rows stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import weighed
from scheduler.problem.needs.duties import Duties


def without_tiers(problem: Problem, operation: Operation, labels: Collection[str]) -> Problem:
    """The problem in which nobody is missing on those tiers, which are on call, or held by presence."""
    demand = problem.demand
    if not labels or (demand.counted.all() and not demand.cover_need.size):
        return problem
    duties = Duties(operation, problem.grid, counted=True)
    weight, cover = demand.weight.copy(), demand.cover_need.copy()
    for place, index in enumerate(duties.on_call):
        if duties.tiers[index].label in labels:
            weight[demand.standby + place] = 0.0
    first = int(demand.counted.sum()) + len(demand.exclusive)
    for place, index in enumerate(duties.beside):
        if duties.tiers[index].label in labels:
            weight[first + place] = 0.0
    for place, index in enumerate(duties.shared):
        if duties.tiers[index].label in labels:
            cover[place] = np.minimum(cover[place], 0.0)
    return replace(problem, demand=weighed(replace(demand, cover_need=cover), weight))
