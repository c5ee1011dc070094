"""Lines and duties decided together before the search: which line each holder works, which places each holds.

The search gives everybody a line in a short time. Each holder has some other lines beside it: of those CP-SAT chooses,
and deals the duties out over them. What the plan asks of holders then binds the search (`freeze`), which is free in all
else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.engine import Found
from scheduler.model.escalation.dealt import solved
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.freeze import duties_of, frozen
from scheduler.model.escalation.kinds import is_tight, placed_tiers
from scheduler.model.escalation.levels import Effort, Planned
from scheduler.model.escalation.pool import Pool
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import IntArray, Operation, Tier
from scheduler.problem.problem import Problem

POOL_SHARE = 0.4
"""Of the time of a plan, for proposing lines."""


@dataclass(frozen=True)
class Agreed:
    """A plan of duties with the lines that keep it."""

    problem: Problem
    """Of all who keep to the plan."""
    letter: IntArray
    pause: IntArray
    planned: Planned
    changed: int
    """Holders whose line is another than before."""
    holders: int


def tight_tiers(operation: Operation, horizon: Horizon) -> list[Tier]:
    """The tiers that are planned with the lines."""
    return [tier for tier in placed_tiers(operation, horizon) if is_tight(operation, tier)]


def plan(
    operation: Operation,
    problem: Problem,
    found: Found,
    seed: int,
    effort: Effort,
    stopped: Callable[[], bool] = lambda: False,
) -> Agreed | None:
    """A plan for the tight tiers beside a roster; None where there are none. `problem` leaves those tiers out."""
    horizon = problem.grid.horizon
    tiers = tight_tiers(operation, horizon)
    if not tiers:
        return None
    begun = time.perf_counter()
    scene = Scene(operation, horizon, tiers, past_of(operation, horizon))
    pool = Pool(scene, problem, found, seed)
    until = begun + POOL_SHARE * effort.seconds
    pool.fill(tiers, lambda: not stopped() and (effort.budget is not None or time.perf_counter() < until))
    left = Effort(max(0.5, effort.seconds - (time.perf_counter() - begun)), effort.budget, effort.workers)
    draft = Draft(scene, pool.lines())
    planned = solved(draft, left, every_change=False)
    letter, pause, changed = found.letter.copy(), found.pause.copy(), 0
    for name, index in planned.line.items():
        chosen = pool.candidates(name)
        if chosen:
            a = pool.place[name]
            changed += int(not np.array_equal(letter[a], chosen[index].letter))
            letter[a], pause[a] = chosen[index].letter, chosen[index].pause
    masked = frozen(problem, duties_of(draft, planned), letter)
    return Agreed(masked, letter, pause, planned, changed, len(scene.agents))
