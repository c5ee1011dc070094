"""Even sharing of a plan of duties, its last step: standby, weekends and days on duty, each by the days present.

Formats, "Even sharing": the sum of count^2 / weight over agents. Here the counts are minutes of places held: what is
worked beside duties is not known to a plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduler.goals.burden import weighs
from scheduler.model.escalation.draft import Draft
from scheduler.problem.away import Span
from scheduler.problem.share_weight import share_weight

UNIT = 480
"""Minutes that count as one."""
SCALE, SLIGHT = 1000, 1
"""Weight of a minute of standby or of a weekend where the load is one unit, and of a minute of any duty at work."""
CHORDS, MOST = 20, 10**12
"""Chords of the square, the last of which goes on for ever, and the most that a cost may be."""
Loads = dict[str, list[cp_model.LinearExprT]]


def even_terms(draft: Draft) -> list[cp_model.LinearExprT]:
    """Convex costs of what each holder has, in minutes: what is one unit more costs more than the unit before."""
    standby, weekends, days = _held(draft)
    before = _before(draft)
    found: list[cp_model.LinearExprT] = []
    for loads, scale, earlier in ((standby, SCALE, before), (weekends, SCALE, {}), (days, SLIGHT, {})):
        found += _convex(draft, loads, scale, earlier)
    return found


def _held(draft: Draft) -> tuple[Loads, Loads, Loads]:
    """Agent -> minutes of standby, of weekends and holidays at work, and of all duties at work."""
    scene = draft.scene
    standby, weekends, days = Loads(), Loads(), Loads()
    dates = {name: [window.day for block in blocks for window in block.windows]
             for name, blocks in scene.blocks.items()}  # fmt: skip
    for (place, number, name), var in draft.holds.items():
        tier = scene.tiers[place]
        slot = draft.slots[tier.cover.name][number]
        minutes = slot.minutes * var
        if tier.on_call:
            standby.setdefault(name, []).append(minutes)
            continue
        days.setdefault(name, []).append(minutes)
        if weighs(scene.operation, scene.agents[name], dates[tier.cover.name][slot.window]):
            weekends.setdefault(name, []).append(minutes)
    return standby, weekends, days


def _before(draft: Draft) -> dict[str, int]:
    """Agent -> minutes of standby before the horizon, shifts left out."""
    found: dict[str, int] = defaultdict(int)
    scene = draft.scene
    kinds = {(tier.cover.name, tier.name) for tier in scene.tiers if tier.on_call}
    for past in scene.past:
        if (past.cover, past.tier) in kinds and past.agent in scene.agents:
            span = past.start, min(0, past.end)
            found[past.agent] += max(0, span[1] - span[0] - _shared(span, scene.shifts_before[past.agent]))
    return found


def _shared(span: Span, others: list[Span]) -> int:
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in others)


def _convex(draft: Draft, loads: Loads, scale: int, before: Mapping[str, int]) -> list[cp_model.LinearExprT]:
    """For each agent a variable that is at least every chord of the square of the load, by weight."""
    scene = draft.scene
    weights = {name: share_weight(scene.operation, scene.horizon, scene.agents[name]) for name in loads}
    usual = sum(weights.values()) / max(1, len(weights))
    step = _step(draft, len(loads))
    found: list[cp_model.LinearExprT] = []
    for name, own in loads.items():
        if not weights[name]:  # who is never there has no share
            continue
        factor, first = scale * usual / weights[name], before.get(name, 0)
        load, cost = sum(own), draft.model.new_int_var(0, MOST, "")
        for low, high in pairwise(range(first, first + (CHORDS + 1) * step, step)):
            slope = round(factor * (low + high) / UNIT)
            draft.model.add(cost >= slope * load + slope * (first - low) + round(factor * low * low / UNIT))
        found.append(cost)
    return found


def _step(draft: Draft, agents: int) -> int:
    """Minutes of a chord: a unit, or a quarter of what each would have if all had alike."""
    slots = (sum(slot.minutes for slot in draft.slots[tier.cover.name]) * tier.agents for tier in draft.scene.tiers)
    return max(UNIT, round(sum(slots) / max(1, agents) / 4))
