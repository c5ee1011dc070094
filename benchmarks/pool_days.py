"""Shortage against targets, by pool and day: what a requirement says is missing, and which queues are off target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.figures import Bar
from benchmarks.service import APART, FEW
from scheduler.clock import local
from scheduler.requirement import Pool, Requirement

SHORT = 0.005
"""Part of a pool's requirement of a day from which it counts as short: less is the rounding to whole people."""
PARTS = (SHORT, 0.02, 0.05, 0.1)
"""Parts of a pool's required agent-hours of a day: for days that lack more, it is told how many have a miss."""
MOST_UNDER = 1.0
"""% of the queue-days and queue-weeks without shortage that may be more than two points under their target."""
FOUND = 90.0
"""% of the pool-days with a miss that must be short and shown, and of those shown that must be right.

A miss is a queue of 50 contacts or more that is two points under its target in time. A pool-day that is shown is right
where any of its queues is below a target, in time or of those who give up.
"""


@dataclass(frozen=True)
class PoolDay:
    """One pool on one day, or a queue that shares no people: what is missing, and the queues that miss their targets.

    Where `day` is empty it is one queue of few contacts over the whole horizon.
    """

    pool: str
    day: str
    missing: float
    """Part of the required agent-hours."""
    missed: tuple[str, ...]
    judged: int
    """Queues with enough contacts to be judged."""
    shown: bool = False
    """Whether the report shows the day as short with a missed target."""
    under: bool = False
    """Whether any of its queues, however few its contacts, is below a target, in time or of those who give up."""

    @property
    def short(self) -> bool:
        return self.missing > SHORT


@dataclass(frozen=True)
class Agreement:
    """What shortage says of targets: counts of pool-days, and of queues in those that are not short."""

    under: int
    judged: int
    both: int
    """Pool-days and queue-weeks that are short and have a miss."""
    missed: int
    short: int
    found: int
    """Pool-days with a miss that the report shows, of so many."""
    missed_days: int
    shown: int
    right: int
    """Pool-days that the report shows, with a queue below its target."""

    @staticmethod
    def of(rows: Iterable[PoolDay]) -> Agreement:
        """The counts of all rows that have a queue to be judged."""
        known = [*rows]
        days = [day for day in known if day.judged]
        quiet, by_day = [day for day in days if not day.short], [day for day in days if day.day]
        return Agreement(
            under=sum(len(day.missed) for day in quiet),
            judged=sum(day.judged for day in quiet),
            both=sum(day.short and bool(day.missed) for day in days),
            missed=sum(bool(day.missed) for day in days),
            short=sum(day.short for day in days),
            found=sum(day.shown and bool(day.missed) for day in by_day),
            missed_days=sum(bool(day.missed) for day in by_day),
            shown=sum(day.shown for day in known),
            right=sum(day.shown and day.under for day in known),
        )

    def cells(self) -> tuple[str, str, str]:
        """Cells of a row."""
        return f"{self.under} of {self.judged}", f"{self.both} of {self.missed}", f"{self.both} of {self.short}"

    def bars(self) -> Iterator[Bar]:
        """What must hold of all weeks together."""
        name = f"of {self.judged} queue-days and queue-weeks not short: more than 2 points under"
        yield Bar(name, 100 * self.under / max(1, self.judged), "%", 0, MOST_UNDER)
        yield from _part("pool-days and queue-weeks with a miss: short", self.both, self.missed)
        yield from _part("pool-days with a miss: shown", self.found, self.missed_days)
        yield from _part("pool-days shown: a queue is below its target", self.right, self.shown)


def _part(name: str, found: int, of: int) -> Iterator[Bar]:
    if of:
        yield Bar(f"of {of} {name}", 100 * found / of, "%", FOUND, 100)


def by_part(days: Iterable[PoolDay]) -> Iterator[tuple[str, str, str]]:
    """How often a target is missed where so much is missing."""
    known = [day for day in days if day.judged and day.day]
    for part in PARTS:
        found = [day for day in known if day.missing > part]
        yield f"{part:.1%}", str(len(found)), str(sum(bool(day.missed) for day in found))


def pool_days(
    asked: Requirement, short: Any, told: dict[str, Any], zone: str, shown: set[tuple[str, str]]
) -> Iterator[PoolDay]:
    """Every pool, and every live queue that shares no people, on every day; `shown` are those of the report."""
    step = asked.interval_minutes
    of_day = np.array([str(local(asked.horizon.moment(step * i), zone).date()) for i in range(asked.intervals)])
    for pool in (*asked.pools, *(Pool(((row,),)) for row in _by_itself(asked, told))):
        rows = list(pool.rows)
        for day in dict.fromkeys(of_day.tolist()):
            within = of_day == day
            judged = [*_judged(asked, pool, told, day, within)]
            missed = tuple(queue for queue, under in judged if under)
            name, under = asked.some_names(rows), any(_below(told["queues"].get(asked.queues[r]), day) for r in rows)
            missing = _missing(asked, short, rows, within)
            yield PoolDay(name, day, missing, missed, len(judged), (name, day) in shown, under)


def quiet_weeks(asked: Requirement, short: Any, told: dict[str, Any]) -> Iterator[PoolDay]:
    """Every live queue of few contacts, over the horizon."""
    for row, name in enumerate(asked.queues):
        queue = told["queues"].get(name)
        if queue and not queue["deferred"] and queue["target"] is not None and not _busy(asked, row):
            missed = (name,) if queue["expected"] < queue["target"] - APART else ()
            yield PoolDay(name, "", _missing(asked, short, [row], slice(None)), missed, 1)


def _by_itself(asked: Requirement, told: dict[str, Any]) -> list[int]:
    pooled_rows = {row for pool in asked.pools for row in pool.rows}
    live = {name for name, queue in told["queues"].items() if not queue["deferred"]}
    return [row for row, name in enumerate(asked.queues) if name in live and row not in pooled_rows]


def _below(queue: dict[str, Any] | None, day: str) -> bool:
    """Whether a queue is below a target on a day: its share in time, or that of contacts which do not give up."""
    if not queue or day not in queue["days"]:
        return False
    row, most = queue["days"][day], queue["most_abandoned"]
    late = queue["target"] is not None and row["expected"] is not None and row["expected"] < queue["target"]
    return late or (most is not None and (row.get("abandoned") or 0.0) > most)


def _missing(asked: Requirement, short: Any, rows: list[int], within: Any) -> float:
    """Part of the required agent-hours of these queues that the roster lacks."""
    return float(short[rows][:, within].sum() / max(1e-9, asked.required[rows][:, within].sum()))


def _busy(asked: Requirement, row: int) -> bool:
    """Whether a queue has contacts enough to be judged by day."""
    return bool(asked.volume[row].sum() / asked.horizon.days >= FEW)


def _judged(asked: Requirement, pool: Pool, told: dict[str, Any], day: str, within: Any) -> Iterator[tuple[str, bool]]:
    """Each queue of the pool with enough contacts on the day, and whether it is under its target."""
    for row in pool.rows:
        queue = told["queues"].get(asked.queues[row])
        busy = _busy(asked, row) and asked.volume[row, within].sum() >= FEW
        if queue and queue["target"] is not None and busy and day in queue["days"]:
            yield asked.queues[row], queue["days"][day]["expected"] < queue["target"] - APART
