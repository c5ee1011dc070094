"""One agent's known days in plain sight: what the plain check of a limit reads (no solver, no slots)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.operation import Agent, Availability, Contract, Leave, Operation, Pin
from scheduler.roster import Activity, Duty
from scheduler.rules.own_rows import availability_of, leave_of


@dataclass(frozen=True)
class Standing:
    """Standby within one window of its duty (instants in UTC)."""

    start: datetime
    end: datetime
    day: date
    """The agent's own date on which it begins: it counts whole for that date."""
    working: bool
    """Whether it counts as work; else it is rest by law, yet no free time."""


@dataclass(frozen=True)
class Diary:
    """An agent's history and roster side by side, with the agent's leave, availability and pins."""

    operation: Operation
    horizon: Horizon
    agent: Agent
    contract: Contract
    first_known: date
    """The earliest date in anyone's history, else the horizon's first: days off before it are unknown."""
    past: dict[date, Duty]
    """Shifts worked before the horizon, by date, in order."""
    duties: dict[date, Duty]
    """Shifts of the horizon, by date, in order."""
    leave: tuple[Leave, ...]
    availability: tuple[Availability, ...]
    pins: tuple[Pin, ...]
    breaks_known: bool = True
    activities: tuple[Activity, ...] = ()
    """What the agent does, by start; empty where it is not known."""
    standby: tuple[Standing, ...] = ()
    """Standby that counts as work or that is no free time, by start, history included."""

    def doing(self, duty: Duty) -> list[Activity]:
        """What the agent does in a shift, in order; nothing where it is not known."""
        first = bisect_left(self.activities, duty.start, key=lambda row: row.start)
        last = bisect_left(self.activities, duty.end, key=lambda row: row.start)
        return list(self.activities[first:last])

    def known_days(self) -> Iterator[date]:
        """Every date from the first known to the horizon's last."""
        days = (self.horizon.last - self.first_known).days + 1
        return (self.first_known + timedelta(days=step) for step in range(days))

    def weeks(self) -> Iterator[list[date]]:
        """The dates of each week of the horizon."""
        dates = list(self.horizon.dates())
        return (dates[week * 7 : week * 7 + 7] for week in range(self.horizon.weeks))

    def duty(self, day: date) -> Duty | None:
        """The shift of that date, history or roster; None is a day off."""
        return self.duties.get(day) or self.past.get(day)

    def in_order(self) -> list[Duty]:
        """Every known shift, by start."""
        return sorted((*self.past.values(), *self.duties.values()), key=lambda duty: duty.start)

    def standby_minutes(self, day: date) -> int:
        """Minutes of standby that count as work on that date."""
        return sum(minutes_between(one.start, one.end) for one in self.standby if one.working and one.day == day)

    def works(self, day: date) -> bool:
        """Whether the agent has a shift of that date, or standby that counts as work."""
        return self.duty(day) is not None or any(one.working and one.day == day for one in self.standby)

    def taken(self, day: date) -> bool:
        """Whether the date is not free: it has a shift or work begins on it, or any other standby touches it."""
        standing = [one for one in self.standby if not one.working]
        if self.works(day) or not standing:
            return self.works(day)
        first, last = (instant(one, 0, self.agent.time_zone) for one in (day, day + timedelta(days=1)))
        return any(one.start < last and first < one.end for one in standing)

    def on_leave(self, day: date) -> bool:
        """Whether the date is a whole day of leave, of whatever kind."""
        first, last = (instant(one, 0, self.agent.time_zone) for one in (day, day + timedelta(days=1)))
        return any(start <= first and last <= end for _, start, end in self.leave_spans())

    def leave_spans(self) -> Iterator[tuple[Leave, datetime, datetime]]:
        """Every leave as a span of instants (UTC): whole days run from local midnight to local midnight."""
        for row in self.leave:
            if row.first_day is not None and row.last_day is not None:
                zone_name = self.agent.time_zone
                yield row, instant(row.first_day, 0, zone_name), instant(row.last_day + timedelta(days=1), 0, zone_name)
            elif row.start is not None and row.end is not None:
                yield row, row.start, row.end


def bare(operation: Operation, horizon: Horizon, agent: Agent, duties: Iterable[Duty] = ()) -> Diary:
    """Only what the credit of leave reads: shifts of the horizon, leave and availability."""
    return Diary(
        operation=operation,
        horizon=horizon,
        agent=agent,
        contract=operation.contracts[agent.contract],
        first_known=horizon.first,
        past={},
        duties={duty.day: duty for duty in duties},
        leave=leave_of(operation, agent),
        availability=availability_of(operation, agent),
        pins=(),
    )
