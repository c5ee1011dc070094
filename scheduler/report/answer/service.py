"""The service that a roster gives, for `summary.json`: the simulation that ends a solve, in figures for a planner."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.judge.simulation import Simulation, SimulationSettings, simulate
from scheduler.judge.simulation.figures import Figures
from scheduler.operation import Operation, Queue
from scheduler.report.answer.verdicts import is_late, verdict_of
from scheduler.report.answer.worst import How, worst_of
from scheduler.requirement import Requirement
from scheduler.roster import Roster

CONTACTS = 1_500_000
"""How many contacts the simulation of a finished roster plays in all: some seconds."""
FEWEST, MOST = 24, 100
"""Replications: fewer say little of a day, more add little to a week."""
SEED = 1
"""Every roster meets the same contacts, so that two rosters can be compared."""
PLACES = 4


def simulated(operation: Operation, horizon: Horizon, requirement: Requirement, roster: Roster) -> Simulation:
    """The simulation that ends a solve."""
    settings = SimulationSettings(replications(requirement), SEED)
    return simulate(operation, horizon, requirement, roster, settings)


def replications(requirement: Requirement) -> int:
    """How often the horizon is played, so that the whole takes some seconds whatever its size."""
    contacts = float(requirement.volume.sum())
    return int(min(MOST, max(FEWEST, CONTACTS // max(1.0, contacts))))


def service_table(found: Simulation) -> dict[str, Any]:
    """The keys that `formats.md` names; `live` has all live queues together, None where they have no volume."""
    queues = {queue.id: _queue(found, row, queue) for row, queue in enumerate(found.queues)
              if found.whole.offered.mean[row, 0] > 0}  # fmt: skip
    live = found.live_whole
    together = {**_level(live, 0, 0), **_shares(live, 0)} if live.offered.mean[0, 0] > 0 else None
    return {
        "replications": found.settings.replications,
        "seed": found.settings.seed,
        "live": together,
        "queues": queues,
    }


def _queue(found: Simulation, row: int, queue: Queue) -> dict[str, Any]:
    """One queue over the horizon, its share in time by day of the planning zone, and when it serves worst."""
    dates, daily = list(found.horizon.dates()), found.by_day
    days = {dates[day].isoformat(): _day(daily, row, column, queue)
            for column, day in enumerate(np.unique(found.day).tolist())
            if (daily.judged if queue.deferred else daily.offered).mean[row, column] > 0}  # fmt: skip
    told = {
        **_level(found.whole, row, 0),
        "target": queue.service.share if queue.service is not None else None,
        "most_abandoned": None if queue.deferred else queue.max_abandoned,
        "promise": promise(queue),
        **_shares(found.whole, row),
        "oldest_seconds": _known(found.whole.oldest_seconds.mean[row, 0]),
        "deferred": queue.deferred,
        "days": days,
    }
    missed = verdict_of(told) == "missed"
    by: How = "unanswered" if told["expected"] is None else "late" if is_late(told) else "gave_up"
    return {**told, "worst": worst_of(found, row, by) if missed else None}


def _day(daily: Figures, row: int, column: int, queue: Queue) -> dict[str, Any]:
    """One queue on one day, with those who give up where the queue limits them."""
    limited = queue.max_abandoned is not None and not queue.deferred
    return {**_level(daily, row, column), **(_leaving(daily, row, column) if limited else {})}


def _level(figures: Figures, row: int, column: int) -> dict[str, Any]:
    return {
        "expected": _known(figures.service_level.mean[row, column]),
        "half_width": _known(figures.service_level.half[row, column]),
    }


def _shares(figures: Figures, row: int) -> dict[str, Any]:
    return {
        "offered": round(float(figures.offered.mean[row, 0]), 1),
        **_leaving(figures, row, 0),
        "occupancy": _known(figures.occupancy.mean[row, 0]),
    }


def _leaving(figures: Figures, row: int, column: int) -> dict[str, Any]:
    return {
        "abandoned": _known(figures.leaving.mean[row, column]),
        "abandoned_half_width": _known(figures.leaving.half[row, column]),
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), PLACES)


def promise(queue: Queue) -> str:
    """The targets in words."""
    service, limited = queue.service, queue.max_abandoned is not None and not queue.deferred
    told = [f"at most {100 * (queue.max_abandoned or 0):.4g}% give up"] if limited else []
    if service is not None and service.within_hours is not None:
        told.insert(0, f"{100 * service.share:.4g}% done in {service.within_hours:g} h")
    elif service is not None:
        told.insert(0, f"{100 * service.share:.4g}% in {service.within_seconds:g} s")
    return ", ".join(told) or "no target"
