"""Finds when an agent cannot stand by beside shifts: not employed, on leave, free by a pin, or not available."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.clock import DAY_MINUTES, Horizon, instant
from scheduler.operation import Agent, Operation
from scheduler.operation.duty_hours import merged
from scheduler.rules.limits.fixed import OFF
from scheduler.rules.own_rows import availability_of, leave_of, pins_of

Span = tuple[int, int]
NEAR = 3
"""Days around the horizon that may reach into it, whatever the time zones."""


def away(operation: Operation, horizon: Horizon, agent: Agent, night: int = 0) -> list[Span]:
    """Spans of elapsed minutes of the horizon, in order and apart; days are those of the agent's own clocks.

    Pins and the end of employment leave out so many minutes of a `night` shift that runs on into the day.
    """
    days = ((start + night, end) for start, end in merged([*_days_away(operation, horizon, agent)]))
    spans = [*(span for span in days if span[0] < span[1]), *_leave(operation, horizon, agent)]
    if availability_of(operation, agent):
        spans += _between(_available(operation, horizon, agent), horizon)
    return merged([(max(0, start), min(horizon.minutes, end)) for start, end in spans])


def wished_off(operation: Operation, horizon: Horizon, agent: Agent) -> list[Span]:
    """The days on which the agent wishes to be off, whatever the shift."""
    days = [row.day for row in operation.wishes if (row.agent, row.wish, row.shift) == (agent.id, "off", None)]
    return merged([_day(horizon, agent, day) for day in days])


def _days_away(operation: Operation, horizon: Horizon, agent: Agent) -> Iterator[Span]:
    off = {pin.day for pin in pins_of(operation, agent) if pin.shift == OFF}
    for day in _near(horizon):
        if day in off or not agent.employed(day):
            yield _day(horizon, agent, day)


def _leave(operation: Operation, horizon: Horizon, agent: Agent) -> Iterator[Span]:
    for row in leave_of(operation, agent):
        if row.first_day is not None and row.last_day is not None:
            yield _day(horizon, agent, row.first_day)[0], _day(horizon, agent, row.last_day)[1]
        elif row.start is not None and row.end is not None:
            yield horizon.minute(row.start), horizon.minute(row.end)


def _available(operation: Operation, horizon: Horizon, agent: Agent) -> list[Span]:
    rows = availability_of(operation, agent)
    return merged(
        [
            (
                horizon.minute(instant(day, row.start, agent.time_zone)),
                horizon.minute(instant(day, row.end, agent.time_zone)),
            )
            for day in _near(horizon)
            for row in rows
            if row.weekday == day.weekday()
        ]
    )


def _between(spans: list[Span], horizon: Horizon) -> list[Span]:
    """What spans, in order and apart, leave of the horizon."""
    edges = [0, *(edge for span in spans for edge in span), horizon.minutes]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _near(horizon: Horizon) -> Iterator[date]:
    return (horizon.first + timedelta(days=step) for step in range(-NEAR, horizon.days + NEAR))


def _day(horizon: Horizon, agent: Agent, day: date) -> Span:
    ends = (instant(day, minute, agent.time_zone) for minute in (0, DAY_MINUTES))
    start, end = (horizon.minute(moment) for moment in ends)
    return start, end
