"""Night shifts of the whole horizon: a rule as docs/adding-a-rule.md teaches it, which says nothing about windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pydantic import NonNegativeInt

from scheduler.clock import Horizon, local
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.span import SpanLimit
from scheduler.rules.track import Day, Key, Letter, State, Track

EVENING = 20
"""The local hour from which a start is a night's."""


class NightsHorizon(SpanLimit):
    """Shifts of the horizon that start at 20:00 or later are at least `min` and at most `max`."""

    min: NonNegativeInt | None = None
    max: NonNegativeInt | None = None

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        return NightCountTrack(self.min or 0, self.max)

    def check(self, diary: Diary) -> Iterator[Finding]:
        zone = diary.agent.time_zone
        nights = sum(local(duty.start, zone).hour >= EVENING for duty in diary.duties.values())
        if self.min is not None and nights < self.min:
            message = f"has {nights} nights in the horizon; the least is {self.min}"
            yield self.finding(diary, None, message, self.min - nights, "nights")
        if self.max is not None and nights > self.max:
            message = f"has {nights} nights in the horizon; the most is {self.max}"
            yield self.finding(diary, None, message, nights - self.max, "nights")


class NightCountTrack(Track):
    """The state is the number of nights so far; without a most, none beyond the least matter."""

    def __init__(self, least: int, most: int | None) -> None:
        self.least, self.most = least, most

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return letter.works and letter.local_start >= 60 * EVENING

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past or not key:
            return state
        nights = cast("int", state) + 1
        if self.most is None:
            return min(nights, self.least)
        return nights if nights <= self.most else None

    def ends(self, state: State) -> bool:
        return cast("int", state) >= self.least
