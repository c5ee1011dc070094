"""A problem in which nobody begins a shift within the rest that a duty of the week before asks for."""

from __future__ import annotations

import numpy as np

from scheduler.model.conflict.stuck import stuck_agents
from scheduler.model.escalation.before import rests_left
from scheduler.model.escalation.lines.freeze import ShiftNeeds, frozen
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem


def rested(operation: Operation, problem: Problem) -> Problem:
    """The problem with fewer variants; as it is for agents who would have no line left, which pins may leave them."""
    past = past_of(operation, problem.grid.horizon)
    if not past:
        return problem
    scene = Scene(operation, problem.grid.horizon, operation.tiers, past)
    holders = {row.agent for row in past} & scene.agents.keys()
    asked = {name: ShiftNeeds(no_start=list(rests_left(scene, name))) for name in holders}
    needs_by_agent = {name: needs for name, needs in asked.items() if needs.no_start}
    if not needs_by_agent:
        return problem
    off = np.full((len(operation.agents), problem.grid.days), -1, dtype=np.int64)
    found = frozen(problem, needs_by_agent, off)
    stuck = {agent.id for agent in stuck_agents(operation, found)} & {*needs_by_agent}
    return frozen(problem, {name: needs_by_agent[name] for name in {*needs_by_agent} - stuck}, off) if stuck else found
