"""Lines of a tiny calendar, spelled to the solver's half of a rule and shown to its check: what the oracle compares.

A file `tests/rules/limits/NAME.py` gives the `CASES` of the rule NAME: calendars whose shifts sit on its boundary.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from scheduler.clock import Horizon, instant, local_minute
from scheduler.operation import Agent, Contract, Operation, Overtime, Shift, Site, Worked
from scheduler.problem.grid.letters import Alphabets, day_off_letters, days_of, past_letters
from scheduler.roster import Duty, Pause
from scheduler.rules import Limit, limits_for
from scheduler.rules.diary import Diary
from scheduler.rules.track import Day, Letter, State, Track

PLANNING, MADRID = "America/Los_Angeles", "Europe/Madrid"
SHIFTS = (
    Shift(id="E", start="06:00", hours=8),
    Shift(id="D", start={"from": "08:00", "to": "10:00"}, hours={"from": 4, "to": 9, "step": 0.5}),
    Shift(id="L", start="14:00", hours=8, not_followed_by=("E", "D")),
    Shift(id="N", start="22:00", hours=8),
)
Work = tuple[str, str, float]
"""A shift, its local start, and its elapsed hours."""
Choice = Work | None


@dataclass(frozen=True)
class Case:
    """A tiny calendar: what the agent may do each day, and the rule's settings as a contract gives them."""

    told: str
    settings: Any = None
    work: tuple[Work, ...] = (("E", "06:00", 8),)
    only: dict[int, tuple[Choice, ...]] = field(default_factory=dict)
    """Choices of single days; 0 is the horizon's first, history is negative."""
    first: date = date(2026, 2, 2)
    weeks: int = 1
    past: int = 2
    agent: dict[str, Any] = field(default_factory=dict)
    contract: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    """Other limits of the contract that the rule's arithmetic reads."""
    operation: dict[str, Any] = field(default_factory=dict)
    one_sided: bool = False
    """Whether no line breaks the rule (its solver's half has nothing to say)."""


@dataclass(frozen=True)
class Calendar:
    """A case made real for one rule."""

    case: Case
    operation: Operation
    horizon: Horizon
    agent: Agent
    limits: tuple[Limit, ...]
    days: tuple[Day, ...]
    seen: dict[Any, Any] = field(default_factory=dict)
    """Shifts and letters made before: lines share them."""


def calendar(rule: str, case: Case, shuffled: random.Random) -> Calendar:
    """The operation of a case, its rows in any order, and the limits of that name."""
    agent = replace(Agent("ana", "Ana", "here", "full", (), (), (), MADRID), **case.agent)
    limits = case.limits if case.settings is None else {**case.limits, rule: case.settings}
    first_known = case.first - timedelta(days=case.past)
    known = Worked("ben", first_known, "E", instant(first_known, 360, MADRID), instant(first_known, 840, MADRID))
    made = Operation(
        root=Path("workspace"), name="tiny", time_zone=PLANNING, week_starts=case.first.weekday(), interval_minutes=30,
        shift_step_minutes=60, break_step_minutes=15, sites={"here": Site(id="here", time_zone=MADRID)}, queues={},
        shifts={shift.id: shift for shift in mixed(SHIFTS, shuffled)},
        contracts={"full": Contract(id="full", limits=limits, **case.contract)},
        agents=(agent,), history=(known,) if case.past else (),
    )  # fmt: skip
    operation = replace(made, **{key: rows(value, shuffled) for key, value in case.operation.items()})
    horizon = Horizon(case.first, case.weeks, PLANNING)
    bound = tuple(limit for limit in limits_for(operation, agent) if limit.name == rule)
    return Calendar(case, operation, horizon, agent, bound, days_of(operation, horizon))


def rows(value: Any, shuffled: random.Random) -> Any:
    """Rows of a table in any order; other values as they are."""
    return tuple(mixed(value, shuffled)) if isinstance(value, tuple) else value


def mixed(items: Sequence[Any], shuffled: random.Random) -> list[Any]:
    """The items in any order."""
    return shuffled.sample(items, len(items))


def lines(made: Calendar, most: int, shuffled: random.Random) -> Iterator[tuple[Choice, ...]]:
    """Every line over the choices of each day; where they are more than that, as many at random, sparse to dense."""
    options = [mixed(made.case.only.get(day.index, (None, *made.case.work)), shuffled) for day in made.days]
    if prod(map(len, options)) <= most:
        yield from product(*options)
        return
    for number in range(most):
        dense = (number % 11) / 10
        yield tuple(drawn(choices, dense, shuffled) for choices in options)


def drawn(choices: Sequence[Choice], dense: float, shuffled: random.Random) -> Choice:
    """One of a day's choices: off with the probability 1 - dense, where that is one of them."""
    work = [choice for choice in choices if choice is not None]
    off = not work or (None in choices and shuffled.random() >= dense)
    return None if off else shuffled.choice(work)


def duty(made: Calendar, day: date, choice: Work) -> Duty:
    """A shift of the line with its breaks at the first places that fit."""
    if (day, choice) not in made.seen:
        made.seen[day, choice] = made_duty(made, day, choice)
    found: Duty = made.seen[day, choice]
    return found


def made_duty(made: Calendar, day: date, choice: Work) -> Duty:
    """A copy of the shift, made anew."""
    name, clock, hours = choice
    hour, minute = (int(part) for part in clock.split(":"))
    start = instant(day, 60 * hour + minute, made.agent.time_zone)
    minutes = round(60 * hours)
    shift = made.operation.shifts.get(name)
    paid = made.operation.paid_minutes("here", shift, minutes) if shift else minutes
    pauses = []
    for wanted in made.operation.breaks_of("here", shift, minutes) if shift else ():
        at = start + timedelta(hours=wanted.between_hours[0])
        pauses.append(Pause(wanted.name, at, at + timedelta(minutes=wanted.minutes), wanted.paid))
    return Duty("ana", day, name, start, start + timedelta(minutes=minutes), "here", paid, tuple(pauses))


def diary(made: Calendar, line: Sequence[Choice]) -> Diary:
    """The line as people see it."""
    pairs = [(day.day, choice) for day, choice in zip(made.days, line, strict=True) if choice is not None]
    duties = {day: duty(made, day, choice) for day, choice in pairs}
    return Diary(
        made.operation, made.horizon, made.agent, made.operation.contracts["full"], made.days[0].day,
        past={day: row for day, row in duties.items() if day < made.horizon.first},
        duties={day: row for day, row in duties.items() if day >= made.horizon.first},
        leave=made.operation.leave, availability=made.operation.availability, pins=made.operation.pins,
    )  # fmt: skip


def letters(made: Calendar, line: Sequence[Choice]) -> list[Letter]:
    """The line as the solver spells it."""
    duties = {day.day: duty(made, day.day, choice) for day, choice in zip(made.days, line, strict=True) if choice}
    worked = [Worked("ana", row.day, row.shift, row.start, row.end) for row in duties.values()]
    past = past_letters(made.operation, made.horizon, made.agent, worked, made.days)
    if "off" not in made.seen:
        made.seen["off"] = day_off_letters(made.operation, made.horizon, made.agent, made.operation.leave)
        made.seen["beside"] = {day: rest for day, *rest in Alphabets(made.operation, made.horizon).key(made.agent)[3]}
    off, beside = made.seen["off"], made.seen["beside"]
    found = []
    for index, (free, row) in enumerate(zip(off, (duties.get(day) for day in made.horizon.dates()), strict=True)):
        work, (credit, room) = free if row is None else spelled(made, row), beside.get(index, (0, 0))
        found.append(free if row is None else replace(work, credit_minutes=credit, room_minutes=room))
    return [*past, *found]


def spelled(made: Calendar, row: Duty) -> Letter:
    """A worked shift as a letter."""
    if row not in made.seen:
        made.seen[row] = made_letter(made, row)
    found: Letter = made.seen[row]
    return found


def made_letter(made: Calendar, row: Duty) -> Letter:
    """A copy of the letter, made anew."""
    start, end = made.horizon.minute(row.start), made.horizon.minute(row.end)
    return Letter("work", row.shift, start, end, local_minute(row.start, made.agent.time_zone), row.paid_minutes)


def accepted(made: Calendar, spelling: Sequence[Letter]) -> bool:
    """Whether the solver's half allows every letter, and each track has a way through the line."""
    pairs = list(zip(made.days, spelling, strict=True))
    for limit in made.limits:
        for day, letter in pairs:
            if not day.past and not limit.allows(made.operation, made.horizon, made.agent, day, letter):
                return False
        if not all(passes(track, pairs) for track in limit.tracks(made.operation, made.horizon)):
            return False
    return True


def passes(track: Track, pairs: Sequence[tuple[Day, Letter]]) -> bool:
    """Whether some guesses lead the track through the line; it never forbids a past day."""
    states: set[State] = {track.start()}
    for day, letter in pairs:
        key = track.key(letter)
        after = {track.step(state, day, key, guess) for state in states for guess in range(track.guesses(day))}
        assert not (day.past and None in after), f"{type(track).__name__} forbids the past"
        states = after - {None}
    return any(track.ends(state) for state in states)


def overtime(hours: float) -> dict[str, Any]:
    """A contract's overtime, for `Case.contract`."""
    return {"overtime": Overtime(max_hours_week=hours)}
