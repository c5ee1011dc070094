"""Shifts lie within the hours in which the agent can work."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from scheduler.clock import Horizon, instant, local, minutes_between
from scheduler.operation import Agent, Operation
from scheduler.operation import Availability as Hours
from scheduler.rules.diary import Diary
from scheduler.rules.own_rows import availability_of
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter


class Availability(Limit):
    """Every shift lies within the agent's weekly hours of availability, local to the agent; spans that touch are one.

    An agent without any is always available.
    """

    keeps_away: ClassVar[str] = "not available then"
    always: ClassVar[bool] = True
    said_in: ClassVar[str] = "availability.csv"
    way_out: ClassVar[str] = "widen availability"

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return availability_of(operation, agent) or None

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        rows = availability_of(operation, agent)
        if not letter.works or not rows:
            return True
        spans = _spans_around(rows, agent.time_zone, horizon, day.day)
        return any(start <= letter.start and letter.end <= end for start, end in spans)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items() if diary.availability else ():
            reached = duty.start
            while (end := _end_of_span(diary, reached)) is not None and end > reached and reached < duty.end:
                reached = end
            if reached < duty.end:
                minutes = minutes_between(reached, duty.end)
                clock = local(reached, diary.agent.time_zone)
                message = f"is not available at {clock:%H:%M} of {clock.date()}, within {duty.shift} of {day}"
                yield self.finding(diary, day, message, minutes / 60, "hours")


def _end_of_span(diary: Diary, moment: datetime) -> datetime | None:
    """The latest end of a span of availability that holds the moment."""
    zone_name = diary.agent.time_zone
    today = local(moment, zone_name).date()
    ends = []
    for row in diary.availability:
        for day in (today - timedelta(days=1), today):
            if day.weekday() == row.weekday and instant(day, row.start, zone_name) <= moment:
                ends.append(instant(day, row.end, zone_name))
    return max(ends, default=None)


@lru_cache(maxsize=100_000)
def _spans_around(rows: tuple[Hours, ...], zone_name: str, horizon: Horizon, day: date) -> tuple[tuple[int, int], ...]:
    """Spans of availability about a date, joined where they touch, in minutes from the horizon's start."""
    spans = sorted(
        (horizon.minute(instant(near, row.start, zone_name)), horizon.minute(instant(near, row.end, zone_name)))
        for near in (day + timedelta(days=step) for step in range(-1, 4))
        for row in rows
        if row.weekday == near.weekday()
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
