"""What differs between replications beside the contacts: who is absent, spells off the desk, messages held at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from scheduler.judge.simulation.events import SPELL, Moves
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.shifts import Stint
from scheduler.judge.simulation.stage import MOVE, Stage
from scheduler.operation import FloatArray, IntArray

SPELL_SECONDS = 600.0
"""Shrinkage takes people off the queues for ten minutes at a time."""
Row = tuple[int, float, int, int, float]
"""The fields of `MOVE`."""


def moves_of(stage: Stage, settings: SimulationSettings, random: np.random.Generator) -> Moves:
    """The moves of a replication, in the order of time; a shift that is not worked makes none."""
    worked, spells = np.zeros(len(stage.stints), dtype=bool), list[Row]()
    for number, stint in enumerate(stage.stints):
        if random.random() >= (stint.absence if settings.absence is None else settings.absence):
            worked[number] = True
            spells += [(number, moment, stint.agent, SPELL, seconds) for moment, seconds in _spells(stint, random)]
    happens = np.append(worked, True)[stage.rostered["stint"]]  # openings have stint -1, the last
    rows = np.concatenate([stage.rostered[happens], np.array(spells, dtype=MOVE)])
    rows = rows[np.lexsort((rows["stint"], rows["time"]))]  # stable: moves of one stint at one time keep their order
    return Moves(*(np.ascontiguousarray(rows[name]) for name in Moves._fields))


def _spells(stint: Stint, random: np.random.Generator) -> Iterator[tuple[float, float]]:
    """Start and length of spells: exponential stretches at work, then ten minutes; their share is the shrinkage.

    A spell under way as the shift begins is cut.

    Time runs while the roster has the agent on a queue, so that no spell falls into a break.
    """
    if stint.shrinkage <= 0.0:
        return iter(())
    stretch = SPELL_SECONDS * (1.0 - stint.shrinkage) / stint.shrinkage
    found: list[tuple[float, float]] = []
    passed = 0.0
    if random.random() < stint.shrinkage:  # the shift begins within a spell, anywhere in it
        passed = SPELL_SECONDS * random.random()
        found.append((0.0, passed))
    while (passed := passed + random.exponential(stretch)) < stint.seconds_at_work:
        found.append((passed, SPELL_SECONDS))
        passed += SPELL_SECONDS
    return _on_the_clock(stint, found)


def _on_the_clock(stint: Stint, spells: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """When spells begin that begin after so many seconds at work."""
    before, left = 0.0, deque(spells)
    for start, end in stint.at_work:
        while left and left[0][0] < before + end - start:
            passed, seconds = left.popleft()
            yield start + passed - before, seconds
        before += end - start


def held_at_once(stage: Stage, random: np.random.Generator) -> IntArray:
    """[agent, queue] whole messages held at once: a concurrency of 2.5 is 2 for half of the people, 3 for the others.

    So the floor as a whole holds what was measured; the same people are quick on every queue.
    """
    quick = random.random((stage.profile.size, 1))
    held: IntArray = np.floor(stage.concurrency[None, :] + quick).astype(np.int64)
    return held


def day_factors(stage: Stage, settings: SimulationSettings, random: np.random.Generator) -> FloatArray:
    """[interval] one factor a day on the volume of all queues."""
    days = int(stage.day.max(initial=0)) + 1
    if settings.forecast_error <= 0.0:
        return np.ones(stage.day.size)
    shape = 1.0 / settings.forecast_error**2
    factors: FloatArray = random.gamma(shape, 1.0 / shape, days)[stage.day]
    return factors
