"""The step of a problem: the points of every roster are a multiple of it, so a bound rounds up to the next multiple.

There is no step where an amount or a price has none: a fraction of an agent is required, or deferred work is done by
the minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import gcd

import numpy as np

from scheduler.goals.terms.along import FIRST_FREE
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.grain import grains

EXACT = 1e-9
"""How far a float may be from the whole number, or the fraction, that it stands for."""
MOST_PARTS = 10_000
"""The largest denominator of a price in points an agent-tick."""


def step_of(problem: Problem) -> Fraction | None:
    """The greatest step of the points of all rosters, as the model counts them; None where there is none."""
    step = Fraction(0)
    for amounts in (*_own(problem), *_of_people(problem.demand), _of_queues(problem)):
        if amounts is None:
            return None
        for amount in amounts:
            step = _common(step, amount)
    return step or None


def _own(problem: Problem) -> Iterator[set[Fraction] | None]:
    """Amounts of the points of single lines: of days and variants, pay, counted days, overtime, irregular days."""
    people, rising = problem.people, problem.rising
    own = (people.work_points, people.shift_points, people.variant_points, np.array([people.idle_points]))
    for points in (*own, problem.variants.cost):
        yield _fractions(points)
    yield _fractions(rising.regular.prices[:3])
    yield _fractions(rising.arcs[FIRST_FREE:])
    if rising.arcs.size:
        yield _fractions(rising.burden)
        minutes = _fractions(np.concatenate((problem.variants.paid, rising.free.ravel())) if rising.over.any() else ())
        rates = _fractions(rising.over)
        yield None if minutes is None or rates is None else {rate * one for rate in rates for one in minutes}


def _of_people(demand: Demand) -> Iterator[set[Fraction] | None]:
    """Amounts of headcount, and of duties without rows of their own: whole ticks, as shifts begin and end on ticks."""
    yield _fractions(demand.head_under)
    yield _fractions(demand.head_over)
    if demand.cover_weight > 0 and demand.cover_need.any():
        yield _fractions(np.array([demand.cover_weight])) if _whole(demand.cover_need) else None


def _of_queues(problem: Problem) -> set[Fraction] | None:
    """The step of each term: agent-ticks missing at its weight; None where needs or supplies are no whole ticks."""
    demand = problem.demand
    if not demand.terms:
        return set()
    weights = _fractions(np.array([term.weight for term in demand.terms]))
    rows = sorted(frozenset[int]().union(*(queues for term in demand.terms for queues in term.sets)))
    if demand.deferred or weights is None:
        return None
    if not all(map(_whole, (demand.need[rows], demand.given, demand.free))):
        return None
    found, place, grain = set[Fraction](), 0, grains(problem)[0]
    for term in demand.terms:
        ticks = 0
        for queues in term.sets:
            ticks = gcd(ticks, _ticks(demand, queues, grain[place]))
            place += 1
        found.add(ticks * _fraction(term.weight))
    return found


def _ticks(demand: Demand, queues: frozenset[int], grain: IntArray) -> int:
    """The step of a set's missing ticks; 1 where the set has duties, whose grain is not known."""
    if not demand.counted[list(queues)].all():
        return 1
    given = sum((demand.given[place] for place, served in enumerate(demand.profiles) if served & queues), 0.0)
    open_ticks = np.round(demand.need[sorted(queues)].sum(axis=0) - given).astype(np.int64)
    wanted = open_ticks > 0
    return int(np.gcd.reduce(np.concatenate((open_ticks[wanted], grain[wanted], [0]))))


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The greatest fraction of which both are multiples."""
    below = one.denominator * other.denominator
    return Fraction(gcd(one.numerator * other.denominator, other.numerator * one.denominator), below)


def _fractions(points: FloatArray | Iterable[float]) -> set[Fraction] | None:
    """The distinct amounts other than 0 as exact fractions; None where one needs a denominator above `MOST_PARTS`."""
    found = {abs(_fraction(one)): abs(float(one)) for one in np.unique(np.asarray(points, dtype=np.float64))}
    if any(abs(float(exact) - one) > EXACT * max(1.0, one) for exact, one in found.items()):
        return None
    return {one for one in found if one}


def _fraction(points: float) -> Fraction:
    return Fraction(float(points)).limit_denominator(MOST_PARTS)


def _whole(ticks: FloatArray) -> bool:
    return bool((np.abs(ticks - np.round(ticks)) <= EXACT * np.maximum(1.0, np.abs(ticks))).all())
