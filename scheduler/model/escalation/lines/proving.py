"""How few minutes of planned duties can stay open in any legal roster: a plan in which shifts bind nobody.

Whoever may hold a tier and is not away counts as there; on shift, wherever some shift of the agent's could lie. Limits
on the windows and blocks of an agent hold, and free days. Limits on lengths of time bind nobody: a place may change
hands at any minute, and a plan of slots cannot say how little that leaves open. No legal roster leaves fewer minutes
open than the best such plan: let each slot be held as it is held at the one of its minutes at which least is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.pinned import pinned_units
from scheduler.model.escalation.limits.rest_before import add_rest_before
from scheduler.model.escalation.limits.resting import add_rest
from scheduler.model.escalation.limits.spacing import add_spacing
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.lines.reach import free_stays
from scheduler.model.escalation.plan import NOT_FIRM, Effort, Unanswered
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Operation, Tier
from scheduler.problem.arrays.problem import Problem

Minutes = Mapping[tuple[int, int], float]
"""(priority, rank of the tier) -> agent-minutes."""


def hopeless_open(operation: Operation, problem: Problem, tiers: Sequence[Tier], effort: Effort) -> Minutes:
    """Lower bounds of each level and all before it, quickly: duties do not exclude each other, free time is not asked.

    So slots of different duties need not begin and end together, and few slots are enough.
    """
    scene = Scene(operation, problem.grid.horizon, tiers, past_of(operation, problem.grid.horizon))
    lines = {name: [HolderLine(name, (), ())] for name in scene.agents}
    draft = Draft(scene, lines, free_stays(scene, problem), fine=False, together=False)
    levels = Levels(draft, Splitting(draft, every_change=False), effort)
    return _bounds(levels, dict.fromkeys(levels.keys, 1))


def least_open(
    operation: Operation, problem: Problem, tiers: Sequence[Tier], found: Mapping[tuple[int, int], int], effort: Effort
) -> Minutes:
    """Lower bounds of each level and all before it; only levels of which `found` leaves minutes open are solved."""
    scene = Scene(operation, problem.grid.horizon, tiers, past_of(operation, problem.grid.horizon))
    lines = {name: [HolderLine(name, (), ())] for name in scene.agents}
    draft = Draft(scene, lines, free_stays(scene, problem))
    add_spacing(draft, pinned_units(draft))
    add_rest(draft, relaxed=True)
    add_rest_before(draft, relaxed=True)
    levels = Levels(draft, Splitting(draft, every_change=False), effort)
    return _bounds(levels, found)


def _bounds(levels: Levels, found: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], float]:
    """Level -> lower bound of the open minutes of it and all levels before; `found` is what a plan leaves open."""
    known, last = dict.fromkeys(levels.keys, 0.0), 0.0
    firm = [key for key in levels.keys if key[0] < NOT_FIRM]
    for place, key in enumerate(firm):
        if found.get(key, 0) > 0:
            with suppress(Unanswered):
                opened = sum(levels.open_of(one) for one in firm[: place + 1])
                last = max(last, levels.minimized(opened, 1 / (len(firm) - place))[1])
        known[key] = last
    return known
