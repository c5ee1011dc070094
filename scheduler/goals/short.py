"""Enough agents are on each live queue in each interval, the most urgent queues first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.level import HOURS, LAST_PRIORITY, Level
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import QueueShortage
from scheduler.operation import Operation

DEFAULT = (1000.0, 300.0, 100.0, 30.0)


def by_priority(value: Any) -> Any:
    """`300`, `[1000, 300]` or `{ 1 = 1000, 3 = 50 }` -> one weight a priority; the unnamed keep the default."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (value,)
    if not isinstance(value, dict):
        if not value or not isinstance(value, list | tuple):
            raise ValueError("weight wants a number, a list of one weight a priority, or a table such as { 1 = 1000 }")
        return value
    if not value or not all(str(key).isdecimal() and int(key) > 0 for key in value):
        raise ValueError("weight wants priorities as keys, such as { 1 = 1000, 2 = 300 }")
    named = {int(key): weight for key, weight in value.items()}
    last = max(len(DEFAULT), *named)
    return tuple(named.get(rank, DEFAULT[min(rank, len(DEFAULT)) - 1]) for rank in range(1, last + 1))


class Short(Goal):
    """Each agent-hour missing on a queue that promises `within_seconds` costs its priority's weight.

    The requirement is net agents / (1 - shrinkage), not rounded; a surplus in one interval makes up for no shortage in
    another.
    """

    rank: ClassVar[int] = 2
    unit: ClassVar[str] = HOURS
    grain: ClassVar[float] = 0.1
    whole_minutes: ClassVar[bool] = True
    weight: Annotated[tuple[Weight, ...], BeforeValidator(by_priority)] = DEFAULT
    """Points an agent-hour at priority 1, 2, ...; the last holds for all priorities beyond."""

    def weight_of(self, priority: int) -> float:
        """Points an agent-hour at that priority."""
        return self.weight[min(priority, len(self.weight)) - 1]

    def terms(self, asked: Asked) -> Iterator[QueueShortage]:
        queues = {name: asked.operation.queues[name] for name in asked.queues}
        live = {name: queue.priority for name, queue in queues.items() if not queue.deferred}
        yield QueueShortage({name: self.weight_of(priority) for name, priority in live.items()})

    def levels(self, asked: Asked) -> Iterator[Level]:
        queues = [asked.operation.queues[name] for name in asked.queues]
        weighed = [queue.priority for queue in queues if not queue.deferred and self.weight_of(queue.priority) > 0]
        for priority in sorted({min(priority, LAST_PRIORITY) for priority in weighed}):
            yield Level(self.name, priority, self.unit, self.grain)

    def missed(self, case: Case, level: Level) -> float:
        table, queues = case.coverage, case.operation.queues
        chosen = np.array([level.holds(queues[queue].priority) for queue in table.queues], dtype=bool) & table.live
        return float(table.short[chosen].sum()) * case.requirement.interval_minutes / 60

    def price_range(self, level: Level, operation: Operation) -> tuple[float, float]:
        queues = (queue for queue in operation.queues.values() if not queue.deferred and level.holds(queue.priority))
        weights = [self.weight_of(queue.priority) for queue in queues]
        return min(weights), max(weights)

    def count(self, case: Case) -> Tally:
        table = case.coverage
        hours = table.short.sum(axis=1) * case.requirement.interval_minutes / 60
        hours = np.where(table.live, hours, 0.0)
        weights = [self.weight_of(case.operation.queues[queue].priority) for queue in table.queues]
        points = float(hours @ np.array(weights, dtype=float))
        return Tally(whole_points(points), float(hours.sum()), "agent-hours short", _bare(case))


def _bare(case: Case) -> tuple[str, ...]:
    unknown = sum(not span.activities for span in case.spans if span.start >= 0)
    if not unknown:
        return ()
    return (f"{unknown} shifts say nothing of their activities: each was put where it helps most",)
