"""The requirement as rows of `requirement.csv`: one a queue and interval of the grid."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from scheduler.clock import local
from scheduler.operation import Operation
from scheduler.requirement import Requirement

COLUMNS = ("queue", "start", "minutes", "volume", "handle_seconds", "erlangs", "agents")


def requirement_rows(requirement: Requirement, operation: Operation) -> list[dict[str, object]]:
    """Rows in the order of queue, then start; starts are ISO 8601 with the planning zone's offset.

    `agents` are those of the queue by itself, whatever it shares. `handle_seconds` is empty where there is no volume;
    numbers are rounded to what a planner can use.
    """
    horizon, step = requirement.horizon, requirement.interval_minutes
    starts = [
        local(horizon.start + timedelta(minutes=step * i), operation.time_zone).isoformat()
        for i in range(requirement.intervals)
    ]
    return [
        {
            "queue": queue,
            "start": starts[i],
            "minutes": step,
            "volume": _number(requirement.volume[row, i], 4),
            "handle_seconds": _number(requirement.handle_seconds[row, i], 3),
            "erlangs": _number(requirement.erlangs[row, i], 6),
            "agents": _number(requirement.by_itself[row, i], 6),
        }
        for row, queue in enumerate(requirement.queues)
        for i in range(requirement.intervals)
    ]


def _number(value: float, digits: int) -> float | int | str:
    """Whole numbers without a point; an empty cell for what is not known."""
    if math.isnan(value):
        return ""
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


def queue_totals(requirement: Requirement, operation: Operation) -> list[dict[str, Any]]:
    """One row a queue: volume, peaks, and rostered agent-hours wanted, in all and by date of the planning zone.

    They are those of the queue by itself, but for `share_hours`, its share of its pool.
    """
    horizon, step = requirement.horizon, requirement.interval_minutes
    day_of = [str(local(horizon.moment(step * i), operation.time_zone).date()) for i in range(requirement.intervals)]
    hourly = step / 60.0 / (1.0 - requirement.shrinkage)
    hours, shares = requirement.by_itself * hourly, requirement.agents * hourly
    totals: list[dict[str, Any]] = []
    for row, queue in enumerate(requirement.queues):
        by_day = dict.fromkeys(day_of, 0.0)
        for day, amount in zip(day_of, hours[row].tolist(), strict=True):
            by_day[day] += amount
        totals.append(
            {
                "queue": queue,
                "volume": round(float(requirement.volume[row].sum()), 3),
                "erlangs_peak": round(float(requirement.erlangs[row].max(initial=0.0)), 3),
                "agents_peak": round(float(requirement.by_itself[row].max(initial=0.0)), 3),
                "hours": round(float(hours[row].sum()), 3),
                "share_hours": round(float(shares[row].sum()), 3),
                "hours_by_day": {day: round(amount, 3) for day, amount in by_day.items()},
            }
        )
    return totals
