"""Which of two rosters is better, by what is counted of them: fewer points, or less of the first level in order."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.goals import goals_of
from scheduler.goals.order import amount, levels_of
from scheduler.judge.score import Score


def rank(score: Score, lexicographic: bool = False, only_goals: Sequence[str] = ()) -> tuple[int, ...]:
    """A roster's place among others of the same week: the lower is the better."""
    if not lexicographic:
        return (score.objective,)
    case, goals = score.case, goals_of(score.case.operation)
    levels = levels_of(goals, case.operation, case.horizon, case.requirement, only_goals)
    return (*(level.steps(amount(case, level, goals)) for level in levels), score.objective)
