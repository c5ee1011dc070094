"""When a cover is due: its days and hours on the clocks of its zone, as spans of elapsed minutes of the horizon."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.clock import WEEKDAYS, Horizon, instant, is_weekend
from scheduler.operation import Cover, DutyHours, Meeting, Operation


def is_due(operation: Operation, cover: Cover | Meeting, day: date) -> bool:
    """Whether the cover or the meeting is due on the date, by any of the names or dates in `on`."""
    if not {"every_day", day, day.isoformat(), WEEKDAYS[day.weekday()]}.isdisjoint(cover.on):
        return True
    if "weekend" in cover.on and is_weekend(day):
        return True
    return "holiday" in cover.on and operation.is_holiday(day, cover.holidays_of)


def duty_intervals(operation: Operation, horizon: Horizon, cover: Cover) -> list[tuple[int, int]]:
    """Spans of elapsed minutes from the horizon's start in which the cover is due: merged, in order, clipped to it."""
    return merged([(start, end) for _, start, end in duty_windows(operation, horizon, cover)])


def duty_windows(operation: Operation, horizon: Horizon, cover: Cover) -> list[tuple[date, int, int]]:
    """The due hours of each date, in order: (date in the duty's zone, start, end) in elapsed minutes of the horizon.

    Hours that pass midnight belong to the day on which they start, so a day before the horizon may reach into it. What
    lies outside the horizon is cut off, and so is what the window before holds already.
    """
    zone_name = cover.time_zone or operation.time_zone
    first, last = horizon.first - timedelta(days=3), horizon.last + timedelta(days=2)  # zones lie up to 26 hours apart
    found: list[tuple[date, int, int]] = []
    for day in (first + timedelta(days=step) for step in range((last - first).days + 1)):
        hours = hours_on(operation, cover, day)
        if hours is not None:
            start, end = (horizon.minute(instant(day, minute, zone_name)) for minute in hours)
            start = max(start, found[-1][2] if found else 0)
            if max(0, start) < min(horizon.minutes, end):
                found.append((day, max(0, start), min(horizon.minutes, end)))
    return found


def hours_on(operation: Operation, cover: Cover, day: date) -> tuple[int, int] | None:
    """The minutes of the date's clock from and to which the cover is due; None where it is not due."""
    if not is_due(operation, cover, day):
        return None
    if not isinstance(cover.hours, DutyHours):
        return cover.hours
    holiday = cover.hours.holiday_stated and operation.is_holiday(day, cover.holidays_of)
    return cover.hours.holiday if holiday else cover.hours.days[day.weekday()]


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch or overlap as one, in order; empty ones are dropped."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
