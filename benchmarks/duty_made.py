"""Drawn operations with duties whose least open minutes are known: a plan holds the rest, and nobody can hold these."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from benchmarks.drawn_duty import HOUR, SHUT, DutyOperation, Shut, drawn
from benchmarks.planted import NoPlan, Person, planted
from scheduler.clock import Horizon
from scheduler.load import choose_horizon, load
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_windows

LEAST, MOST = 0.012, 0.045
"""Between which shares of the minutes due are open for certain, where any are."""
TRIES = 60


@dataclass(frozen=True)
class Made:
    """A workspace that has been written, with what is known of it."""

    drawn: DutyOperation
    operation: Operation
    horizon: Horizon
    plan: list[Person]
    """A legal week of every holder; with it only `least` minutes are open."""
    due: int
    """Agent-minutes of duty in the horizon."""
    least: int
    """Agent-minutes that nobody can hold, as all who may are on leave; the plan leaves no more open."""

    @property
    def feasible(self) -> bool:
        """Whether every minute can be held."""
        return self.least == 0


def made(agents: int, seed: int, folder: Path) -> Made:
    """Write the operation of that seed to the folder; seeds that are even have minutes that nobody can hold."""
    for attempt in count():
        one = drawn(agents, seed, attempt)
        one.write(folder)
        operation = load(folder)
        horizon = choose_horizon(operation, one.first, 1)
        if seed % 2 == 0:
            one.shut_down(_shut(operation, horizon, random.Random(f"shut {agents} {seed} {attempt}")))
            one.write(folder)
            operation = load(folder)
        try:
            plan = planted(operation, horizon, one.shut, attempt)
        except NoPlan:
            if attempt == TRIES:
                raise
            continue
        return Made(one, operation, horizon, plan, due(operation, horizon), due(operation, horizon, one.shut))
    raise AssertionError


def _shut(operation: Operation, horizon: Horizon, chance: random.Random) -> Shut:
    """Hours of one role whose duties are that share of all minutes due; on days on which no clock changes."""
    share = chance.uniform(LEAST, MOST)
    everything = due(operation, horizon)
    role = chance.choice(SHUT)
    start = horizon.start + timedelta(days=1 + chance.randrange(3)) + chance.randrange(24) * HOUR
    shut = Shut(role, start, start)
    while due(operation, horizon, shut) < share * everything and (shut.end - start) < 30 * HOUR:
        shut = Shut(role, start, shut.end + HOUR / 2)
    return shut


def due(operation: Operation, horizon: Horizon, shut: Shut | bool | None = True) -> int:
    """Agent-minutes due: all of them, or those of the role that is shut (none where nothing is)."""
    if shut is None:
        return 0
    found = 0
    for tier in operation.tiers:
        for _, start, end in duty_windows(operation, horizon, tier.cover):
            if isinstance(shut, Shut):
                start, end = max(start, horizon.minute(shut.start)), min(end, horizon.minute(shut.end))
                end = start if shut.role != tier.role else end
            found += tier.agents * max(0, end - start)
    return found
