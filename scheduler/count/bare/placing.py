"""Agents of whom nothing more is known than when they work, placed where they help most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from scheduler.operation import FloatArray, IntArray

Supply = Sequence[tuple[tuple[int, ...], FloatArray]]
"""[group] the rows that its agents can serve, and [interval] how many agents there are."""
LITTLE = 1e-9


def place(missing: FloatArray, urgent: Sequence[int], supply: Supply) -> FloatArray:
    """[group, row, interval] agents placed on what is missing [row, interval], the most urgent row first.

    Group after group takes the most urgent of its rows; where that leaves something missing that groups together could
    have met, a linear program places all of an interval's groups at once. What groups can meet is a polymatroid, so
    weights that fall from row to row fill the most urgent row as far as can be, then the next (Edmonds 1970).
    """
    placed, left = np.zeros((len(supply), *missing.shape)), missing.copy()
    for group, (able, agents) in enumerate(supply):
        free = agents.copy()
        for row in (row for row in urgent if row in able):
            placed[group, row] = np.minimum(left[row], free)
            left[row] -= placed[group, row]
            free -= placed[group, row]
    for interval in _doubtful(left, urgent, supply):
        here = [group for group, (_, agents) in enumerate(supply) if agents[interval] > 0]
        pairs = np.array([(group, row) for group in here for row in urgent if row in supply[group][0]])
        amounts = np.array([supply[group][1][interval] for group in here])
        placed[pairs[:, 0], pairs[:, 1], interval] = _at_once(pairs, here, amounts, missing[:, interval], urgent)
    return placed


def _doubtful(left: FloatArray, urgent: Sequence[int], supply: Supply) -> IntArray:
    """Intervals in which something is missing that one of several groups there can serve."""
    rows = list(urgent)
    if len(supply) < 2 or not rows:
        return np.zeros(0, dtype=np.int64)
    present = np.array([agents > 0 for _, agents in supply])
    able = np.array([[row in rows_of for row in rows] for rows_of, _ in supply])
    reached = able.T.astype(np.int64) @ present.astype(np.int64) > 0
    return np.flatnonzero((present.sum(axis=0) > 1) & (reached & (left[rows] > LITTLE)).any(axis=0))


def _at_once(
    pairs: IntArray, here: Sequence[int], amounts: FloatArray, missing: FloatArray, urgent: Sequence[int]
) -> FloatArray:
    """Agents of each pair of group and row."""
    weight = {row: len(urgent) - rank for rank, row in enumerate(urgent)}
    groups = (pairs[:, 0] == np.array(here)[:, None]).astype(np.float64)
    rows = (pairs[:, 1] == np.array(urgent)[:, None]).astype(np.float64)
    limits = np.concatenate((amounts, missing[list(urgent)]))
    worth = np.array([-weight[row] for row in pairs[:, 1].tolist()])
    found = linprog(worth, A_ub=np.concatenate((groups, rows)), b_ub=limits, method="highs")
    if found.x is None:
        raise AssertionError(f"agents could not be placed: {found.message}")
    return np.maximum(found.x, 0.0)
