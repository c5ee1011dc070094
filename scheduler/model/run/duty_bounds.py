"""How few minutes of duties that the search counts can stay open, by priority: from the relaxation over lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scheduler.model.bound.bound import Prover
from scheduler.model.bound.goal_bounds import Gone
from scheduler.model.bound.rounding import Rounding
from scheduler.model.escalation.lines.proving import hopeless_open
from scheduler.model.escalation.plan import Effort
from scheduler.model.lines.tables import tables_of
from scheduler.model.search.engine import Board
from scheduler.model.search.measure import ledger_of
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone
from scheduler.problem.needs.spared import without_tiers

BEYOND_SECONDS, BEYOND_BUDGET = 5.0, 1.0
"""Seconds of CP-SAT at most by the clock, and its own seconds where the clock does not count."""


class DutyBounds:
    """Lower bounds in points of the duties of each priority and more urgent ones, beside nothing else."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best: dict[int, float] = {}
        """Priority -> points."""
        self.beyond: Mapping[tuple[int, int], float] = {}
        """(priority, rank of the tier) -> agent-minutes of it and all before that nobody could hold."""
        minutes = problem.grid.tick_minutes
        self.points_minute = max(1e-9, float(problem.demand.cover_weight) / minutes)

    def prove(
        self,
        operation: Operation,
        board: Board,
        share_gone: Callable[[float], Gone],
        by_clock: bool,
    ) -> None:
        """Raise each priority's bound to what the best roster on the board has, in equal shares of the time.

        Where anything is open then, CP-SAT says what must be whatever the shifts are.
        """
        priorities = sorted({cover.priority for cover in operation.cover if cover.firm})
        for place, priority in enumerate(priorities):
            later = {tier.label for tier in operation.tiers if tier.cover.priority > priority or not tier.cover.firm}
            if later:
                self._prove(priority, later, operation, board, share_gone(1 / (len(priorities) - place)))
        if self._open(alone(self.problem, self.problem.demand.cover_goal), board) > 0:
            tiers = [tier for tier in operation.tiers if not tier.exclusive]
            effort = Effort(BEYOND_SECONDS, None if by_clock else BEYOND_BUDGET)
            self.beyond = hopeless_open(operation, self.problem, tiers, effort)

    def _open(self, part: Problem, board: Board) -> float:
        """The best roster's points in a problem of duties alone; 0 before there is one."""
        found = board.best
        return float(ledger_of(part, tables_of(part), found).points[0]) if found is not None else 0.0

    def _prove(self, priority: int, later: set[str], operation: Operation, board: Board, gone: Gone) -> None:
        part = alone(without_tiers(self.problem, operation, later), self.problem.demand.cover_goal)
        points = self._open(part, board)
        if points > 0:
            prover = Prover(part, lean=True)
            prover.raise_bound(lambda: points, gone)
            self.best[priority] = max(0.0, Rounding.of(part).up(prover.best))

    def minutes(self, operation: Operation, priority: int, every: float) -> float:
        """Agent-minutes of that priority and more urgent ones that stay open in every legal roster.

        `every` is the bound of all duties together, in points.
        """
        known = max((points for one, points in self.best.items() if one <= priority), default=0.0)
        if all(cover.firm and cover.priority <= priority for cover in operation.cover):
            known = max(known, every)
        return known / self.points_minute
