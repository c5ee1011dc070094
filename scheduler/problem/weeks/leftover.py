"""The requirement of some weeks of a horizon, with the deferred work that earlier weeks left undone as its backlog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import FloatArray
from scheduler.requirement import DeferredWork, Requirement
from scheduler.roster import Activity


def sliced(requirement: Requirement, within: Horizon, activities: Iterable[Activity]) -> Requirement:
    """The requirement of the weeks `within`; `activities` say which deferred work was done before them."""
    size, whole = requirement.interval_minutes, requirement.horizon
    first = whole.minute(within.start) // size
    columns = slice(first, first + within.intervals(size))
    done = [activity for activity in activities if activity.start < within.start] if requirement.deferred else []
    arrays: tuple[str, ...] = ("volume", "handle_seconds", "erlangs", "agents", "shrinkage", "open")
    arrays += ("alone",) if requirement.alone is not None else ()
    cut: dict[str, Any] = {name: np.ascontiguousarray(getattr(requirement, name)[:, columns]) for name in arrays}
    deferred = tuple(_carried(work, columns, _seconds_done(work, requirement, done)) for work in requirement.deferred)
    return replace(requirement, horizon=within, deferred=deferred, **cut)


def _seconds_done(work: DeferredWork, requirement: Requirement, activities: Iterable[Activity]) -> FloatArray:
    """[interval] agent-seconds that the activities spend on the queue."""
    size = 60.0 * requirement.interval_minutes
    seconds = np.zeros(requirement.intervals)
    for activity in activities:
        if activity.activity == f"queue:{work.queue}":
            start, end = (
                max(0.0, (moment - requirement.horizon.start).total_seconds())
                for moment in (activity.start, activity.end)
            )
            for at in range(int(start // size), min(seconds.size, int(-(-end // size)))):
                seconds[at] += min(end, (at + 1) * size) - max(start, at * size)
    return seconds


def _carried(work: DeferredWork, columns: slice, done: FloatArray) -> DeferredWork:
    """The queue's work in the intervals `columns`: their arrivals, and as backlog the earlier work that is not done.

    `done` [interval] agent-seconds go to the work due first that has arrived, while the queue is open. Work that was
    late before these intervals counts there and is not carried. Earlier work that is due after them is left out.
    """
    first, size = columns.start, columns.stop - columns.start
    open_work = np.zeros(len(work.arrivals) + 1)
    open_work[: len(work.backlog)] += work.backlog
    for interval in range(first):
        open_work[work.due[interval]] += work.arrivals[interval]
        open_work[: interval + 1] = 0.0
        left = done[interval] if work.open[interval] else 0.0
        for due in np.flatnonzero(open_work > 0):
            taken = min(left, open_work[due])
            open_work[due] -= taken
            left -= taken
            if left <= 0:
                break
    backlog = np.zeros(size)
    inside = open_work[first : first + size]
    backlog[: len(inside)] = inside
    return DeferredWork(
        queue=work.queue,
        arrivals=work.arrivals[columns],
        due=np.clip(work.due[columns] - first, 0, size),
        backlog=backlog,
        open=work.open[columns],
    )
