"""Somebody of the role is on duty whenever an escalation may come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.level import HOURS
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import OpenDuty


class Cover(Goal):
    """Each agent-hour by which a duty of cover.toml lacks people of its role costs `weight` points."""

    rank: ClassVar[int] = 1
    unit: ClassVar[str] = HOURS
    grain: ClassVar[float] = 0.1
    weight: Weight = 100_000

    def fixed_terms(self) -> Iterator[OpenDuty]:
        yield OpenDuty(self.weight)

    def is_asked(self, asked: Asked) -> bool:
        return bool(asked.operation.cover)

    def count(self, case: Case) -> Tally:
        hours = sum(row.short_hours for row in case.cover)
        return Tally(whole_points(self.weight * hours), hours, "agent-hours without cover")
