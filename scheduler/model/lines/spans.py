"""Finds the intervals that the shifts of a day can touch."""

from __future__ import annotations

import numpy as np

from scheduler.operation import IntArray
from scheduler.problem.arrays.problem import Problem


def spans_of(problem: Problem) -> IntArray:
    """[alphabet, day] first and last (exclusive) interval that a variant touches; empty where there is none."""
    grid, variants = problem.grid, problem.variants
    size = grid.interval_ticks
    spans = np.zeros((variants.first.shape[0], grid.days, 2), dtype=np.int64)
    for alphabet, day in np.ndindex(spans.shape[:2]):
        rows = slice(variants.first[alphabet, day], variants.first[alphabet, day + 1])
        if rows.stop > rows.start:
            low, high = variants.start[rows].min() // size, -(-variants.end[rows].max() // size)
            spans[alphabet, day] = np.clip((low, high), 0, grid.intervals)
    return spans
