"""When a queue is open: its hours by weekday and holiday, on the clocks of its own zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np

from scheduler.clock import instant, local
from scheduler.operation.fields import BoolArray, Instants
from scheduler.operation.operation import Operation
from scheduler.operation.queues import OpenHours, Queue


def open_spans(queue: Queue, operation: Operation, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The spans (UTC) between two instants in which the queue is open, in order; without hours it always is.

    Hours that pass midnight belong to the day on which they start. Where they reach into the next day's, spans overlap.
    """
    if queue.open is None:
        return [(start, end)] if start < end else []
    zone_name = queue.open.time_zone or operation.time_zone
    first, last = local(start, zone_name).date() - timedelta(days=1), local(end, zone_name).date()
    spans = _spans(queue.open, operation, zone_name, first, last)
    clipped = [(max(opens, start), min(closes, end)) for opens, closes in spans]
    return [(opens, closes) for opens, closes in clipped if opens < closes]


def _spans(
    hours: OpenHours, operation: Operation, zone_name: str, first: date, last: date
) -> Iterator[tuple[datetime, datetime]]:
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        holiday = hours.holiday_stated and operation.is_holiday(day, hours.holidays_of)
        span = hours.holiday if holiday else hours.days[day.weekday()]
        if span is not None:
            yield instant(day, span[0], zone_name), instant(day, span[1], zone_name)


def is_open(queue: Queue, operation: Operation, moments: Instants) -> BoolArray:
    """Whether the queue is open at each of these instants (UTC, to the minute, in any order)."""
    found: BoolArray = np.zeros(len(moments), dtype=bool)
    if not len(moments):
        return found
    first, last = (moment.item().replace(tzinfo=UTC) for moment in (moments.min(), moments.max()))
    for span in open_spans(queue, operation, first, last + timedelta(minutes=1)):
        opens, closes = (np.datetime64(moment.replace(tzinfo=None), "m") for moment in span)
        found |= (opens <= moments) & (moments < closes)
    return found
