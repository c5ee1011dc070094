"""Lines and duties decided together before the search: which line each holder works, which places each holds.

The search gives everybody a line in a short time. Each holder has some other lines beside it: of those CP-SAT chooses,
and deals the duties out over them. What the plan asks of holders then binds the search (`freeze`), which is free in all
else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.engine import Found
from scheduler.model.escalation.dealt import solved
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.freeze import duties_of, frozen
from scheduler.model.escalation.kinds import is_tight, placed_tiers
from scheduler.model.escalation.levels import Effort, Planned, Solved
from scheduler.model.escalation.pool import Pool
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import IntArray, Operation, Tier
from scheduler.problem.problem import Problem

POOL_SHARE, SOLVE_SHARE = 0.3, 0.6
"""Of what is left of the time of a plan, for proposing lines, then for a choice among them."""
TURNS = 6
"""Choices at most: each has more lines than the one before."""


class _Clock:
    """What is left of an effort."""

    def __init__(self, effort: Effort, stopped: Callable[[], bool]) -> None:
        self.effort, self.stopped, self.begun = effort, stopped, time.perf_counter()

    def left(self) -> float:
        return max(0.0, self.effort.seconds - (time.perf_counter() - self.begun))

    def more(self) -> bool:
        """Whether there is time for another turn."""
        return not self.stopped() and (self.effort.budget is not None or self.left() > 0.2 * self.effort.seconds)

    def part(self, share: float) -> Callable[[], bool]:
        """Says whether a share of what is left now is not over yet."""
        until = time.perf_counter() + share * self.left()
        return lambda: not self.stopped() and (self.effort.budget is not None or time.perf_counter() < until)


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
    scene = Scene(operation, horizon, tiers, past_of(operation, horizon))
    pool, goes_on = Pool(scene, problem, found, seed), _Clock(effort, stopped)
    known: Solved | None = None
    draft, planned = None, None
    for turn in range(TURNS):
        pool.fill(tiers, turn, goes_on.part(POOL_SHARE))
        asked = Draft(scene, pool.lines())
        left = replace(effort, seconds=max(0.5, goes_on.left() * SOLVE_SHARE))
        answer, found_now = solved(asked, left, False, known)
        if planned is None or answer.rank() <= planned.rank():
            draft, planned, known = asked, answer, found_now
        if not any(planned.open_minutes.values()) or not goes_on.more():
            break
    assert draft is not None
    assert planned is not None
    letter, pause, changed = found.letter.copy(), found.pause.copy(), 0
    for name, index in planned.line.items():
        chosen = pool.candidates(name)
        if chosen:
            a = pool.place[name]
            changed += int(not np.array_equal(letter[a], chosen[index].letter))
            letter[a], pause[a] = chosen[index].letter, chosen[index].pause
    masked = frozen(problem, duties_of(draft, planned), letter)
    return Agreed(masked, letter, pause, planned, changed, len(scene.agents))
