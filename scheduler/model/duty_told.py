"""What a solve says of duties: points of those that the search does not count, and how few minutes can stay open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf

import numpy as np

from scheduler.clock import Horizon
from scheduler.goals import goals_of
from scheduler.goals.cover import Cover as CoverGoal
from scheduler.goals.duty_hours import duty_windows
from scheduler.goals.duty_share import duty_points
from scheduler.model.duties import Planning
from scheduler.model.escalation.dealt import Dealt
from scheduler.model.escalation.kinds import tight_labels
from scheduler.model.escalation.levels import Effort
from scheduler.model.escalation.lines.proving import least_open
from scheduler.model.run import Run
from scheduler.operation import Operation
from scheduler.result import AND, DutyProof, Result
from scheduler.roster import Roster

COVER = "cover"
HOPELESS_SECONDS, HOPELESS_BUDGET = 4.0, 1.0
"""Of a proof that needs no shifts; the budget is the same on every machine."""


def with_duties(
    operation: Operation,
    horizon: Horizon,
    result: Result,
    dealt: Dealt,
    run: Run | None,
    duties: Planning | None,
    asked: bool,
) -> Result:
    """The result with the planned duties in what is believed, in the bound, and in the proof of open minutes.

    `asked` is whether duties count in the solve.
    """
    if not any(duty_windows(operation, horizon, cover) for cover in operation.cover):
        return result
    weight = _weight(operation)
    believed = believed_with(operation, horizon, result.believed, dealt, result.roster)
    floor = duties.least_open if duties is not None else 0.0
    bounds = {goal: bound + weight * floor / 60 if goal == COVER else bound for goal, bound in result.bounds.items()}
    return replace(
        result,
        believed=believed,
        bound=result.bound + weight * floor / 60,
        bounds=bounds,
        duty=_proof(operation, dealt, run, duties, _open(believed, weight)) if asked else None,
    )


def _counted_least(operation: Operation, run: Run, priority: int) -> float:
    """Agent-minutes of duties that the search counts, of that priority and more urgent, open in every legal roster."""
    alone = run.proof.points if run.proof.asked == [COVER] else 0.0
    return run.duty_bounds.minutes(operation, priority, max(alone, run.proof.alone.up(COVER)))


def _weight(operation: Operation) -> float:
    goal = goals_of(operation).get(COVER)
    return float(goal.weight) if isinstance(goal, CoverGoal) else 0.0


def believed_with(
    operation: Operation, horizon: Horizon, known: Mapping[str, float], dealt: Dealt, roster: Roster
) -> dict[str, float]:
    """What is believed of goals, alone or with others, with the points that duties bring which the search leaves out.

    These are open minutes of planned duties, and the pay and the windows of standby.
    """
    more = {COVER: _weight(operation) * dealt.open_of(tight_labels(operation, horizon)) / 60}
    more |= duty_points(operation, horizon, roster)
    return {name: told + sum(more.get(goal, 0.0) for goal in name.split(AND)) for name, told in known.items()}


def _open(believed: Mapping[str, float], weight: float) -> float:
    """Agent-minutes that stay open; infinite where that is not told apart from other goals."""
    return believed[COVER] / weight * 60 if COVER in believed and weight else inf


def _proof(operation: Operation, dealt: Dealt, run: Run | None, duties: Planning | None, minutes: float) -> DutyProof:
    """The least of duties of each priority and more urgent ones, planned or counted by the search.

    Where `minutes` stay open and fewer are proved, CP-SAT counts those that nobody could hold whatever the shifts are.
    """
    least: dict[int, float] = {}
    for priority in sorted({cover.priority for cover in operation.cover if cover.firm}):
        planned = duties.least_within(priority) if duties is not None else 0.0
        least[priority] = planned + (_counted_least(operation, run, priority) if run is not None else 0.0)
    if run is not None and max(least.values(), default=0.0) < minutes - 0.5 < inf:
        least = {priority: max(known, one) for priority, known, one in _hopeless(operation, run, least)}
    seconds = dealt.seconds + (duties.seconds if duties is not None else 0.0)
    return DutyProof(least, seconds, _changed(run, duties))


def _hopeless(operation: Operation, run: Run, least: Mapping[int, float]) -> Iterator[tuple[int, float, float]]:
    """(priority, what is known, agent-minutes of it and more urgent ones for which too few agents could be there)."""
    tiers = [tier for tier in operation.tiers if not tier.exclusive]
    every = {(tier.cover.priority, tier.rank): 1 for tier in tiers}
    bounds = least_open(operation, run.bounding, tiers, every, Effort(HOPELESS_SECONDS, HOPELESS_BUDGET))
    for priority, known in least.items():
        yield priority, known, max((one for (level, _), one in bounds.items() if level <= priority), default=0.0)


def _changed(run: Run | None, duties: Planning | None) -> float | None:
    """Share of possible holders whose line is another in the roster than in CP-SAT's plan; None without a plan."""
    if duties is None or not duties.agreed.holders:
        return None
    best, agreed = run.board.best if run is not None else None, duties.agreed
    if best is None:
        return 0.0
    changed = sum(not np.array_equal(best.letter[a], agreed.letter[a]) for a in agreed.holders)
    return round(changed / len(agreed.holders), 4)
