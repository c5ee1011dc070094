"""Finds where people are missing: stretches of shortage of a queue and open hours of a duty, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import inf
from typing import Literal

from scheduler.clock import local
from scheduler.goals import Case, Goal
from scheduler.goals.cover import Cover as CoverGoal
from scheduler.goals.goal import one_of
from scheduler.goals.short import Short

SMALLEST = 0.05  # agents: less than three minutes of an hour is nothing that a planner looks into, yet it is counted


@dataclass(frozen=True)
class Gap:
    """One stretch within one day (of the planning zone) in which people are missing (instants in UTC)."""

    kind: Literal["queue", "cover"]
    name: str
    start: datetime
    end: datetime
    agents: float
    """People missing, on average."""
    agent_hours: float
    points: float
    peak_start: datetime
    """The interval in which most are missing."""
    peak_end: datetime


@dataclass(frozen=True)
class _Cell:
    """One interval of shortage."""

    start: datetime
    end: datetime
    short: float

    @property
    def hours(self) -> float:
        return self.short * (self.end - self.start) / timedelta(hours=1)


def gaps_of(case: Case, goals: dict[str, Goal]) -> list[Gap]:
    """Open duties hour by hour in the order of cover.toml, then shortages of live queues, the costliest first."""
    cover = one_of(goals, CoverGoal)
    weight = 0.0 if cover is None else cover.weight
    covers: list[Gap] = []
    for name, rows in groupby(case.cover, key=lambda row: row.name):
        cells = [_Cell(row.start, row.end, row.short) for row in rows if row.short > 0]
        by_hour = groupby(cells, key=lambda cell: cell.start.replace(minute=0))
        covers.extend(gap for _, hour in by_hour for gap in _merged(case, "cover", name, [*hour], weight))
    return [*covers, *_queue_gaps(case, goals, SMALLEST, inf)]


def small_gaps(case: Case, goals: dict[str, Goal]) -> list[Gap]:
    """Shortages of live queues too small for `gaps_of`: with its gaps they add up to all that is short."""
    return _queue_gaps(case, goals, 1e-9, SMALLEST)


def _queue_gaps(case: Case, goals: dict[str, Goal], above: float, most: float) -> list[Gap]:
    """Stretches of intervals in which more agents than `above` and no more than `most` are missing."""
    short = one_of(goals, Short)
    found: list[Gap] = []
    step = case.requirement.interval_minutes
    for row, queue in enumerate(case.coverage.queues):
        if not case.coverage.live[row]:
            continue
        priority = case.operation.queues[queue].priority
        weight = 0.0 if short is None else short.weight_of(priority)
        values = enumerate(case.coverage.short[row].tolist())
        missing = [(index, value) for index, value in values if above < value <= most]
        moment = case.horizon.moment
        cells = [_Cell(moment(index * step), moment(index * step + step), value) for index, value in missing]
        found.extend(_merged(case, "queue", queue, cells, weight))
    return sorted(found, key=lambda gap: (-gap.points, -gap.agent_hours, gap.start, gap.name))


def _merged(case: Case, kind: Literal["queue", "cover"], name: str, cells: list[_Cell], weight: float) -> Iterator[Gap]:
    """Cells that touch, on one day of the planning zone, as one gap."""
    run: list[_Cell] = []
    for cell in cells:
        if run and (cell.start != run[-1].end or _day(case, cell) != _day(case, run[0])):
            yield _gap(kind, name, run, weight)
            run = []
        run.append(cell)
    if run:
        yield _gap(kind, name, run, weight)


def _gap(kind: Literal["queue", "cover"], name: str, run: list[_Cell], weight: float) -> Gap:
    hours = sum(cell.hours for cell in run)
    length = (run[-1].end - run[0].start) / timedelta(hours=1)
    peak = max(run, key=lambda cell: cell.short)  # the first of equals
    return Gap(kind, name, run[0].start, run[-1].end, hours / length, hours, hours * weight, peak.start, peak.end)


def joined(first: Gap, second: Gap) -> Gap:
    """Two gaps of one duty of which the second begins where the first ends."""
    hours = first.agent_hours + second.agent_hours
    length = (second.end - first.start) / timedelta(hours=1)
    points = first.points + second.points
    return replace(first, end=second.end, agents=hours / length, agent_hours=hours, points=points)


def _day(case: Case, cell: _Cell) -> object:
    return local(cell.start, case.operation.time_zone).date()
