"""Ranks rosters by their counted points, or level by level where goals are in strict order."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.goals import goals_of
from scheduler.goals.order import amount, levels_of
from scheduler.judge.score import Score


def rank(score: Score, lexicographic: bool = False, only_goals: Sequence[str] = ()) -> tuple[int, ...]:
    """A key to compare rosters of the same horizon; the lower key is the better roster."""
    if not lexicographic:
        return (score.objective,)
    case, goals = score.case, goals_of(score.case.operation)
    levels = levels_of(goals, case.operation, case.horizon, case.requirement, only_goals)
    return (*(level.steps(amount(case, level, goals)) for level in levels), score.objective)
