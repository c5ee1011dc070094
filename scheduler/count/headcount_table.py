"""People wanted on a shift of a date against those who work it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.clock import Horizon
from scheduler.count.headcount_once import counted_once
from scheduler.operation import Agent, Headcount, Operation
from scheduler.roster import Roster


@dataclass(frozen=True)
class HeadcountRow:
    """One row of a headcount file, counted."""

    wanted: Headcount
    agents: tuple[str, ...]
    """Who counts towards it."""

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
    def assigned(self) -> int:
        return len(self.agents)

    @property
    def skilled(self) -> tuple[str, ...]:
        """Who serves the row's skill; nobody where it names none."""
        return self.agents if self.wanted.skill is not None else ()

    @property
    def short(self) -> int:
        return max(0, self.required - self.assigned)

    @property
    def over(self) -> int:
        return max(0, self.assigned - self.required)


def missing_people(rows: Iterable[HeadcountRow]) -> tuple[int, int]:
    """People missing, and people wanted, each row at its highest step."""
    short: dict[tuple[object, ...], int] = defaultdict(int)
    required: dict[tuple[object, ...], int] = defaultdict(int)
    for row in rows:
        place = row.date, row.shift, row.wanted.site, row.wanted.skill, row.wanted.role
        short[place] = max(short[place], row.short)
        required[place] = max(required[place], row.required)
    return sum(short.values()), sum(required.values())


def headcount_of(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[HeadcountRow, ...]:
    """Every headcount row of the horizon, in the order of the files."""
    known = {agent.id: agent for agent in operation.agents}
    working: dict[tuple[date, str], list[Agent]] = defaultdict(list)
    for duty in roster.duties:
        if duty.agent in known:
            working[duty.day, duty.shift].append(known[duty.agent])
    rows = [wanted for wanted in operation.headcount if horizon.holds(wanted.day)]
    skilled: dict[tuple[date, str], list[Headcount]] = defaultdict(list)
    for wanted in rows:
        if wanted.once:
            skilled[wanted.day, wanted.shift].append(wanted)
    skill_of = {place: counted_once(own, working[place]) for place, own in skilled.items()}

    def counted(wanted: Headcount) -> tuple[str, ...]:
        described = [agent.id for agent in working[wanted.day, wanted.shift] if wanted.counts(agent)]
        if not wanted.once:
            return tuple(described)
        of = skill_of[wanted.day, wanted.shift]
        return tuple(one for one in described if of[one] == wanted.skill)

    return tuple(HeadcountRow(wanted, counted(wanted)) for wanted in rows)
