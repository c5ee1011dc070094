"""Duties in a solve: planned with the lines before the search, and how few minutes of them can stay open."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scheduler.goals import price_of
from scheduler.goals.terms.rows import OpenDuty
from scheduler.model.escalation.kinds import tight_tiers
from scheduler.model.escalation.lines.planning import Agreed, plan
from scheduler.model.escalation.lines.proving import hopeless_open, least_open
from scheduler.model.escalation.plan import Effort
from scheduler.model.headcount.mend import lines_of
from scheduler.model.search.engine import WARM, Board, Found, Searcher
from scheduler.model.settings import SolveSettings
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_windows
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.spared import without_tiers

HOPELESS_SHARE, STEER_SHARE, PLAN_SHARE, PROOF_SHARE = 0.05, 0.05, 0.25, 0.1
"""Shares of the time limit: a proof without shifts, the roster that a plan begins with, the plan, and the proof of what
the plan leaves open."""
MOST_HOPELESS, MOST_STEER, MOST_PLAN, MOST_PROOF = 2.0, 1.0, 10.0, 8.0
"""The most seconds of a proof without shifts, of the roster to begin with, of the plan and of its proof."""
AGAIN_SHARE, MOST_AGAIN, AGAIN_BUDGET = 0.05, 4.0, 2.0
"""A plan over a given roster: share of the time limit, seconds at most, and CP-SAT's own seconds without a clock."""
HOPELESS_BUDGET, STEER_BUDGET, PLAN_BUDGET, PROOF_BUDGET = 1.0, 0.1, 10.0, 4.0
"""Budgets of a solve without a clock: a share of the rounds for the second, CP-SAT's own seconds for the others."""


@dataclass(frozen=True)
class Hopeless:
    """Minutes of duties that nobody could hold whatever the shifts are; by (priority, rank of the tier), cumulated."""

    least: Mapping[tuple[int, int], float]
    seconds: float

    def within(self, priority: int) -> float:
        """Agent-minutes of duties of that priority and more urgent ones."""
        return max((least for (one, _), least in self.least.items() if one <= priority), default=0.0)


@dataclass(frozen=True)
class Planning:
    """The duties planned before the search; minutes are by (priority, rank of the tier)."""

    light: Problem
    """The problem without the tiers that are planned."""
    agreed: Agreed
    least: Mapping[tuple[int, int], float]
    """Agent-minutes that stay open in every legal roster, on that level and those before it together."""
    seconds: float
    """Wall clock of the plan, its line search included."""

    @property
    def open_minutes(self) -> int:
        return sum(self.agreed.planned.open_minutes.values())

    @property
    def least_open(self) -> float:
        """Agent-minutes that stay open in every legal roster."""
        return max(self.least.values(), default=0.0)

    def least_within(self, priority: int) -> float:
        """Agent-minutes of duties of that priority and more urgent ones that stay open in every legal roster."""
        return max((least for (one, _), least in self.least.items() if one <= priority), default=0.0)


def planned(
    operation: Operation, problem: Problem, settings: SolveSettings, started: float, seconds: Callable[[], float]
) -> Planning | None:
    """The duties that must be planned with the lines; None where there are none, or they count for nothing."""
    horizon = problem.grid.horizon
    tight = tight_tiers(operation, horizon)
    if not tight or not counted(operation, settings):
        return None
    light = without_tiers(problem, operation, {tier.label for tier in tight})
    steer = without_tiers(problem, operation, {tier.label for tier in tight if tier.held_at_work})
    found = _steered(operation, steer, settings, started, seconds)
    effort = _effort(settings, PLAN_SHARE, MOST_PLAN, PLAN_BUDGET)
    agreed = plan(operation, light, tight, found, settings.seed, effort, _stopped(settings))
    least: Mapping[tuple[int, int], float] = dict.fromkeys(agreed.planned.open_minutes, 0.0)
    spent = agreed.planned.seconds
    if any(agreed.planned.open_minutes.values()):
        proof = _effort(settings, PROOF_SHARE, MOST_PROOF, PROOF_BUDGET)
        least = least_open(operation, problem, tight, agreed.planned.open_minutes, proof)
    return Planning(light, agreed, least, spent)


def planned_over(operation: Operation, before: Planning, found: Found, settings: SolveSettings) -> Planning:
    """The duties of a plan, planned again over a given roster, whose lines are kept where others lose much."""
    tight = tight_tiers(operation, before.light.grid.horizon)
    effort = _effort(settings, AGAIN_SHARE, MOST_AGAIN, AGAIN_BUDGET)
    agreed = plan(operation, before.light, tight, found, settings.seed, effort, _stopped(settings), anew=False)
    return replace(before, agreed=agreed, seconds=before.seconds + agreed.planned.seconds)


def hopeless(operation: Operation, problem: Problem, settings: SolveSettings) -> Hopeless | None:
    """What CP-SAT says before anybody has a shift; None where no duty is due, or none counts."""
    horizon = problem.grid.horizon
    tiers = [tier for tier in operation.tiers if not tier.exclusive and duty_windows(operation, horizon, tier.cover)]
    if not tiers or not counted(operation, settings):
        return None
    begun = time.perf_counter()
    effort = _effort(settings, HOPELESS_SHARE, MOST_HOPELESS, HOPELESS_BUDGET)
    return Hopeless(hopeless_open(operation, problem, tiers, effort), time.perf_counter() - begun)


def counted(operation: Operation, settings: SolveSettings) -> bool:
    """Whether people missing on duties cost anything in this solve."""
    goal, price = price_of(operation, OpenDuty)
    return price is not None and price.hour > 0 and (not settings.only_goals or goal in settings.only_goals)


def _effort(settings: SolveSettings, share: float, most: float, budget: float) -> Effort:
    by_clock = settings.iterations is None
    seconds = min(most, share * settings.time_limit)
    return Effort(seconds, None if by_clock else budget, settings.workers if by_clock else 1)


def _stopped(settings: SolveSettings) -> Callable[[], bool]:
    """Says whether the user has interrupted the solve."""
    return settings.stop.is_set if settings.stop is not None else lambda: False


def _steered(
    operation: Operation, steer: Problem, settings: SolveSettings, started: float, seconds: Callable[[], float]
) -> Found:
    """A roster that leaves room for duties, found in a short time."""
    board = Board()
    searcher = Searcher(steer, board, settings.seed, started)
    if settings.start is None:
        searcher.construct()
    else:
        searcher.resume(*lines_of(operation, steer, settings.start, searcher.ledger.pause.shape[2]))
    stopped = _stopped(settings)
    if settings.iterations is not None:
        searcher.repeat(max(100, round(STEER_BUDGET * settings.iterations)), lambda: not stopped(), WARM)
    else:
        until = seconds() + min(MOST_STEER, STEER_SHARE * settings.time_limit)
        searcher.run(until, lambda: not stopped(), WARM)
    assert board.best is not None
    return board.best
