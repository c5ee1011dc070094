"""Leave is left alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import timedelta
from functools import lru_cache
from typing import ClassVar

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.operation import Agent, Leave, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.own_rows import leave_of
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter

DAY = 24 * 60
BEFORE, AFTER = 1, 4
"""Days between which every shift of a day lies, whatever the time zones."""


class TimeOff(Limit):
    """No shift overlaps approved leave, the night shift of the day before included.

    Leave given in dates is whole local days, from midnight to midnight.
    """

    keeps_away: ClassVar[str] = "on leave"
    always: ClassVar[bool] = True
    said_in: ClassVar[str] = "time_off.csv"
    way_out: ClassVar[str] = "move the leave"

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return leave_of(operation, agent) or None

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        if not letter.works:
            return True
        spans = _leave_minutes(leave_of(operation, agent), agent.time_zone, horizon)
        return not any(letter.start < end and start < letter.end for start, end in spans)

    def quiet(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day) -> bool:
        """Whether no leave is near the day: time zones lie less than a day apart, and a shift ends within two days."""
        spans = _leave_minutes(leave_of(operation, agent), agent.time_zone, horizon)
        low, high = (day.index - BEFORE) * DAY, (day.index + AFTER) * DAY
        return not any(low < end and start < high for start, end in spans)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for leave, start, end in diary.leave_spans():
            for day, duty in diary.duties.items():
                minutes = minutes_between(max(start, duty.start), min(end, duty.end))
                if minutes > 0:
                    message = f"works {minutes / 60:g} h of {duty.shift} of {day} during approved leave ({leave.kind})"
                    yield self.finding(diary, day, message, minutes / 60, "hours")


@lru_cache(maxsize=20_000)
def _leave_minutes(rows: tuple[Leave, ...], zone_name: str, horizon: Horizon) -> tuple[tuple[int, int], ...]:
    """Leave as spans of minutes from the horizon's start."""
    found = []
    for row in rows:
        start, end = row.start, row.end
        if row.first_day is not None and row.last_day is not None:
            start = instant(row.first_day, 0, zone_name)
            end = instant(row.last_day + timedelta(days=1), 0, zone_name)
        if start is not None and end is not None:
            found.append((horizon.minute(start), horizon.minute(end)))
    return tuple(found)
