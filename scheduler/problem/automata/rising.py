"""Points that rise with what an agent has done before: counted shifts, and paid minutes beyond a maximum.

A track keeps the count so far as a state, so that each arc of an automaton knows what its day costs more than one that
comes first: lines are priced exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np

from scheduler.clock import Horizon
from scheduler.goals.terms.along import COUNTED, PAID, Along, CountedDays, Pay, PricedTrack, SteadyWeeks
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import Agent, FloatArray, Operation
from scheduler.problem.arrays.problem import Grid, Regularity, Rising
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.rule import Limit
from scheduler.rules.track import Day, Key, Letter, State, Track

OffLetters = Sequence[Letter]
"""[day] what each day of the horizon without a shift is for one agent."""


class Burdens(PricedTrack):
    """The state is the number of counted shifts in the horizon so far: each weighs that many more."""

    row = COUNTED

    def __init__(self, days: frozenset[int], weight: float) -> None:
        self.days, self.weight = days, weight

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return letter.works

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        return cast("int", state) + (key is True and day.index in self.days)

    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        return self.weight * cast("int", state) if key is True and day.index in self.days else 0.0


class Overtime(PricedTrack):
    """The state is (minutes paid or credited in the week so far, at most those of the maximum; the credited ones)."""

    row = PAID

    def __init__(self, most: float, rate: float) -> None:
        self.most, self.rate = most, rate

    def start(self) -> State:
        return (0, 0)

    def key(self, letter: Letter) -> Key:
        return (letter.paid_minutes, letter.credit_minutes)

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past or day.last_of_week:
            return (0, 0)
        (total, credit), (paid, more) = cast("tuple[float, float]", state), cast("tuple[int, int]", key)
        return (min(total + paid + more, self.most), min(credit + more, self.most))

    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        (total, credit), (paid, more) = cast("tuple[float, float]", state), cast("tuple[int, int]", key)
        counted = min(more, self.most - credit)  # credit alone is never overtime
        return self.rate * max(0.0, total + paid + counted - self.most)


def rising_tracks(
    operation: Operation,
    horizon: Horizon,
    terms: Terms,
    agent: Agent,
    limits: Iterable[Limit],
    off: Iterable[OffLetters],
) -> tuple[Track, ...]:
    """The tracks by which a kind's lines are priced: `agent` is one of its members, `off` are the days off of all."""
    found: list[PricedTrack] = []
    step, days = _counted(horizon, terms, agent)
    if step and len(days) > 1:
        found.append(Burdens(days, step))
    rate, most = _overtime(operation, terms, agent)
    credit = max((float(_credited(rows).max(initial=0.0)) for rows in off), default=0.0)
    if rate and most is not None and not _bound(limits, most, credit):
        found.append(Overtime(most, rate))
    return tuple(track.in_row(track.row, len(rows_of(terms))) for track in found)


def _bound(limits: Iterable[Limit], most: float, credit: float) -> bool:
    """Whether a limit leaves no overtime."""
    ends = [60 * (one.max + one.overtime) for one in limits if isinstance(one, HoursWeek) and one.max is not None]
    return min(ends, default=np.inf) <= most and credit <= most


def rising_points(
    operation: Operation,
    grid: Grid,
    terms: Terms,
    off: Sequence[OffLetters | None],
    arcs: FloatArray,
    regular: Regularity,
) -> Rising:
    """The rising points of each agent; `off` is each one's days without a shift, None where nobody asks for a line."""
    agents = operation.agents
    burden, free = np.zeros((len(agents), grid.days)), np.zeros((len(agents), grid.horizon.weeks))
    over, goals = np.zeros(len(agents)), rows_of(terms)
    if not arcs.size:
        return Rising(burden, free, over, arcs, regular, goals)
    for row, (agent, letters) in enumerate(zip(agents, off, strict=True)):
        step, days = _counted(grid.horizon, terms, agent)
        burden[row, sorted(days)] = step
        rate, most = _overtime(operation, terms, agent)
        if rate and most is not None and letters is not None:
            over[row], free[row] = rate, np.maximum(0.0, most - _credited(letters))
    return Rising(burden, free, over, arcs, regular, goals)


def rows_of(terms: Terms) -> tuple[str, ...]:
    """[row of points on arcs] the goal whose points they are."""
    others = dict.fromkeys(goal for goal, _ in terms.of(Along))
    return (terms.one(CountedDays)[0], terms.one(Pay)[0], terms.one(SteadyWeeks)[0], *others)


def _counted(horizon: Horizon, terms: Terms, agent: Agent) -> tuple[float, frozenset[int]]:
    """(points by which each counted shift weighs more than the one before, the counted days of the horizon)."""
    _, term = terms.one(CountedDays)
    if term is None or not term.step:
        return 0.0, frozenset()
    return term.step, frozenset(index for index, day in enumerate(horizon.dates()) if term.counts(agent, day))


def _overtime(operation: Operation, terms: Terms, agent: Agent) -> tuple[float, float | None]:
    """(points by which a paid minute costs more in overtime, minutes a week that are none)."""
    _, term = terms.one(Pay)
    if term is None:
        return 0.0, None
    contract, most = operation.contracts[agent.contract], term.most_hours(agent)
    rate = term.unit * contract.cost_hour * (contract.overtime.factor - 1) / 60
    return rate, None if most is None else 60 * most


def _credited(off: OffLetters) -> FloatArray:
    """[week] minutes of credited leave."""
    minutes: FloatArray = np.array([letter.credit_minutes for letter in off], dtype=np.float64).reshape(-1, 7)
    return minutes @ np.ones(7)
