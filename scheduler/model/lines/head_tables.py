"""The headcount rows as the compiled search reads them."""

from __future__ import annotations

from typing import Any

import numpy as np

from scheduler.operation import IntArray
from scheduler.problem.arrays.problem import Problem


def heads(problem: Problem) -> dict[str, Any]:
    """The fields of the tables that are about headcount: rows in the order of days, then of families."""
    demand = problem.demand
    order = np.argsort(demand.head_day, kind="stable")
    return {
        "head_ptr": np.searchsorted(demand.head_day[order], np.arange(problem.grid.days + 1)).astype(np.int64),
        "head": beside(demand.head_shift[order], demand.head_who[order], _ends(demand.head_family[order])),
        "described": demand.described,
        "head_points": np.stack((demand.head_under, demand.head_over, demand.head_need), axis=-1)[order].astype(
            np.float64
        ),
    }


def _ends(families: IntArray) -> IntArray:
    """[row] the end of its run of equal families."""
    starts = np.flatnonzero(np.diff(families, prepend=-1))
    sizes = np.diff(np.append(starts, families.size))
    return np.repeat(starts + sizes, sizes)


def beside(*columns: IntArray) -> IntArray:
    """Columns side by side."""
    return np.ascontiguousarray(np.stack(columns, axis=-1), dtype=np.int64)
