"""Construct, improve, prove: a complete roster early, then better, always with a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.errors import Conflict
from scheduler.model.activities.day.day import wants_days
from scheduler.model.conflict.conflict import Quarrel, quarrels
from scheduler.model.conflict.stuck import stuck_agents
from scheduler.model.escalation.dealing.dealt import Dealing
from scheduler.model.escalation.kinds import placed_tiers, priced_covers
from scheduler.model.escalation.lines.promised import broken_promises, promised
from scheduler.model.escalation.lines.rested import rested
from scheduler.model.horizon.posing import MOST_ARCS
from scheduler.model.horizon.shape import wants_windows
from scheduler.model.horizon.windows import Windows
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.last_phase import tidy_seconds
from scheduler.model.tidy.obliged import takers
from scheduler.model.warm import warm_up
from scheduler.model.whole.duties import counted
from scheduler.model.whole.whole import Whole, priced_effort, with_holders
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.automaton import TooLarge
from scheduler.problem.pose import Effort, pose
from scheduler.requirement import Requirement
from scheduler.result import Progress, Result

SERVING_SECONDS, DAY_SECONDS = 0.0015, 0.012
"""Seconds per agent and week: for the flow to queues, and for the day stage if activities have limits."""
PLANNING_SECONDS = 0.7
"""Seconds per week for planning deferred work."""
DEALING_SECONDS = 0.03
"""Seconds per holder and week for dealing duties out."""
PRICED_SHARE = 0.4
"""Share of the time limit for dealing duties out if goals price their windows."""
LEAST_SEARCH = 0.6
"""The least share of the time limit for the search."""
USUAL_INTERVAL = 30
"""Minutes of the intervals with which these seconds were measured; finer ones take longer in proportion."""


def solve(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    settings: SolveSettings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """A legal roster that names who holds each duty, with a bound that holds for every other roster.

    Raises `Conflict` and `NoRoster`.
    """
    settings = settings or SolveSettings()
    warm_up(lambda text: progress(Progress(0.0, None, 0.0, text)) if progress else None, wants_days(operation))
    started = time.perf_counter()  # compiling is no part of the time given
    problem = None if wants_windows(horizon, requirement) else pose_whole(operation, horizon, requirement, settings)
    if problem is None:
        share = PRICED_SHARE if priced_covers(operation, settings.only_goals) else 0.0
        searched = replace(settings, time_limit=(1 - share) * settings.time_limit)
        found = Windows(operation, horizon, requirement, searched, started, progress).solve()
        effort = priced_effort(settings, time.perf_counter() - started)
        dealing = Dealing(priced=effort, only_goals=settings.only_goals)
        return with_holders(operation, horizon, found, counted(operation, settings), dealing)
    given_up: list[Quarrel] = []
    stuck = stuck_agents(operation, problem)
    if stuck:
        given_up = quarrels(operation, horizon, stuck)
        if not settings.give_up:
            raise Conflict("\n".join(str(one) for one in given_up))
        problem = pose(operation, horizon, requirement, settings.only_goals, {q.agent.id: q.instead for q in given_up})
    broken = [] if given_up or settings.give_up else broken_promises(operation, problem)
    if broken:
        raise Conflict("\n".join(broken))
    problem = rested(operation, promised(operation, problem))
    settings = searching(settings, operation, horizon)
    return Whole(operation, horizon, requirement, problem, settings, started, progress, given_up).solve()


def searching(settings: SolveSettings, operation: Operation, horizon: Horizon) -> SolveSettings:
    """The settings of the search: it ends early enough for putting people on queues within the time limit."""
    each = SERVING_SECONDS + (DAY_SECONDS if wants_days(operation) else 0.0)
    plan = PLANNING_SECONDS * any(queue.deferred for queue in operation.queues.values())
    finer = max(1.0, USUAL_INTERVAL / operation.interval_minutes)
    tiers = placed_tiers(operation, horizon)
    holders = sum(any(tier.staffed_by(agent) for tier in tiers) for agent in operation.agents)
    tidy = tidy_seconds(settings.time_limit)
    times = 2 if takers(operation, horizon) else 1  # dealt out again once their shifts are tidied
    dealing = times * DEALING_SECONDS * holders * horizon.weeks
    dealing += PRICED_SHARE * settings.time_limit * bool(priced_covers(operation, settings.only_goals))
    left = settings.time_limit - (each * len(operation.agents) + plan) * horizon.weeks * finer - dealing - tidy
    searched = max(LEAST_SEARCH * settings.time_limit, left)
    return replace(settings, time_limit=searched, whole_limit=settings.time_limit)


def pose_whole(
    operation: Operation, horizon: Horizon, requirement: Requirement, settings: SolveSettings
) -> Problem | None:
    """The problem of the whole horizon; None where its lines have too many arcs."""
    try:
        return pose(operation, horizon, requirement, settings.only_goals, effort=Effort(MOST_ARCS))
    except TooLarge:
        return None
