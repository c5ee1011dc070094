"""A simulation of the made-up roster, as a whole or with one queue's counts set, for tests of worst times."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from fake_answer import fake_answer

from scheduler.judge.simulation import SimulationSettings, simulate


@cache
def simulated():
    one = fake_answer()
    return simulate(one.operation, one.horizon, one.requirement, one.result.roster, SimulationSettings(10, 3))


def means(found, name, row):
    return found.counts[name][:, row].astype(float).mean(axis=0).tolist()


def served(found, name, **changes):
    """The simulation with one queue's counts set to so much in each interval."""
    row = [queue.id for queue in found.queues].index(name)
    counts = {key: table.copy() for key, table in found.counts.items()}
    for key, values in changes.items():
        counts[key][:, row] = values
    return row, replace(found, counts=counts)
