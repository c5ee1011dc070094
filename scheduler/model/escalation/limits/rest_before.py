"""Rest that the weeks before the horizon leave: after a duty that is not gone on with, and their weekly rest."""

from __future__ import annotations

from ortools.sat.python import cp_model

from scheduler.model.escalation.before import may_go_on, rest_after
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.week_before import needed_until
from scheduler.operation import Cover


def add_rest_before(draft: Draft, relaxed: bool = False) -> None:
    """Add these limits to the model; with `relaxed`, a place may be held for a part of its slot."""
    scene = draft.scene
    for cover in scene.covers:
        for name in draft.holders(cover.name):
            _rest_left(draft, cover, name)
    until = {name: needed_until(scene, agent) for name, agent in scene.agents.items()}
    for (place, number, name), var in draft.holds.items():
        tier = scene.tiers[place]
        slot = draft.slots[tier.cover.name][number]
        within = slot.end <= until[name] if relaxed else slot.start < until[name]
        if tier.on_call and tier.counts_as != "rest" and within:
            draft.model.add(var == 0)


def _rest_left(draft: Draft, cover: Cover, name: str) -> None:
    """Who held a place up to the horizon's start and does not go on begins no shift within the rest either."""
    late, now = _begun_late(draft, cover, name)
    if late and len(late) < len(draft.takes[name]):
        draft.model.add(sum(late) - sum(now) <= 0)


def _begun_late(draft: Draft, cover: Cover, name: str) -> tuple[list[cp_model.IntVar], list[cp_model.IntVar]]:
    """The lines that begin a shift within a rest of the week before, and the places by which the agent goes on."""
    span = rest_after(draft.scene, cover, name)
    if span is None:
        return [], []
    late = [take for take, line in zip(draft.takes[name], draft.lines[name], strict=True)
            if any(span[0] <= start < span[1] for start, _ in line.shifts)]  # fmt: skip
    return late, draft.any_tier(cover.name, 0, name) if may_go_on(draft.scene, cover, name) else []


def owed(draft: Draft) -> list[cp_model.LinearExprT]:
    """1 for each agent whose only lines begin within the rest of a duty of the week before, and who could go on."""
    pairs = [(cover, name) for cover in draft.scene.covers for name in draft.holders(cover.name)]
    found = [(name, *_begun_late(draft, cover, name)) for cover, name in pairs]
    return [1 - sum(now) for name, late, now in found if now and len(late) == len(draft.takes[name])]
