"""The blocks of a duty: the windows that one holder is to have, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from scheduler.clock import Horizon, instant, is_weekend
from scheduler.operation import Cover, Operation
from scheduler.operation.duty_hours import duty_windows

WEEK = 7


@dataclass(frozen=True)
class Window:
    """The due hours of one date, or the part of them in one block of a week."""

    day: date
    """The date in the duty's zone."""
    start: int
    end: int
    """Elapsed minutes of the horizon."""


@dataclass(frozen=True)
class Block:
    """Windows that one holder is to have; where the duty's `block` is any, one window each."""

    windows: tuple[Window, ...]

    @property
    def day(self) -> date:
        """The date on which it begins, in the duty's zone."""
        return self.windows[0].day

    @property
    def start(self) -> int:
        return self.windows[0].start

    @property
    def end(self) -> int:
        return self.windows[-1].end

    @property
    def minutes(self) -> int:
        """Minutes due."""
        return sum(window.end - window.start for window in self.windows)


def blocks_of(operation: Operation, horizon: Horizon, cover: Cover) -> tuple[Block, ...]:
    """The duty's blocks within the horizon; windows that the horizon cuts are cut."""
    windows = [Window(*row) for row in duty_windows(operation, horizon, cover)]
    if cover.block == "weekend":
        return _grouped((_weekend(operation, cover, window.day), window) for window in windows)
    if cover.block == "week":
        return _grouped((week, window) for one in windows for week, window in _weeks(operation, horizon, cover, one))
    if cover.block == "run":
        return _grouped(_runs(windows))
    return tuple(Block((window,)) for window in windows)


def _grouped(keyed: Iterable[tuple[date, Window]]) -> tuple[Block, ...]:
    groups = groupby(keyed, key=lambda pair: pair[0])
    return tuple(Block(tuple(window for _, window in pairs)) for _, pairs in groups)


def _weekend(operation: Operation, cover: Cover, day: date) -> date:
    """The first day of the run of weekend days, and holidays that adjoin one, that holds the day; else the day."""
    step = timedelta(days=1)

    def free(one: date) -> bool:
        return is_weekend(one) or operation.is_holiday(one, cover.holidays_of)

    if not free(day):
        return day
    first = last = day
    while free(first - step):
        first -= step
    while free(last + step):
        last += step
    run = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return first if any(map(is_weekend, run)) else day


def _weeks(operation: Operation, horizon: Horizon, cover: Cover, window: Window) -> Iterator[tuple[date, Window]]:
    """The parts of a window in the weeks that it touches, each with the date on which its week begins."""
    weekday, minute = cover.block_start_minute() or (operation.week_starts, 0)
    zone_name = cover.time_zone or operation.time_zone
    begins = window.day - timedelta(days=(window.day.weekday() - weekday) % WEEK)
    edges = [begins + timedelta(days=WEEK * number) for number in (-1, 0, 1, 2)]
    instants = [horizon.minute(instant(day, minute, zone_name)) for day in edges]
    for day, low, high in zip(edges, instants, instants[1:], strict=False):
        start, end = max(low, window.start), min(high, window.end)
        if start < end:
            yield day, Window(window.day, start, end)


def _runs(windows: Iterable[Window]) -> Iterator[tuple[date, Window]]:
    """Each window with the date of the first of those that adjoin up to it."""
    first, end = date.min, -1
    for window in windows:
        if window.start != end:
            first = window.day
        end = window.end
        yield first, window
