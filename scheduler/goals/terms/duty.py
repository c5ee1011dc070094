"""Terms of places of duties: single places, pairs of them, and the largest of some counts.

A *window* is one occasion of a duty, named by the duty and the date (in the duty's zone) on which it begins. Who holds
any part of it in any tier holds the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Window = tuple[str, date]
"""(duty, date)"""
Count = Mapping[tuple[str, Window], int]
"""(agent, window) -> how often it counts, if the agent holds the window."""


@dataclass(frozen=True)
class DutyPlaces:
    """Points for agents who hold single windows."""

    points: Mapping[tuple[str, Window], float]
    """(agent, window) -> points."""


@dataclass(frozen=True)
class DutyPairs:
    """Points for an agent who holds both windows of a pair."""

    points: Mapping[tuple[Window, Window], float]
    """Pair -> points, for whoever holds both."""


@dataclass(frozen=True)
class LargestOf:
    """Points for the largest of some counts of held windows, divided and rounded up; 0 where all are below."""

    counts: Sequence[Count]
    divisor: int
    points: float
    """Points of one unit of the largest count, after the division."""
