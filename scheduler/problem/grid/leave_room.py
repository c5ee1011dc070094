"""Whether a week's hours can be kept beside leave between two times of day; the solver's half.

`rules.tools.leave_room` is the independent check's half; the two share no code, so that each checks the other.
"""

from __future__ import annotations

from typing import Any

from scheduler.operation import Agent, Operation
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.rule import Limit


def fits(operation: Operation, agent: Agent, credit: int, days: int, whole_week: bool) -> bool:
    """Whether some shifts of the agent keep the contract's `hours_week` and `days_week` beside credited leave.

    `credit` is all credited minutes of the week, `days` the credited whole days. Without `whole_week`, the agent is not
    employed on every day, and no minimum applies.
    """
    hours, counted = _limit(operation, agent, HoursWeek), _limit(operation, agent, DaysWeek)
    if hours.get("max") is None:
        return True
    most = round(60 * (hours["max"] + operation.contracts[agent.contract].overtime.max_hours_week))
    least = round(60 * (hours.get("min") or 0)) if whole_week else 0
    fewest = max(0, (counted.get("min") or 0) - days) if whole_week else 0
    paid = _paid(operation, agent)
    sums = {0}
    for shifts in range(min(7, counted.get("max", 7)) - days + 1):
        if shifts >= fewest and any(least <= one + credit and (one + credit <= most or not one) for one in sums):
            return True
        sums = {one + more for one in sums for more in paid if one + more + credit <= most}
    return False


def _paid(operation: Operation, agent: Agent) -> set[int]:
    """Minutes that a shift of the agent may be paid."""
    shifts = operation.shifts_of(agent)
    return {operation.paid_minutes(agent.site, shift, length) for shift in shifts for length in shift.lengths()}


def _limit(operation: Operation, agent: Agent, kind: type[Limit]) -> dict[str, Any]:
    found = operation.contracts[agent.contract].limits.get(kind.name)
    return found if isinstance(found, dict) else {}
