"""Where people are missing, by pool and day, and which targets are missed there: shortage as the reason for service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from scheduler.clock import local
from scheduler.goals import Case
from scheduler.operation import BoolArray
from scheduler.report.answer.service import verdict

LITTLE = 1e-6
"""Agent-hours."""


@dataclass(frozen=True)
class Missed:
    """A queue that misses its target on a day, beyond chance."""

    queue: str
    expected: float
    target: float


@dataclass(frozen=True)
class ShortDay:
    """Queues that share people, or one that shares none, on a day on which they have fewer people than they require."""

    queues: str
    """A few names, and how many more."""
    day: date
    """Local to the planning zone."""
    hours: float
    """Agent-hours missing."""
    required: float
    """Agent-hours required."""
    at: datetime
    """The interval in which most agents are missing, local to the planning zone."""
    agents: float
    """Agents missing then."""
    wanted: float
    """Agents required then."""
    missed: tuple[Missed, ...] | None
    """None where the roster was not simulated."""

    @property
    def text(self) -> str:
        """One line, with the targets that are missed."""
        of = f"{self.hours:,.1f} of {self.required:,.1f} agent-hours missing"
        most = f"most at {self.at:%H:%M} ({self.agents:.1f} of {self.wanted:.1f} agents)"
        missed = (f"{one.queue} {100 * one.expected:.1f} % of {100 * one.target:.0f} %" for one in self.missed or ())
        return f"{self.day:%a %Y-%m-%d} {self.queues}: {of}, {most}; below target: {', '.join(missed) or 'none'}"


def short_days(case: Case, service: Mapping[str, Any] | None) -> tuple[ShortDay, ...]:
    """By pool, in the order of days; all hours together are those of the goal `short`."""
    return tuple(row for rows in _pools(case) for row in _days(case, rows, service))


def _pools(case: Case) -> Iterator[list[int]]:
    """The rows of live queues: those of each pool, then each queue that is in none."""
    pooled = [list(pool.rows) for pool in case.requirement.pools]
    known = {row for rows in pooled for row in rows}
    yield from pooled
    yield from ([row] for row in np.flatnonzero(case.coverage.live).tolist() if row not in known)


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
                queues=requirement.some_names(rows),
                day=day,
                hours=hours * float(missing[within].sum()),
                required=hours * float(wanted[within].sum()),
                at=moments[worst],
                agents=float(missing[worst]),
                wanted=float(wanted[worst]),
                missed=None if service is None else tuple(_missed(requirement.queues, rows, day, service)),
            )


def _missed(queues: tuple[str, ...], rows: list[int], day: date, service: Mapping[str, Any]) -> Iterator[Missed]:
    """The queues of a pool that miss their share in time on a day, the furthest below it first."""
    found = []
    for name in (queues[row] for row in rows):
        told = service["queues"].get(name, {"days": {}, "target": None})
        level = told["days"].get(day.isoformat())
        if level and verdict(level["expected"], level["half_width"] or 0.0, told["target"]) == "missed":
            found.append(Missed(name, level["expected"], told["target"]))
    yield from sorted(found, key=lambda one: one.expected - one.target)


def short_days_told(rows: tuple[ShortDay, ...]) -> list[dict[str, Any]]:
    """`short_days` of summary.json."""
    return [
        {
            "queues": row.queues,
            "day": row.day.isoformat(),
            "agent_hours": round(row.hours, 2),
            "required_agent_hours": round(row.required, 2),
            "most_at": row.at.isoformat(),
            "agents": round(row.agents, 2),
            "required_agents": round(row.wanted, 2),
            "missed": None if row.missed is None else {one.queue: one.expected for one in row.missed},
        }
        for row in rows
    ]


def short_days_lines(rows: tuple[ShortDay, ...]) -> Iterator[str]:
    """The days with a missed target, and how many are short without one; nothing where targets are not known."""
    known = [row for row in rows if row.missed is not None]
    calm = sum(not row.missed for row in known)
    yield from (row.text for row in known if row.missed)
    if calm:
        yield f"{calm} short {'day' if calm == 1 else 'days'} without a missed target"


def short_days_line(rows: tuple[ShortDay, ...]) -> Iterator[str]:
    """`short days         7; a target is missed on 1 of them: Mon 21 Dec`; nothing without short days or service."""
    if not rows or rows[0].missed is None:
        return
    days = list(dict.fromkeys(row.day for row in rows))
    missed = list(dict.fromkeys(row.day for row in rows if row.missed))
    names = ", ".join(f"{day:%a} {day.day} {day:%b}" for day in missed)
    found = f"a target is missed on {len(missed)} of them: {names}" if missed else "no target is missed on them"
    yield f"short days         {len(days)}; {found}"
