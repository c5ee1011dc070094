"""Headcount: as many people work a shift as the files want."""

from __future__ import annotations

from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points


class Headcount(Goal):
    """Each missing person costs the row's `weight_under`, each extra one its `weight_over`, times `weight`."""

    rank: ClassVar[int] = 4
    weight: Weight = 1

    def count(self, case: Case) -> Tally:
        rows = case.headcount
        points = sum(row.short * row.wanted.weight_under + row.over * row.wanted.weight_over for row in rows)
        people = sum(row.short + row.over for row in rows)
        return Tally(whole_points(self.weight * points), people, "people missing or extra")
