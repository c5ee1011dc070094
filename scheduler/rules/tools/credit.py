"""What paid leave counts as worked: to the plain checks of weekly hours and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scheduler.clock import instant, minutes_between
from scheduler.operation import Leave
from scheduler.rules.diary import Diary

UNPAID = ("unpaid", "off")
USUAL_DAYS = 5
SATURDAY = 5


@dataclass(frozen=True)
class Credited:
    """What one day of leave counts as worked."""

    minutes: int
    whole: bool
    """Whether the leave is the whole day, which counts as a day worked."""


def credited(diary: Diary, week: Iterable[date]) -> dict[date, Credited]:
    """The credited days of leave of a week, by date.

    A whole day counts as one contract day (`hours_week.min` / `days_week.min`, else max, else 5) or the hours of its
    row, and at most so many days a week are credited. Leave between instants counts its hours or its elapsed time, at
    most one contract day; where there is none, it counts its hours as they stand, and nothing without hours. A day
    without a window of availability counts nothing; a Saturday or Sunday counts only where the days of the week that
    are left free are fewer than the contract asks.
    """
    dates = list(week) if diary.leave else []
    found = {day: one for day in dates for one in [_credit(diary, day)] if one is not None}
    asked = contract_days(diary)
    kept = [day for day in found if day.weekday() < SATURDAY]
    open_days = sum(_has_window(diary, day) and day not in found and not diary.on_leave(day) for day in dates)
    weekend = [day for day in found if day.weekday() >= SATURDAY]
    kept = [*kept, *weekend[: max(0, asked - len(kept) - open_days)]]
    whole = [day for day in kept if found[day].whole][:asked]
    kept = [day for day in sorted(kept) if not found[day].whole or (day in whole and day not in diary.duties)]
    return {day: found[day] for day in kept}


def credited_minutes(diary: Diary, week: Iterable[date]) -> int:
    """Minutes of a week's leave that count as worked."""
    return sum(one.minutes for one in credited(diary, week).values())


def contract_days(diary: Diary) -> int:
    """Days of a full week of the contract."""
    settings = _settings(diary, "days_week")
    return int(settings.get("min") or settings.get("max", USUAL_DAYS))


def _credit(diary: Diary, day: date) -> Credited | None:
    """What the day's leave is worth by itself; of rows that overlap, the one that credits more."""
    if not diary.agent.employed(day) or not _has_window(diary, day):
        return None
    first, last = (instant(one, 0, diary.agent.time_zone) for one in (day, day + timedelta(days=1)))
    found = []
    for row, start, end in diary.leave_spans():
        elapsed = minutes_between(max(first, start), min(last, end))
        if row.kind not in UNPAID and elapsed > 0:
            found.append(_worth(diary, row, elapsed, elapsed == minutes_between(first, last)))
    return max(found, key=lambda one: (one.minutes, one.whole), default=None)


def _worth(diary: Diary, row: Leave, elapsed: int, whole: bool) -> Credited:
    full, said = _contract_day(diary), None if row.hours is None else round(60 * row.hours)
    if whole:
        return Credited(full if said is None else said, True)
    if said is None:
        return Credited(min(full, elapsed), False)
    return Credited(min(full, said) if full else said, False)


def _contract_day(diary: Diary) -> int:
    """Minutes of a contract day; 0 where no least is asked."""
    hours, days = _settings(diary, "hours_week").get("min") or 0, contract_days(diary)
    return round(60 * hours / days) if days else 0


def _has_window(diary: Diary, day: date) -> bool:
    """Whether the agent may work on such a weekday at all."""
    return not diary.availability or any(span.weekday == day.weekday() for span in diary.availability)


def _settings(diary: Diary, rule: str) -> dict[str, Any]:
    found = diary.contract.limits.get(rule)
    return found if isinstance(found, dict) else {}
