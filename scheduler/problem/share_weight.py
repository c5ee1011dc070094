"""What an agent's fair share is measured by (formats, "Even sharing"); the judge counts it by itself, on purpose."""

from __future__ import annotations

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.rules import limits_for
from scheduler.rules.diary import bare
from scheduler.rules.limits.hours_week import HoursWeek


def share_weight(operation: Operation, horizon: Horizon, agent: Agent) -> float:
    """Days employed and not on leave, times `hours_week.max` of the contract or of rules.toml; 1 where none says it."""
    diary = bare(operation, horizon, agent)
    days = sum(agent.employed(day) and not diary.on_leave(day) for day in horizon.dates())
    asked = operation.contracts[agent.contract].limits.get(HoursWeek.name, operation.rules.get(HoursWeek.name))
    most = asked.get("max") if isinstance(asked, dict) else None
    return float(days * (most or 1))


def hours_of(operation: Operation, agent: Agent) -> list[HoursWeek]:
    """The agent's limits on hours of a week."""
    return [limit for limit in limits_for(operation, agent) if isinstance(limit, HoursWeek)]
