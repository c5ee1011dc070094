"""How few minutes of planned duties can stay open in any legal roster: a plan in which shifts bind nobody.

Whoever may hold a tier and is not away counts as there; on shift, wherever some shift of the agent's could lie. Limits
on duties themselves hold. No legal roster leaves fewer minutes open than the best such plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.model.escalation.dealt import limited
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.levels import Effort, Levels
from scheduler.model.escalation.reach import free_stays
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.model.escalation.splitting import Splitting
from scheduler.operation import Operation, Tier
from scheduler.problem.problem import Problem

Minutes = Mapping[tuple[int, int], float]
"""(priority, rank of the tier) -> agent-minutes."""


def least_open(
    operation: Operation, problem: Problem, tiers: Sequence[Tier], found: Mapping[tuple[int, int], int], effort: Effort
) -> Minutes:
    """Lower bounds, each given that the levels before stay at what was `found`."""
    scene = Scene(operation, problem.grid.horizon, tiers, past_of(operation, problem.grid.horizon))
    lines = {name: [HolderLine(name, (), ())] for name in scene.agents}
    draft = Draft(scene, lines, free_stays(scene, problem))
    limited(draft)
    levels = Levels(draft, Splitting(draft, every_change=False), effort, ())
    return levels.bounds(found)
