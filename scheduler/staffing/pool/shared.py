"""The need of queues together, and each queue's share of its pool's need.

An agent who serves several queues is asked for by each of them in a requirement queue by queue: what each queue adds
to its load against chance is asked for several times. Together, queues need

    need(S) = sum over the linked parts of S of [sum of A_q + f x sqrt(sum of c_q squared)]

with A_q the load and c_q what queue q adds to it by itself: independent fluctuations add up by their squares (the
square root rule; W. Whitt, Understanding the efficiency of multi-server service systems, Management Science 38, 1992).
Queues of one part are linked by people. A part needs at least what its greatest queue needs alone, and at most the sum
of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import FloatArray, Operation
from scheduler.requirement import Pool, Requirement
from scheduler.staffing.deferred import due_as_agents
from scheduler.staffing.pool.between import left_over
from scheduler.staffing.pool.linked import Able, able_of, parts_of, pools_of

NAMED = 3
"""Queues of a pool that a note names."""
FACTOR = 1.0
"""f of the formula."""


def pooled(operation: Operation, horizon: Horizon, alone: Requirement, factor: float = FACTOR) -> Requirement:
    """The requirement in which queues that share people ask for their shares; `alone` is that queue by queue.

    `factor` times what chance asks for together is added to the load: f of the formula.
    """
    able, agents = able_of(operation, horizon), alone.agents.copy()
    live = {row: able[row] for row, queue in enumerate(operation.queues.values()) if not queue.deferred}
    pools, needs = pools_of(live), Needs(operation, alone, live, factor)
    for pool in pools:
        for group, shares in zip(pool.groups, needs.shares(pool), strict=True):
            agents[list(group)] = shares
    made = replace(alone, agents=agents, alone=alone.agents, pools=pools)
    works = left_over(operation, made, needs.load, able)
    for work in works:
        row = made.row(work.queue)
        agents[row] = due_as_agents(work, made.shrinkage[row], made.interval_minutes)
    made = replace(made, deferred=works)
    return replace(made, notes=(*alone.notes, *(_told(made, pool) for pool in pools)))


def _told(made: Requirement, pool: Pool) -> str:
    rows, names = list(pool.rows), [made.queues[row] for row in pool.rows]
    some = ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    together, apart = (
        float((table[rows] / (1.0 - made.shrinkage[rows])).sum()) * made.interval_minutes / 60
        for table in (made.agents, made.by_itself)
    )
    return f"{some} share people: they need {together:,.1f} agent-hours together, {apart:,.1f} one by one"


class Needs:
    """What sets of live queues need together, in net agents."""

    def __init__(self, operation: Operation, alone: Requirement, able: Able, factor: float = FACTOR) -> None:
        self.able, self.alone, self.factor = able, alone.agents, factor
        at_once = np.array([[queue.concurrency] for queue in operation.queues.values()]).reshape(-1, 1)
        self.load: FloatArray = np.minimum(alone.erlangs * at_once, alone.agents)
        """[queue, interval] the load in people: who holds one message of two serves nobody else."""
        self.added: FloatArray = self.alone - self.load
        """[queue, interval] what the queue by itself asks for beyond its load."""

    def together(self, rows: Iterable[int]) -> FloatArray:
        """[interval] the need of these queues together."""
        need: FloatArray = sum(map(self._part, parts_of(self.able, rows)), np.zeros(self.alone.shape[1]))
        return need

    def _part(self, rows: list[int]) -> FloatArray:
        """[interval] the need of linked queues."""
        alone, chance = self.alone[rows], np.sqrt((self.added[rows] ** 2).sum(axis=0))
        need = self.load[rows].sum(axis=0) + self.factor * chance
        within: FloatArray = np.clip(need, alone.max(axis=0), alone.sum(axis=0))
        return within

    def shares(self, pool: Pool) -> list[FloatArray]:
        """[group][queue, interval] each queue's share, between its load and what it needs alone.

        The first groups together get what they need together, so the queues of the scarcest people give least: what is
        saved is saved on queues that many can serve. Within a group it is divided by what each adds to its load. All
        shares add up to the pool's need, or to more where a queue's load alone links parts that fluctuate alike.
        """
        so_far, before, found = list[int](), np.zeros(self.alone.shape[1]), []
        for group in map(list, pool.groups):
            so_far += group
            need = self.together(so_far)
            left, asked = need - before - self.load[group].sum(axis=0), self.added[group].sum(axis=0)
            part = np.clip(np.divide(left, asked, out=np.zeros_like(left), where=asked > 0), 0.0, 1.0)
            found.append(self.load[group] + self.added[group] * part)
            before = need
        return found
