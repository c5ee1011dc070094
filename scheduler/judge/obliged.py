"""What is obliged whatever is asked: paid minutes that a contract, pins and shifts that are kept want of a person."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty, Roster
from scheduler.rules.diary import Diary, bare
from scheduler.rules.limits.fixed import OFF
from scheduler.rules.tools.credit import credited_minutes

Mark = tuple[str, date, str, datetime, datetime]
"""A shift, as it is known again in another roster: agent, date, shift, start, end."""


def mark(duty: Duty) -> Mark:
    """What makes two rows one shift."""
    return duty.agent, duty.day, duty.shift, duty.start, duty.end


def kept_shifts(*rosters: Roster | None) -> frozenset[Mark]:
    """The shifts of published rosters, and of those that a solve went on from: they stay."""
    return frozenset(mark(duty) for roster in rosters if roster is not None for duty in roster.duties)


@dataclass(frozen=True)
class Obliged:
    """What one person's shifts owe to contract, pins and shifts that are kept."""

    weeks: tuple[float, ...]
    """Paid minutes by week of the horizon."""
    horizon: float
    """Paid minutes over the horizon."""

    def beyond(self, shifts: Iterable[tuple[int, int]]) -> float:
        """Paid minutes beyond what is obliged; of each shift, (week of the horizon, paid minutes)."""
        paid = [0] * len(self.weeks)
        for week, minutes in shifts:
            paid[week] += minutes
        over = sum(max(0.0, had - owed) for had, owed in zip(paid, self.weeks, strict=True))
        return max(0.0, min(over, sum(paid) - self.horizon))


def obliged_of(
    operation: Operation, horizon: Horizon, agent: Agent, duties: Collection[Duty], kept: Collection[Mark] = ()
) -> Obliged:
    """What is obliged of an agent with these shifts.

    A week owes `hours_week.min` less the credit of leave (nothing where the agent is not employed every day), or its
    shifts that are pinned or kept where these are more; the horizon owes `minutes_horizon.min` in proportion to the
    days employed, or the weeks together.
    """
    diary = bare(operation, horizon, agent, duties)
    fixed = frozenset(mark(duty) for duty in duties if mark(duty) in kept or _pinned(operation, duty))
    weeks = tuple(_of_week(diary, week, fixed) for week in diary.weeks())
    employed = sum(map(agent.employed, horizon.dates()))
    asked = (_setting(operation, agent, "minutes_horizon") or 0) * employed / horizon.days
    return Obliged(weeks, max(math.ceil(asked), sum(weeks)))


def contract_hours(operation: Operation, agent: Agent) -> float | None:
    """The least hours of a week by contract or rules.toml, where one is asked."""
    return _setting(operation, agent, "hours_week")


def _of_week(diary: Diary, week: list[date], fixed: Collection[Mark]) -> float:
    least = _setting(diary.operation, diary.agent, "hours_week")
    owed = 0.0
    if least and all(map(diary.agent.employed, week)):
        owed = max(0.0, round(60 * least) - credited_minutes(diary, week))
    mine = (diary.duties[day] for day in week if day in diary.duties)
    return max(owed, sum(duty.paid_minutes for duty in mine if mark(duty) in fixed))


def _pinned(operation: Operation, duty: Duty) -> bool:
    return any(pin.agent == duty.agent and pin.day == duty.day and pin.shift != OFF for pin in operation.pins)


def _setting(operation: Operation, agent: Agent, rule: str) -> float | None:
    """The `min` of a limit, of the contract or of rules.toml; the higher one where both say it."""
    found = list(_minimums(operation, agent, rule))
    return max(found) if found else None


def _minimums(operation: Operation, agent: Agent, rule: str) -> Iterator[float]:
    for table in (operation.contracts[agent.contract].limits, operation.rules):
        settings = table.get(rule)
        least = settings.get("min") if isinstance(settings, dict) else None
        if least:
            yield float(least)
