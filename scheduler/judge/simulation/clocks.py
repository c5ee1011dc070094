"""When work that may wait is due, and when callers who still wait at closing are cut off."""

from __future__ import annotations

import numpy as np

from scheduler.judge.simulation.stage import Stage
from scheduler.operation import FloatArray, Queue


def due_times(stage: Stage, row: int, arrival: FloatArray) -> FloatArray:
    """When items that arrive then are due, by the calendar or by hours open; infinite beyond the horizon."""
    queue, elapsed = stage.queues[row], elapsed_of(stage, row)
    edges = stage.step * np.arange(stage.intervals + 1.0)
    limit: FloatArray = np.interp(arrival, edges, elapsed).astype(np.float64) + within(queue)
    return when(edges, elapsed, limit)


def backlog_times(stage: Stage, row: int) -> tuple[FloatArray, FloatArray]:
    """(arrival, due) of the items open at the start: as if they had arrived evenly over the last `within_hours`."""
    queue = stage.queues[row]
    count = round(queue.backlog)
    spread: FloatArray = within(queue) * (np.arange(count) + 0.5) / max(1, count)
    edges = stage.step * np.arange(stage.intervals + 1.0)
    return spread - within(queue), when(edges, elapsed_of(stage, row), spread)


def within(queue: Queue) -> float:
    """Seconds from arrival to due time, on the queue's clock."""
    assert queue.service is not None
    assert queue.service.within_hours is not None
    return 3600.0 * queue.service.within_hours


def elapsed_of(stage: Stage, row: int) -> FloatArray:
    """[interval + 1] seconds of the queue's clock that have passed at each start of an interval."""
    service = stage.queues[row].service
    passing = stage.open[row] if service is not None and service.clock == "open_hours" else np.ones(stage.intervals)
    return np.concatenate([[0.0], np.cumsum(stage.step * passing)])


def when(edges: FloatArray, elapsed: FloatArray, wanted: FloatArray) -> FloatArray:
    """The first moment at which the clock has passed so many seconds; infinite if never."""
    after = np.searchsorted(elapsed, wanted - 1e-6).clip(1, elapsed.size - 1)
    moment = edges[after] - (elapsed[after] - wanted)
    found: FloatArray = np.where(wanted <= elapsed[-1] + 1e-6, moment, np.inf)
    return found


def cut_off(stage: Stage, row: int) -> FloatArray:
    """[interval] when a caller of that interval is cut off: one interval after closing; infinite for other channels."""
    if stage.queues[row].channel != "phone" or stage.deferred[row]:
        return np.full(stage.intervals, np.inf)
    cut = np.full(stage.intervals, np.inf)
    closing = np.inf
    for i in range(stage.intervals - 1, -1, -1):
        if not stage.open[row, i]:
            closing = stage.step * (i + 1)
        cut[i] = closing if stage.open[row, i] else stage.step * i
    return cut
