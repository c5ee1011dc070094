"""What a plan of duties weighs last: wishes, days wished off, fair shares of windows, and the greatest load."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from ortools.sat.python import cp_model

from scheduler.count.standby_windows import windows_before
from scheduler.goals import terms_of
from scheduler.goals.terms.along import CountedDays
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.limits.units import Units

UNLOVED, LOAD = 2, 1
"""Points of a minute of standby on a day wished off, and of a minute of who holds a tier for longest."""


def soft_terms(draft: Draft) -> list[cp_model.LinearExprT]:
    """Terms of the objective, in points."""
    return [*line_terms(draft), *_unloved(draft), *_wishes(draft), *fair_terms(draft)]


def line_terms(draft: Draft) -> list[cp_model.LinearExprT]:
    """What the rest of the roster loses by the lines chosen."""
    return [line.points * take for name, own in draft.takes.items()
            for line, take in zip(draft.lines[name], own, strict=True) if line.points]  # fmt: skip


def _unloved(draft: Draft) -> list[cp_model.LinearExprT]:
    found = []
    for (place, number, name), var in draft.holds.items():
        tier = draft.scene.tiers[place]
        slot = draft.slots[tier.cover.name][number]
        spans = draft.scene.unloved[name] if tier.on_call else ()
        if any(start < slot.end and slot.start < end for start, end in spans):
            found.append(UNLOVED * slot.minutes * var)
    return found


def greatest(draft: Draft) -> list[cp_model.LinearExprT]:
    """The minutes of who holds a place for longest, tier by tier."""
    found: list[cp_model.LinearExprT] = []
    for place, tier in enumerate(draft.scene.tiers):
        slots, own = draft.slots[tier.cover.name], defaultdict[str, list[cp_model.LinearExprT]](list)
        for (there, number, name), var in draft.holds.items():
            if there == place:
                own[name].append(slots[number].minutes * var)
        if len(own) > 1:
            most = draft.model.new_int_var(0, sum(slot.minutes for slot in slots), "")
            for some in own.values():
                draft.model.add(most >= sum(some))
            found.append(LOAD * most)
    return found


def _wishes(draft: Draft) -> list[cp_model.LinearExprT]:
    """Wishes to hold, or not to hold, a place in the unit that begins on a date."""
    found: list[cp_model.LinearExprT] = []
    for wish in draft.scene.operation.duty_wishes:
        cover = next((cover for cover in draft.scene.covers if cover.name == wish.cover), None)
        if cover is None or wish.agent not in draft.scene.agents:
            continue
        units = Units(draft, cover, by_window=cover.block == "any")
        places = [place for place in units.tiers() if wish.tier in ("", draft.scene.tiers[place].name)]
        for unit in (unit for unit in units.inside if unit.day == wish.day):
            held = units.held(unit, wish.agent, places)
            found.append(wish.weight * (held if wish.wish == "off" else 1 - held))
    return found


def fair_terms(draft: Draft) -> list[cp_model.LinearExprT]:
    """Each weekend or holiday window of standby weighs more than the one before, beside shifts."""
    scene = draft.scene
    _, term = terms_of(scene.operation, scene.horizon).one(CountedDays)
    if term is None or not term.step:
        return []
    own: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
    for cover in scene.covers:
        places = [place for place in scene.of_cover(cover.name) if scene.tiers[place].on_call]
        units = Units(draft, cover, by_window=True)
        for name in draft.holders(cover.name) if places else ():
            due = (unit for unit in units.inside if scene.horizon.holds(unit.day))  # others count in their own week
            burdened = (unit for unit in due if term.counts(scene.agents[name], unit.day))
            own[name] += [units.held(unit, name, places) for unit in burdened]
    found: list[cp_model.LinearExprT] = []
    stood = windows_before(scene.operation, scene.horizon)
    for name, windows in own.items():
        before = stood.get(name, 0) + _carried(draft, name, term)
        steps = [draft.model.new_bool_var("") for _ in windows]
        draft.model.add(sum(steps) >= sum(windows))
        found += [round(term.step * (before + number)) * step for number, step in enumerate(steps, 1)]
    return found


def _carried(draft: Draft, name: str, term: CountedDays) -> int:
    """Counted shifts of history and of the current line."""
    scene, agent = draft.scene, draft.scene.agents[name]
    days = [row.day for row in scene.operation.history if row.agent == name and row.day < scene.horizon.first]
    days += [scene.horizon.first + timedelta(days=day) for day in draft.lines[name][0].days]
    return sum(term.counts(agent, day) for day in days)
