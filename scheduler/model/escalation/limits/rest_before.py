"""Nobody stands by in the weekly rest that the week before the horizon still needs."""

from __future__ import annotations

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.week_before import needed_until


def add_rest_before(draft: Draft, relaxed: bool = False) -> None:
    """Add this limit to the model; `relaxed`, a place may be held for a part of its slot."""
    scene = draft.scene
    until = {name: needed_until(scene, agent) for name, agent in scene.agents.items()}
    for (place, number, name), var in draft.holds.items():
        tier = scene.tiers[place]
        slot = draft.slots[tier.cover.name][number]
        within = slot.end <= until[name] if relaxed else slot.start < until[name]
        if tier.on_call and tier.counts_as != "rest" and within:
            draft.model.add(var == 0)
