"""Carries a limit over the whole horizon through some weeks of it: states go on from those of the weeks before."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

import numpy as np
from pydantic import Field

from scheduler.clock import Horizon
from scheduler.operation import Agent, IntArray, Operation
from scheduler.problem.weeks.layers import Layers
from scheduler.rules.rule import Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class Weeks(NamedTuple):
    """Some weeks of a horizon."""

    whole: Horizon
    first: int
    """Days of the horizon before them."""
    offset: int
    """Minutes of the horizon before them."""

    def day(self, day: Day) -> Day:
        """A day of these weeks as one of the horizon."""
        index = day.index + self.first
        return replace(day, index=index, week=day.week + self.first // 7, last=index == self.whole.days - 1)

    def letter(self, letter: Letter) -> Letter:
        """A letter of these weeks as one of the horizon."""
        if not letter.works:
            return letter
        return replace(letter, start=letter.start + self.offset, end=letter.end + self.offset)


class CarriedTrack(Track):
    """Starts in a state of the whole horizon's track, and may end where the later weeks can go on.

    A state is its number among those before the day.
    """

    def __init__(self, layers: Layers, weeks: Weeks, begins: int, ends: Sequence[int]) -> None:
        self.layers, self.weeks, self.begins, self.good = layers, weeks, begins, frozenset(ends)

    def start(self) -> State:
        return self.begins

    def key(self, letter: Letter) -> Key:
        return self.layers.track.key(self.weeks.letter(letter))

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return state
        at = day.index + self.weeks.first
        column = self.layers.columns[at].get(key, -1)
        after = int(self.layers.tables[at][cast("int", state), column]) if column >= 0 and state != -1 else -1
        return after if after >= 0 else None

    def table(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> tuple[IntArray, list[State]]:
        """`step` for all of them at once."""
        at = day.index + self.weeks.first
        columns = np.array([self.layers.columns[at].get(key, -1) for key in keys], dtype=np.int64)
        rows = np.array(states, dtype=np.int64)
        found = self.layers.tables[at][np.ix_(rows, columns)].astype(np.int64)
        found[:, columns < 0] = -1
        found[rows < 0] = -1
        after, place = np.unique(found[found >= 0], return_inverse=True)
        table = np.full(found.shape, -1, dtype=np.int64)
        table[found >= 0] = place.ravel()
        return table, after.tolist()

    def ends(self, state: State) -> bool:
        return state in self.good


class Carried(Limit):
    """A limit in some weeks of the horizon: letters are judged as the horizon's, and its tracks are carried."""

    inner: Any
    marks: tuple[Hashable, ...]
    """A key of its tracks: agents of one limit and equal marks share an automaton."""
    weeks: Any = Field(repr=False)
    ready: tuple[Any, ...] = Field(repr=False)

    @property
    def key(self) -> Hashable:
        """The key of the limit in these weeks: the limit's own key and the marks."""
        return ("carried", self.inner.key, self.marks)

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        judged: Limit = self.inner
        whole, first, weeks = self.weeks.whole, self.weeks.day(day), self.weeks
        return judged.allows(operation, whole, agent, first, weeks.letter(letter))

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        judged: Limit = self.inner
        return None if type(judged).allows is Limit.allows else judged.asks_of(operation, agent)

    def tracks(self, operation: Operation, horizon: Horizon) -> tuple[Track, ...]:
        return self.ready
