"""Deferred work against the time spent on it: the earliest due first, nothing before it has arrived."""

from __future__ import annotations

import heapq

import numpy as np

from scheduler.operation import FloatArray
from scheduler.requirement import DeferredWork

EPSILON = 1e-9


def late_seconds(work: DeferredWork, interval_minutes: int, agents: FloatArray) -> FloatArray:
    """[interval] agent-seconds whose due time is the interval's start and that were not done by then, each once.

    `agents` [interval] is who was on the queue. The earliest due is done first (Jackson's rule: no order leaves less
    work late), and what is late already waits behind what can still be in time. Time on the queue while it is closed
    or while nothing has arrived does nothing. Work due after the horizon is never late.
    """
    seconds = agents * 60 * interval_minutes * work.open
    waiting = [(due, float(amount)) for due, amount in enumerate(work.backlog) if amount > 0]
    heapq.heapify(waiting)
    late = np.zeros(len(seconds))
    for interval, left in enumerate(seconds):
        if work.arrivals[interval] > 0:
            heapq.heappush(waiting, (int(work.due[interval]), float(work.arrivals[interval])))
        while waiting and waiting[0][0] <= interval:
            late[interval] += heapq.heappop(waiting)[1]
        _serve(waiting, float(left))
    return late


def _serve(waiting: list[tuple[int, float]], seconds: float) -> None:
    """Spend the time on what is due first."""
    while waiting and seconds > EPSILON:
        due, amount = heapq.heappop(waiting)
        if amount - seconds > EPSILON:
            heapq.heappush(waiting, (due, amount - seconds))
        seconds -= amount


def take_up(work: DeferredWork, interval_minutes: int, agents: FloatArray, spare: FloatArray) -> FloatArray:
    """[interval] how much of the spare agents' time the queue can use, beside the agents who are on it already."""
    step = 60.0 * interval_minutes
    waiting = float(work.backlog.sum())
    taken = np.zeros(len(spare))
    for interval in np.flatnonzero((work.arrivals > 0) | (agents > 0) | (spare > 0)):
        waiting += float(work.arrivals[interval])
        if work.open[interval]:
            waiting = max(0.0, waiting - float(agents[interval]) * step)
            taken[interval] = min(float(spare[interval]), waiting / step)
            waiting -= taken[interval] * step
    return taken
