"""Rows of headcount by families, to linear programs and bounds: of a family only the row that costs most is paid for.

A family of one row has points for missing and for extra people; one of several has one kind of them, the same for all
its rows: prices of its rows are of one sign then, and their sum is at most those points.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from scheduler.model.tables import HEAD_LAST, OVER, UNDER, WANTED, Tables
from scheduler.operation import BoolArray, FloatArray


class HeadRows:
    """The families of a problem's headcount."""

    def __init__(self, tables: Tables) -> None:
        self.wanted: FloatArray = tables.head_points[:, WANTED]
        self.under: FloatArray = tables.head_points[:, UNDER]
        self.over: FloatArray = tables.head_points[:, OVER]
        lasts = np.unique(tables.head[:, HEAD_LAST]).tolist()
        self.starts = [0, *lasts][:-1] if lasts else []
        self.families = [slice(low, high) for low, high in pairwise([0, *lasts])]
        self.shared = [rows for rows in self.families if rows.stop - rows.start > 1]
        """Those of several rows."""

    def constraints(self, solver: Any, need: FloatArray) -> list[Any]:
        """[row] a constraint of people on it; what is missing or too many is still to be added, see `slacks`."""
        infinity = solver.infinity()
        ends = [[float(one), float(one)] for one in need]
        for rows in self.shared:
            side = 0 if self.over[rows].any() else 1
            for h in range(rows.start, rows.stop):
                ends[h][side] = -infinity if side == 0 else infinity
        return [solver.Constraint(low, high) for low, high in ends]

    def slacks(self) -> Iterator[tuple[range, float, float]]:
        """Rows of a family that one variable is in, with which sign, at how many points."""
        for rows in self.families:
            one, under, over = range(rows.start, rows.stop), float(self.under[rows.start]), float(self.over[rows.start])
            if len(one) == 1 or not over:
                yield one, 1.0, under
            if len(one) == 1 or over:
                yield one, -1.0, over

    def points(self, heads: FloatArray) -> float:
        """What all rows cost with so many people on each."""
        missing = self.wanted - heads
        rows = self.under * np.maximum(missing, 0.0) + self.over * np.maximum(-missing, 0.0)
        return float(np.maximum.reduceat(rows, self.starts).sum()) if rows.size else 0.0

    def allowed(self, prices: FloatArray) -> FloatArray:
        """The prices, cut to what a family may have: each within its points, and shared by its rows."""
        cut: FloatArray = np.clip(prices, -self.over, self.under)
        for rows in self.shared:
            most, total = float(self.under[rows.start] + self.over[rows.start]), float(np.abs(cut[rows]).sum())
            if total > most:
                cut[rows] *= most / total
        return cut

    def nearest(self, prices: FloatArray) -> FloatArray:
        """The nearest prices that are allowed."""
        cut: FloatArray = np.clip(prices, -self.over, self.under)
        for rows in self.shared:
            sign = -1.0 if self.over[rows.start] else 1.0
            most = np.array([self.under[rows.start] + self.over[rows.start]])
            cut[rows] = sign * simplex(sign * prices[None, rows], most)[0]
        return cut

    def useful(self, at: FloatArray, way: FloatArray) -> FloatArray:
        """A direction without what only leads out of the allowed prices, or raises a row that is not the worst."""
        way = np.where((at <= -self.over) & (way < 0.0), 0.0, way)
        way = np.where((at >= self.under) & (way > 0.0), 0.0, way)
        for rows in self.shared:
            sign = -1.0 if self.over[rows.start] else 1.0
            here, worst = sign * way[rows], np.zeros(rows.stop - rows.start, dtype=np.bool_)
            worst[here.argmax()] = True
            keep: BoolArray = (at[rows] != 0.0) | (worst & (here > 0.0))
            way[rows] = np.where(keep, way[rows], 0.0)
        return way


def simplex(rows: FloatArray, most: FloatArray) -> FloatArray:
    """The nearest rows that are not negative and sum to at most `most` [row] (Held, Wolfe & Crowder 1974)."""
    rows = np.maximum(rows, 0.0)
    over = rows.sum(axis=1) > most
    if over.any():
        down = -np.sort(-rows[over], axis=1)
        excess = np.cumsum(down, axis=1) - most[over, None]
        last = (down - excess / np.arange(1, down.shape[1] + 1) > 0).sum(axis=1)
        cut = excess[np.arange(len(down)), last - 1] / last
        rows[over] = np.maximum(rows[over] - cut[:, None], 0.0)
    return rows
