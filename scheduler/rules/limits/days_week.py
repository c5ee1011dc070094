"""Days worked a week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.credit import credited
from scheduler.rules.tools.span import SpanLimit
from scheduler.rules.tools.week_sum import WeekSumTrack
from scheduler.rules.track import Letter, Track

Days = Annotated[int, Field(ge=0, le=7)]


class DaysWeek(SpanLimit):
    """Days worked in each week, credited days of leave included, are at least `min` and at most `max`.

    The minimum is waived in a week in which the agent is not employed every day; the maximum in one without a shift.
    """

    keeps_away: ClassVar[str] = "at their maximum days of the week"
    by_breaks: ClassVar[bool] = True
    min: Days | None = None
    max: Days | None = None

    def looks_back(self) -> float:
        return 7

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        most = None if self.max is None or self.max >= 7 else self.max
        return WeekSumTrack(self.min or 0, most, _days, _credit, _no_room) if self.min or most is not None else None

    def check(self, diary: Diary) -> Iterator[Finding]:
        for week in diary.weeks():
            worked = sum(diary.works(day) for day in week)
            days = worked + sum(one.whole for one in credited(diary, week).values())
            whole = all(diary.agent.employed(day) for day in week)
            told = f"has {days} days of work and credited leave in the week of {week[0]}"
            if self.min is not None and whole and days < self.min:
                yield self.finding(diary, week[0], f"{told}; the least is {self.min}", self.min - days, "days")
            if self.max is not None and worked and days > self.max:
                yield self.finding(diary, week[0], f"{told}; the most is {self.max}", days - self.max, "days")


def _no_room(letter: Letter) -> int:
    return 0


def _days(letter: Letter) -> int:
    return int(letter.works)


def _credit(letter: Letter) -> int:
    return letter.credit_days
