"""What a cell says: dates, times, lists. Each reader raises `ValueError` that says what would be right."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from scheduler import clock
from scheduler.operation import parse_time_of_day

YEARS = range(1990, 2200)
FIRST_SERIAL_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets' day numbers."""


def read_list(text: str) -> tuple[str, ...]:
    """`"a; b"` -> ("a", "b"), without blanks and repeats, in the order written."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


@lru_cache(maxsize=20_000)
def read_date(text: str) -> date:
    """An ISO date."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return _within_years(date.fromisoformat(text), text)
        except ValueError as error:
            raise ValueError(str(error) if "years" in str(error) else f"{text!r} is not in the calendar") from None
    raise ValueError(f"{text!r} is not a date; write {_dates_meant(text) or 'it as 2026-12-21'}")


def _within_years(day: date, text: str) -> date:
    if day.year not in YEARS:
        raise ValueError(f"{text!r} lies outside the years {YEARS[0]} to {YEARS[-1]}; correct the year")
    return day


def _dates_meant(text: str) -> str:
    """The ISO forms that a date written another way may stand for."""
    if re.fullmatch(r"[34567]\d{4}", text):
        return f"{FIRST_SERIAL_DAY + timedelta(days=int(text))} (a spreadsheet's day number)"
    found = re.fullmatch(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ]00:00(?::00)?)?", text)
    if not found:
        return ""
    one, two, three = (int(part) for part in found.groups())
    triples = [(one, two, three)] if one > 31 else [(_century(three), two, one), (_century(three), one, two)]
    meant = []
    for triple in triples:
        try:
            meant.append(date(*triple).isoformat())
        except ValueError:
            continue
    return " or ".join(dict.fromkeys(meant))


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def read_minute(text: str) -> int:
    """`"06:30"` -> 390; `"24:00"` -> 1440; minutes of a local day."""
    value = parse_time_of_day(text)
    assert isinstance(value, int)
    return value


def read_moment(text: str) -> datetime:
    """An ISO instant with its offset, or a local time without one; whole minutes."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(f"{text!r} has no time of day; write {text}T00:00 and its offset")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day, _, time = text.replace("T", " ").partition(" ")
        meant = _dates_meant(day)
        example = f"{meant}T{time}" if meant and time and " or " not in meant else "it as 2026-12-21T08:00:00-08:00"
        raise ValueError(f"{text!r} is not a time; write {example}") from None
    _within_years(moment.date(), text)
    if not re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
        raise ValueError(f"{text!r} is not a time; write {moment.isoformat()}")
    if moment.second or moment.microsecond:
        whole = moment.replace(second=0, microsecond=0).isoformat()
        raise ValueError(f"{text!r} has seconds; times are whole minutes, write {whole}")
    return moment


def to_utc(moment: datetime, zone_name: str) -> datetime:
    """An instant in UTC; one without offset is read on the clocks of the zone, where it must exist once."""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    if is_plain(day, zone_name):
        return clock.instant(day, minute, zone_name)
    if not clock.exists(day, minute, zone_name):
        first = clock.local(clock.instant(day, minute, zone_name), zone_name)
        raise ValueError(
            f"{moment.isoformat()} does not exist in {zone_name}, where clocks go forward that night; "
            f"the first time after it is {first.isoformat()}"
        )
    if clock.doubled(day, minute, zone_name):
        both = (clock.wall(day, minute, zone_name, fold).isoformat() for fold in (0, 1))
        raise ValueError(
            f"{moment.isoformat()} exists twice in {zone_name}, where clocks go back that night; "
            f"write {' or '.join(both)}"
        )
    return clock.instant(day, minute, zone_name)


@lru_cache(maxsize=20_000)
def is_plain(day: date, zone_name: str) -> bool:
    """Whether the clocks of the zone do not change on that local date."""
    midnights = (clock.wall(day + timedelta(days=ahead), 0, zone_name) for ahead in (-1, 0, 1, 2))
    return len({midnight.utcoffset() for midnight in midnights}) == 1


def read_instant(text: str, zone_name: str) -> datetime:
    """An instant in UTC from `2026-12-21T08:00:00-08:00`, or without offset on the clocks of the zone."""
    return to_utc(read_moment(text), zone_name)


def read_start(text: str, day: date, zone_name: str) -> datetime:
    """The start (UTC) of a shift of that local date: `22:00`, or an instant.

    A clock time that spring skips becomes the first that exists, one that autumn doubles is the first.
    """
    if "T" in text or "-" in text:
        return read_instant(text, zone_name)
    return clock.instant(day, read_minute(text), zone_name)


def read_end(text: str, day: date, zone_name: str, start: datetime) -> datetime:
    """The end (UTC) of a shift that starts then: `06:00` is the next such time after the start, or an instant."""
    if "T" in text or "-" in text:
        return read_instant(text, zone_name)
    minute = read_minute(text)
    end = clock.instant(day, minute, zone_name)
    return end if end > start else clock.instant(day, minute + clock.DAY_MINUTES, zone_name)
