"""What a goal is asked about: the operation, the horizon, the requirement, and what other weeks hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.requirement import Requirement


@dataclass(frozen=True)
class Asked:
    """Everything that a goal may need to say its terms."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement | None = None
    """None where only duties are planned."""
    burdened: Mapping[str, int] = field(default_factory=dict)
    """Agent -> weekend and holiday shifts, and windows of standby, outside the horizon."""

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues that the requirement has."""
        return () if self.requirement is None else self.requirement.queues
