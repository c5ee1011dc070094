"""The windows and blocks of a duty, in time and in number, from the first known row of history to the horizon's end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.clock import Horizon, minutes_between
from scheduler.judge.spans import Span
from scheduler.operation import Cover, Operation, Tier
from scheduler.operation.duty_blocks import blocks_of
from scheduler.roster import Held

WEEK = 7 * 1440


@dataclass(frozen=True)
class Piece:
    """What an agent holds of one window."""

    tier: Tier
    unit: int
    """The number of its block (where the duty's `block` is any: of its window) in the order of time."""
    day: date
    """The date on which the window starts, in the duty's zone."""
    start: int
    end: int
    """Minutes from the horizon's start; negative in history."""
    pinned: bool


@dataclass(frozen=True)
class Part:
    """A window, or what of it lies in one block; minutes from the horizon's start."""

    start: int
    end: int
    day: date
    unit: int


class Calendar:
    """The windows of one duty."""

    def __init__(self, operation: Operation, horizon: Horizon, known: Horizon, cover: Cover) -> None:
        """`known` is the horizon with the weeks of history before it."""
        self.cover, shift = cover, known.minute(horizon.start)
        blocks = blocks_of(operation, known, cover)
        self.unit_days = [block.day for block in blocks]
        self.parts = [
            Part(window.start - shift, window.end - shift, window.day, unit)
            for unit, block in enumerate(blocks)
            for window in block.windows
        ]
        """Windows in the order of time, each with the number of its block."""
        self.starts = [part.start for part in self.parts]

    def touched(self, start: int, end: int) -> Iterator[Part]:
        """The windows that a span touches, in order."""
        place = max(0, bisect_right(self.starts, start) - 1)
        while place < len(self.parts) and self.parts[place].start < end:
            part = self.parts[place]
            if start < part.end:
                yield part
            place += 1

    def begins_on(self, day: date) -> list[Part]:
        """The block that begins on a date; where none does, or blocks are windows, the window of the date."""
        units = {unit for unit, first in enumerate(self.unit_days) if first == day}
        return [part for part in self.parts if part.unit in units] or [part for part in self.parts if part.day == day]

    def when(self, unit: int) -> date:
        """The date on which a block begins."""
        return self.unit_days[unit]


def known_horizon(horizon: Horizon, starts: Iterable[datetime]) -> Horizon:
    """The horizon with whole weeks before it, one at least, so that all these instants lie in it."""
    first = min(starts, default=horizon.start)
    weeks = max(1, -(-minutes_between(first, horizon.start) // WEEK) + 1)
    return Horizon(date.fromordinal(horizon.first.toordinal() - 7 * weeks), horizon.weeks + weeks, horizon.time_zone)


def span_of(horizon: Horizon, row: Held) -> Span:
    """A row's minutes from the horizon's start."""
    return horizon.minute(row.start), horizon.minute(row.end)
