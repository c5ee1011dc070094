"""When a queue serves worst: the hour in which most of its contacts miss the target; of work that may wait, the day."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Literal

import numpy as np

from scheduler.clock import local
from scheduler.judge.simulation import Simulation
from scheduler.operation import FloatArray, IntArray

DECIMALS = 2
"""Decimals that contacts and hours are told with."""
SHARE_DECIMALS = 4
"""Decimals that shares are told with."""
TOGETHER = 4
"""Hours of the clock that are told together as the time of day at which most contacts miss the target."""
How = Literal["late", "gave_up", "unanswered"]
"""In which way contacts miss a target."""


def worst_of(found: Simulation, row: int, by: How) -> dict[str, Any]:
    """`worst` of a queue in `service`. Numbers are means of the simulations; instants are UTC."""
    counts = {name: found.counts[name][:, row].astype(np.float64).mean(axis=0)
              for name in ("offered", "good", "base", "answered", "abandoned", "busy", "present")}  # fmt: skip
    of = counts["base"] if by == "late" else counts["offered"]
    missed = {
        "late": counts["base"] - counts["good"],
        "gave_up": counts["abandoned"],
        "unanswered": counts["offered"] - counts["answered"],
    }[by]
    deferred, step = found.queues[row].deferred, found.interval_minutes
    part = _day(found.day, missed) if deferred else _hour(missed, max(1, 60 // step))
    present = float(counts["present"][part].sum())
    return {
        "start": _instant(found, part.start),
        "end": _instant(found, part.stop),
        "most_at": _instant(found, part.start + int(missed[part].argmax())),
        "by": by,
        "missed": round(float(missed[part].sum()), DECIMALS),
        "contacts": round(float(of[part].sum()), DECIMALS),
        "agent_hours": round(present / 3600, DECIMALS),
        "occupancy": round(float(counts["busy"][part].sum()) / present, SHARE_DECIMALS) if present else None,
        "of_day": None if deferred else _of_day(found, missed),
    }


def _instant(found: Simulation, interval: int) -> str:
    return found.horizon.moment(interval * found.interval_minutes).astimezone(UTC).isoformat()


def _hour(missed: FloatArray, intervals: int) -> slice:
    """The run of `intervals` in which most is missed; among equals the first that begins with something missed."""
    together = np.convolve(missed, np.ones(intervals), "valid") if missed.size >= intervals else missed[:1]
    first = int(together.argmax())
    while first + 1 < together.size and missed[first] == 0.0:
        first += 1
    return slice(first, min(first + intervals, missed.size))


def _day(day: IntArray, missed: FloatArray) -> slice:
    """The intervals of the day on which most of what is missed arrives; among equals the first day."""
    totals = np.bincount(day, weights=missed)
    first, last = np.searchsorted(day, [totals.argmax(), totals.argmax() + 1])
    return slice(int(first), int(last))


def _of_day(found: Simulation, missed: FloatArray) -> dict[str, Any]:
    """The hours of the planning zone's clock, `TOGETHER` in a row, in which most is missed over all days."""
    moments = (found.horizon.moment(i * found.interval_minutes) for i in range(missed.size))
    hours = np.array([local(moment, found.horizon.time_zone).hour for moment in moments], dtype=np.int64)
    by_hour = np.bincount(hours, weights=missed, minlength=24)
    together = np.convolve(np.append(by_hour, by_hour[: TOGETHER - 1]), np.ones(TOGETHER), "valid")  # round midnight
    first = int(together.argmax())
    return {
        "from_hour": first,
        "to_hour": (first + TOGETHER - 1) % 24 + 1,
        "missed": round(float(together[first]), DECIMALS),
        "all": round(float(missed.sum()), DECIMALS),
    }
