"""Terms of single days and shifts of one agent. Any number of goals may have them; their points add up."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from scheduler.operation import Agent
from scheduler.rules.track import Letter


@dataclass(frozen=True)
class OwnDay:
    """Points for an agent who works on a date, any shift or one shift; below 0 for a gain."""

    agent: str
    day: date
    points: float
    shift: str = ""
    """The id of the shift; empty for any shift."""


@dataclass(frozen=True)
class OwnDays:
    """Points for working on single dates."""

    days: tuple[OwnDay, ...]
    idle: float = 0.0
    """Points of a roster in which nobody works."""


@dataclass(frozen=True)
class OwnShifts:
    """Points for each variant of a shift: the start, the end and the paid minutes of each are known."""

    points: Callable[[Agent, date, Letter], float]
    """Points for an agent who works that variant on that date; called for variants of work only."""
    alike: Callable[[Agent], Hashable]
    """A key: agents of one site, time zone, contract and key have the same points."""
