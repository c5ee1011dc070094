"""Hours of work a day."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import ClassVar

from pydantic import PositiveFloat

from scheduler.clock import Horizon, minutes_between
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter


class HoursDay(Limit):
    """No shift has more than `max` hours of work: its elapsed hours less its unpaid breaks.

    Standby that counts as work counts whole on the date on which it begins.
    """

    keeps_away: ClassVar[str] = "at their maximum hours of the day"
    max: PositiveFloat

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        return not letter.works or letter.paid_minutes <= round(60 * self.max)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day in diary.horizon.dates():
            duty, standby = diary.duties.get(day), diary.standby_minutes(day)
            minutes = standby + (_worked_minutes(diary, duty) if duty else 0)
            if minutes > round(60 * self.max):
                told = f"works {minutes / 60:g} h in {duty.shift if duty else 'standby'} of {day}"
                told += f" ({standby / 60:g} of them standby)" if standby else ""
                message = f"{told}; the most is {self.max:g} h a day"
                yield self.finding(diary, day, message, minutes / 60 - self.max, "hours")


def _worked_minutes(diary: Diary, duty: Duty) -> int:
    """Elapsed minutes less the unpaid breaks that a shift of that kind and length has."""
    elapsed = minutes_between(duty.start, duty.end)
    shift = diary.operation.shifts.get(duty.shift)
    if shift is None:
        return elapsed
    pauses = diary.operation.breaks_of(diary.agent.site, shift, elapsed)
    return elapsed - sum(pause.minutes for pause in pauses if not pause.paid)
