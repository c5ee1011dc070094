"""An uninterrupted rest each week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, ClassVar, cast

from pydantic import Field, NonNegativeFloat

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class WeeklyRest(Limit):
    """A block of `hours` uninterrupted rest within each week of the horizon, from local midnight to local midnight.

    With `every_days` = 14, 21 ... it lies within the so many days that end with the week; days before the first known
    one count as rest.
    """

    filled: ClassVar[frozenset[str]] = frozenset({"source", "time_zone"})
    hours: NonNegativeFloat
    every_days: Annotated[int, Field(ge=7, multiple_of=7)] = 7
    time_zone: str = ""
    """The agent's: it says when the local week begins."""

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        if not self.hours:
            return None
        return RestBlockTrack(
            round(60 * self.hours), self.every_days // 7, horizon, self.time_zone or horizon.time_zone
        )

    def check(self, diary: Diary) -> Iterator[Finding]:
        for week in diary.weeks():
            hours = _longest_rest(diary, week[-1] - timedelta(days=self.every_days - 1), week[-1])
            if round(60 * hours) < round(60 * self.hours):
                message = f"rests at most {hours:g} h at a stretch in the {self.every_days} days to {week[-1]}"
                yield self.finding(
                    diary, week[0], f"{message}; the least is {self.hours:g} h", self.hours - hours, "hours"
                )


def _longest_rest(diary: Diary, first: date, last: date) -> float:
    """Hours of the longest stretch without work between 00:00 of the first and 24:00 of the last date."""
    zone_name = diary.agent.time_zone
    reached, end = instant(first, 0, zone_name), instant(last + timedelta(days=1), 0, zone_name)
    longest = 0
    for start, until in [*((duty.start, duty.end) for duty in diary.in_order()), (end, end)]:
        longest = max(longest, minutes_between(reached, min(start, end)))
        reached = max(reached, until)
    return longest / 60


class RestBlockTrack(Track):
    """The state is when the present rest began, and how many weeks back the last week began that holds a whole block.

    The latter is 0 where this week has its block and `weeks` where none that still matters has.
    """

    def __init__(self, rest_minutes: int, weeks: int, horizon: Horizon, zone_name: str) -> None:
        self.rest, self.weeks, self.horizon, self.zone_name = rest_minutes, weeks, horizon, zone_name
        self.midnights: dict[int, int] = {}

    def start(self) -> State:
        return (-(10**9), self.weeks)

    def key(self, letter: Letter) -> Key:
        return (letter.start, letter.end) if letter.works else None

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        since, back = cast("tuple[int, int]", state)
        if key is not None:
            start, end = cast("tuple[int, int]", key)
            back = min(back, self._weeks_back(since, start, day.week))
            since = max(since, end)
        back = min(back, self._weeks_back(since, self.midnight(day.index + 1), day.week))
        if day.last_of_week and back >= self.weeks and not day.past:
            return None
        return self._remembered(since, back, day)

    def _weeks_back(self, since: int, until: int, week: int) -> int:
        """How long ago the last week began that holds a block of that rest; `weeks` where none that matters does."""
        if until - since < self.rest:
            return self.weeks
        ages = (age for age in range(self.weeks) if self.midnight(7 * (week - age)) <= until - self.rest)
        return next(ages, self.weeks)

    def _remembered(self, since: int, back: int, day: Day) -> State:
        """Forget what makes no difference: rest before the weeks that matter, and any once this week has its block."""
        following = day.week + 1 if day.last_of_week else day.week
        back = min(back + following - day.week, self.weeks)
        morning = self.midnight(day.index + 1)
        since = max(since, morning - self.rest, self.midnight(7 * (following - self.weeks + 1)))
        settled = self.weeks == 1 and back == 0 and since <= self.midnight(7 * (following + 1))
        return (morning if settled else since, back)

    def midnight(self, index: int) -> int:
        """00:00 of that day (0 is the horizon's first) on the agent's clocks, in minutes from the horizon's start."""
        if index not in self.midnights:
            day = self.horizon.first + timedelta(days=index)
            self.midnights[index] = self.horizon.minute(instant(day, 0, self.zone_name))
        return self.midnights[index]
