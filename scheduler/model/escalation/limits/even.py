"""Loads of a plan of duties as they are shared: standby, weekends and days on duty, each by the days present.

Formats, "Even sharing": the sum of count^2 / weight over agents. Here the counts are minutes of places held: what is
worked beside duties is not known to a plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, gcd

from ortools.sat.python import cp_model

from scheduler.count.burden import weighs
from scheduler.model.escalation.draft import Draft
from scheduler.problem.needs.away import Span
from scheduler.problem.share_weight import share_weight

FEWEST, FINEST, WORTH, MOST = 30, 300, 60_000, 10**4
"""Steps of a load at least and at most; steps times variables of a plan; how often the last step may be taken."""
SCALE, SLIGHT = 1000, 1
"""Points of the first step of standby or of weekends, and of any duty at work."""
Key = tuple[int, int, str]
"""(tier, slot of its duty, agent)."""
Loads = dict[str, list[Key]]
"""Agent -> what counts for a load."""


@dataclass(frozen=True)
class Step:
    """One unit of an agent's load: it costs more than the unit before."""

    agent: str
    cost: int
    var: cp_model.IntVar
    value: int
    """How often the current plan takes the step."""


def even_steps(draft: Draft, model: cp_model.CpModel, held: Mapping[Key, bool]) -> list[Step]:
    """What each holder's places cost, in steps, in the order of their new variables.

    The `model` is the draft's, or a clone of it; `held` is the current plan.
    """
    standby, weekends, days = _loads(draft)
    return [
        *_squares(draft, model, standby, SCALE, _before(draft), held),
        *_squares(draft, model, weekends, SCALE, {}, held),
        *_squares(draft, model, days, SLIGHT, {}, held),
    ]


def _loads(draft: Draft) -> tuple[Loads, Loads, Loads]:
    """Places of standby, of weekends and holidays at work, and of all duties at work."""
    scene = draft.scene
    standby, weekends, days = (defaultdict[str, list[Key]](list) for _ in range(3))
    dates = {name: [window.day for block in blocks for window in block.windows]
             for name, blocks in scene.blocks.items()}  # fmt: skip
    for key in draft.holds:
        place, number, name = key
        tier = scene.tiers[place]
        slot = draft.slots[tier.cover.name][number]
        (standby if tier.on_call else days)[name].append(key)
        if not tier.on_call and weighs(scene.operation, scene.agents[name], dates[tier.cover.name][slot.window]):
            weekends[name].append(key)
    return standby, weekends, days


def _before(draft: Draft) -> dict[str, int]:
    """Agent -> minutes of standby before the horizon, shifts left out, and after a part that is shared again."""
    found: dict[str, int] = defaultdict(int)
    scene = draft.scene
    kinds = {(tier.cover.name, tier.name) for tier in scene.tiers if tier.on_call}
    for past in scene.past:
        if (past.cover, past.tier) in kinds and past.agent in scene.agents:
            span = past.start, min(0, past.end)
            found[past.agent] += max(0, span[1] - span[0] - _shared(span, scene.shifts_before[past.agent]))
    for row in scene.among.later if scene.among else ():
        found[row.agent] += round((row.end - row.start).total_seconds() / 60)
    return found


def _shared(span: Span, others: list[Span]) -> int:
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in others)


def _squares(
    draft: Draft, model: cp_model.CpModel, loads: Loads, scale: int, before: Mapping[str, int], held: Mapping[Key, bool]
) -> Iterator[Step]:
    """The square of each agent's load, by weight."""
    scene = draft.scene
    span = scene.among.horizon if scene.among else scene.horizon
    weights = {name: share_weight(scene.operation, span, scene.agents[name]) for name in loads}
    weights = {name: weight for name, weight in weights.items() if weight}  # who is never there has no share
    usual = sum(weights.values()) / max(1, len(weights))
    many = max(FEWEST, min(FINEST, WORTH // max(1, len(draft.holds))))
    minutes = {name: {key: counted_minutes(draft, key) for key in loads[name]} for name in weights}
    unit = _unit(draft, [count for own in minutes.values() for count in own.values()], len(loads), many)
    for name, weight in weights.items():
        steps = [*(model.new_bool_var("") for _ in range(many - 1)), model.new_int_var(0, MOST, "")]
        model.add(unit * sum(steps) >= sum(count * draft.holds[key] for key, count in minutes[name].items()))
        taken = -(-sum(count for key, count in minutes[name].items() if held.get(key)) // unit)
        first, factor = before.get(name, 0) / unit, scale * usual / weight
        for number, step in enumerate(steps):
            value = int(number < taken) if number < many - 1 else max(0, taken - number)
            yield Step(name, round(factor * (2 * (first + number) + 1)), step, value)


def counted_minutes(draft: Draft, key: Key) -> int:
    """Minutes of a place that count: standby that is held at work is none while its holder works."""
    place, number, name = key
    tier = draft.scene.tiers[place]
    slot = draft.slots[tier.cover.name][number]
    shifts = draft.lines[name][0].shifts if tier.on_call and tier.held_at_work else ()
    return slot.minutes - _shared(slot.span, [*shifts, *(draft.scene.shifts_before[name] if shifts else ())])


def _unit(draft: Draft, counts: Sequence[int], agents: int, steps: int) -> int:
    """Minutes of a step: the greatest number of which every count is a multiple, or a multiple of that number.

    It is the smallest with which so many `steps` reach three times the average load of these agents.
    """
    tiers = draft.scene.tiers
    due = sum(slot.minutes * tier.agents for tier in tiers for slot in draft.slots[tier.cover.name])
    common = max(1, gcd(*counts))
    return common * max(1, ceil(3 * due / max(1, agents) / (steps * common)))
