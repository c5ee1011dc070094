"""Lines at prices of headcount, for one thread: the compiled functions of `lines` with room to work in."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.lines import near_lines, place_breaks, price_lines
from scheduler.model.lines.own_points import along, own_points
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.tables import DESCRIBED, HEAD_SHIFT, HEAD_WHO, SHIFT, Tables, tables_of
from scheduler.model.search.head_rows import HeadRows
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem


class Pricer:
    """Prices the lines of a problem in which headcount is all that binds people."""

    def __init__(self, problem: Problem) -> None:
        self.tables: Tables = tables_of(problem)
        self.head_rows = HeadRows(self.tables, problem.demand)
        self.rising = problem.rising
        self.scratch = scratch_of(self.tables)
        self.gains = no_gains(problem)
        self.rows: dict[tuple[int, int], list[int]] = defaultdict(list)
        """(day, shift) -> rows of headcount that are asked."""
        for d in range(self.tables.days):
            for h in range(int(self.tables.head_ptr[d]), int(self.tables.head_ptr[d + 1])):
                if self.head_rows.asked[h]:
                    self.rows[d, int(self.tables.head[h, HEAD_SHIFT])].append(h)

    @property
    def wanted(self) -> FloatArray:
        """[row] people wanted."""
        return self.head_rows.wanted

    @property
    def under(self) -> FloatArray:
        """[row] points for each missing person."""
        return self.head_rows.under

    @property
    def over(self) -> FloatArray:
        """[row] points for each extra person."""
        return self.head_rows.over

    def whole(self) -> bool:
        """Whether all points are whole numbers, so that a better roster is better by one at least."""
        t = self.tables
        points = (t.head_points, t.work_points, t.shift_points, t.variant_points, t.cost, t.arc_points)
        return not any((table % 1).any() for table in points)

    def best(self, agents: IntArray, prices: FloatArray) -> tuple[IntArray, FloatArray]:
        """Each agent's best line, and what it is worth: its heads at those prices less its own points."""
        letters, values = np.empty((agents.size, self.tables.days), dtype=np.int64), np.empty(agents.size)
        price_lines(self.tables, self.scratch, self.gains, agents, prices, letters, values)
        return letters, values

    def near(self, a: int, prices: FloatArray, slack: float, most: int) -> IntArray | None:
        """All lines worth at most `slack` less than the agent's best; None where they are more than `most`."""
        found = np.empty((most, self.tables.days), dtype=np.int64)
        count = near_lines(self.tables, self.scratch, self.gains, a, prices, slack, found)
        return None if count < 0 else np.unique(found[:count], axis=0)

    def points(self, a: int, letter: IntArray) -> float:
        """The line's own points: wishes, fairness, cost, irregular days."""
        t = self.tables
        total = sum(self.rising.of_line(a, letter, t.paid)) + along(t, t.track_points, letter, a)
        for d in np.flatnonzero(letter >= 0):
            v = letter[d]
            total += own_points(t, a, d, v)
        return float(total)

    def heads(self, a: int, letter: IntArray) -> list[int]:
        """Rows of headcount that the line counts for and that are asked."""
        t, described = self.tables, self.tables.described[self.tables.agent[a, DESCRIBED]]
        days = np.flatnonzero(letter >= 0).tolist()
        shifts = t.variant[letter[days], SHIFT].tolist()
        pairs = zip(days, shifts, strict=True)
        return [h for pair in pairs for h in self.rows.get(pair, ()) if described[t.head[h, HEAD_WHO]]]

    def breaks(self, letter: IntArray) -> IntArray:
        """[day, break] where the line's breaks may start, or -1."""
        place_breaks(self.tables, self.scratch, self.gains, letter)
        return self.scratch.pause.copy()
