"""Local wall time <-> UTC: the only module that knows time zones; also weeks, local days, weekends and holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import holidays as holiday_library

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_MINUTES = 1440
PLANNED_YEARS = range(2020, 2041)


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises `KeyError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise KeyError(name) from error


def zone_names() -> frozenset[str]:
    """The names of all time zones, to guess from."""
    return frozenset(available_timezones())


@cache
def offsets(zone_name: str) -> frozenset[int]:
    """Minutes by which the zone's clocks are ahead of UTC, in any month of the years that are planned."""
    months = (datetime(year, month, 1, tzinfo=zone(zone_name)) for year in PLANNED_YEARS for month in range(1, 13))
    ahead = (moment.utcoffset() or timedelta() for moment in months)
    return frozenset(int(offset.total_seconds()) // 60 for offset in ahead)


def wall(day: date, minute: int, zone_name: str, fold: int = 0) -> datetime:
    """That minute of that local day as a wall time with its zone, which may not exist; `minute` may pass 1440."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))
    return (midnight + timedelta(minutes=minute)).replace(fold=fold)  # same-zone arithmetic is wall-clock arithmetic


def exists(day: date, minute: int, zone_name: str) -> bool:
    """Whether that wall time occurs on the clocks of the zone (False in the hour that spring skips)."""
    moment = wall(day, minute, zone_name)
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(fold=0) == moment.replace(fold=0)


def doubled(day: date, minute: int, zone_name: str) -> bool:
    """Whether that wall time occurs twice (True in the hour that autumn repeats)."""
    first, second = (wall(day, minute, zone_name, fold).utcoffset() for fold in (0, 1))
    return exists(day, minute, zone_name) and first != second


@lru_cache(maxsize=200_000)
def instant(day: date, minute: int, zone_name: str) -> datetime:
    """That minute of that local day in UTC; a skipped one becomes the first that exists, a doubled one is the first.

    `minute` counts wall-clock minutes from local midnight and may pass 1440 (the next day).
    """
    moment = wall(day, minute, zone_name)
    if exists(day, minute, zone_name):
        return moment.astimezone(UTC)
    return _end_of_gap(moment)


def _end_of_gap(moment: datetime) -> datetime:
    """The instant at which clocks jump over `moment`: the first existing minute after it."""
    before, after = (moment.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    low, high = sorted((before, after))  # the jump lies between the two readings of a skipped time
    offset = low.astimezone(moment.tzinfo).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle = middle.replace(second=0, microsecond=0)
        if middle.astimezone(moment.tzinfo).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high


def local(moment: datetime, zone_name: str) -> datetime:
    """An instant on the clocks of the zone."""
    return moment.astimezone(zone(zone_name))


def local_minute(moment: datetime, zone_name: str) -> int:
    """The minute of the local day (0 to 1439) at which an instant falls."""
    reading = local(moment, zone_name)
    return reading.hour * 60 + reading.minute


def minutes_between(start: datetime, end: datetime) -> int:
    """Elapsed minutes; both instants may be in any zone."""
    return round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60)


def is_weekend(day: date) -> bool:
    """Whether the date is a Saturday or a Sunday."""
    return day.weekday() >= 5


def weekend_of(day: date) -> date:
    """The Saturday of the weekend that a Saturday or Sunday belongs to."""
    return day - timedelta(days=day.weekday() - 5)


@cache
def public_holidays(region: str, year: int) -> dict[date, str]:
    """Dates and English names of a region's holidays (`US-WA`, `ES-Barcelona`, `ES`), observed days included.

    Raises `KeyError` where the holidays library knows no such region.
    """
    country, _, subdivision = region.partition("-")
    try:
        found = holiday_library.country_holidays(
            country, subdiv=subdivision or None, years=year, observed=True, language="en_US"
        )
    except (NotImplementedError, ValueError) as error:
        raise KeyError(region) from error
    return {day: str(name) for day, name in sorted(found.items()) if day.year == year}


@dataclass(frozen=True)
class Horizon:
    """Whole weeks of local dates; demand and cover run from its first to its last midnight in the planning zone."""

    first: date
    weeks: int
    time_zone: str

    @property
    def days(self) -> int:
        return 7 * self.weeks

    @property
    def last(self) -> date:
        """The last date, included."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def start(self) -> datetime:
        """00:00 of the first date in the planning zone, as UTC."""
        return instant(self.first, 0, self.time_zone)

    @property
    def end(self) -> datetime:
        """24:00 of the last date in the planning zone, as UTC."""
        return instant(self.first + timedelta(days=self.days), 0, self.time_zone)

    @property
    def minutes(self) -> int:
        """Elapsed minutes from start to end (a week of a clock change has 60 more or fewer)."""
        return minutes_between(self.start, self.end)

    def dates(self) -> Iterator[date]:
        """Every date, first to last."""
        return (self.first + timedelta(days=day) for day in range(self.days))

    def holds(self, day: date) -> bool:
        """Whether the date lies within the horizon."""
        return self.first <= day <= self.last

    def day_index(self, day: date) -> int:
        """Days since the first date; negative before it."""
        return (day - self.first).days

    def week_index(self, day: date) -> int:
        """Weeks since the first date; negative before it."""
        return (day - self.first).days // 7

    def minute(self, moment: datetime) -> int:
        """Elapsed minutes from the horizon's start to an instant; negative before it."""
        return minutes_between(self.start, moment)

    def moment(self, minute: int) -> datetime:
        """The instant (UTC) so many elapsed minutes after the horizon's start."""
        return self.start + timedelta(minutes=minute)

    def intervals(self, minutes: int) -> int:
        """How many intervals of that length the horizon has."""
        return self.minutes // minutes
