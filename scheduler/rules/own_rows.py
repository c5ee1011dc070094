"""An agent's own leave, availability and pins, found without reading everybody's."""

from __future__ import annotations

from scheduler.operation import Agent, Availability, Leave, Operation, Pin


def leave_of(operation: Operation, agent: Agent) -> tuple[Leave, ...]:
    """The agent's leave, in the order of the file."""
    return operation.leave_by_agent.get(agent.id, ())


def availability_of(operation: Operation, agent: Agent) -> tuple[Availability, ...]:
    """The agent's weekly spans; none is always available."""
    return operation.availability_by_agent.get(agent.id, ())


def pins_of(operation: Operation, agent: Agent) -> tuple[Pin, ...]:
    """The agent's pins."""
    return operation.pins_by_agent.get(agent.id, ())
