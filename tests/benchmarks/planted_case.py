"""A plan of the duty benchmark as a roster, and who holds what in it minute by minute, for its tests."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import Horizon
from scheduler.roster import Activity, Duty, Held, Pause, Roster

if TYPE_CHECKING:
    from benchmarks.planted import Person

KINDS = ("dawn", "day", "late", "night")
"""Shifts by the quarter of the day in which they start."""
BREAK, MEAL = timedelta(hours=4), timedelta(minutes=30)


def roster_of(horizon: Horizon, plan: list[Person]) -> Roster:
    """Shifts with their meals after four hours, standby outside them, and the places held."""
    duties = [
        _duty(horizon, person, start, end)
        for person in sorted(plan, key=lambda one: one.agent.id)
        for start, end in sorted(person.shifts.values())
    ]
    held = []
    for person in plan:
        for (start, end), tier in person.held:
            moments = horizon.moment(start), horizon.moment(end)
            held.append(Held(tier.cover.name, tier.name, *moments, person.agent.id, tier.kind))
    held.sort(key=lambda row: (row.cover, row.start, row.tier, row.agent))
    return Roster(tuple(duties), tuple(_doings(duties)), held=tuple(held))


def _duty(horizon: Horizon, person: Person, start: int, end: int) -> Duty:
    first, last = horizon.moment(start), horizon.moment(end)
    day = person.day(horizon, start)
    minute = _clock(horizon, person, start)
    pause = Pause("meal", first + BREAK, first + BREAK + MEAL, False)
    return Duty(person.agent.id, day, KINDS[minute // 360], first, last, person.agent.site, end - start - 30, (pause,))


def _clock(horizon: Horizon, person: Person, minute: int) -> int:
    from scheduler.clock import local_minute

    return local_minute(horizon.moment(minute), person.agent.time_zone)


def _doings(duties: list[Duty]) -> list[Activity]:
    found = []
    for duty in duties:
        meal = duty.pauses[0]
        found += [
            Activity(duty.agent, duty.start, meal.start, "idle"),
            Activity(duty.agent, meal.start, meal.end, "break:meal"),
            Activity(duty.agent, meal.end, duty.end, "idle"),
        ]
    return found


def holders(horizon: Horizon, roster: Roster) -> dict[tuple[str, str], Counter[int]]:
    """(duty, tier) -> holders named in each minute."""
    found: dict[tuple[str, str], Counter[int]] = {}
    for row in roster.held or ():
        counts = found.setdefault((row.cover, row.tier), Counter())
        counts.update(range(horizon.minute(row.start), horizon.minute(row.end)))
    return found
