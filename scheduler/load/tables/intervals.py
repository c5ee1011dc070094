"""Intervals of one queue that stand twice, overlap, or are missing between its first and its last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import numpy as np

from scheduler import clock
from scheduler.load.complaints import Complaints, Place
from scheduler.operation import Forecast, Instants, IntArray, Operation, is_open


def judge_intervals(forecast: Forecast, place: Callable[[int], Place], zone_name: str, complaints: Complaints) -> None:
    """A complaint for each interval that begins before the one before it of the same queue has ended."""
    ends = forecast.start + forecast.minutes.astype("timedelta64[m]")
    same = forecast.queue_index[1:] == forecast.queue_index[:-1]
    late = np.flatnonzero(same & (forecast.start[1:] < ends[:-1])) + 1
    found = []
    for row in late:
        earlier = place(int(row) - 1)
        one, other = sorted((earlier, place(int(row))))
        name, when = forecast.queue[forecast.queue_index[row]], _local(forecast.start[row], zone_name)
        if forecast.start[row] == forecast.start[row - 1]:
            found.append((other, f"queue {name!r} has {when} twice (also in {one}); keep one"))
        else:
            text = f"queue {name!r}: the interval at {when} begins before that in {earlier} has ended; make them meet"
            found.append((place(int(row)), text))
    complaints.add_many(sorted(found))


def missing_intervals(operation: Operation) -> dict[str, Instants]:
    """Queue -> starts of the intervals that are missing between its first and last, hours of closure left out."""
    forecast, found = operation.forecast, {}
    ends = forecast.start + forecast.minutes.astype("timedelta64[m]")
    for number, name in enumerate(forecast.queue):
        rows = np.flatnonzero(forecast.queue_index == number)
        if not len(rows):
            continue
        gaps = _gaps(forecast.start[rows], ends[rows], forecast.minutes[rows])
        found[name] = gaps[is_open(operation.queues[name], operation, gaps)] if len(gaps) else gaps
    return found


def _gaps(starts: Instants, ends: Instants, minutes: IntArray) -> Instants:
    pieces = [
        np.arange(ends[row], starts[row + 1], np.timedelta64(int(minutes[row]), "m"))
        for row in np.flatnonzero(starts[1:] > ends[:-1])
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype="datetime64[m]")


def warn_of_gaps(operation: Operation, place: Callable[[int], Place], complaints: Complaints) -> None:
    """A warning for each queue with missing intervals; they count as no contacts."""
    forecast = operation.forecast
    for name, starts in missing_intervals(operation).items():
        if not len(starts):
            continue
        row = int(np.flatnonzero(forecast.queue_index == forecast.queue.index(name))[0])
        many = "1 interval is" if len(starts) == 1 else f"{len(starts)} intervals are"
        first, last = (_local(moment, operation.time_zone) for moment in (starts[0], starts[-1]))
        span = f"at {first}" if len(starts) == 1 else f"from {first} to {last}"
        complaints.warn(place(row), f"queue {name!r}: {many} missing {span}; they count as no contacts")


def _local(moment: np.datetime64, zone_name: str) -> str:
    return clock.local(moment.astype("datetime64[s]").item().replace(tzinfo=UTC), zone_name).isoformat()
