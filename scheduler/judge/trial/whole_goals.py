"""Goals of which no part is known to stay as it is: each is counted in full after every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from scheduler.goals import Case, Goal
from scheduler.goals.cover import Cover
from scheduler.goals.headcount import Headcount
from scheduler.goals.late import Late
from scheduler.goals.meetings import Meetings
from scheduler.goals.short import Short
from scheduler.goals.terms.asked import Asked
from scheduler.roster import Roster

BY_ROWS = (Cover, Short, Late, Headcount, Meetings)
"""Goals that bind people together and are recounted by the rows that a change touches."""


class WholeGoals:
    """The goals of a roster that are counted in full."""

    def __init__(self, goals: Mapping[str, Goal], case: Case, published: Roster | None) -> None:
        """`case` is that of the roster before any change."""
        self.goals, self.case, self.published = goals, case, published

    def points(self, roster: Roster) -> dict[str, float]:
        """Points of each goal."""
        case = replace(self.case, roster=roster, published=self.published)
        return {name: goal.count(case).exact for name, goal in self.goals.items()}


def parted(goals: Mapping[str, Goal], asked: Asked) -> tuple[dict[str, Goal], dict[str, Goal]]:
    """Part the goals that may cost something and are not `BY_ROWS`: those that add up over people, and the others."""
    rest = {name: goal for name, goal in goals.items() if type(goal) not in BY_ROWS and _may_cost(goal)}
    own = {name: goal for name, goal in rest.items() if goal.adds_up(asked)}
    return own, {name: goal for name, goal in rest.items() if name not in own}


def _may_cost(goal: Goal) -> bool:
    """Whether the goal has a weight, or a setting besides that may be another one."""
    return _weighs(goal.weight) or bool(goal.model_fields_set - {"weight"})


def _weighs(weight: Any) -> bool:
    if isinstance(weight, Mapping):
        return any(map(_weighs, weight.values()))
    if isinstance(weight, tuple | list):
        return any(map(_weighs, weight))
    return _weighs(dict(weight)) if isinstance(weight, BaseModel) else bool(weight)
