"""Drops the needs at the start of some weeks that shifts of the weeks before may meet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.problem.arrays.problem import Problem


def without_first_hours(problem: Problem) -> Problem:
    """The problem without needs for as long as a shift of the day before the first may last.

    Shifts that these weeks do not know may meet needs of that time, so a bound must not count them.
    """
    variants, grid = problem.variants, problem.grid
    of_first_day = [slice(int(row[0]), int(row[1])) for row in variants.first]
    latest = max((int(variants.end[rows].max(initial=0)) for rows in of_first_day), default=0)
    day = (1440 - 60) // grid.tick_minutes  # the night of a clock change may move it by an hour
    reached = int(np.clip(-(-(latest - day) // grid.interval_ticks), 0, grid.intervals))
    need, cover = problem.demand.need.copy(), problem.demand.cover_need.copy()
    need[:, :reached] = 0.0
    cells = reached * grid.interval_ticks // grid.cell_ticks
    cover[:, :cells] = np.minimum(cover[:, :cells], 0.0)
    return replace(problem, demand=replace(problem.demand, need=need, cover_need=cover))
