"""The need of queues together by formula, and each queue's share of it: where calibration by play begins.

An agent who serves several queues is asked for by each of them in a requirement queue by queue: what each queue adds
to its load against chance is asked for several times. Together, queues need

    need(S) = sum over the linked parts of S of [sum of A_q + sqrt(sum of c_q squared)]

with A_q the load and c_q what queue q adds to it by itself: independent fluctuations add up by their squares (the
square root rule; W. Whitt, Understanding the efficiency of multi-server service systems, Management Science 38, 1992).
Queues of one part are linked by people. A part needs at least what its greatest queue needs alone, and at most the sum
of all.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scheduler.operation import FloatArray, Operation
from scheduler.requirement import Pool, Requirement
from scheduler.staffing.pool.linked import Able, parts_of


class Needs:
    """What sets of live queues need together by the formula, in net agents."""

    def __init__(self, operation: Operation, alone: Requirement, able: Able) -> None:
        self.able, self.alone = able, alone.agents
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
        need = self.load[rows].sum(axis=0) + chance
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
            before = before + found[-1].sum(axis=0)
        return found
