"""The last phase of a solve: among rosters of equal points the least paid time, then the most even one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.standing import Ledger
from scheduler.model.lines.tables import tables_of
from scheduler.model.search.engine import Found
from scheduler.model.search.measure import ledger_of
from scheduler.model.tidy.exchanges import even_out, tally
from scheduler.model.tidy.needless import SAME, thin_out
from scheduler.model.tidy.planned_anew import PlannedAnew
from scheduler.model.tidy.sharing import Loads, sharing_of
from scheduler.model.tidy.thin import priced, thinner
from scheduler.operation import BoolArray, Operation
from scheduler.problem.arrays.problem import Problem

TURNS = 20
"""Rounds of exchanges at most; each is of every move."""


class Tidy:
    """Takes needless work out of a roster and evens out what is left."""

    def __init__(
        self, operation: Operation, problem: Problem, stays: BoolArray | None = None, loads: Loads | None = None
    ) -> None:
        """`stays` [agent, day] are shifts that nobody may touch; `loads` is what agents have in other weeks."""
        self.operation, self.problem, self.loads = operation, problem, loads
        people = problem.people
        none = np.zeros((len(people.name), problem.grid.days), dtype=np.bool_)
        self.stays = none if stays is None else stays
        self.tables = tables_of(problem)
        self.scratch = scratch_of(self.tables)
        self.agents = np.flatnonzero(people.entry >= 0).astype(np.int64)

    def tidied(self, found: Found, seed: int, go_on: Callable[[], bool]) -> Found:
        """A roster with as few points, less paid time, and shared more evenly."""
        best = self._thinner(found, seed, go_on)
        ledger = ledger_of(self.problem, self.tables, best)
        most = max(float(ledger.points[0]), found.points)
        waiting = PlannedAnew(self.problem, self.tables, self.scratch, best.plan)
        waiting.thin_out(ledger, self.stays, self.agents.tolist(), go_on)
        self.by_moves(ledger, go_on)
        return self._of(ledger, waiting, found, most)

    def without_needless(self, found: Found, go_on: Callable[[], bool]) -> Found:
        """The roster without needless shifts; nobody has another shift or one more."""
        ledger = ledger_of(self.problem, self.tables, found)
        most = max(float(ledger.points[0]), found.points)
        waiting = PlannedAnew(self.problem, self.tables, self.scratch, found.plan)
        waiting.thin_out(ledger, self.stays, self.agents.tolist(), go_on)
        for a in self.agents:
            if go_on():
                thin_out(self.tables, ledger, self.scratch, self.stays, a)
        return self._of(ledger, waiting, found, most)

    def _of(self, ledger: Ledger, waiting: PlannedAnew, found: Found, most: float) -> Found:
        """The ledger's roster, or the one found where that has more points than `most`."""
        plan = waiting.deferral.plan.copy()
        again = replace(found, letter=ledger.letter.copy(), pause=ledger.pause.copy(), plan=plan)
        again.points = self._points(again)
        return again if again.points <= most + SAME else found

    def _points(self, found: Found) -> float:
        return float(ledger_of(self.problem, self.tables, found).points[0])

    def _paid(self, found: Found) -> int:
        worked = found.letter >= 0
        return int(self.tables.paid[found.letter[worked]].sum())

    def _thinner(self, found: Found, seed: int, go_on: Callable[[], bool]) -> Found:
        """The roster of less paid time, if its points are no more."""
        tables = priced(self.tables)
        ledger = ledger_of(self.problem, tables, found)
        free = self.agents[~self.stays[self.agents].any(axis=1)]
        letter, pause = thinner(self.problem, tables, ledger, free, seed, go_on)
        less = replace(found, letter=letter, pause=pause)
        points, before = self._points(less), self._points(found)
        worse = points > before + SAME or (points > before - SAME and self._paid(less) > self._paid(found))
        return found if worse else replace(less, points=points)

    def by_moves(self, ledger: Ledger, go_on: Callable[[], bool]) -> None:
        """Every move of the formats until none is left, or the time is over."""
        share = sharing_of(self.operation, self.problem, self.loads)
        totals = np.zeros_like(share.before)
        fresh, moved = np.ones(len(totals), dtype=np.bool_), np.zeros(len(totals), dtype=np.bool_)
        for _ in range(TURNS):
            for a in self.agents:
                if not go_on():
                    return
                moved[a] |= thin_out(self.tables, ledger, self.scratch, self.stays, a) > 0
                tally(self.tables, ledger, share, totals, a)
            for a in self.agents:
                if not go_on():
                    return
                even_out(self.tables, ledger, self.scratch, share, self.stays, totals, a, fresh, moved)
            if not moved.any():
                return
            fresh, moved = moved, np.zeros_like(moved)
