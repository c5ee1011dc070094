"""Terms of places of duties: single places, pairs of them, and the largest of some counts.

A *window* is one occasion of a duty, named by the duty and the date (in the duty's zone) on which it begins. Who holds
any part of it in any tier holds the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Window = tuple[str, date]
"""(duty, date)"""


@dataclass(frozen=True)
class DutyPlaces:
    """Points for agents who hold single windows."""

    points: Mapping[tuple[str, Window], float]
    """(agent, window) -> points, 0 or more."""

    def __post_init__(self) -> None:
        refuse_negative("DutyPlaces", self.points.values())


@dataclass(frozen=True)
class DutyPairs:
    """Points for an agent who holds both windows of a pair."""

    points: Mapping[tuple[Window, Window], float]
    """Pair -> points, 0 or more, for each agent who holds both."""

    def __post_init__(self) -> None:
        refuse_negative("DutyPairs", self.points.values())


@dataclass(frozen=True)
class LargestOf:
    """Points for the largest of some sums of held windows, divided and rounded up; none if no sum is above 0."""

    sums: Sequence[frozenset[tuple[str, Window]]]
    """Counts: how many pairs (agent, window) of each set are held."""
    of: Sequence[Mapping[int, int]]
    """Sums of these counts, of which the largest is priced: index of a count -> its factor, below 0 to subtract it."""
    points: float
    """Points of a unit, after the division."""
    divisor: int = 1

    def __post_init__(self) -> None:
        refuse_negative("LargestOf", [self.points])


def refuse_negative(kind: str, points: Iterable[float]) -> None:
    """Raise `ValueError` for points below 0: bounds take it that no roster has fewer points than 0."""
    least = min(points, default=0.0)
    if least < 0:
        raise ValueError(f"a term {kind} has {least} points; points are 0 or more")


def largest(term: LargestOf, held: Mapping[str, frozenset[Window]]) -> int:
    """The largest sum, divided and rounded up, for the windows that each agent holds."""
    sums = [sum(window in held.get(agent, ()) for agent, window in counted) for counted in term.sums]
    each = (-(-sum(times * sums[at] for at, times in one.items()) // term.divisor) for one in term.of)
    return max(0, max(each, default=0))
