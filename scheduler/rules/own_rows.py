"""An agent's own leave, availability and pins, found without reading everybody's."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

from scheduler.operation import Agent, Availability, Leave, Operation, Pin


def leave_of(operation: Operation, agent: Agent) -> tuple[Leave, ...]:
    """The agent's leave, in the order of the file."""
    return _rows(operation, "leave").get(agent.id, ())


def availability_of(operation: Operation, agent: Agent) -> tuple[Availability, ...]:
    """The agent's weekly spans; none is always available."""
    return _rows(operation, "availability").get(agent.id, ())


def pins_of(operation: Operation, agent: Agent) -> tuple[Pin, ...]:
    """The agent's pins."""
    return _rows(operation, "pins").get(agent.id, ())


def memory(operation: Operation, name: str) -> dict[Any, Any]:
    """A place to keep what was worked out of an operation, as long as the operation itself is kept (it is frozen)."""
    kept: dict[Any, Any] | None = operation.__dict__.get(f"_{name}")
    if kept is None:
        kept = {}
        object.__setattr__(operation, f"_{name}", kept)
    return kept


def _rows(operation: Operation, table: Literal["leave", "availability", "pins"]) -> dict[str, tuple[Any, ...]]:
    kept: dict[str, dict[str, tuple[Any, ...]]] = memory(operation, "rows_by_agent")
    if table not in kept:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in getattr(operation, table):
            found[row.agent].append(row)
        kept[table] = {agent: tuple(rows) for agent, rows in found.items()}
    return kept[table]
