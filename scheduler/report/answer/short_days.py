"""Short days say by pool and day how many people are missing, and which queues miss their targets then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from scheduler.clock import local
from scheduler.goals import Case
from scheduler.operation import BoolArray
from scheduler.report.answer.verdicts import miss_words, verdict_of
from scheduler.report.text import short_day

LITTLE = 1e-6
"""Agent-hours from which a day is short: less is rounding."""


@dataclass(frozen=True)
class Missed:
    """A queue that misses a target on a day, beyond chance."""

    queue: str
    expected: float | None
    """Share in time; None where nobody was answered."""
    words: str
    """What is missed: `80.3 % in time, promised 90 %`."""


@dataclass(frozen=True)
class ShortDay:
    """The queues of a pool, or one that shares no people, on a day on which one of them has fewer than it requires.

    What is missing is added up queue by queue, as people are assigned: more people than required on one queue of a pool
    make up for nothing on another. (`judge/explain/pools.py` counts a pool's people whoever serves which queue.)
    """

    queues: tuple[str, ...]
    """The busiest first."""
    name: str
    """A few of them, and how many more."""
    day: date
    """Local to the planning zone."""
    hours: float
    """Agent-hours missing."""
    required_hours: float
    """Agent-hours required."""
    at: datetime
    """The interval in which most agents are missing, local to the planning zone."""
    agents: float
    """Agents missing then."""
    required_agents: float
    """Agents required then."""
    missed: tuple[Missed, ...] | None
    """None without a target, and where it is not known what callers meet: not simulated, edited, or by other inputs."""

    @property
    def text(self) -> str:
        """One line, with the targets that are missed."""
        of = f"{self.hours:,.1f} of {self.required_hours:,.1f} agent-hours missing"
        most = f"most at {self.at:%H:%M} ({self.agents:.1f} of {self.required_agents:.1f} agents)"
        missed = "; ".join(f"{one.queue} {one.words}" for one in self.missed or ())
        return f"{self.day:%a %Y-%m-%d} {self.name}: {of}, {most}{f'. Live targets missed: {missed}' if missed else ''}"


def short_days(case: Case, service: Mapping[str, Any] | None) -> tuple[ShortDay, ...]:
    """In the order of days, the pools first; all hours together are those of the goal `short`."""
    found = (row for rows in pools_of(case) for row in _days(case, rows, service))
    return tuple(sorted(found, key=lambda row: row.day))


def pools_of(case: Case) -> list[list[int]]:
    """The rows of live queues: those of each pool, then each queue that is in none."""
    pooled = [list(pool.rows) for pool in case.requirement.pools]
    known = {row for rows in pooled for row in rows}
    return [*pooled, *([row] for row in np.flatnonzero(case.coverage.live).tolist() if row not in known)]


def _days(case: Case, rows: list[int], service: Mapping[str, Any] | None) -> Iterator[ShortDay]:
    """The days on which these queues are short."""
    requirement, zone, hours = case.requirement, case.horizon.time_zone, case.requirement.interval_minutes / 60
    missing, wanted = case.coverage.short[rows].sum(axis=0), case.coverage.required[rows].sum(axis=0)
    moments = [local(case.horizon.moment(requirement.interval_minutes * i), zone) for i in range(requirement.intervals)]
    of_day = np.array([case.horizon.day_index(moment.date()) for moment in moments])
    for place, day in enumerate(case.horizon.dates()):
        within: BoolArray = of_day == place
        if hours * missing[within].sum() > LITTLE:
            worst = int(np.where(within, missing, -1.0).argmax())
            yield ShortDay(
                queues=tuple(requirement.names_of(rows)),
                name=requirement.some_names(rows),
                day=day,
                hours=hours * float(missing[within].sum()),
                required_hours=hours * float(wanted[within].sum()),
                at=moments[worst],
                agents=float(missing[worst]),
                required_agents=float(wanted[worst]),
                missed=_missed(requirement.names_of(rows), day, service),
            )


def _missed(queues: list[str], day: date, service: Mapping[str, Any] | None) -> tuple[Missed, ...] | None:
    """The queues that miss a target on a day, the furthest below it first; by one simulation nothing is known."""
    told = {name: service["queues"][name] for name in queues if name in service["queues"]} if service else {}
    if not any(_promised(row) for row in told.values()):
        return None
    days = {name: row["days"].get(day.isoformat()) for name, row in told.items()}
    known = {name: level for name, level in days.items() if level and _by_several(level)}
    if any(days.values()) and not known:
        return None
    missed = [name for name, level in known.items() if verdict_of(level, told[name]) == "missed"]
    order = sorted(missed, key=lambda name: (known[name]["expected"] or 0.0) - (told[name]["target"] or 0.0))
    return tuple(Missed(name, known[name]["expected"], miss_words(known[name], told[name])) for name in order)


def _by_several(level: Mapping[str, Any]) -> bool:
    """Whether chance is known, from more than one simulation, or nobody is answered in any."""
    return level["half_width"] is not None or level["expected"] is None


def _promised(row: Mapping[str, Any]) -> bool:
    return row["target"] is not None or row.get("most_abandoned") is not None


def as_rows(days: tuple[ShortDay, ...]) -> list[dict[str, Any]]:
    """`short_days` of summary.json."""
    return [
        {
            "queues": list(row.queues),
            "day": row.day.isoformat(),
            "agent_hours": round(row.hours, 2),
            "required_agent_hours": round(row.required_hours, 2),
            "most_at": row.at.isoformat(),
            "agents": round(row.agents, 2),
            "required_agents": round(row.required_agents, 2),
            "missed": None if row.missed is None else {one.queue: one.expected for one in row.missed},
        }
        for row in days
    ]


def in_full(days: tuple[ShortDay, ...]) -> Iterator[str]:
    """A line for each row but those without a missed target, and how many these are; or that this is not known."""
    if days and all(row.missed is None for row in days):
        yield "which short days miss a target is not known; `scheduler simulate` finds it"
        return
    yield from (row.text for row in days if row.missed != ())
    calm = sum(row.missed == () for row in days)
    if calm:
        yield f"{calm} short {'day' if calm == 1 else 'days'} of a pool or queue without a missed target"


def in_short(days: tuple[ShortDay, ...]) -> Iterator[str]:
    """`short days         7, most on Mon 21 Dec (59.6 h); a target is missed on each`; nothing where not known."""
    if all(row.missed is None for row in days):
        return
    hours: dict[date, float] = dict.fromkeys((row.day for row in days), 0.0)
    for row in days:
        hours[row.day] += row.hours
    worst, missed = max(hours, key=hours.__getitem__), list(dict.fromkeys(row.day for row in days if row.missed))
    names = f"{len(missed)}: {', '.join(map(short_day, missed))}" if missed else "none"
    told = f"a target is missed on {'each' if len(missed) == len(hours) else names}"
    yield f"short days         {len(hours)}, most on {short_day(worst)} ({hours[worst]:,.1f} h); {told}"
