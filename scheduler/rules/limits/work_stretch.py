"""Work between breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import NonNegativeInt, PositiveInt

from scheduler.clock import minutes_between
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding
from scheduler.rules.tools.between_breaks import Stretch, breaks_are_known, clock
from scheduler.rules.tools.break_orders import ANY, Gaps
from scheduler.rules.tools.span import SpanLimit


class WorkStretch(Stretch, SpanLimit):
    """Between the end of a break and the start of the next lie at least `min` and at most `max` elapsed minutes.

    `max` also binds from the shift's start to its first break, from the last one to its end, and a shift without
    breaks as a whole. Meetings and decompression are no breaks here.
    """

    by_breaks: ClassVar[bool] = True
    min: NonNegativeInt | None = None
    max: PositiveInt | None = None

    def gaps(self) -> Gaps:
        return Gaps(self.min or 0, ANY.most if self.max is None else self.max)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items():
            if breaks_are_known(diary, duty):
                yield from self._stretches(diary, day, duty)

    def _stretches(self, diary: Diary, day: date, duty: Duty) -> Iterator[Finding]:
        pauses = sorted(duty.pauses, key=lambda pause: pause.start)
        ends = [duty.start, *(pause.end for pause in pauses)]
        starts = [*(pause.start for pause in pauses), duty.end]
        for place, (start, end) in enumerate(zip(ends, starts, strict=True)):
            minutes = minutes_between(start, end)
            told = f"works {minutes} minutes from {clock(diary, start)} in {duty.shift} of {day}"
            if self.max is not None and minutes > self.max:
                message = f"{told} without a break; the most is {self.max}"
                yield self.finding(diary, day, message, minutes - self.max, "minutes")
            if self.min is not None and 0 < place < len(pauses) and minutes < self.min:
                message = f"{told} between two breaks; the least is {self.min}"
                yield self.finding(diary, day, message, self.min - minutes, "minutes")
