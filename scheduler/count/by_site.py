"""Who is on the queues, by site: the same agents that the coverage counts, those of last week's shifts included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from scheduler.count.case import Case
from scheduler.count.coverage import QUEUE
from scheduler.count.presence import interval_means, minute_counts, without
from scheduler.operation import FloatArray

Spans = list[tuple[int, int]]


def on_queues_by_site(case: Case) -> dict[str, FloatArray]:
    """Site -> [interval] mean agents on queues; over all sites they add up to the coverage's `assigned`.

    Where an agent's activities are known, they say the queue. What the coverage has a queue served by besides comes
    from shifts of which nothing more is known than when they are worked, and is divided in proportion to those at work
    then who can serve it.
    """
    coverage, found = case.coverage, dict[str, FloatArray]()
    for row, queue in enumerate(coverage.queues):
        assigned = coverage.assigned[row]
        stated, able = _stated(case, queue), _able(case, queue)
        known = sum(stated.values(), start=np.zeros(assigned.size))
        besides = np.maximum(0.0, assigned - known)
        for site, share in _shares(stated, np.minimum(assigned, known)):
            found[site] = found.get(site, 0.0) + share
        for site, share in _shares(able, besides):
            found[site] = found.get(site, 0.0) + share
    return {site: means for site, means in found.items() if means.any()}


def _shares(parts: dict[str, FloatArray], amount: FloatArray) -> Iterator[tuple[str, FloatArray]]:
    """The amount [interval], divided in proportion to the parts."""
    whole = sum(parts.values(), start=np.zeros(amount.size))
    for site, part in parts.items():
        yield site, amount * np.divide(part, whole, out=np.zeros(amount.size), where=whole > 0)


def _stated(case: Case, queue: str) -> dict[str, FloatArray]:
    """Site -> [interval] agents whose activity is the queue."""
    by_site: dict[str, Spans] = defaultdict(list)
    for span in case.spans:
        mine = [(start, end) for start, end, activity in span.activities if activity == QUEUE + queue]
        by_site[span.agent.site].extend((max(start, span.start), min(end, span.end)) for start, end in mine)
    return _means(case, by_site)


def _able(case: Case, queue: str) -> dict[str, FloatArray]:
    """Site -> [interval] agents at work, nothing known of what they do, who can serve the queue."""
    by_site: dict[str, Spans] = defaultdict(list)
    for span in case.spans:
        if not span.activities and span.agent.serves(case.operation.queues[queue]):
            by_site[span.agent.site].extend(without((span.start, span.end), span.pauses))
    return _means(case, by_site)


def _means(case: Case, by_site: dict[str, Spans]) -> dict[str, FloatArray]:
    step = case.requirement.interval_minutes
    return {site: interval_means(minute_counts(case.horizon, parts), step) for site, parts in by_site.items() if parts}
