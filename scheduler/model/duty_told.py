"""What a solve says of duties: points of those that the search does not count, and how few minutes can stay open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.goals import goals_of
from scheduler.goals.cover import Cover as CoverGoal
from scheduler.model.duties import Planning, by_priority
from scheduler.model.escalation.dealt import Dealt
from scheduler.model.escalation.kinds import tight_labels
from scheduler.model.run import Run
from scheduler.operation import Operation
from scheduler.result import AND, DutyProof, Result

COVER = "cover"


def with_duties(
    operation: Operation, horizon: Horizon, result: Result, dealt: Dealt, run: Run | None, duties: Planning | None
) -> Result:
    """The result with the planned duties in what is believed, in the bound, and in the proof of open minutes."""
    if not operation.cover:
        return result
    weight = _weight(operation)
    believed = believed_with(operation, horizon, result.believed, dealt)
    floor = sum((duties.least if duties is not None else {}).values())
    bounds = {goal: bound + weight * floor / 60 if goal == COVER else bound for goal, bound in result.bounds.items()}
    return replace(
        result,
        believed=believed,
        bound=result.bound + weight * floor / 60,
        bounds=bounds,
        duty=_proof(operation, dealt, run, duties),
    )


def _weight(operation: Operation) -> float:
    goal = goals_of(operation).get(COVER)
    return float(goal.weight) if isinstance(goal, CoverGoal) else 0.0


def believed_with(
    operation: Operation, horizon: Horizon, known: Mapping[str, float], dealt: Dealt
) -> dict[str, float]:
    """What is believed of the goal, alone or with others, and the points of planned duties."""
    points = _weight(operation) * dealt.open_of(tight_labels(operation, horizon)) / 60
    return {name: told + points if COVER in name.split(AND) else told for name, told in known.items()}


def _proof(operation: Operation, dealt: Dealt, run: Run | None, duties: Planning | None) -> DutyProof:
    """The least of planned duties by priority, and of those that the search counts as far as the bound says it."""
    least: dict[int, float] = defaultdict(float, by_priority(duties.least if duties is not None else {}))
    priorities = {cover.priority for cover in operation.cover if cover.firm}
    weight = _weight(operation)
    if run is not None and weight and len(priorities) == 1:
        known = run.proof.alone.best.get(COVER, 0.0)
        if len(run.proof.asked) == 1 and run.proof.asked == [COVER]:
            known = max(known, run.proof.joint.best)
        least[min(priorities)] += max(0.0, known) / weight * 60
    changed = duties.agreed.changed if duties is not None else 0
    holders = duties.agreed.holders if duties is not None else 0
    seconds = dealt.seconds + (duties.seconds if duties is not None else 0.0)
    return DutyProof(dict(least), seconds, dealt.calm, holders, changed)
