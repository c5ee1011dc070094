"""Tiny operations with duties, in whole hours from Monday 00:00 on clocks that everybody shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

STEP, DAY = 4, 24
"""Hours: duties change hands at multiples of a step."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Person:
    """Who works on some days, and what the contract asks."""

    name: str
    days: tuple[int, ...]
    """Days of the week on which the person may work or stand by; the others are fixed as off."""
    pins: Mapping[int, str] = field(default_factory=dict)
    """Day -> shift, or `off`."""
    leave: tuple[int, ...] = ()
    rest: int = 0
    days_most: int = 7
    days_least: int = 0
    hours_most: int = 10**6
    together: int = 0
    """Days off together in the week."""


@dataclass(frozen=True)
class Part:
    """A tier."""

    name: str
    on_call: bool
    able: tuple[str, ...]
    places: int = 1
    counts_as: str = "standby"


@dataclass(frozen=True)
class Duty:
    """A duty due at the same hours of some days."""

    name: str
    parts: tuple[Part, ...]
    days: tuple[int, ...]
    """Windows before day 0 are history."""
    hours: Span
    priority: int = 1
    block: str = "any"
    at_work: bool = False
    rest_after: int = 0
    in_a_row: int | None = None
    windows_most: tuple[int, int] | None = None
    """(windows, days)"""
    first_after_other: bool = True
    longest: int | None = None
    apart_from: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    past: tuple[tuple[int, int, str], ...] = ()
    """(day before the horizon, tier, who held its window)"""
    pins: tuple[tuple[int, int, str], ...] = ()
    """(day on which the block begins, tier, who is to hold it)"""

    def unit(self, day: int) -> int:
        """The block's first day; windows that adjoin are a run."""
        if self.block == "weekend":
            return day // 7 * 7 + 5 if day % 7 in (5, 6) else day
        if self.block == "week":
            return day // 7 * 7
        if self.block == "run" and self.hours[1] - self.hours[0] == DAY:
            while day - 1 in self.days:
                day -= 1
        return day


@dataclass(frozen=True)
class Sketch:
    """A tiny operation."""

    people: tuple[Person, ...]
    shifts: Mapping[str, Span]
    duties: tuple[Duty, ...]

    @cached_property
    def slots(self) -> list[tuple[int, int, int, int]]:
        """(duty, day of the window, start, end)"""
        found = []
        for number, duty in enumerate(self.duties):
            for day in duty.days:
                first, last = (DAY * day + hour for hour in duty.hours)
                found += [(number, day, at, at + STEP) for at in range(first, last, STEP) if 0 <= at < 7 * DAY]
        return sorted(found, key=lambda slot: (slot[2], slot[0]))
