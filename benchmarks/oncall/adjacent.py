"""Nobody is on call on two days running, nor on the Wednesday before their weekend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.count.windows_held import windows_held
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.references import CoverName
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.duty import DutyPairs, Window
from scheduler.operation import Cover
from scheduler.operation.duty_hours import duty_windows

FRIDAY = 4


class Adjacent(Goal):
    """Each pair of neighbouring days that one agent holds costs `weight` points.

    A Wednesday and the weekend after it, both held by one agent, cost `wednesday` points. Days are the windows of
    `weekdays` and the weekends of `weekends`, Friday to Sunday together. The published problem leaves its last pair of
    days out, so days after `last` begin no pair.
    """

    rank: ClassVar[int] = 20
    weight: Weight = 0
    wednesday: Weight = 0
    weekdays: CoverName | None = None
    weekends: CoverName | None = None
    last: date = date.max

    def priced_duties(self) -> list[str]:
        return [name for name in (self.weekdays, self.weekends) if name is not None]

    def terms(self, asked: Asked) -> Iterator[DutyPairs]:
        covers = {cover.name: cover for cover in asked.operation.cover}
        dates = [window for name in self.priced_duties() for window in _windows(asked, covers[name])]  # fmt: skip
        days = sorted(dates, key=lambda window: window[1])
        pairs = {(one, other): self.weight for one, other in pairwise(days) if one[1] <= self.last}
        before = {day - timedelta(days=2): (name, day) for name, day in days if name == self.weekends}
        pairs |= {(one, before[one[1]]): self.wednesday for one in days if one[1] in before}
        yield DutyPairs(pairs)

    def count(self, case: Case) -> Tally:
        beside, early = 0, 0
        for held in windows_held(case.operation, case.horizon, case.roster).values():
            work = {day for name, day in held if name == self.weekdays}
            off = {day for name, day in held if name == self.weekends and day.weekday() == FRIDAY}
            early += sum(day - timedelta(days=2) in work for day in off)
            beside += sum(_after(day) in work | off for day in (*work, *off) if day <= self.last)
        points = self.weight * beside + self.wednesday * early
        return Tally(whole_points(points), beside + early, "pairs of days held by one agent")


def _windows(asked: Asked, cover: Cover) -> Iterator[Window]:
    """The windows with which days of the problem begin: a weekend begins with its Friday."""
    for day, _, _ in duty_windows(asked.operation, asked.horizon, cover):
        if day.weekday() <= FRIDAY:
            yield cover.name, day


def _after(day: date) -> date:
    """The date on which the next day of the problem begins."""
    return day + timedelta(days=3 if day.weekday() == FRIDAY else 1)
