"""People wanted on a shift of a date against those who work it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from scheduler.clock import Horizon
from scheduler.operation import Agent, Headcount, Operation
from scheduler.roster import Roster


@dataclass(frozen=True)
class HeadcountRow:
    """One row of a headcount file, counted."""

    wanted: Headcount
    assigned: int

    @property
    def date(self) -> date:
        return self.wanted.day

    @property
    def shift(self) -> str:
        return self.wanted.shift

    @property
    def required(self) -> int:
        return self.wanted.agents

    @property
    def short(self) -> int:
        return max(0, self.required - self.assigned)

    @property
    def over(self) -> int:
        return max(0, self.assigned - self.required)


def headcount_of(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[HeadcountRow, ...]:
    """Every headcount row of the horizon, in the order of the files."""
    known = {agent.id: agent for agent in operation.agents}
    working: dict[tuple[date, str], list[Agent]] = defaultdict(list)
    for duty in roster.duties:
        if duty.agent in known:
            working[duty.day, duty.shift].append(known[duty.agent])
    return tuple(
        HeadcountRow(wanted, sum(wanted.counts(agent) for agent in working[wanted.day, wanted.shift]))
        for wanted in operation.headcount
        if horizon.holds(wanted.day)
    )
