"""Time on queues with graphic content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import PositiveInt, model_validator

from scheduler.clock import local, minutes_between
from scheduler.operation import Operation
from scheduler.roster import Activity, Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit

DECOMPRESSION = "decompression"
"""The activity, paid and within the shift, that is there for nothing else."""


class GraphicMinutes(Limit):
    """A shift has at most `day` minutes on graphic queues, and at most `continuous` before a pause.

    A pause is `decompression` minutes in one piece of breaks and of the activity `decompression`, which add up where
    they adjoin. Minutes add up over other queues, meetings, cover and idle time in between: nothing but a pause ends
    them. Each shift begins anew, and exclusive cover is not graphic. Graphic queues are those with `graphic = true` in
    queues.toml. Shifts of which no activities are known are not judged.
    This limit is applied when activities are assigned; it does not change which shifts are chosen.
    """

    continuous: PositiveInt | None = None
    day: PositiveInt | None = None
    decompression: PositiveInt = 15

    @model_validator(mode="after")
    def _some_limit(self) -> GraphicMinutes:
        if self.continuous is None and self.day is None:
            raise ValueError("neither continuous nor day is given")
        return self

    def check(self, diary: Diary) -> Iterator[Finding]:
        graphic = {f"queue:{name}" for name, queue in diary.operation.queues.items() if queue.graphic}
        for day, duty in diary.duties.items() if graphic else ():
            rows = diary.doing(duty)
            yield from self._in_a_day(diary, day, duty, rows, graphic)
            yield from self._at_a_stretch(diary, day, duty, rows, graphic)

    def _in_a_day(
        self, diary: Diary, day: date, duty: Duty, rows: list[Activity], graphic: set[str]
    ) -> Iterator[Finding]:
        minutes = sum(minutes_between(row.start, row.end) for row in rows if row.activity in graphic)
        if self.day is not None and minutes > self.day:
            message = f"is on graphic queues for {minutes} minutes in {duty.shift} of {day}; the most is {self.day}"
            yield self.finding(diary, day, message, minutes - self.day, "minutes")

    def _at_a_stretch(
        self, diary: Diary, day: date, duty: Duty, rows: list[Activity], graphic: set[str]
    ) -> Iterator[Finding]:
        for spell in self._spells(rows) if self.continuous is not None else ():
            seen = [row for row in spell if row.activity in graphic]
            minutes = sum(minutes_between(row.start, row.end) for row in seen)
            if self.continuous is not None and minutes > self.continuous:
                begun = f"{local(seen[0].start, diary.agent.time_zone):%H:%M}"
                message = (
                    f"is on graphic queues for {minutes} minutes from {begun} in {duty.shift} of {day} before "
                    f"{self.decompression} minutes of break or decompression; the most is {self.continuous}"
                )
                yield self.finding(diary, day, message, minutes - self.continuous, "minutes")

    def _spells(self, rows: list[Activity]) -> Iterator[list[Activity]]:
        """What is done between pauses that are long enough."""
        spell: list[Activity] = []
        pause: list[Activity] = []
        for row in rows:
            restful = row.activity == DECOMPRESSION or row.activity.startswith("break:")
            if not restful or (pause and pause[-1].end != row.start):
                pause = []
            if restful:
                pause.append(row)
            spell.append(row)
            if pause and minutes_between(pause[0].start, pause[-1].end) >= self.decompression:
                yield spell
                spell = []
        yield spell


def graphic_of(operation: Operation, limits: tuple[Limit, ...]) -> tuple[int, int, int] | None:
    """To the day stage: the tightest (`continuous`, `day`, `decompression`) minutes of those limits; None if none."""
    mine = [limit for limit in limits if isinstance(limit, GraphicMinutes)]
    if not mine or not any(queue.graphic for queue in operation.queues.values()):
        return None
    continuous = min((one.continuous for one in mine if one.continuous is not None), default=NEVER)
    day = min((one.day for one in mine if one.day is not None), default=NEVER)
    return continuous, day, max(one.decompression for one in mine)


NEVER = 7 * 1440
"""More minutes than any shift has."""
