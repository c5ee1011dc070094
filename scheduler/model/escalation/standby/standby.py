"""Standby in a roster: the plan with fewest open minutes for its shifts, within what each agent may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scheduler.clock import Horizon
from scheduler.model.escalation.standby.holders import Holders
from scheduler.model.escalation.standby.places import best_places
from scheduler.model.escalation.standby.relay import Stretch, relayed
from scheduler.model.escalation.standby.slices import Slice, Windows, held
from scheduler.operation import Operation
from scheduler.roster import Duty

MOST_HOLDERS = 60
"""Agents of a duty in one solve: those of the first plan, and those who are free for longest."""
Holding = dict[str, int]
"""The duty that each agent holds in a slice, by its place."""


def stand_by(operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> dict[str, list[tuple[int, int, str]]]:
    """Standby spans by agent, in minutes from the horizon's start: (start, end, activity).

    The first plan is handed from agent to agent. Where more places could be held, CP-SAT plans that time anew: one
    agent may be free for two duties and be needed for the second, or the first plan hands over at a bad time.
    """
    holders = Holders(operation, horizon, duties)
    plan, windows = relayed(operation, horizon, holders), Windows(operation, horizon, holders)
    for run in list(windows.runs_open(plan)):
        part = [(one, held(one, plan)) for one in windows.slices(run)]
        if any(_could_be_better(one, holding) for one, holding in part):
            plan = _renewed(plan, part)
    names = [tier.activity for tier in holders.duties]
    rows = {name: sorted((start, end, names[place]) for place, start, end in own) for name, own in plan.items()}
    return {name: own for name, own in rows.items() if own}


def _could_be_better(one: Slice, holding: Holding) -> bool:
    """Whether more places could be held in a slice."""
    return len(holding) < len(one.due) and one.most_held(one.free) > len(holding)


def _renewed(plan: Mapping[str, list[Stretch]], part: list[tuple[Slice, Holding]]) -> dict[str, list[Stretch]]:
    """The plan with that time planned anew."""
    start, end = part[0][0].start, part[-1][0].end
    chosen = _chosen(part)
    found = best_places([_only(one, chosen) for one, _ in part], [holding for _, holding in part])
    kept = {name: [row for row in own if not start <= row[1] < end] for name, own in plan.items()}
    return {name: [*kept.get(name, ()), *found.get(name, ())] for name in {**kept, **found}}


def _chosen(part: list[tuple[Slice, Holding]]) -> set[str]:
    """Who takes part: enough agents for every duty in every slice."""
    chosen = {name for _, holding in part for name in holding}
    for place in sorted({place for one, _ in part for place in one.due}):
        minutes: dict[str, int] = {}
        for one, _ in part:
            for name in one.free.get(place, ()):
                minutes[name] = minutes.get(name, 0) + one.minutes
        chosen.update(sorted(minutes, key=lambda name: (-minutes[name], name))[:MOST_HOLDERS])
    for one, _ in part:
        for place in one.due:  # as many as the places, so that nobody left out could hold one more
            free = sorted(one.free[place])
            chosen.update(free[: max(0, len(one.due) - len(chosen & {*free}))])
    return chosen


def _only(one: Slice, chosen: set[str]) -> Slice:
    return Slice(one.start, one.end, one.due, {place: free & chosen for place, free in one.free.items()}, one.unloved)
