"""Headcount in a choice among known lines, said to CP-SAT."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.lines.standing import Ledger
from scheduler.model.lines.tables import DESCRIBED, HEAD_SHIFT, HEAD_WHO, SHIFT, WANTED, Tables
from scheduler.model.search.head_rows import FEW_SETS, HeadRows
from scheduler.operation import IntArray
from scheduler.problem.arrays.demand import Demand

Takes = Mapping[int, Sequence[tuple[Any, IntArray]]]
"""Agent -> its lines: whether it takes the line, and the variants; the first is the one that stands."""
There = list[tuple[Any, int]]
"""The lines that may come to a row: whether each is taken, and its place among the agent's."""
Cost = tuple[Any, float]
"""A variable of whole people, and the points for each."""


class ChoiceHeads:
    """Adds what is missing and too many on the rows that those who choose may come to."""

    def __init__(self, model: cp_model.CpModel, tables: Tables, demand: Demand, ledger: Ledger, takes: Takes) -> None:
        self.heads = HeadRows(tables, demand, FEW_SETS)
        self.model, self.tables, self.ledger, self.takes = model, tables, ledger, takes

    def costs(self) -> Iterator[Cost]:
        """The variables that cost points."""
        asked = self.heads.asked
        rows = [self._there(d, h) if asked[h] else [] for d in range(self.tables.days) for h in self._rows(d)]
        come = self._kinds(rows)
        for family in self.heads.families:
            own = {h: rows[h] for h in range(family.start, family.stop)}
            if len(own) > 1 and any(own.values()):
                yield self._worst(own)
            elif len(own) == 1 and (rows[family.start] or family.start in come):
                yield from self._single(family.start, rows[family.start], come.get(family.start, []))

    def _kinds(self, rows: list[There]) -> dict[int, list[Any]]:
        """Step -> how many of each kind count for its group: all who come, and those who stand still."""
        come: dict[int, list[Any]] = {}
        for split in self.heads.splits:
            for kind, groups in zip(split.kinds.tolist(), split.member, strict=True):
                most, shares = len(rows[kind]) - self._left(kind), []
                for group in np.flatnonzero(groups):
                    shares.append(self.model.new_int_var(0, most, ""))
                    for step in split.steps[split.group == group].tolist():
                        come.setdefault(step, []).append(shares[-1])
                self.model.add(sum(shares) - sum(x for x, _ in rows[kind]) == -self._left(kind))
        return come

    def _rows(self, d: int) -> range:
        return range(int(self.tables.head_ptr[d]), int(self.tables.head_ptr[d + 1]))

    def _there(self, d: int, h: int) -> There:
        t = self.tables
        return [
            (x, index)
            for a, row in self.takes.items()
            if t.described[t.agent[a, DESCRIBED], t.head[h, HEAD_WHO]]
            for index, (x, letter) in enumerate(row)
            if (v := letter[d]) >= 0 and t.variant[v, SHIFT] == t.head[h, HEAD_SHIFT]
        ]

    def _worst(self, rows: dict[int, There]) -> Cost:
        """The row of a family that costs most: one variable, a constraint a row."""
        under, over, _ = self.tables.head_points[min(rows)].tolist()
        left = {h: self._left(h) for h in rows}
        sign, hint = -1 if over else 1, 0
        worst = self.model.new_int_var(0, max(abs(left[h]) + len(there) for h, there in rows.items()), "")
        for h, there in rows.items():
            self.model.add(worst >= sign * (left[h] - sum(x for x, _ in there)))
            hint = max(hint, sign * (left[h] - _first(there)))
        self.model.add_hint(worst, hint)
        return worst, under + over

    def _single(self, h: int, there: There, come: list[Any]) -> Iterator[Cost]:
        under, over, _ = self.tables.head_points[h].tolist()
        left, first = self._left(h), _first(there)
        most = len(there) if not come else self.tables.agent.shape[0]
        missing, extra = (self.model.new_int_var(0, abs(left) + most, "") for _ in range(2))
        self.model.add(sum(x for x, _ in there) + sum(come) + missing - extra == left)
        if not come:
            self.model.add_hint(missing, max(0, left - first))
            self.model.add_hint(extra, max(0, first - left))
        yield missing, under
        yield extra, over

    def _left(self, h: int) -> int:
        """People still wanted on a row."""
        return int(self.tables.head_points[h, WANTED] - self.ledger.heads[h])


def _first(there: There) -> int:
    return sum(1 for _, index in there if index == 0)
