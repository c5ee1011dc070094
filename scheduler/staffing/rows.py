"""The requirement as rows of `requirement.csv`: one a queue and interval of the grid."""

from __future__ import annotations

import math
from datetime import timedelta

from scheduler.clock import local
from scheduler.operation import Operation
from scheduler.requirement import Requirement

COLUMNS = ("queue", "start", "minutes", "volume", "handle_seconds", "erlangs", "agents")


def requirement_rows(requirement: Requirement, operation: Operation) -> list[dict[str, object]]:
    """Rows in the order of queue, then start; starts are ISO 8601 with the planning zone's offset.

    `handle_seconds` is empty where there is no volume; numbers are rounded to what a planner can use.
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
            "agents": _number(requirement.agents[row, i], 6),
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
