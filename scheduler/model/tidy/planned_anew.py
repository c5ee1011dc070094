"""Shifts that serve nothing once deferred work is planned anew: others have the time for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scheduler.model.deferred.deferral import Deferral
from scheduler.model.lines.scratch import Scratch
from scheduler.model.lines.standing import Ledger, worst_of
from scheduler.model.lines.tables import Tables
from scheduler.model.tidy.needless import SAME, WEEK, clear, may_go, put_back
from scheduler.operation import BoolArray, FloatArray
from scheduler.problem.arrays.problem import Problem


class PlannedAnew:
    """Takes shifts out of a ledger, and plans deferred work anew each time."""

    def __init__(self, problem: Problem, tables: Tables, scratch: Scratch, plan: FloatArray) -> None:
        """`plan` is that of the ledger's roster."""
        self.problem, self.tables, self.scratch = problem, tables, scratch
        self.deferral = Deferral(problem)
        self.deferral.plan[:] = plan
        self.waits = any(self.deferral.batches)

    def thin_out(self, ledger: Ledger, stays: BoolArray, agents: list[int], go_on: Callable[[], bool]) -> bool:
        """Each week and each shift of the agents in turn; whether any shift went."""
        gone = False
        for a in agents if self.waits else ():
            for first, last in self._spans():
                if not go_on():
                    return gone
                if may_go(self.tables, ledger, self.scratch, stays, a, first, last):
                    gone |= self._taken_out(ledger, a, first, last)
        return gone

    def _spans(self) -> Iterator[tuple[int, int]]:
        days = self.problem.grid.days
        yield from ((first, min(first + WEEK, days)) for first in range(0, days, WEEK))
        yield from ((day, day + 1) for day in range(days))

    def _taken_out(self, ledger: Ledger, a: int, first: int, last: int) -> bool:
        """Take those days out and plan anew; put everything back where that costs points."""
        points, slack, plan = float(ledger.points[0]), ledger.slack.copy(), self.deferral.plan.copy()
        line = ledger.letter[a].copy(), ledger.pause[a].copy(), ledger.length[a].copy()
        clear(self.tables, ledger, a, first, last)
        self.deferral.replan(self.tables, ledger)
        if float(ledger.points[0]) <= points + SAME:
            return True
        self.deferral.plan[:] = plan
        put_back(self.tables, ledger, a, *line, first, last)
        ledger.slack[:], ledger.points[0] = slack, points
        ledger.worst[:] = worst_of(self.problem, slack)
        return False
