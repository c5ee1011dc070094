"""Days that burden whoever works on them."""

from __future__ import annotations

from datetime import date

from scheduler.clock import is_weekend
from scheduler.operation import Agent, Operation


def weighs(operation: Operation, agent: Agent, day: date) -> bool:
    """Whether a shift of that date is a weekend or holiday shift for the agent."""
    return is_weekend(day) or operation.sites[agent.site].is_holiday(day)
