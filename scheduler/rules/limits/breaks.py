"""Every break is taken, in its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar

from scheduler.clock import local, local_minute, minutes_between
from scheduler.operation import Break
from scheduler.roster import Duty, Pause
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit


class Breaks(Limit):
    """Every break of the shift (and of the law at the site) occurs exactly once, for its minutes and within its hours.

    Breaks start at multiples of `break_step_minutes` on the agent's clock, lie inside the shift and never touch each
    other. Where the clock changes within the shift, the one that it starts by goes on.
    The solver offers only shifts that have room for their breaks, so it needs no further limit.
    """

    always: ClassVar[bool] = True
    by_breaks: ClassVar[bool] = True
    said_in: ClassVar[str] = "shifts.toml"

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items() if diary.breaks_known else ():
            for message in _faults(diary, day, duty):
                yield self.finding(diary, day, message, 1, "breaks")


def _faults(diary: Diary, day: date, duty: Duty) -> Iterator[str]:
    shift = diary.operation.shifts.get(duty.shift)
    wanted = (
        ()
        if shift is None
        else diary.operation.breaks_of(diary.agent.site, shift, minutes_between(duty.start, duty.end))
    )
    for pause in wanted:
        taken = [found for found in duty.pauses if found.name == pause.name]
        if len(taken) != 1:
            yield f"takes {pause.name} {len(taken)} times in {duty.shift} of {day}; it is to be taken once"
        for found in taken:
            yield from _misplaced(diary, duty, pause, found)
    names = {pause.name for pause in wanted}
    yield from (
        f"takes {pause.name} in {duty.shift} of {day}, which has no such break"
        for pause in duty.pauses
        if pause.name not in names
    )
    for first, second in pairwise(sorted(duty.pauses, key=lambda pause: pause.start)):
        if second.start <= first.end:
            yield f"takes {first.name} and {second.name} of {day} without work between them"


def _misplaced(diary: Diary, duty: Duty, wanted: Break, taken: Pause) -> Iterator[str]:
    zone_name = diary.agent.time_zone
    clock = f"{local(taken.start, zone_name):%H:%M}"
    told = f"takes {wanted.name} of {duty.day} at {clock}"
    minutes = minutes_between(taken.start, taken.end)
    if minutes != wanted.minutes:
        yield f"{told} for {minutes} minutes; it has {wanted.minutes}"
    first, last = wanted.between_hours
    after = minutes_between(duty.start, taken.start)
    if not 60 * first <= after <= 60 * last:
        yield f"{told}, {after / 60:g} h into the shift; it starts {first:g} to {last:g} h into it"
    if (local_minute(duty.start, zone_name) + after) % diary.operation.break_step_minutes:
        yield f"{told}, which is no multiple of {diary.operation.break_step_minutes} minutes"
    if taken.start < duty.start or taken.end > duty.end:
        yield f"{told}, outside the shift"
