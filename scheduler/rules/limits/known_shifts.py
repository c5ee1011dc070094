"""Agents work the shifts that their site offers and their contract allows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from functools import lru_cache
from typing import ClassVar

from scheduler.clock import Horizon, instant, local, minutes_between
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter


class KnownShifts(Limit):
    """Every shift is one that site and contract offer the agent, with one of its starts and one of its lengths."""

    always: ClassVar[bool] = True
    firm: ClassVar[bool] = True
    said_in: ClassVar[str] = "shifts.toml and the contract's shifts"

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        if not letter.works:
            return True
        shift = operation.shifts.get(letter.shift)
        if shift is None or not operation.offers(agent, shift) or letter.end - letter.start not in shift.lengths():
            return False
        return letter.start in _starts(shift.starts(operation.shift_step_minutes), day.day, agent.time_zone, horizon)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items():
            message = _wrong(diary, day, duty)
            if message:
                yield self.finding(diary, day, message, 1, "shifts")


def _wrong(diary: Diary, day: date, duty: Duty) -> str:
    known = {shift.id: shift for shift in diary.operation.shifts_of(diary.agent)}
    if duty.shift not in known:
        return f"works {duty.shift} on {day}; site and contract offer {', '.join(known) or 'no shift'}"
    shift, zone_name = known[duty.shift], diary.agent.time_zone
    starts = [instant(day, minute, zone_name) for minute in shift.starts(diary.operation.shift_step_minutes)]
    if duty.start not in starts:
        clock = local(duty.start, zone_name)
        return f"starts {shift.id} of {day} at {clock:%H:%M on %Y-%m-%d}, which is none of its starts"
    hours = minutes_between(duty.start, duty.end) / 60
    if round(60 * hours) not in shift.lengths():
        return f"works {shift.id} of {day} for {hours:g} h, which is none of its lengths"
    return ""


@lru_cache(maxsize=20_000)
def _starts(minutes: tuple[int, ...], day: date, zone_name: str, horizon: Horizon) -> frozenset[int]:
    """Minutes of a local day as minutes of the horizon."""
    return frozenset(horizon.minute(instant(day, minute, zone_name)) for minute in minutes)
