"""When a queue is open, on the grid: its hours by weekday and holiday in its own zone, as minutes of each interval."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from scheduler.clock import Horizon, instant, public_holidays
from scheduler.operation import FloatArray, OpenHours, Operation, Queue


def open_minutes(queue: Queue, operation: Operation, horizon: Horizon) -> FloatArray:
    """[interval] minutes for which the queue is open; a queue without hours always is."""
    step = operation.interval_minutes
    count = horizon.intervals(step)
    if queue.open is None:
        return np.full(count, float(step))
    held = np.zeros(horizon.minutes, dtype=bool)
    for start, end in _spans(queue.open, operation, horizon):
        held[max(0, start) : max(0, end)] = True
    minutes: FloatArray = held[: count * step].reshape(count, step).sum(axis=1).astype(np.float64)
    return minutes


def _spans(hours: OpenHours, operation: Operation, horizon: Horizon) -> Iterable[tuple[int, int]]:
    """(start, end) in elapsed minutes of the horizon; days around it too, as zones differ and spans pass midnight."""
    zone_name = hours.time_zone or operation.time_zone
    for step in range(-2, horizon.days + 2):
        day = horizon.first + timedelta(days=step)
        span = hours.days[day.weekday()]
        if hours.holiday_stated and is_holiday(day, hours.holidays_of, operation):
            span = hours.holiday
        if span is not None:
            start, end = (horizon.minute(instant(day, minute, zone_name)) for minute in span)
            yield start, end


def is_holiday(day: date, sites: tuple[str, ...] | None, operation: Operation) -> bool:
    """Whether any of those sites (without a list, any site at all) has a holiday on that date."""
    for name in operation.sites if sites is None else sites:
        site = operation.sites[name]
        if day in site.extra_holidays or (site.holidays and day in public_holidays(site.holidays, day.year)):
            return True
    return False
