"""One step from a plan to another that is nowhere worse: as good under new limits, or with fewer splits."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.plan import DutyPlan

SHARE = 0.5
"""Share of the effort for fewer splits."""


def as_good(levels: Levels, last: DutyPlan) -> DutyPlan:
    """A plan in which no pin, level or split is worse than in the last one; raises `Unanswered` where none is found."""
    _bind(levels, last)
    levels.answered(seconds=levels.effort.seconds, budget=levels.effort.budget)
    levels.note()
    levels.least = last.least
    return levels.planned()


def calmer(levels: Levels, last: DutyPlan) -> DutyPlan:
    """A plan that is as good with fewer splits, the fewest found within the effort; raises `Unanswered`."""
    _bind(levels, replace(last, splits=last.splits - 1))
    levels.minimized(sum(levels.calm), SHARE)
    levels.note()
    levels.least = last.least
    return levels.planned()


def _bind(levels: Levels, last: DutyPlan) -> None:
    for key in levels.keys:
        levels.model.add(levels.open_of(key) <= last.open_minutes[key])
    for counted, most in ((levels.pins, last.missed), (levels.calm, last.splits)):
        if counted:
            levels.model.add(sum(counted) <= most)
