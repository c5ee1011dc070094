"""When a queue serves worst: the hour in which most of its contacts miss the target; the day, of work that may wait."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import numpy as np

from scheduler.judge.simulation import Simulation
from scheduler.operation import FloatArray, IntArray

PLACES = 2


def worst_of(found: Simulation, row: int, leaving: bool) -> dict[str, Any]:
    """`worst` of a queue in `service`, for a queue of which contacts are late, or of which too many give up.

    Numbers are means of the simulations; instants are UTC.
    """
    counts = {name: found.counts[name][:, row].astype(np.float64).mean(axis=0)
              for name in ("offered", "good", "base", "abandoned", "busy", "present")}  # fmt: skip
    of = counts["offered"] if leaving else counts["base"]
    missed = counts["abandoned"] if leaving else counts["base"] - counts["good"]
    deferred, step = found.queues[row].deferred, found.interval_minutes
    part = _day(found.day, missed) if deferred else _hour(missed, max(1, 60 // step))
    present = float(counts["present"][part].sum())
    return {
        "start": found.horizon.moment(part.start * step).astimezone(UTC).isoformat(),
        "end": found.horizon.moment(part.stop * step).astimezone(UTC).isoformat(),
        "by": "gave_up" if leaving else "late",
        "missed": round(float(missed[part].sum()), PLACES),
        "contacts": round(float(of[part].sum()), PLACES),
        "agent_hours": round(present / 3600, PLACES),
        "occupancy": round(float(counts["busy"][part].sum()) / present, 4) if present else None,
    }


def _hour(missed: FloatArray, intervals: int) -> slice:
    """So many intervals together in which most is missed, the first of equals."""
    together = np.convolve(missed, np.ones(intervals), "valid") if missed.size >= intervals else missed[:1]
    first = int(together.argmax())
    return slice(first, min(first + intervals, missed.size))


def _day(day: IntArray, missed: FloatArray) -> slice:
    """The intervals of the day in which most of what is missed arrives, the first of equals."""
    totals = np.bincount(day, weights=missed)
    first, last = np.searchsorted(day, [totals.argmax(), totals.argmax() + 1])
    return slice(int(first), int(last))
