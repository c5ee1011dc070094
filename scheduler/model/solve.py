"""Construct, improve, prove: a complete roster early, then better, always with a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import Conflict, NoRoster
from scheduler.goals import GOALS
from scheduler.model.believed import believed, rounding
from scheduler.model.conflict import Quarrel, quarrels
from scheduler.model.day import wants_days
from scheduler.model.duties import Hopeless, Planning, counted, hopeless, planned
from scheduler.model.duty_told import with_duties
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.escalation.naming import named_by
from scheduler.model.ordered import first_settings, searched
from scheduler.model.posing import MOST_ARCS
from scheduler.model.run import Run
from scheduler.model.settings import SolveSettings
from scheduler.model.stuck import stuck_agents
from scheduler.model.unfold import unfolded
from scheduler.model.warm import warm_up
from scheduler.model.windows import Windows, wants_windows
from scheduler.operation import Operation
from scheduler.problem.automaton import TooLarge
from scheduler.problem.pose import Effort, pose
from scheduler.problem.problem import Problem
from scheduler.requirement import Requirement
from scheduler.result import GivenUp, Progress, Result

SERVING_SECONDS, DAY_SECONDS = 0.0015, 0.012
"""Of putting an agent on queues for a week by the flow, and of the day stage where activities have limits."""
PLANNING_SECONDS = 0.7
"""Of planning a week's work that may wait."""
LAST = 10**5
"""A priority after all others."""
DEALING_SECONDS = 0.02
"""Seconds that dealing duties out takes for each holder and week."""
LEAST_SEARCH = 0.6
"""Of the time limit, for the search at least."""
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
        windows = Windows(operation, horizon, requirement, settings, started, progress)
        return _with_holders(operation, horizon, windows.solve(), counted(operation, settings))
    given_up: list[Quarrel] = []
    stuck = stuck_agents(operation, problem)
    if stuck:
        given_up = quarrels(operation, horizon, stuck)
        if not settings.give_up:
            raise Conflict("\n".join(str(one) for one in given_up))
        problem = pose(operation, horizon, requirement, settings.only_goals, {q.agent.id: q.instead for q in given_up})
    settings = searching(settings, operation, horizon)
    duties = planned(operation, problem, settings, started, lambda: time.perf_counter() - started)
    beyond = hopeless(operation, problem, settings) if duties is None else None
    if beyond is not None and progress:
        text = (
            f"duties: at least {beyond.within(LAST):,.0f} min open whatever the shifts (CP-SAT, {beyond.seconds:.1f} s)"
        )
        progress(Progress(time.perf_counter() - started, None, 0.0, text))
    run = (
        Run(problem, first_settings(settings), started, progress)
        if duties is None
        else _planned_run(duties, first_settings(settings), started, progress)
    )
    _, order = searched(run, operation, requirement, settings)
    result = replace(result_of(run, operation, given_up), order=order)
    return _with_holders(operation, horizon, result, counted(operation, settings), run, duties, beyond)


def _planned_run(
    duties: Planning, settings: SolveSettings, started: float, progress: Callable[[Progress], None] | None
) -> Run:
    """A run in which holders of planned duties keep to the plan, while the bound is of every legal line."""
    agreed = duties.agreed
    lines = agreed.letter, agreed.pause, np.zeros(0, dtype=np.int64)
    run = Run(agreed.problem, settings, started, progress, duties.light, lines)
    told = f"duties: {duties.open_minutes:,} min open, at least {duties.least_open:,.0f} (CP-SAT)"
    run.tell(Progress(run.seconds(), None, 0.0, told))
    return run


def searching(settings: SolveSettings, operation: Operation, horizon: Horizon) -> SolveSettings:
    """The settings of the search: it ends early enough for putting people on queues within the time limit."""
    each = SERVING_SECONDS + (DAY_SECONDS if wants_days(operation) else 0.0)
    plan = PLANNING_SECONDS * any(queue.deferred for queue in operation.queues.values())
    finer = max(1.0, USUAL_INTERVAL / operation.interval_minutes)
    tiers = placed_tiers(operation, horizon)
    holders = sum(any(tier.staffed_by(agent) for tier in tiers) for agent in operation.agents)
    dealing = DEALING_SECONDS * holders * horizon.weeks
    left = settings.time_limit - (each * len(operation.agents) + plan) * horizon.weeks * finer - dealing
    return replace(settings, time_limit=max(LEAST_SEARCH * settings.time_limit, left))


def pose_whole(
    operation: Operation, horizon: Horizon, requirement: Requirement, settings: SolveSettings
) -> Problem | None:
    """The problem of the whole horizon; None where its lines have too many arcs."""
    try:
        return pose(operation, horizon, requirement, settings.only_goals, effort=Effort(MOST_ARCS))
    except TooLarge:
        return None


def result_of(run: Run, operation: Operation, given_up: list[Quarrel]) -> Result:
    """The best roster with everything said about it."""
    best = run.board.best
    if best is None:
        raise NoRoster("no complete roster was found in the time given; give more with --time-limit")
    done = unfolded(operation, run.serving, best.letter, best.pause, best.plan)
    goals = run.settings.only_goals or tuple(GOALS)
    bounds, told = bounds_of(run), believed(run.problem, run.serving, best, done, goals)
    return Result(
        roster=done.roster,
        believed=told,
        rounding=rounding(run.problem, done, told),
        bound=run.proof.whole,
        bounds=bounds,
        seconds=run.seconds(),
        first_roster_seconds=run.board.first_seconds,
        seed=run.settings.seed,
        workers=run.settings.workers,
        stopped_by=run.stopped_by,
        story=tuple(run.story),
        given_up=tuple(GivenUp(one.agent.id, limit.name, one.change) for one in given_up for limit in one.loosened),
    )


def bounds_of(run: Run) -> dict[str, float]:
    """Bounds of goals alone: 0 where nothing better is known."""
    chosen = run.settings.only_goals or tuple(GOALS)
    if run.settings.iterations is not None and len(chosen) != 1:
        run.proof.alone.by_day()
    return run.proof.bounds(chosen)


def _with_holders(
    operation: Operation,
    horizon: Horizon,
    result: Result,
    asked: bool,
    run: Run | None = None,
    duties: Planning | None = None,
    beyond: Hopeless | None = None,
) -> Result:
    """The result with its holders named, and with what is known of duties that the search does not count."""
    roster, dealt = named_by(operation, horizon, result.roster, duties.agreed.held if duties is not None else None)
    return with_duties(operation, horizon, replace(result, roster=roster), dealt, run, duties, beyond, asked)
