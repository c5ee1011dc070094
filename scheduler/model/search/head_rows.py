"""Rows of headcount, to linear programs and bounds: of a family only the row that costs most is paid for.

A family of one row has points for missing and for extra people; one of several has one kind of them, the same for all
its rows: prices of its rows are of one sign then, and their sum is at most those points.

Where people are split among groups of rows, that is said in one of two ways. By families, as the search counts it; or
by steps and kinds: so many people of each kind go to each of its groups, whose steps miss or have too many. There a
step has a price between -over and under, a group the sum of its steps' prices, and a person is worth the most that any
group of the kind pays: the least that the Lagrangian allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from scheduler.model.lines.tables import HEAD_LAST, OVER, UNDER, WANTED, Tables
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.heads import Split

FEW_SETS = 64
"""Sets up to which a split is said to the bound by families, whose steps towards the best prices are steadier."""
TIE = 1e-9
Amount = tuple[list[tuple[int, float]], float]
"""A variable of 0 and more: its coefficients by row, and its points."""


class HeadRows:
    """What a problem's headcount asks for; splits of more than `few` sets are said by steps and kinds."""

    def __init__(self, tables: Tables, demand: Demand, few: int = 0) -> None:
        self.wanted: FloatArray = tables.head_points[:, WANTED]
        self.under: FloatArray = tables.head_points[:, UNDER]
        self.over: FloatArray = tables.head_points[:, OVER]
        self.counted = demand.head_counted
        self.splits = [_Kinds(split) for split in demand.splits if len(split.sets) > few]
        self.asked = _asked(demand, few)
        """[row] whether it is said at all; prices of others are 0."""
        lasts = np.unique(tables.head[:, HEAD_LAST]).tolist()
        self.starts = [0, *lasts][:-1] if lasts else []
        kinds = {row for split in self.splits for row in split.kinds.tolist()}
        families = (slice(low, high) for low, high in pairwise([0, *lasts]))
        self.families = [rows for rows in families if self.asked[rows.start] and rows.start not in kinds]
        """Rows that miss people or have too many."""
        self.shared = [rows for rows in self.families if rows.stop - rows.start > 1]
        """The families of several rows."""

    def constraints(self, solver: Any, need: FloatArray) -> list[Any]:
        """[row] a constraint of people on it, None where it is not asked; `amounts` are still to be added."""
        infinity = solver.infinity()
        ends = [[float(one), float(one)] for one in need]
        for rows in self.shared:
            side = 0 if self.over[rows].any() else 1
            for h in range(rows.start, rows.stop):
                ends[h][side] = -infinity if side == 0 else infinity
        rows_asked = zip(ends, self.asked.tolist(), strict=True)
        return [solver.Constraint(low, high) if asked else None for (low, high), asked in rows_asked]

    def amounts(self) -> Iterator[Amount]:
        """People missing and too many, and people of a kind who count for a group."""
        for rows in self.families:
            one, under, over = range(rows.start, rows.stop), float(self.under[rows.start]), float(self.over[rows.start])
            if len(one) == 1 or not over:
                yield [(h, 1.0) for h in one], under
            if len(one) == 1 or over:
                yield [(h, -1.0) for h in one], over
        for split in self.splits:
            for kind, groups in zip(split.kinds.tolist(), split.member, strict=True):
                for group in np.flatnonzero(groups):
                    steps = split.steps[split.group == group].tolist()
                    yield [(kind, -1.0), *((step, 1.0) for step in steps)], 0.0

    def points(self, heads: FloatArray) -> float:
        """What all rows cost with so many people on each."""
        missing = self.wanted - heads
        rows = self.under * np.maximum(missing, 0.0) + self.over * np.maximum(-missing, 0.0)
        rows = np.where(self.counted, rows, 0.0)
        return float(np.maximum.reduceat(rows, self.starts).sum()) if rows.size else 0.0

    def allowed(self, prices: FloatArray) -> FloatArray:
        """The prices, cut to what a family may have: each within its points, and shared by its rows."""
        cut: FloatArray = np.where(self.asked, np.clip(prices, -self.over, self.under), 0.0)
        for rows in self.shared:
            most, total = float(self.under[rows.start] + self.over[rows.start]), float(np.abs(cut[rows]).sum())
            if total > most:
                cut[rows] *= most / total
        return self._paid(cut)

    def nearest(self, prices: FloatArray) -> FloatArray:
        """The nearest prices that are allowed."""
        cut: FloatArray = np.where(self.asked, np.clip(prices, -self.over, self.under), 0.0)
        for rows in self.shared:
            sign = -1.0 if self.over[rows.start] else 1.0
            most = np.array([self.under[rows.start] + self.over[rows.start]])
            cut[rows] = sign * simplex(sign * prices[None, rows], most)[0]
        return self._paid(cut)

    def _paid(self, prices: FloatArray) -> FloatArray:
        """The prices, and in the rows of kinds what a person of the kind is worth."""
        for split in self.splits:
            prices[split.kinds] = split.worth(prices).max(axis=1)
        return prices

    def gradient(self, at: FloatArray, left: FloatArray) -> FloatArray:
        """The slope of the bound by prices, people wanted less those there: a kind counts where groups pay most."""
        way = np.where(self.asked, left, 0.0)
        for split in self.splits:
            worth = split.worth(at)
            best = worth >= worth.max(axis=1, keepdims=True) - TIE
            there = (-left[split.kinds] / best.sum(axis=1)) @ best
            way[split.steps] -= there[split.group]
            way[split.kinds] = 0.0
        return way

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


class _Kinds:
    """The steps and kinds of a split, as arrays."""

    def __init__(self, split: Split) -> None:
        self.steps: IntArray = np.array([row for row, _ in split.steps], dtype=np.int64)
        self.group: IntArray = np.array([group for _, group in split.steps], dtype=np.int64)
        self.kinds: IntArray = np.array([row for row, _ in split.kinds], dtype=np.int64)
        self.groups = int(self.group.max()) + 1
        self.member: BoolArray = np.zeros((self.kinds.size, self.groups), dtype=np.bool_)
        """[kind, group]"""
        for number, (_, groups) in enumerate(split.kinds):
            self.member[number, list(groups)] = True

    def worth(self, prices: FloatArray) -> FloatArray:
        """[kind, group] what the group pays for one more person."""
        paid = np.bincount(self.group, prices[self.steps], minlength=self.groups)
        found: FloatArray = np.where(self.member, paid[None, :], -np.inf)
        return found


def _asked(demand: Demand, few: int) -> BoolArray:
    asked: BoolArray = np.ones(demand.head_day.size, dtype=np.bool_)
    for split in demand.splits:
        if len(split.sets) > few:
            asked[split.sets.start : split.sets.stop] = False
        else:
            asked[[row for row, _ in (*split.steps, *split.kinds)]] = False
    return asked


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
