"""Leave credited to a week, counted again as the formats say; nothing is shared with scheduler.rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.operation import Agent, Leave, Operation

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Credit:
    """What counts as worked."""

    minutes: float = 0.0
    days: int = 0
    by_clock: float = 0.0
    """Minutes of leave by the clock among them."""


def credit_of(operation: Operation, agent: Agent, dates: list[date], limits: dict[str, Any]) -> Credit:
    """The credit of a week: its weekdays, then of the weekend what the contract asks beyond the days left free."""
    rows = [row for row in operation.leave if row.agent == agent.id]
    windows = {row.weekday for row in operation.availability if row.agent == agent.id} or set(range(7))
    asked, weekdays, weekend, free = contract_days(limits), [], [], 0
    for day in dates:
        able = agent.employed(day) and day.weekday() in windows
        worth = (
            max((worth_of(row, day, agent, limits) for row in rows if paid(row)), default=(0.0, -1))
            if able
            else (0, -1)
        )
        if worth[1] >= 0:
            (weekdays if day.weekday() < 5 else weekend).append(worth)
        elif day.weekday() in windows and not any(covers(row, day, agent.time_zone) for row in rows):
            free += 1
    kept = [*weekdays, *weekend[: max(0, asked - len(weekdays) - free)]]
    whole = [minutes for minutes, days in kept if days == 1][:asked]
    by_clock = sum(minutes for minutes, days in kept if days == 0)
    return Credit(sum(whole) + by_clock, len(whole), by_clock)


def room_of(operation: Operation, agent: Agent, most: float, credit: Credit, whole: bool) -> float:
    """Minutes by which leave by the clock raises the most: all of it where no shifts keep the contract beside it."""
    limits = operation.contracts[agent.contract].limits
    least, days = 60 * ((limits.get("hours_week") or {}).get("min") or 0) * whole, limits.get("days_week") or {}
    paid = [operation.paid_minutes(agent.site, shift, length)
            for shift in operation.shifts_of(agent) for length in shift.lengths()]  # fmt: skip
    reached = {(0, 0)}
    for _ in range(7):
        reached |= {(count + 1, total + one) for count, total in reached for one in paid}
    for count, total in reached:
        counted = count + credit.days
        kept = ((days.get("min") or 0) * whole <= counted <= max(credit.days, days.get("max", 7))) and counted <= 7
        if kept and least <= total + credit.minutes and (not count or total + credit.minutes <= most):
            return 0.0
    return credit.by_clock


def paid(row: Leave) -> bool:
    """Whether leave of that kind counts as worked."""
    return row.kind not in ("unpaid", "off")


def worth_of(row: Leave, day: date, agent: Agent, limits: dict[str, Any]) -> tuple[float, int]:
    """(minutes, 1 for a whole day and 0 for some hours) of a row on a day; (0, -1) where it does not touch it."""
    days = contract_days(limits)
    full = round(60 * ((limits.get("hours_week") or {}).get("min") or 0) / days) if days else 0
    (start, end), (first, last) = span_of(row, agent.time_zone), midnights(day, agent.time_zone)
    elapsed = (min(end, last) - max(start, first)) / MINUTE
    if elapsed <= 0:
        return (0.0, -1)
    if covers(row, day, agent.time_zone):
        return (full if row.hours is None else round(60 * row.hours), 1)
    told = elapsed if row.hours is None else round(60 * row.hours)
    return (told if row.hours is not None and full == 0 else min(full, told), 0)


def contract_days(limits: dict[str, Any]) -> int:
    """Days of a full week of the contract: the least, else the most, else five."""
    told = limits.get("days_week") or {}
    return int(told.get("min") or told.get("max", 5))


def covers(row: Leave, day: date, zone: str) -> bool:
    """Whether a row of leave is the whole local day."""
    (start, end), (first, last) = span_of(row, zone), midnights(day, zone)
    return start <= first and last <= end


def span_of(row: Leave, zone: str) -> tuple[datetime, datetime]:
    """The instants from which and to which the leave lasts."""
    if row.first_day is not None and row.last_day is not None:
        return midnights(row.first_day, zone)[0], midnights(row.last_day, zone)[1]
    assert row.start is not None
    assert row.end is not None
    return row.start, row.end


def midnights(day: date, zone: str) -> tuple[datetime, datetime]:
    """The first instants of a local day and of the next."""
    starts = (datetime(one.year, one.month, one.day, tzinfo=ZoneInfo(zone)) for one in (day, day + timedelta(days=1)))
    first, last = (start.astimezone(UTC) for start in starts)
    return first, last
