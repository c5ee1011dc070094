"""Weekends worked."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import ClassVar, cast

from pydantic import NonNegativeInt

from scheduler.clock import Horizon, is_weekend, weekend_of
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit, Total
from scheduler.rules.track import Day, Key, Letter, State, Track


class Weekends(Limit):
    """At most `max` weekends of the horizon are worked.

    A weekend counts if its Saturday or Sunday, in the horizon, is worked.
    """

    keeps_away: ClassVar[str] = "at their maximum of weekends"
    max: NonNegativeInt

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        return self.max > 0 or not letter.works or not is_weekend(day.day)

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        all_weekends = {weekend_of(day) for day in horizon.dates() if is_weekend(day)}
        return WeekendTrack(self.max) if 0 < self.max < len(all_weekends) else None

    def alone(self) -> Limit:
        return self

    def totals(self) -> tuple[Total, ...]:
        """A weekend counts once: each of its days counts for half at least."""
        return (Total(lambda day, letter: 0.5 if is_weekend(day) else 0.0, None, self.max),)

    def check(self, diary: Diary) -> Iterator[Finding]:
        worked = sorted({weekend_of(day) for day in diary.duties if is_weekend(day)})
        if len(worked) > self.max:
            message = f"works {len(worked)} weekends in the horizon; the most is {self.max}"
            yield self.finding(
                diary, max(worked[self.max], diary.horizon.first), message, len(worked) - self.max, "weekends"
            )


class WeekendTrack(Track):
    """The state is how many weekends were worked, and whether this one is among them already."""

    def __init__(self, most: int) -> None:
        self.most = most

    def start(self) -> State:
        return (0, False)

    def key(self, letter: Letter) -> Key:
        return letter.works

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        worked, counted = cast("tuple[int, bool]", state)
        if day.past or not is_weekend(day.day):
            return (worked, False)
        if key and not counted:
            worked, counted = worked + 1, True
        if worked > self.most:
            return None
        return (worked, counted and day.day.weekday() == 5)
