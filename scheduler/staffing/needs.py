"""The requirement of a whole operation, queue by queue."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from scheduler.clock import Horizon, local
from scheduler.operation import FloatArray, Operation, Queue
from scheduler.requirement import DeferredWork, Requirement
from scheduler.staffing.deferred import deferred_work, due_as_agents, earliest_hours
from scheduler.staffing.grid import Expected, expected, open_minutes
from scheduler.staffing.live import live_need
from scheduler.staffing.pool.pooled import pooled
from scheduler.staffing.shrinkage import shrinkage_note, shrinkage_of
from scheduler.staffing.uncertainty import day_factors, quantile_note

LOOK_AHEAD_WEEKS = 2
"""Weeks past the horizon in which the next opening after the last arrival is sought."""


@dataclass(frozen=True)
class QueueNeed:
    """What one queue needs: arrays [interval]."""

    erlangs: FloatArray
    agents: FloatArray
    shrinkage: FloatArray
    minutes: FloatArray
    """Open minutes."""
    deferred: DeferredWork | None
    notes: tuple[str, ...]


def staff(operation: Operation, horizon: Horizon) -> Requirement:
    """What every queue requires on the horizon's grid; queues without a forecast need their minimum while open."""
    forecast = expected(operation, horizon)
    dates = interval_dates(operation, horizon)
    needs = [
        _need(queue, row, forecast, operation, horizon, dates) for row, queue in enumerate(operation.queues.values())
    ]
    count = horizon.intervals(operation.interval_minutes)

    def table(field: str) -> Any:
        return np.array([getattr(need, field) for need in needs]).reshape(len(needs), count)

    alone = Requirement(
        horizon=horizon,
        interval_minutes=operation.interval_minutes,
        queues=tuple(operation.queues),
        volume=forecast.volume,
        handle_seconds=forecast.handle_seconds,
        erlangs=table("erlangs"),
        agents=table("agents"),
        shrinkage=table("shrinkage"),
        open=table("minutes") > 0,
        deferred=tuple(need.deferred for need in needs if need.deferred is not None),
        notes=tuple(note for need in needs for note in need.notes),
    )
    return pooled(operation, horizon, alone) if operation.pooling == "on" else alone


def _need(
    queue: Queue, row: int, forecast: Expected, operation: Operation, horizon: Horizon, dates: list[date]
) -> QueueNeed:
    step = operation.interval_minutes
    factors = day_factors(queue, row, forecast, np.array([horizon.day_index(day) for day in dates], dtype=np.int64))
    volume, handle = forecast.volume[row] * factors, forecast.handle_seconds[row]
    minutes = open_minutes(queue, operation, horizon)
    lost = shrinkage_of(queue, operation, dates)
    notes = (*idle_keys_note(queue), *quantile_note(queue, factors), *shrinkage_note(queue, lost))
    if not queue.deferred:
        live = live_need(queue, volume, handle, minutes > 0, step)
        return QueueNeed(live.erlangs, live.agents, lost, minutes, None, (*notes, *live.notes))
    work = deferred_work(queue, volume, handle, lost, minutes, step)
    erlangs = volume * np.nan_to_num(handle) / queue.concurrency / (60.0 * step)
    agents = due_as_agents(work, lost, step)
    return QueueNeed(erlangs, agents, lost, minutes, work, (*notes, *_due_notes(queue, volume, operation, horizon)))


def interval_dates(operation: Operation, horizon: Horizon) -> list[date]:
    """The local date, in the planning zone, on which each interval starts."""
    step = operation.interval_minutes
    return [local(horizon.moment(step * i), operation.time_zone).date() for i in range(horizon.intervals(step))]


def idle_keys_note(queue: Queue) -> tuple[str, ...]:
    """The keys that the planner set and that change nothing for this kind of work."""
    live = ("minimum_agents", "asa_seconds", "max_abandoned", "patience_seconds", "must_answer")
    idle = [key for key in (live if queue.deferred else ("backlog",)) if getattr(queue, key)]
    notes = []
    if idle:
        kind = "work that may wait (service within_hours)" if queue.deferred else "live work (service within_seconds)"
        notes.append(f"{queue.id}: {', '.join(idle)} changes nothing for {kind}")
    if queue.max_abandoned is not None and queue.patience_seconds is None and not queue.deferred:
        notes.append(f"{queue.id}: max_abandoned changes nothing without patience_seconds: nobody leaves in Erlang C")
    if queue.volume_cv is not None and queue.staff_quantile is None:
        notes.append(f"{queue.id}: volume_cv changes nothing without staff_quantile")
    return tuple(notes)


def impossible_due(operation: Operation, horizon: Horizon) -> list[tuple[str, float]]:
    """(queue, the least `within_hours` that its opening hours can meet) for each due time that they cannot."""
    volume = expected(operation, horizon).volume
    found = []
    for row, queue in enumerate(operation.queues.values()):
        hours = _unmet_hours(queue, volume[row], operation, horizon)
        if hours is not None:
            found.append((queue.id, hours))
    return found


def _unmet_hours(queue: Queue, volume: FloatArray, operation: Operation, horizon: Horizon) -> float | None:
    """The least hours that can be met, where they are more than what the queue promises."""
    if queue.service is None or queue.service.within_hours is None:
        return None
    longer = replace(horizon, weeks=horizon.weeks + LOOK_AHEAD_WEEKS)
    is_open = open_minutes(queue, operation, longer) > 0
    hours = earliest_hours(volume, is_open, operation.interval_minutes)
    if queue.service.clock == "open_hours":
        return hours if math.isinf(hours) else None
    return hours if hours > queue.service.within_hours + 1e-9 else None


def _due_notes(queue: Queue, volume: FloatArray, operation: Operation, horizon: Horizon) -> tuple[str, ...]:
    if queue.backlog > 0 and volume.sum() <= 0:
        return (f"{queue.id}: {queue.backlog:g} open items, but the forecast gives no handle time to staff them by",)
    hours = _unmet_hours(queue, volume, operation, horizon)
    if hours is None or queue.service is None:
        return ()
    if math.isinf(hours):
        return (f"{queue.id}: work arrives but the queue never opens again; it cannot be done",)
    return (
        f"{queue.id}: some work is due before the queue opens again; within {queue.service.within_hours:g} h "
        f"cannot be met, the least that opening hours allow is {hours:g} h",
    )
