"""What CP-SAT makes of a draft: the best plan from nothing or from a plan in hand, a fuller one, or a more even one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.evening import even_out
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.pinned import pinned_units, unmet
from scheduler.model.escalation.limits.priced import priced_terms
from scheduler.model.escalation.limits.rest_before import add_rest_before, owed
from scheduler.model.escalation.limits.resting import add_rest
from scheduler.model.escalation.limits.softer import greatest, soft_terms
from scheduler.model.escalation.limits.spacing import add_longest, add_spacing
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.limits.working import add_working_standby
from scheduler.model.escalation.plan import DutyPlan, Effort, Spans, Unanswered, Weighed


def solved(draft: Draft, effort: Effort, last: bool, held: Spans | None = None) -> DutyPlan | None:
    """Solve the model with every limit, from a plan in hand if there is one; None where the time was too short.

    If it is the `last` solve, every change of hands counts, and what costs nothing is shared evenly.
    """
    limited(draft)
    splitting = Splitting(draft, every_change=last)
    levels = Levels(draft, splitting, effort, _weighed(draft), even=even_out if last else None)
    if held is not None:
        levels.begin(held)
    try:
        return levels.solve()
    except Unanswered:
        return None


def as_planned(draft: Draft, held: Spans) -> DutyPlan:
    """A plan in hand over the first lines of the draft, without a solve; its splits and missed pins are not counted."""
    levels = Levels(draft, Splitting(draft, every_change=False), Effort(0.0))
    levels.begin(held)
    return levels.planned()


def evened(draft: Draft, planned: DutyPlan, effort: Effort) -> DutyPlan:
    """The plan in hand, shared more evenly where nothing is worse."""
    limited(draft)
    levels = Levels(draft, Splitting(draft, every_change=True), effort, _weighed(draft), even=even_out)
    try:
        return levels.evened(planned.held)
    except Unanswered:
        return planned


def filled(draft: Draft, planned: DutyPlan, effort: Effort) -> DutyPlan:
    """The plan with whatever of its open places somebody could hold as well; nobody gives anything up.

    Where all tiers together take too long, each is filled for itself: a place that somebody could hold is a fault.
    """
    found, least = _fuller(draft, planned, effort, range(len(draft.scene.tiers)))
    for place in range(len(draft.scene.tiers)) if not least else ():
        found, _ = _fuller(draft, found, effort, [place])
    return found


def _fuller(draft: Draft, planned: DutyPlan, effort: Effort, places: Collection[int]) -> tuple[DutyPlan, bool]:
    """The plan with more places of some tiers held, and whether CP-SAT proves that no more can be."""
    if not any(len(planned.holds[key]) < draft.scene.tiers[key[0]].agents for key in planned.holds if key[0] in places):
        return planned, True
    levels = Levels(draft, Splitting(draft, every_change=False), effort, loose=True)
    levels.begin(planned.held)
    variables = levels.model.proto.variables
    for key, var in draft.holds.items():
        place, number, name = key
        if name in planned.holds[place, number]:
            variables[var.index].domain[0] = 1
        elif place not in places:
            variables[var.index].domain[1] = 0
    try:
        return replace(levels.fewest_open(), splits=planned.splits), levels.least
    except Unanswered:
        return planned, False


def limited(draft: Draft) -> None:
    """Add every limit on holders to the model."""
    add_spacing(draft, pinned_units(draft))
    add_longest(draft)
    add_rest(draft)
    add_rest_before(draft)
    add_working_standby(draft)


def _weighed(draft: Draft) -> Weighed:
    pins = [*unmet(draft), *owed(draft)]
    return Weighed(soft_terms(draft), pins, greatest(draft), priced_terms(draft))
