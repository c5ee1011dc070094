"""Pools of queues against the people on them: which queues together lack people, or have hardly enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.coverage import QUEUE
from scheduler.count.presence import Span, interval_means, minute_counts, without
from scheduler.operation import FloatArray, Operation
from scheduler.requirement import Requirement

CLOSE = 0.5
"""Agents to spare below which a set is listed, though nobody is missing."""
LITTLE = 1e-6


@dataclass(frozen=True)
class PoolRow:
    """Some queues of a pool in one interval, as agents."""

    rows: tuple[int, ...]
    """Rows of the requirement."""
    interval: int
    required: float
    able: float
    """On any live queue, and able to serve one of these at least."""

    @property
    def short(self) -> float:
        """Agents missing whoever serves which queue."""
        return max(0.0, self.required - self.able)


def pool_rows(
    operation: Operation, horizon: Horizon, requirement: Requirement, spans: Iterable[Span]
) -> Iterator[PoolRow]:
    """The sets of queues that lack people, or have fewer than `CLOSE` to spare: by pool, by set, in time order.

    The sets of a pool are its first group of queues, its first two, and so on, to all of them; they overlap.
    """
    groups = _on_live_queues(operation, horizon, requirement, tuple(spans)) if requirement.pools else {}
    for pool in requirement.pools:
        rows = list[int]()
        for group in pool.groups:
            rows += group
            able = sum((there for own, there in groups.items() if own & {*rows}), np.zeros(requirement.intervals))
            required = requirement.required[rows].sum(axis=0)
            for interval in np.flatnonzero((required > LITTLE) & (able - required < CLOSE)).tolist():
                yield PoolRow(tuple(rows), interval, float(required[interval]), float(able[interval]))


def _on_live_queues(
    operation: Operation, horizon: Horizon, requirement: Requirement, spans: Iterable[Span]
) -> Mapping[frozenset[int], FloatArray]:
    """Rows that agents can serve -> [interval] how many such agents are on a live queue.

    Where a shift's activities are not known, all its time outside breaks counts.
    """
    live = {row: queue for row, queue in enumerate(operation.queues.values()) if not queue.deferred}
    names = {QUEUE + queue.id for queue in live.values()}
    groups: dict[frozenset[int], list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        rows = frozenset(row for row, queue in live.items() if span.agent.serves(queue))
        cut = ((max(start, span.start), min(end, span.end), name) for start, end, name in span.activities)
        known = [(start, end) for start, end, name in cut if name in names]
        groups[rows] += known if span.activities else without((span.start, span.end), span.pauses)
    step = requirement.interval_minutes
    return {rows: interval_means(minute_counts(horizon, parts), step) for rows, parts in groups.items()}
