"""The service that a roster gives, for `summary.json`: the simulation that ends a solve, in figures for a planner."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.judge.simulation import Simulation, SimulationSettings, simulate
from scheduler.judge.simulation.figures import Figures
from scheduler.operation import Operation, Queue
from scheduler.requirement import Requirement
from scheduler.roster import Roster

CONTACTS = 480_000
"""How many contacts the simulation of a finished roster plays in all: some seconds."""
FEWEST, MOST = 10, 100
"""Replications: fewer say little of a day, more add little to a week."""
SEED = 1
"""Every roster meets the same contacts, so that two rosters can be compared."""
PLACES = 4
Row = Mapping[str, Any]


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
    """One queue over the horizon, and its share in time by day of the planning zone."""
    dates, daily = list(found.horizon.dates()), found.by_day
    days = {dates[day].isoformat(): _day(daily, row, column, queue)
            for column, day in enumerate(np.unique(found.day).tolist())
            if (daily.judged if queue.deferred else daily.offered).mean[row, column] > 0}  # fmt: skip
    return {
        **_level(found.whole, row, 0),
        "target": queue.service.share if queue.service is not None else None,
        "most_abandoned": None if queue.deferred else queue.max_abandoned,
        "promise": promise(queue),
        **_shares(found.whole, row),
        "oldest_seconds": _known(found.whole.oldest_seconds.mean[row, 0]),
        "deferred": queue.deferred,
        "days": days,
    }


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


def verdict(level: float | None, half: float, target: float | None) -> str:
    """`missed` and `met` only beyond chance; `open` where the interval holds the target."""
    if level is None or target is None:
        return "none"
    if level + half < target:
        return "missed"
    return "met" if level - half >= target else "open"


def verdict_of(row: Row, queue: Row | None = None) -> str:
    """The verdict on one queue of `service`, or on a day of it: on its share in time, and on how many give up.

    Where contacts come and none can be judged, nobody was answered: that misses any target. `queue` is that of a day.
    """
    told = queue or row
    if row["expected"] is None and not told["deferred"] and told["target"] is not None:
        return "missed"
    verdicts = (verdict(row["expected"], row["half_width"] or 0.0, told["target"]), _of_leaving(row, told))
    return min(verdicts, key=("missed", "open", "met", "none").index)


def _of_leaving(row: Row, queue: Row) -> str:
    """The verdict on how many give up: that so many stay is the target."""
    most, leave = queue.get("most_abandoned"), row.get("abandoned")
    if most is None or leave is None:
        return "none"
    return verdict(1.0 - leave, row.get("abandoned_half_width") or 0.0, 1.0 - most)


def miss_words(row: Row, queue: Row | None = None) -> str:
    """What is missed: `80.3 % in time, promised 90 %`, `nobody answered`, `29.3 % give up, promised at most 3 %`."""
    told, found = queue or row, []
    if row["expected"] is None:
        found.append("nobody answered")
    elif verdict(row["expected"], row["half_width"] or 0.0, told["target"]) == "missed":
        found.append(f"{_percent(row['expected'])} in time, promised {100 * told['target']:.4g} %")
    if too_many_leave(row, told):
        found.append(f"{_percent(row['abandoned'])} give up, promised at most {100 * told['most_abandoned']:.4g} %")
    return "; ".join(found)


def too_many_leave(row: Row, queue: Row) -> bool:
    """Whether more give up than the queue's limit, beyond chance."""
    return _of_leaving(row, queue) == "missed"


def missed_queues(told: Mapping[str, Any]) -> list[str]:
    """The queues that miss a target beyond chance, the furthest below their share in time first."""
    rows = {name: row for name, row in told["queues"].items() if verdict_of(row) == "missed"}
    return sorted(rows, key=lambda name: (rows[name]["expected"] or 0.0) - (rows[name]["target"] or 0.0))


def service_lines(told: Mapping[str, Any] | None) -> Iterator[str]:
    """What the end of a solve says of it: live contacts in time, and the queues that miss their target."""
    if told is None or not told["queues"]:
        return
    yield f"service            {'; '.join((*_live_words(told['live']), targets_words(told)))}"
    for name in missed_queues(told):
        row = told["queues"][name]
        leaving = f", {_percent(row['abandoned'])} give up" if too_many_leave(row, row) else ""
        in_time = "nobody answered" if row["expected"] is None else _percent(row["expected"])
        yield f"  {name}: {in_time}{leaving}, promised {row['promise']}"


def targets_words(told: Mapping[str, Any]) -> str:
    """`1 of 20 targets missed`: beyond chance, of the queues that have a target and contacts to be judged."""
    judged = sum(verdict_of(row) != "none" for row in told["queues"].values())
    return f"{len(missed_queues(told))} of {judged} targets missed" if judged else "no target to be judged"


def _live_words(live: Row | None) -> Iterator[str]:
    if live is not None and live["expected"] is not None:
        yield f"{_percent(live['expected'])} of live contacts in time"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
