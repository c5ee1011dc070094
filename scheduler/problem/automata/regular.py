"""The goal `regular` along lines: tracks that price changes of start and lone days, and what a line's price needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import cast

import numpy as np

from scheduler.clock import DAY_MINUTES, Horizon, instant
from scheduler.goals.terms.along import FAR_DAYS, STEADY, PricedTrack, SteadyWeeks
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import Agent, Leave, Operation
from scheduler.problem.arrays.irregular import AWAY, LEAVE, OFF, WORK
from scheduler.problem.arrays.problem import Regularity, Variants
from scheduler.problem.automata.kinds import Kind, Spoken
from scheduler.problem.automata.rising import rows_of
from scheduler.rules.own_rows import leave_of
from scheduler.rules.track import Day, Key, Letter, State, Track

KEEP, CHANGE, PAUSE = range(3)
"""Guesses of a working day about the next: it starts like this one; or otherwise, which is paid now; or is far off."""
MOST_PRICED = 500_000
"""Arcs times starts up to which lines are priced arc by arc where there are queues."""
FREE = ("free", 0, 0)
"""The state in which any start is fine."""
KINDS = {"off": OFF, "leave": LEAVE, "away": AWAY, "work": WORK}
IDLE = (OFF, LEAVE)


class Starts(PricedTrack):
    """The state is the start that the next working day must have, where it is not `FREE`.

    A day guesses whether the next working day starts as it does, and pays if not. So no state is told apart by both
    starts, and the automaton grows by their number, not by its square. The cheapest guesses of a line are its price.
    Other states are `past`, the start of history and days since, and `pause`, with days that must be off.
    """

    row = STEADY

    def __init__(self, weight: float, tolerance: int, days: int) -> None:
        self.weight, self.tolerance, self.days = weight, tolerance, days

    def start(self) -> State:
        return FREE

    def key(self, letter: Letter) -> Key:
        return letter.local_start if letter.works else None

    def guesses(self, day: Day) -> int:
        return 1 if day.past else 3

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        kind, start, count = cast("tuple[str, int, int]", state)
        if key is None:
            return self._idle(kind, start, count) if guess == KEEP else None
        if day.past:
            return ("past", key, 1)
        if kind == "pause" or (kind == "keep" and self.far(start, cast("int", key))):
            return None
        if guess == CHANGE:
            return None if day.last else FREE
        if guess == PAUSE:
            return ("pause", 0, FAR_DAYS) if day.index + FAR_DAYS + 1 < self.days else None
        return ("keep", key, 0)

    def _idle(self, kind: str, start: int, count: int) -> State:
        """The state after a day without a shift."""
        if kind == "past":
            return FREE if count == FAR_DAYS else (kind, start, count + 1)
        if kind == "pause":
            return FREE if count == 1 else (kind, start, count - 1)
        return (kind, start, count)

    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        kind, start, _ = cast("tuple[str, int, int]", state)
        if key is None or day.past:
            return 0.0
        changed = kind == "past" and self.far(start, cast("int", key))
        return self.weight * (changed + (guess == CHANGE))

    def far(self, one: int, other: int) -> bool:
        """Whether two starts are told apart."""
        return min((one - other) % DAY_MINUTES, (other - one) % DAY_MINUTES) > self.tolerance


class LoneDays(PricedTrack):
    """The state is what the last two days were; the first of them only where the second may be a lone day."""

    row = STEADY

    def __init__(self, off: float, on: float) -> None:
        self.off, self.on = off, on

    def start(self) -> State:
        return (AWAY, AWAY)

    def key(self, letter: Letter) -> Key:
        return KINDS[letter.kind]

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        _, last = cast("tuple[int, int]", state)
        lone = (key == OFF and last == WORK) or (key == WORK and last in IDLE)
        return (last if key == OFF else OFF, key) if lone else (AWAY, OFF if key == LEAVE else key)

    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        first, last = cast("tuple[int, int]", state)
        if first == WORK and last == OFF and key == WORK:
            return self.off
        return self.on if first == OFF and last == WORK and key in IDLE else 0.0


def regular_tracks(horizon: Horizon, terms: Terms, kind: Kind) -> tuple[Track, ...]:
    """The tracks by which a kind's lines are priced; none where no line can cost anything."""
    _, term = terms.one(SteadyWeeks)
    if term is None or not any(term.points):
        return ()
    start, lone_off, lone_on = term.points
    found: list[PricedTrack] = []
    if start:
        track = Starts(start, term.tolerance, horizon.days)
        past = (letter for member in kind.members for letter in member.past[-FAR_DAYS:])
        starts = {letter.local_start for day in (*kind.alphabet.work, past) for letter in day if letter.works}
        if any(track.far(one, other) for one, other in combinations(starts, 2)):
            found.append(track)
    if lone_off or lone_on:
        found.append(LoneDays(lone_off, lone_on))
    return tuple(track.in_row(STEADY, len(rows_of(terms))) for track in found)


def fits_in_lines(kinds: Iterable[Kind], arcs: int) -> bool:
    """Whether lines stay small enough with the price on their arcs: they grow by the number of starts.

    Measured on the sample, 184,000 arcs that grow to 1.2 million: at 30 s a roster 9 % worse, and no better bound.
    """
    starts = max((len(_starts(kind)) for kind in kinds), default=1)
    return arcs * starts <= MOST_PRICED


def _starts(kind: Kind) -> set[int]:
    return {letter.local_start for day in kind.alphabet.work for letter in day if letter.works}


def regularity(
    operation: Operation, horizon: Horizon, terms: Terms, kinds: Iterable[Kind], variants: Variants, in_lines: bool
) -> Regularity:
    """The figures from which the price of a whole line is computed."""
    _, term = terms.one(SteadyWeeks)
    agents = len(operation.agents)
    idle, before = np.full((agents, horizon.days + 2), AWAY, dtype=np.int64), np.zeros((agents, 2), dtype=np.int64)
    prices = np.zeros(4)
    if term is not None:
        prices[:] = (*term.points, term.tolerance)
    place = {agent.id: row for row, agent in enumerate(operation.agents)}
    for member in (member for kind in kinds for member in kind.members):
        row = place[member.agent.id]
        known = [KINDS[letter.kind] for letter in (*member.past[-2:], *member.off)]
        idle[row, -len(known) :] = known
        before[row] = _last_start(member.past)
    local = np.array([letter.local_start for letter in variants.letter], dtype=np.int64)
    return Regularity(prices, local, idle, before, in_lines)


def _last_start(past: Sequence[Letter]) -> tuple[int, int]:
    """(the last known start, days from then to the horizon's first day); 0 days where it is unknown or too far off."""
    for days, letter in enumerate(reversed(past[-FAR_DAYS:]), 1):
        if letter.works:
            return letter.local_start, days
    return 0, 0


def with_leave_before(operation: Operation, horizon: Horizon, terms: Terms, member: Spoken) -> Spoken:
    """The member with a last day of history that says whether it was leave: it is no lone day off then."""
    (_, term), day = terms.one(SteadyWeeks), horizon.first - timedelta(days=1)
    asked = term is not None and term.points[1] and member.past and member.past[-1].kind == "off"
    if not asked or not any(_holds(row, member.agent, day) for row in leave_of(operation, member.agent)):
        return member
    return replace(member, past=(*member.past[:-1], Letter("leave")))


def _holds(row: Leave, agent: Agent, day: date) -> bool:
    """Whether a leave takes the whole of a date."""
    if row.first_day is not None and row.last_day is not None:
        return row.first_day <= day <= row.last_day
    first, last = (instant(one, 0, agent.time_zone) for one in (day, day + timedelta(days=1)))
    return row.start is not None and row.end is not None and row.start <= first and last <= row.end
