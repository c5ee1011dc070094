"""Deferred work: when it arrives, when it is due, and due times that no opening hours can meet."""

from __future__ import annotations

import math

import numpy as np

from scheduler.operation import BoolArray, FloatArray, IntArray, Queue
from scheduler.requirement import DeferredWork


def deferred_work(
    queue: Queue, volume: FloatArray, handle_seconds: FloatArray, shrinkage: FloatArray, minutes: FloatArray, step: int
) -> DeferredWork:
    """The queue's work in agent-seconds of rostered time; arrays [interval], `minutes` those for which it is open.

    An item takes handle time / concurrency / max_occupancy / (1 - shrinkage) of a rostered agent.
    """
    each = np.nan_to_num(handle_seconds) / queue.concurrency / queue.max_occupancy / (1.0 - shrinkage)
    return DeferredWork(
        queue=queue.id,
        arrivals=volume * each,
        due=due_intervals(queue, minutes, step),
        backlog=_backlog(queue, volume, handle_seconds, shrinkage, minutes, step),
        open=minutes > 0,
    )


def within_minutes(queue: Queue) -> float:
    """Minutes from arrival to due time, on the queue's clock."""
    assert queue.service is not None
    assert queue.service.within_hours is not None
    return 60.0 * queue.service.within_hours


def due_intervals(queue: Queue, minutes: FloatArray, step: int) -> IntArray:
    """[interval] the first interval in which work that arrived here would be late; their number if after all of them.

    Work counts as arrived at its interval's start, so that the earliest contact of it is in time too. What is due as
    the queue closes is due then, not at its next opening.
    """
    elapsed = _elapsed(queue, minutes, step)
    due = _starts_reached(elapsed, elapsed[:-1] + within_minutes(queue))
    at_least: IntArray = np.maximum(due, _first_ends(elapsed))
    return at_least


def _elapsed(queue: Queue, minutes: FloatArray, step: int) -> FloatArray:
    """[interval + 1] minutes of the queue's clock that have passed at each start of an interval."""
    assert queue.service is not None
    passing = minutes if queue.service.clock == "open_hours" else np.full(minutes.size, float(step))
    return np.concatenate([[0.0], np.cumsum(passing)])


def _starts_reached(elapsed: FloatArray, limit: FloatArray) -> IntArray:
    """The interval at whose start the clock reaches each limit, or in which it does; their number if after all."""
    ended = np.searchsorted(elapsed[1:], limit + 1e-6, side="right")
    reached = np.searchsorted(elapsed, limit - 1e-6, side="left")  # earlier where the clock then stands still
    starts: IntArray = np.minimum(ended, reached).astype(np.int64)
    return starts


def _first_ends(elapsed: FloatArray) -> IntArray:
    """[interval] the end of the first interval from here in which the clock passes; their number if it stands still."""
    ends: IntArray = np.searchsorted(elapsed, elapsed[:-1] + 1e-6).clip(max=elapsed.size - 1).astype(np.int64)
    return ends


def _backlog(
    queue: Queue, volume: FloatArray, handle_seconds: FloatArray, shrinkage: FloatArray, minutes: FloatArray, step: int
) -> FloatArray:
    """[interval] opening backlog due before its start, as if it had arrived evenly over the last `within_hours`.

    So its due times are even over the first `within_hours` of the queue's clock; what falls due after the horizon
    is left out.
    """
    work = np.zeros(minutes.size)
    total = float(volume.sum())
    if queue.backlog <= 0 or total <= 0:
        return work
    handle = float((volume * np.nan_to_num(handle_seconds)).sum()) / total
    item = handle / queue.concurrency / queue.max_occupancy / (1.0 - float(shrinkage.mean()))
    elapsed = np.minimum(_elapsed(queue, minutes, step), within_minutes(queue))
    shares = np.diff(elapsed) / within_minutes(queue)
    # work due within an interval must be done by its start; that of the first interval may take until its end
    np.add.at(work, np.clip(np.arange(minutes.size), 1, minutes.size - 1), shares * queue.backlog * item)
    return work


def due_as_agents(work: DeferredWork, shrinkage: FloatArray, step: int) -> FloatArray:
    """[interval] net agents that the work due in each interval keeps busy for all of it."""
    due_in = work.due - 1
    inside = work.due < work.due.size
    seconds = np.zeros(work.due.size)
    np.add.at(seconds, due_in[inside], work.arrivals[inside])
    seconds[:-1] += work.backlog[1:]
    agents: FloatArray = seconds * (1.0 - shrinkage) / (60.0 * step)
    return agents


def earliest_hours(volume: FloatArray, is_open: BoolArray, step: int) -> float:
    """The least hours from arrival that opening hours allow for all of the work; infinite where it never opens again.

    `is_open` may reach beyond `volume`, so that the last arrivals find the next opening.
    """
    arriving = np.flatnonzero(volume > 0)
    if arriving.size == 0:
        return 0.0
    opening = np.flatnonzero(is_open)
    after = np.searchsorted(opening, arriving)
    if after[-1] >= opening.size:
        return math.inf
    return float((opening[after] + 1 - arriving).max()) * step / 60.0
