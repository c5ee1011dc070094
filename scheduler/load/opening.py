"""When a queue is open, instant by instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np

from scheduler import clock
from scheduler.load.local_times import Instants
from scheduler.operation import BoolArray, Operation, Queue, Site


def is_open(operation: Operation, queue: Queue, starts: Instants) -> BoolArray:
    """Whether the queue is open at each of these instants (UTC)."""
    if queue.open is None:
        return np.ones(len(starts), dtype=bool)
    zone_name = queue.open.time_zone or operation.time_zone
    moments = [moment.replace(tzinfo=UTC) for moment in starts.astype("datetime64[s]").tolist()]
    return np.array([_open_at(operation, queue, clock.local(moment, zone_name)) for moment in moments], dtype=bool)


def _open_at(operation: Operation, queue: Queue, reading: datetime) -> bool:
    """Whether a span of that local date, or one of the day before that passes midnight, holds the clock time."""
    minute = reading.hour * 60 + reading.minute
    for back in (0, 1):
        span = _span(operation, queue, reading.date() - timedelta(days=back))
        if span is not None and span[0] <= minute + back * clock.DAY_MINUTES < span[1]:
            return True
    return False


def _span(operation: Operation, queue: Queue, day: date) -> tuple[int, int] | None:
    hours = queue.open
    assert hours is not None
    if hours.holiday_stated:
        names = operation.sites if hours.holidays_of is None else hours.holidays_of
        if any(day in site_holidays(operation.sites[name], day.year) for name in names if name in operation.sites):
            return hours.holiday
    return hours.days[day.weekday()]


def site_holidays(site: Site, year: int) -> dict[date, str]:
    """Dates and names of a site's holidays in a year, its extra ones included."""
    return _holidays(site.holidays, site.extra_holidays, year)


@cache
def _holidays(region: str | None, extra: Iterable[date], year: int) -> dict[date, str]:
    found = dict(clock.public_holidays(region, year)) if region else {}
    found.update({day: "extra holiday" for day in extra if day.year == year and day not in found})
    return dict(sorted(found.items()))
