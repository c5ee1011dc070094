"""A problem in which nobody begins a shift within the rest that a duty of the week before asks for."""

from __future__ import annotations

import numpy as np

from scheduler.model.escalation.before import rests_left
from scheduler.model.escalation.lines.freeze import Duty, frozen
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.model.stuck import stuck_agents
from scheduler.operation import Operation
from scheduler.problem.problem import Problem


def rested(operation: Operation, problem: Problem) -> Problem:
    """The problem with fewer variants; as it is for agents who would have no line left, which pins may leave them."""
    past = past_of(operation, problem.grid.horizon)
    if not past:
        return problem
    scene = Scene(operation, problem.grid.horizon, operation.tiers, past)
    holders = {row.agent for row in past} & scene.agents.keys()
    asked = {name: Duty(no_start=list(rests_left(scene, name))) for name in holders}
    duties = {name: duty for name, duty in asked.items() if duty.no_start}
    if not duties:
        return problem
    off = np.full((len(operation.agents), problem.grid.days), -1, dtype=np.int64)
    found = frozen(problem, duties, off)
    stuck = {agent.id for agent in stuck_agents(operation, found)} & {*duties}
    return frozen(problem, {name: duties[name] for name in {*duties} - stuck}, off) if stuck else found
