"""Places that a pin gives: the agent holds the unit that begins on the date, whatever limits on sequences say."""

from __future__ import annotations

from ortools.sat.python import cp_model

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.limits.units import Units


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
