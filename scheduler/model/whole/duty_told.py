"""What a solve says of duties: points of those that the search does not count, and how few minutes can stay open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.goals import goals_of, price_of
from scheduler.goals.terms.rows import OpenDuty
from scheduler.model.escalation.dealing.dealt import Dealt
from scheduler.model.escalation.kinds import placed_tiers, priced_covers, tight_labels
from scheduler.model.run.run import Run
from scheduler.model.whole.duties import Hopeless, Planning
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_windows
from scheduler.result import AND, DutyProof, Result
from scheduler.roster import Roster


def with_duties(
    operation: Operation,
    horizon: Horizon,
    result: Result,
    dealt: Dealt,
    run: Run | None,
    duties: Planning | None,
    beyond: Hopeless | None,
    asked: bool,
) -> Result:
    """The result with the planned duties in what is believed, in the bound, and in the proof of open minutes.

    `asked` is whether duties count in the solve.
    """
    if not any(duty_windows(operation, horizon, cover) for cover in operation.cover):
        return result
    goal, weight = _weight(operation)
    believed = believed_with(operation, horizon, result.believed, dealt, result.roster)
    floor = duties.least_open if duties is not None else 0.0
    priced = _priced_least(operation, dealt)
    least = {goal: weight * floor / 60} | (dict.fromkeys(dealt.points, priced) if len(dealt.points) == 1 else {})
    return replace(
        result,
        believed=believed,
        bound=result.bound + weight * floor / 60 + priced,
        bounds={one: bound + least.get(one, 0.0) for one, bound in result.bounds.items()},
        duty=_proof(operation, dealt, run, duties, beyond) if asked else None,
    )


def _priced_least(operation: Operation, dealt: Dealt) -> float:
    """The least points of goals that price windows; 0 where other shifts of their holders might allow fewer."""
    priced = priced_covers(operation)
    tiers = [tier for tier in operation.tiers if tier.cover.name in priced]
    holders = (agent for agent in operation.agents if any(tier.staffed_by(agent) for tier in tiers))
    return 0.0 if any(operation.shifts_of(agent) for agent in holders) else dealt.points_least


def _counted_least(operation: Operation, run: Run, priority: int) -> float:
    """Agent-minutes of duties that the search counts, of that priority and more urgent, open in every legal roster."""
    goal = run.problem.demand.cover_goal
    alone = run.proof.points if run.proof.asked == [goal] else 0.0
    return run.duty_bounds.minutes(operation, priority, max(alone, run.proof.alone.up(goal)))


def _weight(operation: Operation) -> tuple[str, float]:
    """The goal that prices open duties, and points of an agent-hour."""
    goal, price = price_of(operation, OpenDuty)
    return goal, price.hour if price is not None else 0.0


def believed_with(
    operation: Operation, horizon: Horizon, known: Mapping[str, float], dealt: Dealt, roster: Roster
) -> dict[str, float]:
    """What is believed of goals, alone or with others, with the points that duties bring which the search leaves out.

    These are open minutes of planned duties, and the pay and the windows of standby.
    """
    minutes = dealt.open_of(tight_labels(operation, horizon)) + _forbidden(operation, horizon, dealt, roster)
    more = {name: goal.of_standby(operation, horizon, roster) for name, goal in goals_of(operation).items()}
    priced, weight = _weight(operation)
    more[priced] = more.get(priced, 0.0) + weight * minutes / 60
    names = {goal for name in known for goal in name.split(AND)}
    whole = dict(known) | {goal: 0.0 for goal in dealt.points if goal not in names}
    for goal, points in dealt.points.items():
        more[goal] = more.get(goal, 0.0) + points
    return {name: told + sum(more.get(goal, 0.0) for goal in name.split(AND)) for name, told in whole.items()}


def _forbidden(operation: Operation, horizon: Horizon, dealt: Dealt, roster: Roster) -> float:
    """Agent-minutes in which who is on an exclusive duty may not hold it: its limits reach over hours.

    The search puts agents on exclusive duties without these limits.
    """
    placed = {tier.label for tier in placed_tiers(operation, horizon) if tier.exclusive}
    if not placed:
        return 0.0
    bare = replace(roster, held=None)
    rows = cover_of(operation, horizon, bare, spans_of(operation, horizon, bare))
    there = sum(60 * row.short_hours for row in rows if row.name in placed)
    return dealt.open_of(placed) - there


def _proof(
    operation: Operation, dealt: Dealt, run: Run | None, duties: Planning | None, beyond: Hopeless | None
) -> DutyProof:
    """The least of duties of each priority and more urgent ones: planned, counted by the search, or beyond shifts."""
    least: dict[int, float] = {}
    for priority in sorted({cover.priority for cover in operation.cover if cover.firm}):
        planned = duties.least_within(priority) if duties is not None else 0.0
        least[priority] = planned + (_counted_least(operation, run, priority) if run is not None else 0.0)
    for one in (beyond, Hopeless(run.duty_bounds.beyond, 0.0) if run is not None else None):
        if one is not None:
            least = {priority: max(known, one.within(priority)) for priority, known in least.items()}
    seconds = dealt.seconds + sum(one.seconds for one in (duties, beyond) if one is not None)
    return DutyProof(least, seconds, _changed(run, duties))


def _changed(run: Run | None, duties: Planning | None) -> float | None:
    """Share of possible holders whose line is another in the roster than in CP-SAT's plan; None without a plan."""
    if duties is None or not duties.agreed.holders:
        return None
    best, agreed = run.board.best if run is not None else None, duties.agreed
    if best is None:
        return 0.0
    changed = sum(not np.array_equal(best.letter[a], agreed.letter[a]) for a in agreed.holders)
    return round(changed / len(agreed.holders), 4)
