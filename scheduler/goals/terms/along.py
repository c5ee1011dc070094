"""Terms of an agent's whole line: counted days, pay, neighbouring days, and tracks that carry points.

The first three kinds are counted fast by the search, so one goal may have each. `Along` is for all else: any number of
goals may have it, and the tracks of each are multiplied into the lines.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np

from scheduler.operation import Agent, FloatArray
from scheduler.rules.track import Day, Key, Letter, State, Track

COUNTED, PAID, STEADY, FIRST_FREE = range(4)
"""Numbers of rows of points on arcs: three kinds have one each, which the search counts; `Along` has the others."""
FAR_DAYS = 7
"""The most days between two starts that are compared."""


@dataclass(frozen=True)
class CountedDays:
    """A convex function of an agent's count: the k-th counted day that the agent works costs k times `step` points."""

    step: float
    counts: Callable[[Agent, date], bool]
    """Whether a shift on that date is counted for the agent."""
    before: Mapping[str, int]
    """Agent -> counted days outside the horizon: the first one within it is the next after these."""


@dataclass(frozen=True)
class Pay:
    """Paid hours at the contract's rate, and hours of a week beyond a maximum at the factor of overtime."""

    unit: float
    """Points of a unit of currency."""
    most_hours: Callable[[Agent], float | None]
    """Hours of a week beyond which overtime begins; None: never."""


@dataclass(frozen=True)
class SteadyWeeks:
    """Changes of start, lone days off and lone working days."""

    points: tuple[float, float, float]
    """Points of each change of start, lone day off and lone working day."""
    tolerance: int
    """Minutes by which starts may differ without a change."""


class PricedTrack(Track):
    """A track that forbids nothing; its states say what each letter costs."""

    row = FIRST_FREE
    """The row of points on arcs that the track counts in."""
    rows = FIRST_FREE
    """How many rows there are."""

    number = 0
    """The track's place among those of its goal: two equal tracks of a goal are two."""

    def in_row(self, row: int, rows: int, number: int = 0) -> PricedTrack:
        """A copy of the track that counts in one of so many rows."""
        found = copy(self)
        found.row, found.rows, found.number = row, rows, number
        return found

    @abstractmethod
    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        """Points of the letter in that state, besides those of single days."""

    def table_of_points(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> FloatArray:
        """[row of points, state, key and guess]"""
        columns = [(key, guess) for key in keys for guess in range(self.guesses(day))]
        table = np.zeros((self.rows, len(states), len(columns)))
        table[self.row] = [[self.points(state, day, *column) for column in columns] for state in states]
        return table


@dataclass(frozen=True)
class Along:
    """Tracks along an agent's line whose states say what each letter costs: runs, neighbouring days, any count."""

    tracks: Callable[[Agent, Sequence[Letter]], Sequence[PricedTrack]]
    """The tracks of an agent, given the last known letters of the days before the horizon.

    Agents of one contract and site share lines: their tracks must differ in nothing but what contract and site say.
    """
