"""The queues that somebody serves beside each queue, and the least that they could need together."""

from __future__ import annotations

import math

import numpy as np

from scheduler.operation import FloatArray, Operation
from scheduler.requirement import Requirement
from scheduler.staffing.erlang import least_agents
from scheduler.staffing.live import patience_of, target_of


def pools(operation: Operation, requirement: Requirement) -> dict[int, tuple[int, ...]]:
    """Row of each live queue -> rows of the live queues that somebody serves beside it, itself among them."""
    live = [row for row, name in enumerate(requirement.queues) if not operation.queues[name].deferred]
    beside = {row: {row} for row in live}
    for agent in operation.agents:
        able = [row for row in live if agent.serves(operation.queues[requirement.queues[row]])]
        for row in able:
            beside[row].update(able)
    return {row: tuple(sorted(rows)) for row, rows in beside.items()}


def pooled_agents(operation: Operation, requirement: Requirement, pool: tuple[int, ...]) -> FloatArray:
    """[interval] net agents if everyone served every queue of the pool: the least that meets each one's targets.

    A lower bound on what the pool needs (people who serve only some of its queues need more company).
    """
    rows = list(pool)
    load, volume = requirement.erlangs[rows].sum(axis=0), requirement.volume[rows].sum(axis=0)
    handle = np.divide(
        load * 60.0 * requirement.interval_minutes, volume, out=np.ones(load.size), where=(volume > 0) & (load > 0)
    )
    least: FloatArray = np.zeros(load.size)
    for row in rows:
        queue = operation.queues[requirement.queues[row]]
        asked = least_agents(load, handle, patience_of(queue), target_of(queue), math.ceil(queue.minimum_agents))
        least = np.maximum(least, np.where(requirement.erlangs[row] > 0, asked, 0))
    return least
