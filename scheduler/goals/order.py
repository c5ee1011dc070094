"""Goals in strict order: the levels that `solve --lexicographic` meets one after another, each in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.case import Case
from scheduler.goals.goal import Goal
from scheduler.goals.short import Short
from scheduler.operation import Operation
from scheduler.requirement import Requirement

LAST_PRIORITY = 4
"""Queues of this priority and beyond are one level."""
UNITS = {
    "cover": "agent-hours",
    "short": "agent-hours",
    "late": "agent-hours",
    "fairness": "weighed shifts",
    "cost": "currency",
    "change": "shifts",
}
"""Units of goals that are counted by amount; all others are counted in points."""
GRAIN = {"agent-hours": 0.1, "currency": 1.0}
"""Amounts are compared in steps of so much; all others as they are."""


@dataclass(frozen=True)
class Level:
    """One goal, or the queues of one priority of `short`."""

    goal: str
    priority: int = 0
    """1 to 4 (4 and beyond) for `short`, else 0."""

    @property
    def name(self) -> str:
        """`cover`, `short 1`, ..."""
        if not self.priority:
            return self.goal
        return f"{self.goal} {self.priority}{'+' if self.priority == LAST_PRIORITY else ''}"

    @property
    def unit(self) -> str:
        return UNITS.get(self.goal, "points")

    def steps(self, amount: float) -> int:
        """The amount as it is compared: whole steps of the unit's grain, rounded to the nearest."""
        return round(amount / GRAIN.get(self.unit, 1e-3))

    def holds(self, priority: int) -> bool:
        """Whether a live queue of that priority is in the level."""
        return self.goal == "short" and min(priority, LAST_PRIORITY) == self.priority


def levels_of(
    goals: Mapping[str, Goal],
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    only_goals: Sequence[str] = (),
) -> tuple[Level, ...]:
    """The levels of some goals, the most urgent first: those with a weight for which something is asked."""
    found: list[Level] = []
    for name, goal in goals.items():
        if only_goals and name not in only_goals:
            continue
        if isinstance(goal, Short):
            found += [Level(name, priority) for priority in _priorities(operation, requirement, goal)]
        elif goal.weight and _asked(operation, horizon, requirement, name):
            found.append(Level(name))
    return tuple(found)


def _priorities(operation: Operation, requirement: Requirement, goal: Short) -> list[int]:
    queues = [operation.queues[queue] for queue in requirement.queues]
    weighed = [queue.priority for queue in queues if not queue.deferred and goal.weight_of(queue.priority) > 0]
    return sorted({min(priority, LAST_PRIORITY) for priority in weighed})


def _asked(operation: Operation, horizon: Horizon, requirement: Requirement, name: str) -> bool:
    """Whether anything in the workspace asks for the goal."""
    asked = {
        "cover": bool(operation.cover),
        "late": bool(requirement.deferred),
        "headcount": any(horizon.holds(row.day) for row in operation.headcount),
        "meetings": bool(operation.meetings),
        "wishes": any(horizon.holds(wish.day) for wish in operation.wishes),
    }
    return asked.get(name, True)


def amount(case: Case, level: Level, goals: Mapping[str, Goal]) -> float:
    """How far a finished roster misses a level, in the level's unit."""
    if level.goal == "short":
        return _short_hours(case, level)
    tally = goals[level.goal].count(case)
    return float(tally.points) if level.unit == "points" else tally.amount


def _short_hours(case: Case, level: Level) -> float:
    table, queues = case.coverage, case.operation.queues
    chosen = np.array([level.holds(queues[queue].priority) for queue in table.queues], dtype=bool) & table.live
    return float(table.short[chosen].sum()) * case.requirement.interval_minutes / 60
