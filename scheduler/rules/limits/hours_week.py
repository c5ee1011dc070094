"""A contract's paid hours a week."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import ClassVar

from pydantic import NonNegativeFloat

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.credit import Credited, credited
from scheduler.rules.tools.leave_room import gives_way
from scheduler.rules.tools.span import SpanLimit
from scheduler.rules.tools.week_sum import WeekSumTrack
from scheduler.rules.track import Letter, Track


class HoursWeek(SpanLimit):
    """Paid hours in each week, credited leave included, are at least `min` and at most `max`.

    The contract's overtime adds to the maximum. Where none of the agent's shifts fit beside leave by the clock, the
    maximum gives way to it: a visit to a doctor of 3 hours in a week of five shifts of 8 allows 43.
    The minimum is waived in a week in which the agent is not employed every day; the maximum in one without a shift.
    """

    keeps_away: ClassVar[str] = "at their maximum hours of the week"
    by_breaks: ClassVar[bool] = True
    filled: ClassVar[frozenset[str]] = frozenset({"source", "overtime"})
    min: NonNegativeFloat | None = None
    max: NonNegativeFloat | None = None
    overtime: NonNegativeFloat = 0

    def looks_back(self) -> float:
        return 7

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        least = round(60 * (self.min or 0))
        most = None if self.max is None else round(60 * (self.max + self.overtime))
        return WeekSumTrack(least, most, _minutes, _credit, _room) if least or most is not None else None

    def check(self, diary: Diary) -> Iterator[Finding]:
        for week in diary.weeks():
            minutes = sum(diary.duties[day].paid_minutes for day in week if day in diary.duties)
            yield from self._judged(diary, week, minutes, list(credited(diary, week).values()))

    def _judged(self, diary: Diary, week: list[date], shifts: int, leave: Collection[Credited]) -> Iterator[Finding]:
        credit, standby = sum(one.minutes for one in leave), sum(map(diary.standby_minutes, week))
        worked = shifts + standby
        minutes = worked + credit
        hours = minutes / 60
        told = f"has {hours:g} paid hours in the week of {week[0]}"
        told += f" ({credit / 60:g} of them leave)" if credit else ""
        told += f" ({standby / 60:g} of them standby)" if standby else ""
        whole = all(diary.agent.employed(day) for day in week)
        if self.min is not None and whole and minutes < round(60 * self.min):
            yield self.finding(diary, week[0], f"{told}; the least is {self.min:g}", self.min - hours, "hours")
        if self.max is not None and worked:
            most = self.max + self.overtime + gives_way(diary, week, leave) / 60
            if minutes > round(60 * most):
                yield self.finding(diary, week[0], f"{told}; the most is {most:g}", hours - most, "hours")


def _minutes(letter: Letter) -> int:
    return letter.paid_minutes


def _room(letter: Letter) -> int:
    return letter.room_minutes


def _credit(letter: Letter) -> int:
    return letter.credit_minutes
