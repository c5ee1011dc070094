"""Goals in strict order: the levels that `solve --lexicographic` meets one after another, each in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.clock import Horizon
from scheduler.count.case import Case
from scheduler.goals.goal import Goal
from scheduler.goals.level import Level
from scheduler.goals.terms.asked import Asked
from scheduler.operation import Operation
from scheduler.requirement import Requirement

__all__ = ["Level", "amount", "levels_of"]


def levels_of(
    goals: Mapping[str, Goal],
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    only_goals: Sequence[str] = (),
) -> tuple[Level, ...]:
    """The levels of some goals, the most urgent first: those with a weight for which something is asked."""
    asked = Asked(operation, horizon, requirement, {})
    chosen = (goal for name, goal in goals.items() if not only_goals or name in only_goals)
    return tuple(level for goal in chosen for level in goal.levels(asked))


def amount(case: Case, level: Level, goals: Mapping[str, Goal]) -> float:
    """How far a finished roster misses a level, in the level's unit."""
    return goals[level.goal].missed(case, level)
