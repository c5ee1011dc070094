"""Queues by difference: agent-minutes on each queue and interval, of which a change touches few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.coverage import QUEUE, placed_besides, supply_of
from scheduler.count.deferred import late_seconds
from scheduler.count.presence import Span, spans_of
from scheduler.goals import Case, Goal
from scheduler.goals.goal import one_of
from scheduler.goals.late import Late
from scheduler.goals.short import Short
from scheduler.judge.trial.alone import Alone
from scheduler.judge.trial.own import Own
from scheduler.operation import FloatArray, IntArray, Operation
from scheduler.requirement import Requirement
from scheduler.roster import Roster

LITTLE = 1e-9
Cell = tuple[int, int]
"""(row of the queue, interval)."""


@dataclass(frozen=True)
class Work:
    """What one person gives the queues."""

    minutes: Counter[Cell]
    """Minutes whose activity is the queue."""
    unstated: tuple[Span, ...]
    """Shifts of which only the hours are known: those of a bare roster, and of history."""


@dataclass(frozen=True)
class Served:
    """Who is on the queues, and what that costs."""

    minutes: IntArray
    """[queue, interval] agent-minutes whose activity is the queue."""
    besides: FloatArray
    """[queue, interval] agents placed of whom only the hours are known."""
    late: dict[int, float]
    """Row of deferred work -> agent-hours late."""
    points: dict[str, float]
    """Points of `short` and `late`, not rounded."""
    exact: bool = True
    """False where people of whom only the hours are known were left where they are, though they might move."""


class Queues:
    """The goals `short` and `late` of a roster, and of rosters near it."""

    def __init__(self, operation: Operation, horizon: Horizon, requirement: Requirement, alone: Alone) -> None:
        self.operation, self.horizon, self.requirement, self.alone = operation, horizon, requirement, alone
        self.step, self.required = requirement.interval_minutes, requirement.required
        self.rows = {QUEUE + queue: row for row, queue in enumerate(requirement.queues)}
        self.deferred = {requirement.row(work.queue): work for work in requirement.deferred}
        self.live = np.array([row not in self.deferred for row in range(len(requirement.queues))], dtype=bool)
        self.weights = np.zeros(len(requirement.queues))
        self.late_weight = 0.0
        self.works: dict[str, Work] = {}
        self.near: set[int] = set()
        """Intervals in which somebody is at work of whom only the hours are known."""

    def weigh(self, goals: Mapping[str, Goal]) -> None:
        """Take the weights of `short` and `late`; a goal that is not there weighs nothing."""
        short, late = one_of(goals, Short), one_of(goals, Late)
        if short is not None:
            priorities = [self.operation.queues[queue].priority for queue in self.requirement.queues]
            self.weights = np.array([short.weight_of(one) for one in priorities], dtype=float) * self.live
        self.late_weight = 0.0 if late is None else late.weight

    def work(self, agent: str, own: Own) -> Work:
        """One person's shifts, history's that reach into the horizon included."""
        roster = Roster(own.duties, own.activities)
        return self._work(spans_of(self.alone.of(agent, own), self.horizon, roster))

    def _work(self, spans: Iterable[Span]) -> Work:
        minutes: Counter[Cell] = Counter()
        for span in spans:
            for start, end, activity in span.activities:
                row = self.rows.get(activity)
                if row is not None:
                    for cell, amount in self._cells(row, max(start, span.start), min(end, span.end)):
                        minutes[cell] += amount
        return Work(minutes, tuple(span for span in spans if not span.activities))

    def _cells(self, row: int, start: int, end: int) -> Iterator[tuple[Cell, int]]:
        start, end = max(0, start), min(end, self.requirement.intervals * self.step)
        for interval in range(start // self.step, -(-end // self.step) if start < end else 0):
            low = interval * self.step
            yield (row, interval), min(end, low + self.step) - max(start, low)

    def all(self, case: Case) -> Served:
        """Count a whole roster by its shifts, person by person; who is placed besides is known from its table."""
        own: dict[str, list[Span]] = {agent: [] for agent in self.alone.agents}
        for span in case.spans:
            own[span.agent.id].append(span)
        self.works = {agent: self._work(rows) for agent, rows in own.items()}
        minutes = np.zeros((len(self.requirement.queues), self.requirement.intervals), dtype=np.int64)
        for work in self.works.values():
            _add(minutes, work.minutes, 1)
        besides = np.zeros(minutes.shape)
        if any(work.unstated for work in self.works.values()) and self.requirement.queues:
            besides = case.coverage.assigned - minutes / self.step
            besides[np.abs(besides) < LITTLE] = 0.0
        self.keep({})
        return self._points(minutes, besides)

    def keep(self, works: Mapping[str, Work]) -> None:
        """Put these people's work in place of what they did before."""
        self.works |= works
        spans = [span for work in self.works.values() for span in work.unstated]
        self.near = {at for span in spans for at in range(max(0, span.start) // self.step, -(-span.end // self.step))}

    def after(self, served: Served, works: Mapping[str, Work], quick: bool = False) -> Served:
        """The count where some people work otherwise.

        If `quick`, people of whom only the hours are known stay where they are: placing them anew takes long, and as
        they are always placed for the least points, that count is never lower than the whole one.
        """
        minutes = served.minutes.copy()
        touched: Counter[Cell] = Counter()
        for agent, work in works.items():
            _add(minutes, self.works[agent].minutes, -1)
            _add(minutes, work.minutes, 1)
            touched.update(work.minutes)
            touched.subtract(self.works[agent].minutes)
        cells = [cell for cell, change in touched.items() if change]
        besides = served.besides
        moved = self._reaches(cells, works)
        exact = not moved or not quick or any(_only_hours(work, self.works[agent]) for agent, work in works.items())
        if moved and exact:
            everybody = [works.get(agent, work) for agent, work in self.works.items()]
            besides = self._besides(minutes, everybody)
        elif not cells:
            return served
        return replace(self._points(minutes, besides, served), exact=exact)

    def _reaches(self, cells: Iterable[Cell], works: Mapping[str, Work]) -> bool:
        """Whether the change can move people of whom only the hours are known."""
        if any(_only_hours(work, self.works[agent]) for agent, work in works.items()):
            return True
        near = self.near
        return bool(near) and any(row in self.deferred or interval in near for row, interval in cells)

    def _besides(self, minutes: IntArray, works: Iterable[Work]) -> FloatArray:
        spans = [span for work in works for span in work.unstated]
        if not spans or not self.requirement.queues:
            return np.zeros(minutes.shape)
        supply = supply_of(self.operation, self.horizon, self.requirement, spans)
        return placed_besides(self.operation, self.requirement, self.live, minutes / self.step, supply)

    def _points(self, minutes: IntArray, besides: FloatArray, before: Served | None = None) -> Served:
        """The count of these minutes; work is late as `before` where nobody's time on its queue is other than then."""
        assigned = minutes / self.step + besides
        hours = np.maximum(0.0, self.required - assigned).sum(axis=1) * self.step / 60
        late = {
            row: before.late[row]
            if before is not None and not _changed(before, minutes, besides, row)
            else float(late_seconds(work, self.step, assigned[row]).sum()) / 3600
            for row, work in (self.deferred.items() if self.late_weight else ())
        }
        short = float(np.where(self.live, hours, 0.0) @ self.weights)
        return Served(minutes, besides, late, {Short.name: short, Late.name: self.late_weight * sum(late.values())})


def _changed(before: Served, minutes: IntArray, besides: FloatArray, row: int) -> bool:
    same = besides is before.besides or bool((besides[row] == before.besides[row]).all())
    return not same or bool((minutes[row] != before.minutes[row]).any())


def _only_hours(now: Work, before: Work) -> bool:
    """Whether somebody comes or goes of whom only the hours are known."""
    return now.unstated != before.unstated


def _add(minutes: IntArray, cells: Counter[Cell], sign: int) -> None:
    for cell, amount in cells.items():
        minutes[cell] += sign * amount
