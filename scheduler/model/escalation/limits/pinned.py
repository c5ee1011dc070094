"""Places that a pin gives: the agent holds the unit that begins on the date, whatever limits on sequences say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from scheduler.count.presence import without
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.limits.units import Units
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Operation, Pin, Tier
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span


def pinned_units(draft: Draft) -> set[tuple[str, str, object]]:
    """(duty, agent, date) of every pin of a duty."""
    return {(pin.cover, pin.agent, pin.day) for pin in draft.scene.operation.duty_pins}


def unmet(draft: Draft) -> list[cp_model.LinearExprT]:
    """1 for each slot of a pinned unit that its agent could hold and does not."""
    found: list[cp_model.LinearExprT] = []
    for pin in draft.scene.operation.duty_pins:
        for cover in (cover for cover in draft.scene.covers if cover.name == pin.cover):
            units = Units(draft, cover, by_window=cover.block == "any")
            places = [place for place in units.tiers() if draft.scene.tiers[place].name == pin.tier]
            for unit in (unit for unit in units.inside if unit.day == pin.day):
                keys = ((place, number, pin.agent) for number in unit.numbers for place in places)
                found += [1 - draft.holds[key] for key in keys if key in draft.holds]
    return found


def tiers_of(operation: Operation, pin: Pin) -> list[Tier]:
    """The tier that the pin names."""
    return [tier for tier in operation.tiers if (tier.cover.name, tier.name) == (pin.cover, pin.tier)]


def missed_minutes(scene: Scene, held: Mapping[tuple[int, str], Sequence[Span]]) -> int:
    """Minutes of pinned places that their agents do not hold; `held` is by (tier, agent)."""
    missed = 0
    for pin in scene.operation.duty_pins:
        for place, tier in enumerate(scene.tiers):
            asked = (tier.cover.name, tier.name) == (pin.cover, pin.tier)
            for block in scene.blocks[tier.cover.name] if asked else ():
                own = merged([*held.get((place, pin.agent), ())])
                spans = [(one.start, one.end) for one in block.windows if block.day == pin.day]
                missed += sum(end - start for span in spans for start, end in without(span, own))
    return missed
