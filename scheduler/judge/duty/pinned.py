"""Places of duties that are pinned: who is to hold which window, and whether that agent does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.clock import Horizon
from scheduler.judge.duty.calendar import Calendar
from scheduler.judge.duty.told import clocks, fault
from scheduler.judge.spans import Span, joined, outside
from scheduler.operation import Operation, Tier
from scheduler.roster import Held
from scheduler.rules.rule import Finding

Place = tuple[str, str, str, int]
"""Agent, duty, tier, and the start of the window."""


class Pinned:
    """The pinned places of an operation; `duty_pins` have agent, day, cover and tier (empty: any tier)."""

    def __init__(self, operation: Operation, calendars: Mapping[str, Calendar]) -> None:
        self.tiers = operation.tiers
        self.pins = [pin for pin in operation.duty_pins if pin.cover in calendars]
        self.calendars = calendars
        self.places: frozenset[Place] = frozenset(
            (pin.agent, pin.cover, tier.name, part.start)
            for pin in self.pins
            for tier in self._asked(pin)
            for part in calendars[pin.cover].begins_on(pin.day)
        )

    def _asked(self, pin: Any) -> list[Tier]:
        name = pin.tier or ""
        return [one for one in self.tiers if one.cover.name == pin.cover and name in ("", one.name)]

    def findings(self, horizon: Horizon, rows: Mapping[str, list[tuple[Held, Span]]]) -> Iterator[Finding]:
        """The first minute of each pinned place that its agent does not hold; windows end with the horizon."""
        for pin in self.pins:
            names = {tier.name for tier in self._asked(pin)}
            own = [span for row, span in rows.get(pin.agent, ()) if row.cover == pin.cover and row.tier in names]
            for part in self.calendars[pin.cover].begins_on(pin.day):
                missing = list(outside((max(0, part.start), part.end), joined(own)))
                if part.end > 0 and missing:
                    what = f"{pin.cover}/{pin.tier}" if pin.tier else pin.cover
                    text = f"{pin.agent} is pinned to {what} of {pin.day} and does not hold it"
                    minutes = sum(end - start for start, end in missing)
                    told = f"{text} {clocks(horizon, *missing[0])} ({minutes} minutes in all)"
                    yield fault(horizon, pin.agent, missing[0], told)
                    break
