"""An uninterrupted rest each week."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, cast

from pydantic import Field

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track

MINUTE = timedelta(minutes=1)
LONG_AGO, FAR_OFF = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
Span = tuple[datetime, datetime]


class WeeklyRest(Limit):
    """A block of `hours` uninterrupted rest for each week; weeks go from local midnight to local midnight.

    A block may lie over the edge of two weeks: it counts for one of those that it touches, never for both. A week that
    ends within its block passes it on: what is missing is due in the next week, also where that is another roster.
    With `every_days` = 14, 21 ... one of so many days' weeks has its block. Days before the first known one count as
    rest. Standby is no such rest, unless it counts as rest.
    """

    keeps_away: ClassVar[str] = "in need of their weekly rest"
    filled: ClassVar[frozenset[str]] = frozenset({"source", "time_zone"})
    hours: Annotated[float, Field(ge=0, le=168)]
    every_days: Annotated[int, Field(ge=7, multiple_of=7)] = 7
    time_zone: str = ""
    """The agent's time zone: it says when the local week begins."""

    def looks_back(self) -> float:
        """Infinitely many: a week that ends within its block passes the rest on to the next week, and so forth."""
        return math.inf

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        if not self.hours:
            return None
        return RestBlockTrack(
            round(60 * self.hours), self.every_days // 7, horizon, self.time_zone or horizon.time_zone
        )

    def check(self, diary: Diary) -> Iterator[Finding]:
        if not self.hours:
            return
        known, all_rests = _rests(_taken(diary, past=True)), _rests(_taken(diary, past=False))
        ways = {(LONG_AGO, self.every_days // 7 - 1)}
        for monday in _weeks(diary):
            found = self._ways(diary, all_rests, ways, monday)
            past = monday < diary.horizon.first
            if not found and (not past or self._ways(diary, known, ways, monday)):
                yield self._broken(diary, all_rests, monday)
            ways = found or {(taken, self.every_days // 7 - 1) for taken, _ in ways}

    def _ways(
        self, diary: Diary, rests: list[Span], before: set[tuple[datetime, int]], monday: date
    ) -> set[tuple[datetime, int]]:
        """Every way to give the week a block or none: until when rest is given out, weeks since that had none."""
        least, found = timedelta(minutes=round(60 * self.hours)), set()
        first, end = (instant(monday + timedelta(days=days), 0, diary.agent.time_zone) for days in (0, 7))
        for taken, without in before:
            start = _first_place(rests, max(taken, first - least + MINUTE), least)
            if start < end:
                found.add((start + least, 0))
            if 7 * (without + 1) < self.every_days:
                found.add((max(taken, first - least + MINUTE), without + 1))
        return found

    def _broken(self, diary: Diary, rests: list[Span], monday: date) -> Finding:
        zone_name, last = diary.agent.time_zone, monday + timedelta(days=6)
        first, end = (instant(monday + timedelta(days=days), 0, zone_name) for days in (7 - self.every_days, 7))
        longest = max((minutes_between(*rest) / 60 for rest in rests if rest[0] < end and rest[1] > first), default=0.0)
        counted = ", and the week before needs it" if longest >= self.hours else ""
        message = f"rests at most {longest:g} h at a stretch in the {self.every_days} days to {last}{counted}"
        missing = self.hours - longest if longest < self.hours else self.hours
        day = max(monday, diary.horizon.first)
        return self.finding(diary, day, f"{message}; the least is {self.hours:g} h", missing, "hours")


def _weeks(diary: Diary) -> Iterator[date]:
    """The first date of each week, from the first known date's to the horizon's last."""
    for week in range(diary.horizon.week_index(diary.first_known), diary.horizon.weeks):
        yield diary.horizon.first + timedelta(days=7 * week)


def _taken(diary: Diary, past: bool) -> list[Span]:
    """Shifts and standby, by start; of history alone, or all."""
    shifts = [(duty.start, duty.end) for duty in (diary.past.values() if past else diary.in_order())]
    known = diary.standby if not past else [one for one in diary.standby if one.start < diary.horizon.start]
    return sorted((*shifts, *((one.start, one.end) for one in known)))


def _rests(taken: Iterable[Span]) -> list[Span]:
    """The time between, before the first and after the last included."""
    reached, found = LONG_AGO, list[Span]()
    for start, end in taken:
        found.append((reached, start))
        reached = max(reached, end)
    return [*found, (reached, FAR_OFF)]


def _first_place(rests: Iterable[Span], earliest: datetime, least: timedelta) -> datetime:
    """The first moment at or after `earliest` at which a block of so much rest can begin."""
    starts = (max(start, earliest) for start, end in rests if end - max(start, earliest) >= least)
    return min(starts, default=FAR_OFF)


class RestBlockTrack(Track):
    """The state is from when on rest is free, and how many weeks ago the last week was that has its block.

    Rest is free from the end of the last shift, or of the block that a week has taken; nobody works before. Weeks ago
    are 0 where this week has its block, and `weeks` where it must have one.
    """

    def __init__(self, rest_minutes: int, weeks: int, horizon: Horizon, zone_name: str) -> None:
        self.rest, self.weeks, self.horizon, self.zone_name = rest_minutes, weeks, horizon, zone_name
        self.midnights: dict[int, int] = {}

    def start(self) -> State:
        return (-(10**9), self.weeks)

    def key(self, letter: Letter) -> Key:
        return (letter.start, letter.end) if letter.works else None

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        free, ago = cast("tuple[int, int]", state)
        if key is not None:
            start, end = cast("tuple[int, int]", key)
            if start < free:
                if not day.past:
                    return None
                ago = self.weeks
            elif start - free >= self.rest:
                ago = min(ago, int(start <= self.midnight(7 * day.week)))
            free = max(free, end)
        if ago >= self.weeks:
            block = max(free, self._earliest(day.week))
            if block + self.rest <= self.midnight(day.index + 1) or (
                day.last_of_week and block < self.midnight(day.index + 1)
            ):
                free, ago = block + self.rest, 0
            elif day.last_of_week and not day.past:
                return None
        return self._remembered(free, ago, day)

    def _earliest(self, week: int) -> int:
        """The first minute at which a block may begin that touches the week."""
        return self.midnight(7 * week) - self.rest + 1

    def _remembered(self, free: int, ago: int, day: Day) -> State:
        """Forget what makes no difference: rest that no block may use any more."""
        week, morning = day.week + day.last_of_week, self.midnight(day.index + 1)
        ago = min(ago + day.last_of_week, self.weeks)
        used = self._earliest(week + (ago == 0))
        if 0 < ago < self.weeks:
            used = max(used, morning - self.rest)
        return (max(free, min(used, morning)), ago)

    def midnight(self, index: int) -> int:
        """00:00 of that day (0 is the horizon's first) on the agent's clocks, in minutes from the horizon's start."""
        if index not in self.midnights:
            day = self.horizon.first + timedelta(days=index)
            self.midnights[index] = self.horizon.minute(instant(day, 0, self.zone_name))
        return self.midnights[index]
