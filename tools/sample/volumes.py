"""How much work comes: a daily and a weekly shape a queue, and the holidays of a pet-care business on top."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

from sample.people import write_csv
from scheduler.clock import instant, public_holidays
from scheduler.operation import OpenHours

PLANNING_ZONE = "America/Los_Angeles"
PACIFIC, MADRID = "America/Los_Angeles", "Europe/Madrid"

# Weights of the 24 hours of the queue's own day: an office day with two humps, evenings at home, a night that never
# sleeps (sitters find a sick dog at bedtime and before dawn), and mail that follows the day.
OFFICE = (1, 1, 1, 1, 1, 2, 4, 6, 8, 10, 11, 10.5, 9, 9, 9.5, 10, 10, 9.5, 8.5, 7.5, 6.5, 5, 3, 2)
EVENING = (2, 1.5, 1, 1, 1, 1.5, 3, 5, 6, 7, 7.5, 8, 8, 7.5, 7.5, 8, 9, 10, 11, 11, 10, 8, 5, 3)
NIGHT = (6, 5, 4.5, 4, 4, 4.5, 5.5, 6, 6, 6, 6, 6, 6, 6, 6.5, 7, 7.5, 8.5, 9.5, 10.5, 11, 10.5, 9, 7.5)

# Monday to Sunday.
WORKDAYS = (1.15, 1.05, 1.0, 1.0, 1.05, 0.85, 0.75)
WEEKENDS = (0.95, 0.9, 0.9, 0.95, 1.1, 1.25, 1.2)

# Days from 1 December (32 is 1 January) against an ordinary week: customers ring before they travel, stay silent on
# Christmas Day and New Year's Day, and book again after them, while pets and houses left with sitters bring incidents
# throughout, most of all in the night of the fireworks.
CALLS = {
    **{20: 1.05, 21: 1.1, 22: 1.15, 23: 1.2, 24: 0.95, 25: 0.6, 26: 1.0, 27: 1.05},
    **{28: 1.1, 29: 1.1, 30: 1.1, 31: 0.9, 32: 0.65, 33: 1.05, 34: 1.1},
}
PETS = {
    **{20: 1.05, 21: 1.05, 22: 1.1, 23: 1.2, 24: 1.35, 25: 1.4, 26: 1.4, 27: 1.3},
    **{28: 1.2, 29: 1.2, 30: 1.2, 31: 1.4, 32: 1.45, 33: 1.2, 34: 1.15},
}


@dataclass(frozen=True)
class Stream:
    """A queue's demand in an ordinary week of 120 agents."""

    file: str
    queue: str
    work_hours: float
    """Handle time of the whole week, in hours (before concurrency)."""
    handle_seconds: float
    day: tuple[float, ...]
    week: tuple[float, ...]
    season: dict[int, float]
    zone: str = PACIFIC


STREAMS = (
    Stream("calls", "incident-calls-en", 158, 540, NIGHT, WEEKENDS, PETS),
    Stream("calls", "incident-calls-es", 21, 560, NIGHT, WEEKENDS, PETS),
    Stream("calls", "safety-calls-en", 182, 660, EVENING, WEEKENDS, PETS),
    Stream("calls", "general-calls-en", 1363, 390, OFFICE, WORKDAYS, CALLS),
    Stream("calls", "general-calls-es", 286, 410, OFFICE, WORKDAYS, CALLS),
    Stream("calls", "general-calls-fr", 50, 420, OFFICE, WORKDAYS, CALLS, MADRID),
    Stream("calls", "general-calls-de", 54, 430, OFFICE, WORKDAYS, CALLS, MADRID),
    Stream("calls", "general-calls-it", 42, 400, OFFICE, WORKDAYS, CALLS, MADRID),
    Stream("messages", "sms-incidents-en", 120, 700, NIGHT, WEEKENDS, PETS),
    Stream("messages", "sms-general-en", 773, 620, EVENING, WORKDAYS, CALLS),
    Stream("messages", "sms-general-es", 170, 640, EVENING, WORKDAYS, CALLS),
    Stream("email", "email-general-en", 134, 360, EVENING, WORKDAYS, CALLS),
    Stream("email", "email-general-es", 54, 370, EVENING, WORKDAYS, CALLS),
    Stream("email", "email-general-fr", 19, 390, EVENING, WORKDAYS, CALLS, MADRID),
    Stream("email", "email-general-de", 21, 390, EVENING, WORKDAYS, CALLS, MADRID),
    Stream("email", "email-general-it", 16, 380, EVENING, WORKDAYS, CALLS, MADRID),
    Stream("cases", "claims-vet", 122, 1500, OFFICE, WORKDAYS, PETS),
    Stream("cases", "claims-vet-es", 29, 1560, OFFICE, WORKDAYS, PETS),
    Stream("cases", "cases-safety-en", 64, 1200, EVENING, WEEKENDS, PETS),
    Stream("cases", "reviews-safety-en", 61, 900, EVENING, WORKDAYS, PETS),
)


def write(
    folder: Path, first: date, weeks: int, interval: int, scale: float, chance: random.Random, prefix: str = ""
) -> None:
    """calls.csv, messages.csv, email.csv and cases.csv; live queues have rows while they are open only."""
    tables: dict[str, list[tuple[object, ...]]] = {}
    opening = open_hours(folder.parent / "config")
    for stream in STREAMS:
        live = stream.file in ("calls", "messages")
        rows = rows_of(stream, first, weeks, interval if live else 60, scale, chance)
        always = not live or opening.get(stream.queue) is None
        tables.setdefault(stream.file, []).extend(
            row[1:] for row in rows if always or is_open(opening[stream.queue], row[0])
        )
    for name, table in tables.items():
        header = "queue,start,minutes,volume,handle_seconds,volume_p10,volume_p90"
        write_csv(folder / f"{prefix}{name}.csv", header, table)


def rows_of(
    stream: Stream, first: date, weeks: int, minutes: int, scale: float, chance: random.Random
) -> Iterator[tuple[datetime, object, object, object, object, object, object, object]]:
    """Every interval from the first to the last midnight of the planning zone; the first column is the instant."""
    start, end = (instant(first + timedelta(days=day), 0, PLANNING_ZONE) for day in (0, 7 * weeks))
    whole = sum(stream.day) * sum(stream.week)
    contacts = scale * stream.work_hours * 3600 / stream.handle_seconds
    mood: dict[date, float] = {}
    for step in range(int((end - start).total_seconds()) // (60 * minutes)):
        moment = start + timedelta(minutes=minutes * step)
        local = moment.astimezone(ZoneInfo(stream.zone))
        day = local.date()
        if day not in mood:
            mood[day] = chance.uniform(0.96, 1.04)
        season = stream.season.get(december_day(day), 1.0)
        volume = contacts * weight(stream, local) / whole * season * mood[day] * minutes / 60
        spread = 1.28 * sqrt(volume + (0.12 * volume) ** 2)
        shown = moment.astimezone(ZoneInfo(PLANNING_ZONE)).isoformat()
        handle = round(stream.handle_seconds * (1.06 if local.hour >= 21 or local.hour < 6 else 1.0))
        low, high = f"{max(0.0, volume - spread):.2f}", f"{volume + spread:.2f}"
        yield moment, stream.queue, shown, minutes, f"{volume:.2f}", handle, low, high


def december_day(day: date) -> int:
    """The days from the 1 December before a winter's end, so that 32 is 1 January; 0 in other months."""
    return day.day if day.month == 12 else 31 + day.day if day.month == 1 else 0


def weight(stream: Stream, local: datetime) -> float:
    """The stream's weight at a local time: the hours' weights joined by straight lines, times the weekday's."""
    hour = local.hour + local.minute / 60 - 0.25  # half-hours lean towards their neighbours
    before = int(hour // 1)
    share = hour - before
    shape = stream.day[before % 24] * (1 - share) + stream.day[(before + 1) % 24] * share
    return shape * stream.week[local.weekday()]


@dataclass(frozen=True)
class Opening:
    """A queue's hours with the dates that are holidays for it."""

    hours: OpenHours
    holidays: frozenset[date]


def open_hours(config: Path) -> dict[str, Opening | None]:
    """Queue -> its opening; None where it is always open."""
    sites = tomllib.loads((config / "sites.toml").read_text(encoding="utf-8"))
    found: dict[str, Opening | None] = {}
    for queue, table in tomllib.loads((config / "queues.toml").read_text(encoding="utf-8")).items():
        if "open" not in table:
            found[queue] = None
            continue
        hours = OpenHours.model_validate(table["open"])
        days = {day for site in hours.holidays_of or () for day in holidays_of(sites[site])}
        found[queue] = Opening(hours, frozenset(days))
    return found


def holidays_of(site: dict[str, object]) -> set[date]:
    """The dates of a site's holidays, 2025 to 2029."""
    extra = site.get("extra_holidays", [])
    assert isinstance(extra, list)
    return {*extra, *(day for year in range(2025, 2030) for day in public_holidays(str(site["holidays"]), year))}


def is_open(opening: Opening | None, moment: datetime) -> bool:
    """Whether the queue is open at that instant; spans do not pass midnight in the sample."""
    if opening is None:
        return True
    local = moment.astimezone(ZoneInfo(opening.hours.time_zone or PLANNING_ZONE))
    span = opening.hours.holiday if local.date() in opening.holidays else opening.hours.days[local.weekday()]
    return span is not None and span[0] <= 60 * local.hour + local.minute < span[1]
