"""A level of goals in strict order: one goal, or a part of it by priority, counted in its own unit."""

from __future__ import annotations

from dataclasses import dataclass

LAST_PRIORITY = 4
"""Queues of this priority and beyond are one level."""
HOURS = "agent-hours"


@dataclass(frozen=True)
class Level:
    """One goal, or the queues of one priority of a goal that has priorities."""

    goal: str
    priority: int = 0
    """1 to 4 (4 and beyond) for a goal that has priorities, else 0."""
    unit: str = "points"
    grain: float = 1e-3
    """The step, in `unit`, in which amounts are compared."""

    @property
    def name(self) -> str:
        """`cover`, `short 1`, ..."""
        if not self.priority:
            return self.goal
        return f"{self.goal} {self.priority}{'+' if self.priority == LAST_PRIORITY else ''}"

    @property
    def hourly(self) -> bool:
        """Whether the level is counted in agent-hours."""
        return self.unit == HOURS

    def steps(self, amount: float) -> int:
        """The amount in whole grains, rounded to the nearest: amounts are compared in these."""
        return round(amount / self.grain)

    def holds(self, priority: int) -> bool:
        """Whether work of that priority is in the level."""
        return not self.priority or min(priority, LAST_PRIORITY) == self.priority
