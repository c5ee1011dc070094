"""A finished roster beside what was asked of it: the tables that goals, judges and reports count from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scheduler.clock import Horizon
from scheduler.count.cover_table import CoverRow, cover_of
from scheduler.count.coverage import Coverage, coverage_of
from scheduler.count.headcount_table import HeadcountRow, headcount_of
from scheduler.count.pools_table import PoolRow, pool_rows
from scheduler.count.presence import Span, spans_of
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Duty, Roster


@dataclass(frozen=True)
class Case:
    """What a goal counts. The tables are made once, from the roster alone, with nothing from the solver."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    roster: Roster
    published: Roster | None = None
    """What people were told before, where it was published."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every shift that touches the horizon, history's included."""
        return spans_of(self.operation, self.horizon, self.roster)

    @cached_property
    def coverage(self) -> Coverage:
        """Queues against agents on the grid."""
        return coverage_of(self.operation, self.horizon, self.requirement, self.spans)

    @cached_property
    def pools(self) -> tuple[PoolRow, ...]:
        """Sets of queues that together lack people, or have hardly enough."""
        return tuple(pool_rows(self.operation, self.horizon, self.requirement, self.spans))

    @cached_property
    def cover(self) -> tuple[CoverRow, ...]:
        """Duty by role, interval by interval."""
        return cover_of(self.operation, self.horizon, self.roster, self.spans)

    @cached_property
    def headcount(self) -> tuple[HeadcountRow, ...]:
        """People wanted on a shift, row by row."""
        return headcount_of(self.operation, self.horizon, self.roster)

    @cached_property
    def shifts_by_agent(self) -> dict[str, list[Duty]]:
        """Each known agent's shifts of the horizon, in the order of their dates; agents without any are absent."""
        known = {agent.id for agent in self.operation.agents}
        return {agent: duties for agent, duties in self.roster.by_agent().items() if agent in known}
