"""Work between breaks."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, datetime
from typing import ClassVar

from pydantic import NonNegativeInt, PositiveInt

from scheduler.clock import Horizon, local, minutes_between
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty
from scheduler.rules.break_orders import orders, phase_of, tightest
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.span import SpanLimit
from scheduler.rules.track import Day, Letter


class WorkStretch(SpanLimit):
    """Between the end of a break and the start of the next lie at least `min` and at most `max` elapsed minutes.

    `max` also binds from the shift's start to its first break, from the last one to its end, and a shift without
    breaks as a whole. Meetings and decompression are no breaks here.
    """

    filled: ClassVar[frozenset[str]] = frozenset({"source", "beside"})
    min: NonNegativeInt | None = None
    max: PositiveInt | None = None
    beside: tuple[SpanLimit, ...] = ()
    """All limits of this name that bind the agent: the breaks must keep them together."""

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        if not letter.works or letter.shift not in operation.shifts:
            return True
        length, step = letter.end - letter.start, operation.break_step_minutes
        gaps = gaps_of((self, *self.beside))
        pauses = operation.breaks_of(agent.site, operation.shifts[letter.shift], length)
        return bool(orders(pauses, length, phase_of(letter, step), step, gaps)) if pauses else length <= gaps[1]

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items():
            if diary.breaks_known or not _has_breaks(diary, duty):
                yield from self._stretches(diary, day, duty)

    def _stretches(self, diary: Diary, day: date, duty: Duty) -> Iterator[Finding]:
        pauses = sorted(duty.pauses, key=lambda pause: pause.start)
        ends = [duty.start, *(pause.end for pause in pauses)]
        starts = [*(pause.start for pause in pauses), duty.end]
        for place, (start, end) in enumerate(zip(ends, starts, strict=True)):
            minutes = minutes_between(start, end)
            told = f"works {minutes} minutes from {_clock(diary, start)} in {duty.shift} of {day}"
            if self.max is not None and minutes > self.max:
                message = f"{told} without a break; the most is {self.max}"
                yield self.finding(diary, day, message, minutes - self.max, "minutes")
            if self.min is not None and 0 < place < len(pauses) and minutes < self.min:
                message = f"{told} between two breaks; the least is {self.min}"
                yield self.finding(diary, day, message, self.min - minutes, "minutes")


def gaps_of(limits: tuple[object, ...]) -> tuple[int, int]:
    """To the solver: the least and the most work between breaks under all the limits of this name among those."""
    return tightest((limit.min, limit.max) for limit in limits if isinstance(limit, WorkStretch))


def _has_breaks(diary: Diary, duty: Duty) -> bool:
    shift = diary.operation.shifts.get(duty.shift)
    return shift is None or bool(
        diary.operation.breaks_of(diary.agent.site, shift, minutes_between(duty.start, duty.end))
    )


def _clock(diary: Diary, moment: datetime) -> str:
    return f"{local(moment, diary.agent.time_zone):%H:%M}"
