"""Replications of a roster's days, two at a time, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.judge.simulation.chance import held_at_once, moves_of
from scheduler.judge.simulation.contacts import Contacts, drawn, replayed
from scheduler.judge.simulation.counts import NAMES, Counts, counted
from scheduler.judge.simulation.events import run
from scheduler.judge.simulation.figures import Figures, figures_of
from scheduler.judge.simulation.opening import empty_floor
from scheduler.judge.simulation.settings import WORKERS, SimulationSettings
from scheduler.judge.simulation.stage import Stage, stage_of
from scheduler.operation import FloatArray, IntArray, Operation, Queue
from scheduler.requirement import Requirement
from scheduler.roster import Roster

MOVES = 3
"""The stream of chance for people; contacts have their own."""


@dataclass(frozen=True)
class Simulation:
    """What a roster delivers, over all replications."""

    horizon: Horizon
    interval_minutes: int
    queues: tuple[Queue, ...]
    settings: SimulationSettings
    counts: dict[str, FloatArray]
    """Name (see `Counts`) -> [replication, queue, interval]."""
    day: IntArray
    """[interval] which day of the horizon it starts on."""
    replayed: bool
    """Whether the contacts were given, not drawn."""
    notes: tuple[str, ...]

    @cached_property
    def by_interval(self) -> Figures:
        return figures_of(self.counts, np.arange(self.day.size))

    @cached_property
    def by_day(self) -> Figures:
        return figures_of(self.counts, self.day)

    @cached_property
    def by_week(self) -> Figures:
        return figures_of(self.counts, self.day // 7)

    @cached_property
    def whole(self) -> Figures:
        """One column: the horizon."""
        return figures_of(self.counts, np.zeros(self.day.size, dtype=np.int64))

    @cached_property
    def live(self) -> Figures:
        """One row, all live queues together, by day: volume weighs."""
        return figures_of(self._together, self.day)

    @cached_property
    def live_whole(self) -> Figures:
        """One row and one column: all live queues together over the horizon."""
        return figures_of(self._together, np.zeros(self.day.size, dtype=np.int64))

    @cached_property
    def _together(self) -> dict[str, FloatArray]:
        """The counts of all live queues as one queue."""
        rows = np.array([not queue.deferred for queue in self.queues], dtype=bool)
        return {name: table[:, rows].sum(axis=1, keepdims=True) for name, table in self.counts.items()}


def simulate(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    roster: Roster,
    settings: SimulationSettings | None = None,
    given: Contacts | None = None,
) -> Simulation:
    """Play the roster against contacts drawn from the requirement's volume, or against those given."""
    settings = settings or SimulationSettings()
    stage = stage_of(operation, horizon, requirement, roster)
    tables = replications(stage, settings, given)
    return Simulation(
        horizon=horizon,
        interval_minutes=requirement.interval_minutes,
        queues=stage.queues,
        settings=settings,
        counts=tables,
        day=stage.day,
        replayed=given is not None,
        notes=tuple(notes(stage, roster, given)),
    )


def replications(stage: Stage, settings: SimulationSettings, given: Contacts | None = None) -> dict[str, FloatArray]:
    """Name -> [replication, queue, interval]; single precision, as a year in quarter hours must fit in memory."""
    shape = (settings.replications, *stage.volume.shape)
    tables: dict[str, Any] = {name: np.zeros(shape, dtype=np.float32) for name in NAMES}

    def one(number: int) -> None:
        contacts = drawn(stage, settings, number) if given is None else replayed(stage, settings, number, given)
        found = play(stage, settings, number, contacts)
        for name, table in tables.items():
            table[number] = getattr(found, name)

    each(one, settings.replications)
    return tables


def each(job: Callable[[int], None], count: int) -> None:
    """Do the job for each number, the first alone: it may have to compile."""
    job(0)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(job, range(1, count)))


def play(stage: Stage, settings: SimulationSettings, number: int, contacts: Contacts) -> Counts:
    """One replication with those contacts."""
    random = np.random.default_rng([settings.seed, number, MOVES])
    moves = moves_of(stage, settings, random)
    floor = empty_floor(stage, contacts, held_at_once(stage, random))
    run(floor, moves)
    return counted(stage, contacts, floor)


def notes(stage: Stage, roster: Roster, given: Contacts | None) -> list[str]:
    """What a planner should know of what was simulated."""
    found = []
    if not roster.breaks_known:
        found.append("breaks are unknown, so nobody takes one")
    for row, queue in enumerate(stage.queues):
        if stage.volume[row].sum() > 0 and not stage.serves[:, row].any():
            found.append(f"{queue.id}: nobody at work serves it, so nothing is answered")
    if given is not None and not given.queue.size:
        found.append("no contact of the file falls within the horizon")
    return found
