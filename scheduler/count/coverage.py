"""Queues against agents: what is required and who is assigned, on the grid of intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.bare.placing import Supply, place
from scheduler.count.bare.taking_up import Waiting, taken_up
from scheduler.count.presence import Span, interval_means, minute_counts, without
from scheduler.operation import BoolArray, FloatArray, Operation
from scheduler.requirement import Requirement

QUEUE = "queue:"


@dataclass(frozen=True)
class Coverage:
    """Arrays in the order of the requirement's queues, in agents; `live` queues are those whose shortage counts."""

    queues: tuple[str, ...]
    required: FloatArray
    """[queue, interval] for deferred queues: the work due."""
    assigned: FloatArray
    """[queue, interval] agent-minutes on the queue in the interval / its minutes."""
    short: FloatArray
    """[queue, interval] max(0, required - assigned)."""
    live: BoolArray
    """[queue] False for deferred work, which is judged by its due times instead."""


def coverage_of(operation: Operation, horizon: Horizon, requirement: Requirement, spans: Iterable[Span]) -> Coverage:
    """Count a roster: activities where they are known, else (history, a bare roster) each shift where it helps most."""
    spans = tuple(spans)
    deferred = {work.queue for work in requirement.deferred}
    live = np.array([queue not in deferred for queue in requirement.queues], dtype=bool)
    required = requirement.required
    assigned = _stated(horizon, requirement, spans)
    unstated = [span for span in spans if not span.activities]
    if unstated and requirement.queues:
        supply = supply_of(operation, horizon, requirement, unstated)
        assigned += placed_besides(operation, requirement, live, assigned, supply)
    return Coverage(requirement.queues, required, assigned, np.maximum(0.0, required - assigned), live)


def _stated(horizon: Horizon, requirement: Requirement, spans: Iterable[Span]) -> FloatArray:
    """[queue, interval] agents whose activity is the queue."""
    by_queue: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        for start, end, activity in span.activities:
            by_queue[activity].append((max(start, span.start), min(end, span.end)))
    rows = (minute_counts(horizon, by_queue[QUEUE + queue]) for queue in requirement.queues)
    means = [interval_means(row, requirement.interval_minutes) for row in rows]
    return np.array(means).reshape(len(requirement.queues), requirement.intervals)


def supply_of(
    operation: Operation, horizon: Horizon, requirement: Requirement, spans: Iterable[Span]
) -> Supply:
    """Agents who could serve, by the rows of the queues that they can: those with least choice first."""
    groups: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        able = tuple(row for row, queue in enumerate(requirement.queues) if span.agent.serves(operation.queues[queue]))
        groups[able].extend(without((span.start, span.end), span.pauses))
    step = requirement.interval_minutes
    counted = [(able, interval_means(minute_counts(horizon, parts), step)) for able, parts in groups.items()]
    return sorted(counted, key=lambda group: (len(group[0]), group[0]))


def placed_besides(
    operation: Operation, requirement: Requirement, live: BoolArray, stated: FloatArray, supply: Supply
) -> FloatArray:
    """[queue, interval] agents of the supply put on what the `stated` ones leave missing, the most urgent queue first.

    Spare time takes up deferred work.
    """
    urgent = sorted(range(len(live)), key=lambda row: (operation.queues[requirement.queues[row]].priority, row))
    of_row = {requirement.row(work.queue): work for work in requirement.deferred}
    missing = np.maximum(0.0, requirement.required - stated)
    placed = place(missing, [row for row in urgent if live[row]], supply)
    works = {row: of_row[row] for row in urgent if not live[row]}
    taken = taken_up(Waiting(works, requirement.interval_minutes, stated), supply, placed)
    besides: FloatArray = placed.sum(axis=0) + taken
    return besides
