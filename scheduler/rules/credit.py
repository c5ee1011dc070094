"""What whole days of paid leave count as worked: to the plain checks of weekly hours and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from scheduler.operation import Leave
from scheduler.rules.diary import Diary

UNPAID = ("unpaid", "off")
USUAL_DAYS = 5


def credited(diary: Diary, week: Iterable[date]) -> dict[date, int]:
    """The week's credited days of leave, each with the minutes that count as worked.

    The first `days_week.min` (else max, else 5) whole days of paid leave are credited; each counts
    `hours_week.min` divided by as many, or the hours that the leave itself gives.
    """
    days = contract_days(diary)
    found: dict[date, int] = {}
    for day in week:
        leave = _paid_leave(diary, day)
        if leave is not None and len(found) < days:
            hours = leave.hours if leave.hours is not None else _settings(diary, "hours_week").get("min") or 0
            found[day] = round(60 * hours) if leave.hours is not None else round(60 * hours / days)
    return found


def contract_days(diary: Diary) -> int:
    """Days of a full week of the contract."""
    settings = _settings(diary, "days_week")
    return int(settings.get("min") or settings.get("max", USUAL_DAYS))


def _paid_leave(diary: Diary, day: date) -> Leave | None:
    if not diary.agent.employed(day) or diary.duty(day) is not None:
        return None
    days = [row for row in diary.leave if row.first_day and row.last_day and row.first_day <= day <= row.last_day]
    return days[-1] if days and days[-1].kind not in UNPAID else None


def _settings(diary: Diary, rule: str) -> dict[str, Any]:
    found = diary.contract.limits.get(rule)
    return found if isinstance(found, dict) else {}
