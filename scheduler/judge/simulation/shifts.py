"""A rostered shift as the floor sees it: moves from activity to activity, and what it loses to chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.clock import Horizon, local
from scheduler.count.presence import Span, without
from scheduler.judge.simulation.events import HOME, OFF, ON, PAUSE
from scheduler.operation import Queue
from scheduler.staffing.shrinkage import layers

Move = tuple[float, int, float]
"""Seconds from the horizon's start, kind, value (see `events.Moves`)."""


@dataclass(frozen=True)
class Stint:
    """One shift of one agent."""

    agent: int
    start: float
    end: float
    moves: tuple[Move, ...]
    shrinkage: float
    """Share of the time at work that is lost beside breaks: coaching, systems down, away from the desk."""
    absence: float
    """Chance that the shift is not worked at all."""

    @cached_property
    def at_work(self) -> tuple[tuple[float, float], ...]:
        """From and to which second the agent is on a queue, in order."""
        ends = [move[0] for move in self.moves[1:]]
        return tuple((start, end) for (start, kind, _), end in zip(self.moves, ends, strict=False) if kind == ON)

    @cached_property
    def seconds_at_work(self) -> float:
        return sum(end - start for start, end in self.at_work)


def stint_of(span: Span, agent: int, queues: Sequence[Queue], horizon: Horizon) -> Stint:
    """A shift, with the shrinkage and absence of the queues that it serves, by its time on each."""
    rows = {queue.id: row for row, queue in enumerate(queues)}
    weekday = local(horizon.moment(span.start), span.agent.time_zone).date().weekday()
    spent = {rows[name]: 0 for name in rows if span.agent.serves(queues[rows[name]])}
    for start, end, activity in span.activities:
        row = rows.get(activity.removeprefix("queue:"), -1) if activity.startswith("queue:") else -1
        if row in spent:
            spent[row] += end - start
    weights = spent if sum(spent.values()) else dict.fromkeys(spent, 1)
    total = max(1, sum(weights.values()))
    lost = [(minutes / total, *layers(queues[row], weekday, span.agent.site)) for row, minutes in weights.items()]
    shrinkage, absence = (sum(share * layer for share, layer in ((row[0], row[k]) for row in lost)) for k in (1, 2))
    moves = tuple(_moves(span, rows))
    return Stint(agent, 60.0 * max(0, span.start), 60.0 * span.end, moves, shrinkage, absence)


def _moves(span: Span, rows: dict[str, int]) -> Iterator[Move]:
    """What begins when; what began before the horizon begins with it."""
    told: tuple[int, float] | None = None
    for start, end, kind, queue in _pieces(span, rows):
        first = max(0, start)
        value = 60.0 * (end - first) if kind == PAUSE else float(queue)
        if end > first and (kind == PAUSE or (kind, value) != told):
            yield 60.0 * first, kind, value
            told = (kind, value)
    yield 60.0 * span.end, HOME, 0.0


def _pieces(span: Span, rows: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, kind, queue) in minutes; a shift of which only breaks are known is on no queue in particular."""
    if not span.activities:
        pieces = [(*part, ON, -1) for part in without((span.start, span.end), span.pauses)]
        yield from sorted([*pieces, *((*part, PAUSE, -1) for part in span.pauses)])
    for start, end, activity in span.activities:
        what, _, name = activity.partition(":")
        first, last = max(start, span.start), min(end, span.end)
        if what == "break":
            yield first, last, PAUSE, -1
        elif what == "idle" or (what == "queue" and name in rows):
            yield first, last, ON, rows.get(name, -1)
        else:
            yield first, last, OFF, -1
