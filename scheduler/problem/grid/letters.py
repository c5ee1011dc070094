"""The letters that lines are spelled with: for each kind of agent and each day, every variant of every shift."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from scheduler import clock
from scheduler.clock import Horizon
from scheduler.operation import Agent, Leave, Operation, Shift, Worked
from scheduler.problem.grid.leave_credit import leave_credits
from scheduler.rules.own_rows import leave_of
from scheduler.rules.track import Day, Letter

AlphabetKey = tuple[str, str, str, tuple[tuple[int, int, int], ...]]
"""Site, time zone, contract, (day, minutes credited for leave by the clock, those by which the week's most gives way):
agents of one key have like letters."""


@dataclass(frozen=True)
class Alphabet:
    """Every letter of work, a day of the horizon each; letters for days off are added where they are needed."""

    key: AlphabetKey
    work: tuple[tuple[Letter, ...], ...]
    spelled: Hashable
    """What the letters are made of: agents of one zone and site whose contracts have the same shifts share them."""


def days_of(operation: Operation, horizon: Horizon) -> tuple[Day, ...]:
    """Every known day, from the earliest date in the history to the horizon's last."""
    return _days(min(operation.first_worked or horizon.first, horizon.first), horizon)


@lru_cache(maxsize=100)
def _days(first: date, horizon: Horizon) -> tuple[Day, ...]:
    """Every date from the first given to the horizon's last."""
    count = (horizon.last - first).days + 1
    return tuple(_day(first + timedelta(days=step), horizon) for step in range(count))


def _day(day: date, horizon: Horizon) -> Day:
    index = horizon.day_index(day)
    return Day(index, day, index // 7, index % 7 == 0, index % 7 == 6, day == horizon.last)


class Alphabets:
    """Makes each alphabet once; contracts with the same shifts share their letters."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.made: dict[AlphabetKey, Alphabet] = {}
        self.work: dict[tuple[object, ...], tuple[tuple[Letter, ...], ...]] = {}

    def key(self, agent: Agent) -> AlphabetKey:
        """What the agent's letters of work depend on; hours of leave are credited beside what the day's shift pays."""
        credits = leave_credits(self.operation, self.horizon, agent, leave_of(self.operation, agent))
        beside = ((day, minutes, credits.room.get(day, 0)) for day, minutes in credits.beside.items())
        return (agent.site, agent.time_zone, agent.contract, tuple(beside))

    def of(self, agent: Agent) -> Alphabet:
        """The letters of work of the agent's site, zone and contract."""
        key, shifts = self.key(agent), tuple(self.operation.shifts_of(agent))
        if key not in self.made:
            same = (agent.site, agent.time_zone, tuple(shift.id for shift in shifts))
            if same not in self.work:
                days = self.horizon.dates()
                self.work[same] = tuple(tuple(self._variants(agent, shifts, day)) for day in days)
            work = self._beside_leave(self.work[same], {day: rest for day, *rest in key[3]})
            self.made[key] = Alphabet(key, work, (same, key[3]))
        return self.made[key]

    def _beside_leave(
        self, work: tuple[tuple[Letter, ...], ...], credit: dict[int, list[int]]
    ) -> tuple[tuple[Letter, ...], ...]:
        """Letters of work with what leave by the clock credits besides."""
        return tuple(
            tuple(replace(letter, credit_minutes=credit[day][0], room_minutes=credit[day][1]) for letter in letters)
            if day in credit
            else letters
            for day, letters in enumerate(work)
        )

    def _variants(self, agent: Agent, shifts: Iterable[Shift], day: date) -> Iterable[Letter]:
        return _variants(self.operation, self.horizon, agent, shifts, day)


def _variants(
    operation: Operation, horizon: Horizon, agent: Agent, shifts: Iterable[Shift], day: date
) -> Iterable[Letter]:
    seen = set()  # two starts within a skipped hour are one start
    for shift in shifts:
        lengths = [(length, operation.paid_minutes(agent.site, shift, length)) for length in shift.lengths()]
        for start in shift.starts(operation.shift_step_minutes):
            moment = clock.instant(day, start, agent.time_zone)
            first = horizon.minute(moment)
            for length, paid in lengths:
                if (shift.id, first, length) in seen:
                    continue
                seen.add((shift.id, first, length))
                local = clock.local_minute(moment, agent.time_zone)
                yield Letter("work", shift.id, first, first + length, local, paid)


def day_off_letters(operation: Operation, horizon: Horizon, agent: Agent, leave: Iterable[Leave]) -> list[Letter]:
    """What each day without a shift is for this agent: off, leave with its credit, or away."""
    credits = leave_credits(operation, horizon, agent, leave)
    letters = []
    for index, day in enumerate(horizon.dates()):
        whole, beside, room = credits.minutes.get(index), credits.beside.get(index, 0), credits.room.get(index, 0)
        if not agent.employed(day):
            letters.append(Letter("away"))
        elif index in credits.whole:
            credit, days = (whole or 0) + beside, int(whole is not None)
            letters.append(Letter("leave", credit_minutes=credit, credit_days=days, room_minutes=room))
        else:
            letters.append(Letter("off", credit_minutes=beside, room_minutes=room))
    return letters


def past_letters(
    operation: Operation, horizon: Horizon, agent: Agent, worked: Iterable[Worked], days: Iterable[Day]
) -> list[Letter]:
    """The agent's history as letters, a day each: a day without a row was off."""
    rows = {row.day: row for row in worked}
    return [_past_letter(operation, horizon, agent, day.day, rows.get(day.day)) for day in days if day.past]


def _past_letter(operation: Operation, horizon: Horizon, agent: Agent, day: date, row: Worked | None) -> Letter:
    if row is None:
        return Letter("off" if agent.employed(day) else "away")
    start, end = horizon.minute(row.start), horizon.minute(row.end)
    shift = operation.shifts.get(row.shift)
    paid = operation.paid_minutes(agent.site, shift, end - start) if shift else end - start
    return Letter("work", row.shift, start, end, clock.local_minute(row.start, agent.time_zone), paid)
