"""Duty by role against the people on it, interval by interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from scheduler.clock import Horizon, minutes_between
from scheduler.goals.duty_hours import duty_intervals
from scheduler.goals.presence import Span, minute_counts, without
from scheduler.operation import Cover, Operation
from scheduler.roster import Roster


@dataclass(frozen=True)
class CoverRow:
    """One duty in one interval of the grid, cut to the hours in which it is due (instants in UTC)."""

    name: str
    start: datetime
    end: datetime
    required: float
    assigned: float
    """People on duty, the mean over the row's minutes."""
    short: float
    """People missing, the mean over the row's minutes: two in one half do not make up for none in the other."""

    @property
    def short_hours(self) -> float:
        """Agent-hours missing."""
        return self.short * minutes_between(self.start, self.end) / 60


def cover_of(operation: Operation, horizon: Horizon, roster: Roster, spans: Iterable[Span]) -> tuple[CoverRow, ...]:
    """A row for each duty and interval in which it is due, in the order of cover.toml, then of time."""
    spans = tuple(spans)
    found: list[CoverRow] = []
    for cover in operation.cover:
        there = ((start, end) for _, start, end in on_duty(operation, horizon, roster, spans, cover))
        counts = minute_counts(horizon, there)
        found.extend(_rows(operation, horizon, cover, counts))
    return tuple(found)


def _rows(operation: Operation, horizon: Horizon, cover: Cover, counts: npt.NDArray[np.int32]) -> Iterator[CoverRow]:
    step = operation.interval_minutes
    for first, last in duty_intervals(operation, horizon, cover):
        for start in range(first - first % step, last, step):
            low, high = max(first, start), min(last, start + step)
            people = counts[low:high]
            missing = np.maximum(0, cover.agents - people).mean()
            yield CoverRow(
                cover.name,
                horizon.moment(low),
                horizon.moment(high),
                float(cover.agents),
                float(people.mean()),
                float(missing),
            )


def on_duty(
    operation: Operation, horizon: Horizon, roster: Roster, spans: Iterable[Span], cover: Cover
) -> Iterator[tuple[str, int, int]]:
    """Agents and the minutes in which they count for the duty: (id, start, end) from the horizon's start."""
    if cover.kind == "on_call":
        yield from _standing_by(operation, horizon, roster, cover)
        return
    for span in spans:
        if not cover.staffed_by(span.agent):
            continue
        apart = cover.exclusive and span.activities
        there = _apart(span, f"cover:{cover.name}") if apart else without((span.start, span.end), span.away)
        yield from ((span.agent.id, start, end) for start, end in there)


def _standing_by(
    operation: Operation, horizon: Horizon, roster: Roster, cover: Cover
) -> Iterator[tuple[str, int, int]]:
    able = {agent.id for agent in operation.agents if cover.staffed_by(agent)}
    for row in roster.activities:
        if row.activity == f"on_call:{cover.name}" and row.agent in able:
            yield row.agent, horizon.minute(row.start), horizon.minute(row.end)


def _apart(span: Span, duty: str) -> Iterator[tuple[int, int]]:
    """Time on an exclusive duty: its activities, and each break that follows one.

    A break that opens the shift follows none, and breaks in which the agent is away are none of it.
    """
    latest = ""
    for start, end, name in span.activities:
        latest = latest if name.startswith("break:") else name
        if latest == duty:
            yield from without((start, end), span.away)
