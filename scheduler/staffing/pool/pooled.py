"""A requirement queue by queue -> one in which queues that share people are staffed together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import BoolArray, FloatArray, Operation
from scheduler.requirement import DeferredWork, Pool, Requirement
from scheduler.staffing.deferred import due_as_agents
from scheduler.staffing.pool.between import left_over
from scheduler.staffing.pool.calibrated import factors_of, pooled_queues
from scheduler.staffing.pool.linked import able_of, pools_of
from scheduler.staffing.pool.present import present
from scheduler.staffing.pool.shared import Needs

LITTLE = 0.05
"""Agent-hours that are not worth a note."""
LEAST = 0.25
"""Part of what a queue alone asks for beyond its load with which calibration begins at least: it cannot leave 0."""


def pooled(operation: Operation, horizon: Horizon, alone: Requirement) -> Requirement:
    """The requirement in which queues of pools ask for their shares; `alone` is that queue by queue."""
    there, agents = present(operation, horizon), alone.agents.copy()
    ever: BoolArray = np.logical_or.reduce(there, axis=1)
    able = able_of(operation, ever)
    live = {row: able[row] for row, queue in enumerate(operation.queues.values()) if not queue.deferred}
    pools, needs = pools_of(live), Needs(operation, alone, live)
    for pool in pools:
        agents[list(pool.rows)] = _shares(operation, alone, needs, pool, ever)
    made = with_rest(operation, replace(alone, agents=agents, alone=alone.agents, pools=pools), needs.load, there)
    if not pools and not made.all_deferred:
        return alone
    return replace(made, notes=(*alone.notes, *(_of_pool(made, pool) for pool in pools), *_of_rest(alone, made)))


def _shares(operation: Operation, alone: Requirement, needs: Needs, pool: Pool, there: BoolArray) -> FloatArray:
    """[queue of the pool, interval] net agents."""
    rows = list(pool.rows)
    people = [agent for agent, can in zip(operation.agents, there, strict=True) if can]
    chance = np.maximum(np.concatenate(needs.shares(pool)) - needs.load[rows], LEAST * needs.added[rows])
    played = pooled_queues(operation, alone, rows, (needs.load[rows], chance), people)
    return played.shares(factors_of(played))


def with_rest(operation: Operation, made: Requirement, load: FloatArray, there: BoolArray) -> Requirement:
    """The requirement in which deferred queues ask for what nobody does between live contacts."""
    works, agents = left_over(operation, made, load, there), made.agents.copy()
    for work in works:
        row = made.row(work.queue)
        agents[row] = due_as_agents(work, made.shrinkage[row], made.interval_minutes)
    whole = made.deferred if _hours(works) < _hours(made.deferred) else ()
    return replace(made, agents=agents, deferred=works, all_deferred=whole)


def _of_rest(alone: Requirement, made: Requirement) -> Iterator[str]:
    every, rest = _hours(alone.deferred), _hours(made.deferred)
    if every - rest > LITTLE:
        yield (
            f"{every - rest:,.1f} of {every:,.1f} agent-hours of work that may wait are left to people on live queues, "
            "between contacts"
        )


def _hours(works: Iterable[DeferredWork]) -> float:
    """Agent-hours of deferred work."""
    return sum(float(work.arrivals.sum() + work.backlog.sum()) for work in works) / 3600


def _of_pool(made: Requirement, pool: Pool) -> str:
    rows = list(pool.rows)
    together, apart = (
        float((table[rows] / (1.0 - made.shrinkage[rows])).sum()) * made.interval_minutes / 60
        for table in (made.agents, made.by_itself)
    )
    names = made.some_names(rows)
    return f"{names} share people: they need {together:,.1f} agent-hours together, {apart:,.1f} one by one"
