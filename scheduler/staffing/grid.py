"""Onto the operation's grid: forecast rows of any length (volume by overlap, handle time by volume), opening hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import FloatArray, Forecast, Instants, IntArray, Operation, Queue, open_spans


@dataclass(frozen=True)
class Expected:
    """What the forecast says, on the grid: arrays [queue, interval]."""

    volume: FloatArray
    handle_seconds: FloatArray
    """NaN where there is no volume."""
    ranged: FloatArray
    """Volume of the rows that state both volume_p10 and volume_p90; the two below are of the same rows."""
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Pieces:
    """Forecast rows cut at the grid's lines: one entry a row and interval that overlap."""

    row: IntArray
    interval: IntArray
    share: FloatArray
    """Share of the row's volume in the interval: minutes of overlap / minutes of the row."""


def expected(operation: Operation, horizon: Horizon) -> Expected:
    """The forecast of every queue of the operation on the horizon's grid; intervals without a row have volume 0."""
    forecast, step = operation.forecast, operation.interval_minutes
    shape = (len(operation.queues), horizon.intervals(step))
    pieces = _cut(forecast, horizon, step)
    order = {name: row for row, name in enumerate(operation.queues)}
    target = np.array([order.get(name, -1) for name in forecast.queue] or [-1], dtype=np.int64)
    queue = target[forecast.queue_index[pieces.row]] if pieces.row.size else pieces.row
    inside = (queue >= 0) & (pieces.interval >= 0) & (pieces.interval < shape[1])
    where = (queue[inside], pieces.interval[inside])
    row, share = pieces.row[inside], pieces.share[inside]

    def laid(amount: FloatArray) -> FloatArray:
        table = np.zeros(shape)
        np.add.at(table, where, amount[row] * share)
        return table

    volume = laid(forecast.volume)
    work = laid(np.where(forecast.volume > 0, forecast.volume * forecast.handle_seconds, 0.0))
    handle = np.divide(work, volume, out=np.full(shape, np.nan), where=volume > 0)
    stated = ~(np.isnan(forecast.volume_p10) | np.isnan(forecast.volume_p90))
    ranged, low, high = (
        laid(np.where(stated, amount, 0.0)) for amount in (forecast.volume, forecast.volume_p10, forecast.volume_p90)
    )
    return Expected(volume, handle, ranged, low, high)


def _cut(forecast: Forecast, horizon: Horizon, step: int) -> Pieces:
    start = _minute(forecast.start, horizon)
    end = start + forecast.minutes
    first = start // step
    count = np.maximum(-(-end // step) - first, 0)
    row = np.repeat(np.arange(start.size), count)
    offset = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    interval = first[row] + offset
    overlap = np.minimum(end[row], (interval + 1) * step) - np.maximum(start[row], interval * step)
    return Pieces(row, interval, overlap / np.maximum(forecast.minutes[row], 1))


def _minute(moments: Instants, horizon: Horizon) -> IntArray:
    """Elapsed minutes from the horizon's start: instants are UTC, so clock changes need no care here."""
    origin = np.datetime64(horizon.start.replace(tzinfo=None), "m")
    minutes: IntArray = (moments.astype("datetime64[m]") - origin).astype(np.int64)
    return minutes


def open_minutes(queue: Queue, operation: Operation, horizon: Horizon) -> FloatArray:
    """[interval] minutes for which the queue is open."""
    step = operation.interval_minutes
    held = np.zeros(horizon.minutes, dtype=bool)
    for start, end in open_spans(queue, operation, horizon.start, horizon.end):
        held[horizon.minute(start) : horizon.minute(end)] = True
    count = horizon.intervals(step)
    minutes: FloatArray = held[: count * step].reshape(count, step).sum(axis=1).astype(np.float64)
    return minutes
