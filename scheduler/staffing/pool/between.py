"""Work that may wait, done between live contacts by the people of live queues, up to the occupancy limit.

People of a live queue are busy with its contacts for part of their time: of n agents with load A, n x max_occupancy - A
are left for other work. A roster needs people for what nobody on a live queue takes up.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scheduler.operation import FloatArray, Operation
from scheduler.requirement import DeferredWork, Requirement

LITTLE = 1e-6
BACKLOG = -1
"""Stands for the interval in which the opening backlog arrived."""


def left_over(
    operation: Operation, requirement: Requirement, load: FloatArray, able: Mapping[int, frozenset[str]]
) -> tuple[DeferredWork, ...]:
    """What is left of deferred work; `load` [queue, interval] is that of live queues in people.

    `able` are the agents who can serve each queue. The work that can wait least, by its place in its window, is not
    sought: in each interval the queues come by priority, and of each the earliest due is done first.
    """
    spare = _Spare(operation, requirement, load, able)
    piles = {work.queue: _Pile(work) for work in requirement.deferred}
    order = sorted(piles, key=lambda name: (operation.queues[name].priority, requirement.row(name)))
    for interval in range(requirement.intervals):
        spare.begin(interval)
        for name in order:
            spare.taken(name, piles[name].done(interval, spare.of(name)))
    return tuple(piles[work.queue].rest() for work in requirement.deferred)


class _Spare:
    """Agent-seconds of rostered time that the people of live queues have left in one interval."""

    def __init__(
        self, operation: Operation, requirement: Requirement, load: FloatArray, able: Mapping[int, frozenset[str]]
    ) -> None:
        queues = list(operation.queues.values())
        self.live = [row for row, queue in enumerate(queues) if not queue.deferred and able[row]]
        most = np.array([[queues[row].max_occupancy] for row in self.live]).reshape(-1, 1)
        seconds = 60.0 * requirement.interval_minutes
        self.table = seconds * np.maximum(0.0, most * requirement.agents[self.live] - load[self.live])
        """[live queue, interval] seconds of agents at work."""
        waiting = {row: queue for row, queue in enumerate(queues) if queue.deferred}
        self.part = {queue.id: self._part(able, row) for row, queue in waiting.items()}
        """Deferred queue -> [live queue] share of its people who can do the work."""
        kept = 1.0 - requirement.shrinkage
        self.whole = {queue.id: queue.max_occupancy * kept[row] for row, queue in waiting.items()}
        """Deferred queue -> [interval] seconds of work in a second of rostered time."""
        self.interval, self.left = 0, np.zeros(len(self.live))

    def _part(self, able: Mapping[int, frozenset[str]], row: int) -> FloatArray:
        people = (able[live] for live in self.live)
        return np.array([len(own & able[row]) / len(own) for own in people])

    def begin(self, interval: int) -> None:
        """Go on to an interval."""
        self.interval, self.left = interval, self.table[:, interval].copy()

    def of(self, name: str) -> float:
        """Seconds of rostered time that a deferred queue's work may take."""
        return float(self.left @ self.part[name] / self.whole[name][self.interval])

    def taken(self, name: str, seconds: float) -> None:
        """Take them from all live queues alike."""
        if seconds > 0:
            self.left -= self.left * self.part[name] * (seconds / self.of(name))


class _Pile:
    """Deferred work of one queue that has arrived and is in time, the earliest due first."""

    def __init__(self, work: DeferredWork) -> None:
        self.work, self.arrivals, self.backlog = work, work.arrivals.copy(), work.backlog.copy()
        self.waiting = [(due, BACKLOG) for due in np.flatnonzero(work.backlog > 0).tolist()]

    def done(self, interval: int, most: float) -> float:
        """Do work of at most so many seconds, and say how many were done."""
        if self.arrivals[interval] > 0:
            heapq.heappush(self.waiting, (int(self.work.due[interval]), interval))
        left = most if self.work.open[interval] else 0.0
        while self.waiting and (left > LITTLE or self.waiting[0][0] <= interval):
            due, arrival = self.waiting[0]
            amounts, place = (self.backlog, due) if arrival == BACKLOG else (self.arrivals, arrival)
            now = min(left, float(amounts[place])) if due > interval else 0.0
            amounts[place] -= now
            left -= now
            if due > interval and amounts[place] > LITTLE:
                break
            heapq.heappop(self.waiting)
        return most - left if self.work.open[interval] else 0.0

    def rest(self) -> DeferredWork:
        """The work that nobody took up."""
        arrivals, backlog = (np.where(one > LITTLE, one, 0.0) for one in (self.arrivals, self.backlog))
        return replace(self.work, arrivals=arrivals, backlog=backlog)
