"""When agents could hold a tier if they had the best line for it: whatever no leave, pin or shift kind forbids."""

from __future__ import annotations

from scheduler.model.escalation.draft import Stays
from scheduler.model.escalation.holder_line import HolderLine, stays
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Tier
from scheduler.operation.duty_hours import merged
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span


def free_stays(scene: Scene, problem: Problem) -> Stays:
    """(tier, agent) -> when the agent could hold a place, for one line without shifts."""
    place = {name: index for index, name in enumerate(problem.people.name)}
    reach = {name: reach_of(problem, place[name]) for name in scene.agents}
    return {(number, name): [_there(scene, tier, HolderLine(name, (), ()), reach[name])]
            for number, tier in enumerate(scene.tiers) for name in scene.able[number]}  # fmt: skip


def _there(scene: Scene, tier: Tier, line: HolderLine, reach: list[Span]) -> list[Span]:
    if tier.on_call:
        return stays(scene, tier, line)
    before = [span for span in scene.shifts_before[line.agent] if span[1] > 0]
    return merged([*before, *reach])


def reach_of(problem: Problem, a: int) -> list[Span]:
    """When some shift of agent `a` could lie, in minutes from the horizon's start."""
    people, tick = problem.people, problem.grid.tick_minutes
    spans: list[Span] = []
    for day in range(problem.grid.days if people.entry[a] >= 0 else 0):
        low, high = (int(one) for one in problem.variants.first[people.alphabet[a]][day : day + 2])
        mask = people.mask[people.mask_first[a, day] :][: high - low]
        start, end = problem.variants.start[low:high][mask] * tick, problem.variants.end[low:high][mask] * tick
        spans += zip(start.tolist(), end.tolist(), strict=True)
    return merged(spans)
