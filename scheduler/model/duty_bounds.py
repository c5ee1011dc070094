"""How few minutes of duties that the search counts can stay open, by priority: from the relaxation over lines."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.model.bound import Prover
from scheduler.model.engine import Found
from scheduler.model.goal_bounds import Gone
from scheduler.model.measure import ledger_of
from scheduler.model.rounding import Rounding
from scheduler.model.tables import tables_of
from scheduler.operation import Operation
from scheduler.problem.alone import alone
from scheduler.problem.problem import Problem
from scheduler.problem.spared import without_tiers


class DutyBounds:
    """Lower bounds in points of the duties of each priority and more urgent ones, beside nothing else."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.best: dict[int, float] = {}
        """Priority -> points."""
        minutes = problem.grid.tick_minutes
        self.points_minute = max(1e-9, float(problem.demand.cover_weight) / minutes)

    def prove(
        self, operation: Operation, best: Callable[[], Found | None], share_gone: Callable[[float], Gone]
    ) -> None:
        """Raise each priority's bound to what the best roster has, in equal shares of the time."""
        priorities = sorted({cover.priority for cover in operation.cover if cover.firm})
        for place, priority in enumerate(priorities):
            later = {tier.label for tier in operation.tiers if tier.cover.priority > priority or not tier.cover.firm}
            if later:
                self._prove(priority, later, operation, best, share_gone(1 / (len(priorities) - place)))

    def _prove(
        self, priority: int, later: set[str], operation: Operation, best: Callable[[], Found | None], gone: Gone
    ) -> None:
        part = alone(without_tiers(self.problem, operation, later), "cover")
        found = best()
        points = float(ledger_of(part, tables_of(part), found).points[0]) if found is not None else 0.0
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
