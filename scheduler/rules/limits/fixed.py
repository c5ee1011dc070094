"""Decisions already taken."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import ClassVar

from scheduler.clock import Horizon, local
from scheduler.operation import Agent, Operation, Pin
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.own_rows import pins_of
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter

OFF = "off"


class Fixed(Limit):
    """A pin holds: that shift on that date (with its start and end, where given), or no shift where it says `off`."""

    keeps_away: ClassVar[str] = "pinned to other work or to a day off"
    always: ClassVar[bool] = True
    said_in: ClassVar[str] = "fixed.csv"
    way_out: ClassVar[str] = "take the pin out of fixed.csv"

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return pins_of(operation, agent) or None

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        return all(_keeps(pin, letter, horizon) for pin in pins_of(operation, agent) if pin.day == day.day)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for pin in diary.pins:
            if not diary.horizon.holds(pin.day):
                continue
            duty = diary.duties.get(pin.day)
            if not _is_as_pinned(pin, duty):
                zone_name = diary.agent.time_zone
                message = f"{_told(duty, zone_name)} on {pin.day}; it is fixed as {_wanted(pin, zone_name)}"
                yield self.finding(diary, pin.day, message, 1, "shifts")


def _keeps(pin: Pin, letter: Letter, horizon: Horizon) -> bool:
    if pin.shift == OFF or not letter.works:
        return not letter.works and pin.shift == OFF
    return (
        letter.shift == pin.shift
        and (pin.start is None or letter.start == horizon.minute(pin.start))
        and (pin.end is None or letter.end == horizon.minute(pin.end))
    )


def _is_as_pinned(pin: Pin, duty: Duty | None) -> bool:
    if duty is None:
        return pin.shift == OFF
    starts, ends = pin.start in (None, duty.start), pin.end in (None, duty.end)
    return duty.shift == pin.shift and starts and ends


def _told(duty: Duty | None, zone_name: str) -> str:
    if duty is None:
        return "is off"
    return f"works {duty.shift} {local(duty.start, zone_name):%H:%M}-{local(duty.end, zone_name):%H:%M}"


def _wanted(pin: Pin, zone_name: str) -> str:
    start = f" from {local(pin.start, zone_name):%H:%M}" if pin.start else ""
    end = f" to {local(pin.end, zone_name):%H:%M}" if pin.end else ""
    return f"{pin.shift}{start}{end}"
