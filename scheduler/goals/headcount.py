"""Headcount: as many people work a shift as the files want."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import PeopleWanted


class Headcount(Goal):
    """Each missing person costs the row's `weight_under`, each extra one its `weight_over`, times `weight`."""

    rank: ClassVar[int] = 4
    at_stake: ClassVar[str] = "the headcount would miss somebody"
    weight: Weight = 1

    def fixed_terms(self) -> Iterator[PeopleWanted]:
        yield PeopleWanted(self.weight)

    def is_asked(self, asked: Asked) -> bool:
        return any(asked.horizon.holds(row.day) for row in asked.operation.headcount)

    def count(self, case: Case) -> Tally:
        rows = case.headcount
        points = sum(row.short * row.wanted.weight_under + row.over * row.wanted.weight_over for row in rows)
        people = sum(row.short + row.over for row in rows)
        return Tally(whole_points(self.weight * points), people, "people missing or extra")
