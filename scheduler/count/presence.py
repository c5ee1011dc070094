"""Who is at work when, in elapsed minutes of the horizon: shifts of the roster, and of history that reach into it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.clock import Horizon
from scheduler.operation import Agent, FloatArray, Operation
from scheduler.roster import Activity, Duty, Roster

HELD = 60
"""The longest unpaid break, in minutes, in which an agent still holds a duty."""


@dataclass(frozen=True)
class Span:
    """One shift of one agent that touches the horizon."""

    agent: Agent
    start: int
    end: int
    """Elapsed minutes from the horizon's start; they may lie outside it."""
    activities: tuple[tuple[int, int, str], ...]
    """(start, end, activity) within the shift, in order; empty where nothing is known of what is done."""
    pauses: tuple[tuple[int, int], ...]
    """Breaks, in minutes; empty where they are not known."""
    away: tuple[tuple[int, int], ...] = ()
    """The breaks that are unpaid and too long for a duty: see `HELD`."""


def spans_of(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[Span, ...]:
    """Every shift of a known agent that touches the horizon: history's first, then the roster's."""
    known = {agent.id: agent for agent in operation.agents}
    doing = {agent: _Doings.of(horizon, rows) for agent, rows in roster.activities_by_agent().items()}
    idle = _Doings((), ())
    found = []
    for row in operation.history:
        if row.day < horizon.first and row.end > horizon.start and row.agent in known:
            start, end = horizon.minute(row.start), horizon.minute(row.end)
            found.append(Span(known[row.agent], start, end, doing.get(row.agent, idle).within(start, end), ()))
    for duty in roster.duties:
        if duty.agent in known:
            found.append(_span(horizon, known[duty.agent], duty, doing.get(duty.agent, idle)))
    return tuple(span for span in found if span.start < horizon.minutes and span.end > 0)


def _span(horizon: Horizon, agent: Agent, duty: Duty, doing: _Doings) -> Span:
    start, end = horizon.minute(duty.start), horizon.minute(duty.end)
    pauses = tuple((horizon.minute(pause.start), horizon.minute(pause.end)) for pause in duty.pauses)
    away = tuple(
        span for span, pause in zip(pauses, duty.pauses, strict=True) if not pause.paid and span[1] - span[0] > HELD
    )
    return Span(agent, start, end, doing.within(start, end), pauses, away)


@dataclass(frozen=True)
class _Doings:
    """All that one agent does, in minutes, by start."""

    rows: tuple[tuple[int, int, str], ...]
    starts: tuple[int, ...]

    @staticmethod
    def of(horizon: Horizon, activities: Iterable[Activity]) -> _Doings:
        rows = tuple((horizon.minute(row.start), horizon.minute(row.end), row.activity) for row in activities)
        return _Doings(rows, tuple(row[0] for row in rows))

    def within(self, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
        """The activities that overlap a shift (standby lies outside shifts)."""
        near = self.rows[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]
        return tuple(row for row in near if row[1] > start)


def minute_counts(horizon: Horizon, spans: Iterable[tuple[int, int]]) -> npt.NDArray[np.int32]:
    """[minute of the horizon] how many of the spans hold it; what lies outside the horizon is cut off."""
    edges = np.array([*spans], dtype=np.int64).reshape(-1, 2).clip(0, horizon.minutes)
    steps = np.zeros(horizon.minutes + 1, dtype=np.int32)
    np.add.at(steps, edges[:, 0], 1)
    np.add.at(steps, edges[:, 1], -1)
    return np.cumsum(steps[:-1], dtype=np.int32)


def interval_means(counts: npt.NDArray[np.int32], minutes: int) -> FloatArray:
    """[interval] the mean of a count by minute over each interval of the grid."""
    means: FloatArray = counts.reshape(-1, minutes).mean(axis=1)
    return means


def without(span: tuple[int, int], holes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a span outside the holes."""
    start, end = span
    for first, last in sorted(holes):
        if start < min(first, end):
            yield start, min(first, end)
        start = max(start, last)
    if start < end:
        yield start, end
