"""Time without a meal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import PositiveInt

from scheduler.clock import minutes_between
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.between_breaks import Stretch, breaks_are_known, clock
from scheduler.rules.tools.break_orders import Gaps


class MealStretch(Stretch):
    """Nobody works more than `max` elapsed minutes without a meal: a break of at least `minutes`, paid or not.

    Counted are the minutes from the shift's start to the first meal, from one meal to the next, and from the last one
    to the shift's end; shorter breaks lie within and end nothing.
    """

    by_breaks: ClassVar[bool] = True
    max: PositiveInt
    minutes: PositiveInt = 30

    def gaps(self) -> Gaps:
        return Gaps(meals=((self.minutes, self.max),))

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items():
            if breaks_are_known(diary, duty):
                yield from self._without_meal(diary, day, duty)

    def _without_meal(self, diary: Diary, day: date, duty: Duty) -> Iterator[Finding]:
        since = duty.start
        meals = [pause for pause in duty.pauses if minutes_between(pause.start, pause.end) >= self.minutes]
        for until, then in [*sorted((meal.start, meal.end) for meal in meals), (duty.end, duty.end)]:
            minutes = minutes_between(since, until)
            if minutes > self.max:
                told = f"works {minutes} minutes from {clock(diary, since)} in {duty.shift} of {day} without a meal"
                yield self.finding(diary, day, f"{told}; the most is {self.max}", minutes - self.max, "minutes")
            since = then
