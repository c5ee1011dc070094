"""Starts of a week that lie close together on the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, cast

from pydantic import NonNegativeFloat

from scheduler.clock import DAY_MINUTES, Horizon, instant, local_minute, wall
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class StartSpreadHours(Limit):
    """The local starts of a week lie within `hours`: the shortest arc of the 24-hour clock that holds them all."""

    keeps_away: ClassVar[str] = "bound to start at other hours this week"
    hours: NonNegativeFloat

    def looks_back(self) -> float:
        return 7

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        spread = round(60 * self.hours)
        bands = maximal_bands(possible_starts(operation, horizon), spread)
        return BandTrack(bands, spread) if len(bands) > 1 else None

    def check(self, diary: Diary) -> Iterator[Finding]:
        for week in diary.weeks():
            duties = [diary.duties[day] for day in week if day in diary.duties]
            hours = _shortest_arc([local_minute(duty.start, diary.agent.time_zone) for duty in duties]) / 60
            if round(60 * hours) > round(60 * self.hours):
                message = f"starts over a spread of {hours:g} h in the week of {week[0]}; the most is {self.hours:g} h"
                yield self.finding(diary, week[0], message, hours - self.hours, "hours")


def _shortest_arc(minutes: Iterable[int]) -> int:
    """The day less the widest stretch of the clock without a start."""
    starts = sorted(set(minutes))
    if len(starts) < 2:
        return 0
    stretches = [later - earlier for earlier, later in pairwise(starts)]
    return DAY_MINUTES - max(*stretches, starts[0] + DAY_MINUTES - starts[-1])


def possible_starts(operation: Operation, horizon: Horizon) -> list[int]:
    """Local minutes at which shifts may start: as the shifts say, and moved where clocks skip them."""
    written = {start for shift in operation.shifts.values() for start in shift.starts(operation.shift_step_minutes)}
    zones = sorted(
        {agent.time_zone for agent in operation.agents} | {site.time_zone for site in operation.sites.values()}
    )
    moved = {
        local_minute(instant(day, start, zone_name), zone_name)
        for zone_name in zones
        for day in horizon.dates()
        if _clocks_change(day, zone_name)
        for start in written
    }
    return sorted(written | moved)


def _clocks_change(day: date, zone_name: str) -> bool:
    return wall(day, 0, zone_name).utcoffset() != wall(day + timedelta(days=1), 0, zone_name).utcoffset()


def maximal_bands(starts: list[int], spread: int) -> list[int]:
    """First minutes of the bands `[b, b + spread]` around the clock whose starts no other band holds all of."""
    held = {first: frozenset(start for start in starts if (start - first) % DAY_MINUTES <= spread) for first in starts}
    return [
        first
        for first, inside in held.items()
        if not any(inside < other or (inside == other and rival < first) for rival, other in held.items())
    ]


class BandTrack(Track):
    """Each week's first day guesses the band of the week's starts; the state is the band, None between weeks."""

    def __init__(self, bands: list[int], spread: int) -> None:
        self.bands, self.spread = bands, spread

    def start(self) -> State:
        return -1

    def key(self, letter: Letter) -> Key:
        return letter.local_start if letter.works else None

    def guesses(self, day: Day) -> int:
        return len(self.bands) if day.first_of_week and not day.past else 1

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return -1
        band = guess if day.first_of_week else cast("int", state)
        if key is not None and (cast("int", key) - self.bands[band]) % DAY_MINUTES > self.spread:
            return None
        return -1 if day.last_of_week else band
