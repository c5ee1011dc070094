"""The fourteen days before: everyone's shifts in a steady weekly pattern that keeps contracts and laws."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sample.people import Person, write_csv
from sample.requests import Promises

DAYS = 14


@dataclass(frozen=True)
class Pattern:
    """A way to work a week: the same start on every day worked, days off in a row, so rest and runs are kept."""

    shift: str
    earliest: float
    """Hours of the local day."""
    latest: float
    hours: float
    days: int


PATTERNS = {
    "full-time": (Pattern("day", 6, 11.5, 8.5, 5), Pattern("day", 6, 11.5, 8.5, 5), Pattern("late", 12, 15.5, 8.5, 5)),
    "full-time-nights": (Pattern("night", 21, 23, 8.5, 5),),
    "four-ten": (Pattern("ten", 6, 13, 10.5, 4),),
    "part-time": (Pattern("short", 13, 17, 5, 4),),
    "full-time-bcn": (Pattern("early-bcn", 7, 10.5, 8.5, 5), Pattern("late-bcn", 12, 15.5, 8.5, 5)),
    "part-time-bcn": (Pattern("short-bcn", 9, 16, 5, 4),),
}


def write(file: Path, staff: Sequence[Person], first: date, promises: Promises, chance: random.Random) -> None:
    """history.csv."""
    rows = [row for person in staff for row in worked(person, first, promises, chance)]
    write_csv(file, "agent,date,shift,start,end", rows)


def _works_until_a_long_weekend(person: Person, first: date, promises: Promises) -> bool:
    """Whether who is on leave from Friday to Sunday works the days before: a run that must not begin earlier."""
    return all((person.id, first + timedelta(days=day)) in promises.away for day in (4, 5, 6))


def worked(person: Person, first: date, promises: Promises, chance: random.Random) -> Iterator[tuple[object, ...]]:
    """One person's shifts of two weeks; the seed draws the start and the first of the days off."""
    pattern = chance.choice(PATTERNS[person.contract])
    steps = int(2 * (pattern.latest - pattern.earliest))
    start_hour = pattern.earliest + chance.randint(0, steps) / 2
    off = 7 - pattern.days
    first_off = chance.choice((0, 1, 2, 3, 7 - off, 7 - off)) % (8 - off)
    if person.id in promises.weekdays_only or _works_until_a_long_weekend(person, first, promises):
        first_off = 7 - off
    for step in range(-DAYS, 0):
        day = first + timedelta(days=step)
        if first_off <= day.weekday() < first_off + off or (person.id, day) in promises.away:
            continue
        zone = ZoneInfo(person.clock)
        start = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(hours=start_hour)
        end = (start.astimezone(UTC) + timedelta(hours=pattern.hours)).astimezone(zone)
        yield person.id, day, pattern.shift, start.isoformat(), end.isoformat()
