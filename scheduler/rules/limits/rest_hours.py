"""An agent rests between leaving one shift and starting the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import ClassVar, NamedTuple, cast

import numpy as np
from pydantic import NonNegativeFloat

from scheduler.clock import Horizon, minutes_between
from scheduler.operation import IntArray, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class Work(NamedTuple):
    """A shift, or standby in one piece that counts as work."""

    start: datetime
    end: datetime
    day: date
    name: str


class RestHours(Limit):
    """At least `hours` elapsed hours from the end of a shift to the start of the agent's next one.

    Standby that counts as work is as a shift; windows of it that adjoin are one.
    """

    keeps_away: ClassVar[str] = "in need of rest between shifts"
    hours: NonNegativeFloat

    def looks_back(self) -> float:
        return 3 + self.hours / 24

    def track(self, operation: Operation, horizon: Horizon) -> Track:
        return RestTrack(round(self.hours * 60))

    def check(self, diary: Diary) -> Iterator[Finding]:
        for first, second in pairwise(_work(diary)):
            rest = minutes_between(first.end, second.start) / 60
            if rest < self.hours and second.day >= diary.horizon.first:
                spelled = f"{first.name} of {first.day} and {second.name} of {second.day}"
                message = f"rests {rest:g} h between {spelled}; the limit is {self.hours:g} h"
                yield self.finding(diary, second.day, message, self.hours - rest, "hours")


def _work(diary: Diary) -> list[Work]:
    found = [Work(duty.start, duty.end, duty.day, duty.shift) for duty in diary.in_order()]
    standby: list[Work] = []
    for one in (one for one in diary.standby if one.working):
        start, day = one.start, one.day
        if standby and standby[-1].end >= one.start:
            start, day = standby[-1].start, standby.pop().day
        standby.append(Work(start, one.end, day, "standby"))
    return sorted((*found, *standby), key=lambda work: work.start)


class RestTrack(Track):
    """The state is the earliest minute at which the next shift may start; None before any shift was worked."""

    def __init__(self, rest_minutes: int) -> None:
        self.rest_minutes = rest_minutes

    def start(self) -> State:
        return -(10**9)

    def implies(self, other: Track) -> bool:
        """A longer rest holds a shorter one: a contract's 11 hours, a law's 10."""
        return isinstance(other, RestTrack) and self.rest_minutes >= other.rest_minutes

    def key(self, letter: Letter) -> Key:
        return (letter.start, letter.end) if letter.works else None

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        earliest = cast("int", state)
        if key is None:
            return self._remembered(earliest, day)
        start, end = cast("tuple[int, int]", key)
        if start < earliest and not day.past:
            return None
        return self._remembered(end + self.rest_minutes, day)

    def table(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> tuple[IntArray, list[State]]:
        """The states after each state and key, as `step` makes them: after a shift, the shift alone decides."""
        after: dict[State, int] = {}
        earliest = np.array(cast("list[int]", states), dtype=np.int64)
        table = np.full((len(states), len(keys)), -1, dtype=np.int64)
        for column, key in enumerate(keys):
            if key is None:
                kept = [self._remembered(state, day) for state in earliest.tolist()]
                table[:, column] = [after.setdefault(state, len(after)) for state in kept]
            elif (free := earliest <= cast("tuple[int, int]", key)[0]).any():
                end = cast("tuple[int, int]", key)[1]
                state = self._remembered(end + self.rest_minutes, day)
                table[free, column] = after.setdefault(state, len(after))
        return table, list(after)

    def _remembered(self, earliest: int, day: Day) -> int:
        """Forget what binds no start of the next day: local days begin up to 26 hours before those of the horizon."""
        return earliest if earliest > 1440 * (day.index + 1) - 1600 else -(10**9)
