"""A roster to start from: what of it a solve may go on from, and whether it stays the better one in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scheduler.agreement import agreement
from scheduler.clock import Horizon
from scheduler.judge import check, rank, score
from scheduler.model import SolveSettings
from scheduler.model.escalation.dealing.naming import named_by, with_holders
from scheduler.model.given import Given, of_given
from scheduler.model.whole.duty_told import believed_with
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.result import AND, Result
from scheduler.roster import Roster


def known_part(operation: Operation, roster: Roster) -> Roster:
    """The duties of known agents, shifts and sites: what a solve may go on from, as far as it is legal."""
    known = {agent.id for agent in operation.agents}
    mine = tuple(
        duty
        for duty in roster.duties
        if duty.agent in known and duty.shift in operation.shifts and duty.site in operation.sites
    )
    return replace(roster, duties=mine, activities=(), held=None)


def better_of(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    settings: SolveSettings,
    found: Result,
    given: Roster,
) -> Result:
    """What was found, or the roster given where that is legal and counts for less, with what the model believes of it.

    Both are judged as they would be written: a roster given without activities is none that could be kept.
    """
    if not (given.activities and given.breaks_known) or check(operation, horizon, given):
        return found
    counted = [score(operation, horizon, requirement, one, settings.only_goals) for one in (given, found.roster)]
    before, after = (rank(one, settings.lexicographic, settings.only_goals) for one in counted)
    if after <= before:
        return found
    told = of_given(operation, horizon, requirement, settings, given)
    named = with_holders(operation, horizon, given)
    kept = replace(found, roster=named, believed={}, rounding={}, not_compared=told.why_not)
    if told.roster is None:
        return kept
    made = score(operation, horizon, requirement, told.roster, settings.only_goals)
    if rank(made, settings.lexicographic, settings.only_goals) < before and not check(operation, horizon, told.roster):
        named, dealt = named_by(operation, horizon, told.roster)
        believed = believed_with(operation, horizon, told.believed, dealt, named)
        return replace(kept, roster=named, believed=believed, rounding=told.rounding)
    return replace(kept, **alike(told, counted[0].points, made.points))


def alike(told: Given, given: Mapping[str, int], made: Mapping[str, int]) -> dict[str, Any]:
    """What the model believes of the lines of a roster given, with the activities that it gives them itself.

    Left out are goals for which the activities given come to other points, unless the model is wrong of its own, too.
    """
    own = agreement(made, told.believed).rows
    apart = [row.goal for row in own if row.agrees and any(given[one] != made[one] for one in row.goal.split(AND))]
    believed = {name: points for name, points in told.believed.items() if name not in apart}
    goals = {goal for name in believed for goal in name.split(AND)}
    rounding = {goal: points for goal, points in told.rounding.items() if goal in goals}
    why = f"{', '.join(apart)}: the activities given are others than those of the model" if apart else ""
    return {"believed": believed, "rounding": rounding, "not_compared": why}
