"""The states of one track on each day of a horizon, and how freely lines go on from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from scheduler.operation import IntArray
from scheduler.problem.automata.automaton import TooLarge
from scheduler.rules.track import Day, Key, Letter, State, Track

MOST_PLACES = 10_000_000
"""Entries of a track's tables over a whole horizon, at most; each takes 4 bytes."""
Fixed = Mapping[int, int]
"""Day -> the column of the only letter that the day can have; -1 if that letter has no column."""


class Determined(Track):
    """Turns a track that guesses into one that does not: a state is the set of states that some guesses reach."""

    def __init__(self, inner: Track) -> None:
        self.inner = inner

    def start(self) -> State:
        return frozenset((self.inner.start(),))

    def key(self, letter: Letter) -> Key:
        return self.inner.key(letter)

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        states, ways = cast("frozenset[State]", state), range(self.inner.guesses(day))
        found = {self.inner.step(one, day, key, way) for one in states for way in ways}
        return frozenset(found - {None}) or None

    def ends(self, state: State) -> bool:
        return any(map(self.inner.ends, cast("frozenset[State]", state)))


@dataclass(frozen=True)
class Outlook:
    """How lines may go on from each state before a day, to the horizon's end."""

    possible: NDArray[np.bool_]
    """[state] whether some line goes on from it."""
    free: IntArray
    """[state] days on which any letter may come without harm; days that can have one letter only are not counted."""


class Layers:
    """Every state that lines can reach, numbered anew for each day; -1 stands for a forbidden letter."""

    def __init__(
        self, track: Track, days: Sequence[Day], letters: Sequence[Iterable[Letter]], starts: Iterable[State]
    ) -> None:
        """`letters`: for each day of the horizon, those that it may have. Raises `TooLarge` beyond `MOST_PLACES`."""
        self.track = track
        self.columns: list[dict[Key, int]] = []
        self.tables: list[NDArray[np.int32]] = []
        self.numbers: list[dict[State, int]] = [{state: at for at, state in enumerate(dict.fromkeys(starts))}]
        self.known: dict[object, Outlook] = {}
        places = 0
        for day, row in zip(days, letters, strict=True):
            keys = list(dict.fromkeys(map(track.key, row)))
            places += len(keys) * len(self.numbers[-1])
            if places > MOST_PLACES:
                raise TooLarge
            table, after = track.table(list(self.numbers[-1]), day, keys)
            self.columns.append({key: at for at, key in enumerate(keys)})
            self.tables.append(table.astype(np.int32))
            self.numbers.append({state: at for at, state in enumerate(after)})

    def column(self, day: int, letter: Letter) -> int:
        """The column of a letter on that day; -1 where it has none."""
        return self.columns[day].get(self.track.key(letter), -1)

    def walked(self, state: int, columns: Sequence[int]) -> int:
        """The state to which the first days' letters lead; -1 where one of them is forbidden."""
        for table, column in zip(self.tables, columns, strict=False):
            if state < 0 or column < 0:
                return -1
            state = int(table[state, column])
        return state

    def outlook(self, first: int, fixed: Fixed) -> Outlook:
        """How lines may go on from the states before day `first`, if `fixed` days can have one letter only."""
        key = (first, tuple(sorted((day, column) for day, column in fixed.items() if day >= first)))
        if key not in self.known:
            self.known[key] = self._looked(first, fixed)
        return self.known[key]

    def _looked(self, first: int, fixed: Fixed) -> Outlook:
        possible: NDArray[np.bool_] = np.array([self.track.ends(state) for state in self.numbers[-1]], dtype=np.bool_)
        free = np.zeros(len(possible), dtype=np.int64)
        for day in reversed(range(first, len(self.tables))):
            table = self.tables[day]
            if day in fixed:
                table = table[:, [fixed[day]]] if fixed[day] >= 0 else np.full((len(table), 1), -1)
            possible, free = np.append(possible, False), np.append(free, 0)  # index -1 finds the last entry
            goes: NDArray[np.bool_] = possible[table]
            least = np.where(goes, free[table], len(self.tables)).min(axis=1, initial=len(self.tables))
            possible = np.asarray(goes.any(axis=1))
            free = np.where(goes.all(axis=1), least + (day not in fixed), 0)
        return Outlook(possible, free)

    def reached(self, state: int, days: range) -> tuple[IntArray, bool]:
        """The states after those days from a state before them, and whether the track forbids nothing on the way."""
        states, forbids = np.array([state], dtype=np.int64), False
        for day in days:
            after = self.tables[day][states]
            forbids = forbids or bool((after < 0).any())
            states = np.unique(after[after >= 0]).astype(np.int64)
        return states, not forbids
