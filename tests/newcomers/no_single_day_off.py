"""Lone days off: a rule as docs/adding-a-rule.md teaches it, which says nothing about windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

from pydantic import NonNegativeInt

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class NoSingleDayOff(Limit):
    """At most `max` days off of the horizon lie between two days of work."""

    max: NonNegativeInt

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        return LoneDayTrack(self.max)

    def check(self, diary: Diary) -> Iterator[Finding]:
        one = timedelta(days=1)
        lone = [
            day
            for day in diary.horizon.dates()
            if not diary.duty(day) and diary.duty(day - one) and diary.duty(day + one)
        ]
        if len(lone) > self.max:
            message = f"has {len(lone)} lone days off in the horizon; the most is {self.max}"
            yield self.finding(diary, lone[self.max], message, len(lone) - self.max, "days")


class LoneDayTrack(Track):
    """The state is how many lone days off there were, and whether the last day was worked or may become one."""

    def __init__(self, most: int) -> None:
        self.most = most

    def start(self) -> State:
        return (0, "off")

    def key(self, letter: Letter) -> Key:
        return letter.works

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        count, last = cast("tuple[int, str]", state)
        if not key:
            return (count, "lone" if last == "work" and not day.past else "off")
        count += last == "lone"
        return (count, "work") if count <= self.most else None
