"""When meetings may be held, and who is expected: as minutes of the horizon, a list of occasions a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.clock import Horizon, instant
from scheduler.operation import Agent, Leave, Meeting, Operation
from scheduler.operation.duty_hours import is_due

Window = tuple[int, int]
"""Elapsed minutes from the horizon's start within which a meeting lies."""


@dataclass(frozen=True)
class Occasion:
    """One day of a meeting, or one week of a meeting that is held once a week."""

    meeting: Meeting
    windows: dict[str, tuple[Window, ...]]
    """Who is expected -> where the person's meeting may lie: on the day, or on each of the week's days."""


def occasions(operation: Operation, horizon: Horizon) -> Iterator[Occasion]:
    """Every meeting of the horizon; expected are the people invited who are employed and not on leave that day."""
    away = _away(operation)
    for meeting in operation.meetings.values():
        people = [agent for agent in operation.agents if meeting.invites(agent)]
        days = [day for day in horizon.dates() if is_due(operation, meeting, day)]
        groups: dict[int, list[date]] = defaultdict(list)
        for day in days:
            groups[horizon.week_index(day) if meeting.once else horizon.day_index(day)].append(day)
        for group in groups.values():
            windows = {}
            for agent in people:
                free = [day for day in group if agent.employed(day) and not _on_leave(away.get(agent.id, ()), day)]
                if free:
                    windows[agent.id] = tuple(window_of(operation, horizon, meeting, agent, day) for day in free)
            if windows:
                yield Occasion(meeting, windows)


def window_of(operation: Operation, horizon: Horizon, meeting: Meeting, agent: Agent, day: date) -> Window:
    """The meeting's hours of a day, on the clocks of its zone or else of the planning zone or the agent's own."""
    zone = meeting.time_zone or (operation.time_zone if meeting.together else agent.time_zone)
    start, end = (horizon.minute(instant(day, minute, zone)) for minute in meeting.between)
    return start, end


def _away(operation: Operation) -> dict[str, list[Leave]]:
    found: dict[str, list[Leave]] = defaultdict(list)
    for row in operation.leave:
        found[row.agent].append(row)
    return found


def _on_leave(rows: list[Leave] | tuple[()], day: date) -> bool:
    """Whether the date is a whole day of leave."""
    return any(
        row.first_day is not None and row.last_day is not None and row.first_day <= day <= row.last_day for row in rows
    )
