"""Puts spare agents, whose activities are not known, on deferred work so that the least of it is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from scheduler.count.bare.placing import LITTLE, Supply
from scheduler.count.deferred import late_seconds, take_up
from scheduler.operation import FloatArray
from scheduler.requirement import DeferredWork

NO_USE = 1e-3
"""Cost of an agent on a queue, as a share of that of an agent late: nobody is placed to no use."""
Cell = tuple[str, int, int]
"""A limit's name: (kind, row or group, interval)."""


@dataclass(frozen=True)
class Waiting:
    """Deferred work by row, the most urgent first, and the agents known to be on it."""

    works: Mapping[int, DeferredWork]
    minutes: int
    """The length of an interval."""
    assigned: FloatArray
    """[row, interval] agents whose activity is the queue."""

    def late(self, taken: FloatArray) -> float:
        """Agent-seconds late if `taken` [row, interval] agents come in addition."""
        there = self.assigned + taken
        return sum(float(late_seconds(work, self.minutes, there[row]).sum()) for row, work in self.works.items())


def taken_up(waiting: Waiting, supply: Supply, placed: FloatArray) -> FloatArray:
    """[row, interval] spare agents on deferred work; `placed` [group, row, interval] are agents on live queues.

    Each group in turn takes work of the most urgent of its queues. Where that leaves work late, a linear program over
    the horizon says where each group is needed; groups may then change places on live queues.
    """
    able = {row for rows, _ in supply for row in rows}
    waiting = Waiting(
        {row: work for row, work in waiting.works.items() if row in able}, waiting.minutes, waiting.assigned
    )
    spare = [agents - own.sum(axis=0) for (_, agents), own in zip(supply, placed, strict=True)]
    taken = _in_turn(waiting, supply, spare, np.zeros_like(waiting.assigned))
    if waiting.late(taken) <= LITTLE or (len(waiting.works) < 2 and not placed.any()):
        return taken
    found = _Program(waiting, supply, placed.sum(axis=0)).solve()
    spare = [np.maximum(agents - own.sum(axis=0), 0.0) for (_, agents), own in zip(supply, found, strict=True)]
    needed = np.zeros_like(taken)
    for row in waiting.works:
        needed[row] = found[:, row].sum(axis=0)
    return _in_turn(waiting, supply, spare, needed)


def _in_turn(waiting: Waiting, supply: Supply, spare: Sequence[FloatArray], taken: FloatArray) -> FloatArray:
    """`taken` [row, interval] and the agents that the groups' `spare` agents add, group after group."""
    taken = taken.copy()
    for (able, _), agents in zip(supply, spare, strict=True):
        free = agents.copy()
        for row, work in ((row, work) for row, work in waiting.works.items() if row in able):
            more = take_up(work, waiting.minutes, waiting.assigned[row] + taken[row], free)
            taken[row] += more
            free -= more
    return taken


class _Program:
    """The linear program of least late work over the horizon; amounts are agents for an interval.

    Due times rise with arrivals, so a queue's work is done or given up in the order in which it comes. By the end of an
    interval the work done or given up is at least that due and at most that arrived.
    """

    def __init__(self, waiting: Waiting, supply: Supply, live: FloatArray) -> None:
        """`live` [row, interval] agents of all groups that live queues keep."""
        self.waiting, self.supply, self.live = waiting, supply, live
        self.cost: list[float] = []
        self.bounds: list[tuple[float, float]] = []
        self.most: dict[Cell, float] = {}
        """Limit -> its right side (the sum is at most this)."""
        self.entries: list[tuple[Cell, int, float]] = []
        self.placed: list[tuple[int, int, int]] = []
        """(group, row, interval) of the first variables, which are agents placed."""
        self._place()
        for row, work in waiting.works.items():
            self._work(row, work)

    def solve(self) -> FloatArray:
        """[group, row, interval] agents."""
        place = {limit: at for at, limit in enumerate(self.most)}
        rows = [place[limit] for limit, _, _ in self.entries]
        columns, values = [column for _, column, _ in self.entries], [value for _, _, value in self.entries]
        limits: Any = csr_array((values, (rows, columns)), shape=(len(place), len(self.cost)))
        found = linprog(self.cost, A_ub=limits, b_ub=list(self.most.values()), bounds=self.bounds, method="highs")
        if found.x is None:
            raise AssertionError(f"agents could not be placed: {found.message}")
        answer = np.zeros((len(self.supply), *self.live.shape))
        for at, cell in enumerate(self.placed):
            answer[cell] = max(0.0, float(found.x[at]))
        return answer

    def _place(self) -> None:
        """Add the agents placed: each is in one place, and live queues keep their number."""
        for group, row, interval in self._places():
            column = self._variable(NO_USE if row in self.waiting.works else 0.0, 0.0, np.inf)
            self.placed.append((group, row, interval))
            self._limit(("group", group, interval), self.supply[group][1][interval], column, 1.0)
            if row in self.waiting.works:
                self._limit(("done", row, interval), self._there(row)[interval], column, -1.0)
            else:
                self._limit(("live", row, interval), LITTLE - self.live[row, interval], column, -1.0)

    def _places(self) -> Iterator[tuple[int, int, int]]:
        for group, (able, agents) in enumerate(self.supply):
            for row in able:
                work = self.waiting.works.get(row)
                wanted = self.live[row] > 0 if work is None else work.open
                yield from ((group, row, int(interval)) for interval in np.flatnonzero(wanted & (agents > 0)))

    def _work(self, row: int, work: DeferredWork) -> None:
        """Add a queue's work: done and given up in each interval."""
        due, arrived = _cumulated(work, 60.0 * self.waiting.minutes)
        there, before = self._there(row), -1
        for interval in range(due.size):
            done, late = self._variable(0.0, 0.0, np.inf), self._variable(1.0, 0.0, np.inf)
            by_now = self._variable(0.0, due[interval], arrived[interval])
            self._limit(("done", row, interval), there[interval], done, 1.0)
            for sign, limit in ((1.0, "most"), (-1.0, "least")):
                for column, value in ((by_now, 1.0), (before, -1.0), (done, -1.0), (late, -1.0)):
                    if column >= 0:
                        self._limit((limit, row, interval), 0.0, column, sign * value)
            before = by_now

    def _there(self, row: int) -> FloatArray:
        agents: FloatArray = self.waiting.assigned[row] * self.waiting.works[row].open
        return agents

    def _variable(self, cost: float, least: float, most: float) -> int:
        self.cost.append(cost)
        self.bounds.append((least, most))
        return len(self.cost) - 1

    def _limit(self, limit: Cell, most: float, column: int, value: float) -> None:
        self.most.setdefault(limit, float(most))
        self.entries.append((limit, column, value))


def _cumulated(work: DeferredWork, seconds: float) -> tuple[FloatArray, FloatArray]:
    """[interval] agents for an interval of work due by its end, and of work that has arrived by its start."""
    count = work.due.size
    due, arrived = np.zeros(count), np.zeros(count)
    arrived[0] = work.backlog[1:].sum()  # what is due at the horizon's start is late already
    due[: count - 1] = work.backlog[1:]
    timely = (work.arrivals > 0) & (work.due > np.arange(count))
    arrived += np.where(timely, work.arrivals, 0.0)
    inside = timely & (work.due < count)
    np.add.at(due, work.due[inside] - 1, work.arrivals[inside])
    return np.cumsum(due) / seconds, np.cumsum(arrived) / seconds
