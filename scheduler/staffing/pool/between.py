"""Work that may wait, done between live contacts by the people of live queues, up to the occupancy limit.

People of a live queue are busy with its contacts for part of their time: of n agents with load A, n x max_occupancy - A
are left for other work. A roster needs people for what nobody on a live queue takes up.
"""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np

from scheduler.operation import BoolArray, FloatArray, Operation
from scheduler.requirement import DeferredWork, Requirement

USED = 0.8
"""Part of the idle time that is counted on: it comes in pieces, and not when work is due."""
LITTLE = 1e-6
BACKLOG = -1
"""Stands for the interval in which the opening backlog arrived."""


def left_over(
    operation: Operation, requirement: Requirement, load: FloatArray, there: BoolArray
) -> tuple[DeferredWork, ...]:
    """What is left of deferred work; `load` [queue, interval] is that of live queues in people.

    `there` [agent, interval] says who could be at work. In each interval the deferred queues come by priority; in each
    of them the earliest due is done first.
    """
    spare = _Spare(operation, requirement, load, there)
    piles = {work.queue: _Pile(work) for work in requirement.deferred}
    order = sorted(piles, key=lambda name: (operation.queues[name].priority, requirement.row(name)))
    for interval in range(requirement.intervals):
        spare.begin(interval)
        for name in order:
            spare.use(name, piles[name].done(interval, spare.for_queue(name)))
    return tuple(piles[work.queue].rest() for work in requirement.deferred)


class _Spare:
    """What time the people of live queues have left in one interval."""

    def __init__(self, operation: Operation, requirement: Requirement, load: FloatArray, there: BoolArray) -> None:
        queues = list(operation.queues.values())
        live = [row for row, queue in enumerate(queues) if not queue.deferred]
        serves = np.array([[agent.serves(queue) for queue in queues] for agent in operation.agents], dtype=np.float64)
        serves = serves.reshape(len(operation.agents), len(queues))
        able = serves[:, live].T @ there
        """[live queue, interval] people who could be there."""
        busy = np.array([[queues[row].max_occupancy] for row in live]).reshape(-1, 1)
        idle = np.minimum(requirement.agents[live], able) * busy - load[live]
        self.table = 60.0 * requirement.interval_minutes * USED * np.maximum(0.0, idle)
        """[live queue, interval] net agent-seconds: of people at work, not of rostered time."""
        waiting = {row: queue for row, queue in enumerate(queues) if queue.deferred}
        self.part = {queue.id: (serves[:, live] * serves[:, [row]]).T @ there / np.maximum(able, 1.0)
                     for row, queue in waiting.items()}  # fmt: skip
        """Deferred queue -> [live queue, interval] share of its people who can do the work."""
        kept = 1.0 - requirement.shrinkage
        self.whole = {queue.id: queue.max_occupancy * kept[row] for row, queue in waiting.items()}
        """Deferred queue -> [interval] seconds of work in a second of rostered time."""
        self.interval, self.left = 0, np.zeros(len(live))

    def begin(self, interval: int) -> None:
        """Go on to an interval."""
        self.interval, self.left = interval, self.table[:, interval].copy()

    def for_queue(self, name: str) -> float:
        """Agent-seconds of rostered time, in which deferred work is reckoned, that a queue's work may take."""
        return float(self.left @ self.part[name][:, self.interval] / self.whole[name][self.interval])

    def use(self, name: str, seconds: float) -> None:
        """Take agent-seconds of rostered time from all live queues alike."""
        if seconds > 0:
            self.left -= self.left * self.part[name][:, self.interval] * (seconds / self.for_queue(name))


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
