"""Contacts of a plain event simulation: drawn from the forecast by Python's own chance, due and given up as documented.

`scheduler simulate` has the same distributions, and the requirement's volumes; no code is shared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.floor_people import Contact
from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation, Queue
from scheduler.requirement import Requirement

Shift = tuple[Agent, float, float, list[tuple[float, float, str]]]
"""Who, from and to which second, and what is done when."""


@dataclass(frozen=True)
class Plan:
    """A roster and what it meets."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    shifts: tuple[Shift, ...]

    @property
    def queues(self) -> list[Queue]:
        return [self.operation.queues[name] for name in self.requirement.queues]

    @property
    def step(self) -> float:
        return 60.0 * self.requirement.interval_minutes

    @property
    def end(self) -> float:
        return self.step * self.requirement.intervals

    def is_open(self, queue: str, second: float) -> bool:
        """Whether a queue is worked then; nothing is after the horizon."""
        row = self.requirement.queues.index(queue)
        return 0 <= second < self.end and bool(self.requirement.open[row, int(second // self.step)])


def contacts_of(plan: Plan, row: int, chance: Random) -> Iterator[Contact]:
    """The contacts of one queue: Poisson arrivals, exponential handle time and patience; the opening backlog."""
    queue, asked = plan.queues[row], plan.requirement
    per_item = queue.concurrency if queue.deferred else 1.0
    volume = asked.volume[row]
    handles = [float(asked.handle_seconds[row, i]) for i in range(asked.intervals) if volume[i] > 0]
    weights = [float(count) for count in volume if count > 0]
    usual = sum(h * w for h, w in zip(handles, weights, strict=True)) / sum(weights) if weights else 0.0
    for place in range(round(queue.backlog) if queue.deferred else 0):
        left = 3600.0 * _hours(queue) * (place + 0.5) / round(queue.backlog)
        work = chance.expovariate(per_item / usual) if usual else 0.0
        yield Contact(queue, left - 3600.0 * _hours(queue), work, math.inf, _due(plan, row, 0.0, left))
    for i in range(asked.intervals):
        if volume[i] > 0 and (asked.open[row, i] or queue.deferred):
            mean = float(asked.handle_seconds[row, i]) / per_item
            for moment in _arrivals(plan.step * i, plan.step * (i + 1), float(volume[i]), chance):
                work = chance.expovariate(1 / mean) if mean > 0 else 0.0
                yield Contact(queue, moment, work, leave_of(plan, row, moment, chance), due_of(plan, row, moment))


def _arrivals(start: float, end: float, count: float, chance: Random) -> Iterator[float]:
    moment = start
    while (moment := moment + chance.expovariate(count / (end - start))) < end:
        yield moment


def _hours(queue: Queue) -> float:
    assert queue.service is not None
    assert queue.service.within_hours is not None
    return queue.service.within_hours


def due_of(plan: Plan, row: int, moment: float) -> float:
    """When a contact that arrives then is due; infinite for live ones."""
    queue = plan.queues[row]
    return _due(plan, row, moment, 3600.0 * _hours(queue)) if queue.deferred else math.inf


def _due(plan: Plan, row: int, moment: float, left: float) -> float:
    """When the queue's clock has passed so many seconds; infinite beyond the horizon."""
    service = plan.queues[row].service
    assert service is not None
    while moment < plan.end - 1e-6:
        i = int(moment // plan.step)
        edge = plan.step * (i + 1)
        passing = service.clock != "open_hours" or bool(plan.requirement.open[row, i])
        if passing and moment + left <= edge + 1e-6:
            return moment + left
        left -= (edge - moment) * passing
        moment = edge
    return math.inf


def leave_of(plan: Plan, row: int, moment: float, chance: Random) -> float:
    """When a live contact gives up; on the phone it is cut off an interval after closing."""
    queue, asked = plan.queues[row], plan.requirement
    if queue.deferred:
        return math.inf
    leave = math.inf
    if queue.patience_seconds is not None:
        leave = moment + (chance.expovariate(1 / queue.patience_seconds) if queue.patience_seconds else 0.0)
    closed = (i for i in range(int(moment // plan.step), asked.intervals) if not asked.open[row, i])
    first = next(closed, None) if queue.channel == "phone" else None
    return leave if first is None else min(leave, plan.step * (first + 1))
