"""Tiny operations whose duties have tiers held by presence, drawn from a seed, and all their rosters by brute force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

import numpy as np
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement, roster

from scheduler.clock import instant
from scheduler.operation import Break, Contract, Cover, Shift, Worked
from scheduler.roster import Pause

OPEN, SHORT = 100_000, 1000
"""Points for an hour of a place that nobody holds, and of a call that nobody takes."""
SIESTA = Break(name="siesta", minutes=120, paid=False, between_hours=(1, 3))
"""So long that nobody holds a duty in it."""
TEA = Break(name="tea", minutes=60, paid=True, between_hours=(1, 2))
OFF = (0, 0, 0, 0)
CHOICES = (OFF, (6, 10, 7, 8), (6, 10, 8, 9), (8, 14, 9, 11), (8, 14, 10, 12), (8, 14, 11, 13))
"""An agent's day, in hours: shift from, to, break from, to."""
NIGHT = 6
"""Hours of Monday in which those at work since Sunday are still there."""


@dataclass(frozen=True)
class Drawn:
    """An operation, its calls by hour of the horizon, and the groups of tiers of which an agent holds one at a time."""

    operation: object
    needs: dict[str, dict[int, int]]
    groups: tuple[tuple[tuple[str, int, range], ...], ...]
    """The tiers of each group: role, places, hours of the day."""
    past: frozenset[str]


def drawn(seed, apart=False):
    """Two or three agents, at work on at most one day of two; without `apart`, two duties of two or three tiers."""
    random = np.random.default_rng(seed)
    names = ("ann", "bob", "cid")[: random.integers(2, 4)]
    people = [agent(name, roles=_some(random)) for name in names]
    duties = _apart(random) if apart else [_duty(random, "lead"), _duty(random, "safety")]
    past = frozenset(name for name in names if random.random() < 0.4)
    made = operation(
        people, [queue("calls")], Contract(id="full", limits={"days_week": {"max": 1}}), cover=tuple(duties)
    )
    shifts = (Shift(id="early", start="06:00", hours=4, breaks=(TEA,)),
              Shift(id="day", start="08:00", hours=6, breaks=(SIESTA,)))  # fmt: skip
    sunday = MONDAY - timedelta(days=1)
    night = [instant(sunday, 60 * hour, people[0].time_zone) for hour in (22, 24 + NIGHT)]
    made = replace(made, shifts={shift.id: shift for shift in shifts}, break_step_minutes=60,
                   history=tuple(Worked(name, sunday, "night", *night) for name in sorted(past)))  # fmt: skip
    calls = {int(hour): int(random.integers(1, 3)) for hour in random.choice(38, 6, replace=False)}
    tiers = [[_told(tier) for tier in one.parts] for one in duties]
    groups = [[tier for own in tiers for tier in own]] if apart else tiers
    return Drawn(made, {"calls": calls}, tuple(map(tuple, groups)), past)


def _some(random):
    return [role for role in "abc" if random.random() < 0.6] or ["a"]


def _hours(random):
    first = int(random.integers(0, 10))
    return {"on": ["monday", "tuesday"], "hours": f"{first:02d}:00-{first + int(random.integers(3, 12)):02d}:00"}


def _duty(random, name):
    tiers = ["one", "two", "three"][: random.integers(2, 4)]
    roles = {tier: str(random.choice([*"aab"])) for tier in tiers}
    agents = {tier: int(random.integers(1, 3)) for tier in tiers}
    return Cover(name=name, tiers=tiers, role=roles, agents=agents, **_hours(random))


def _apart(random):
    """Three duties, any two of which are apart."""
    tiers = [_duty(random, "lead"), *(Cover(name=name, role=str(random.choice([*"ab"])), **_hours(random))
                                      for name in ("desk", "keys"))]  # fmt: skip
    apart = (("desk",), ("keys",), ("lead",))
    return [one.model_copy(update={"apart_from": names}) for one, names in zip(tiers, apart, strict=True)]


def _told(tier):
    first, last = tier.cover.hours
    return tier.role, tier.agents, range(first // 60, last // 60)


def lines():
    """Every line of an agent, as choices of Monday and Tuesday."""
    return [(first, second) for first, second in product(CHOICES, CHOICES) if OFF in (first, second)]


def points(case, every):
    """(points of open places, points of calls) where each agent works such a line."""
    of_days = [points_of_day(case, day, [line[day] for line in every]) for day in range(2)]
    return tuple(map(sum, zip(*of_days, strict=True)))


def points_of_day(case, day, own):
    """(points of open places, points of calls) of one day, where each agent works such a choice."""
    opened = short = 0
    for hour in range(24):
        at_night = [name in case.past and not day and hour < NIGHT for name in _names(case)]
        there = [night or (one[0] <= hour < one[1] and not (one[0] == 8 and one[2] <= hour < one[3]))
                 for one, night in zip(own, at_night, strict=True)]  # fmt: skip
        working = sum(night or (one[0] <= hour < one[1] and not one[2] <= hour < one[3])
                      for one, night in zip(own, at_night, strict=True))  # fmt: skip
        present = [one for one, here in zip(case.operation.agents, there, strict=True) if here]
        opened += sum(_open([tier for tier in group if hour in tier[2]], present) for group in case.groups)
        short += max(0, case.needs["calls"].get(24 * day + hour, 0) - working)
    return OPEN * opened, SHORT * short


def _open(tiers, present):
    """Places that stay open however the agents are put on tiers, each on one at most."""
    able = [[None, *(k for k, tier in enumerate(tiers) if tier[0] in one.roles)] for one in present]
    held = max(sum(min(way.count(k), tier[1]) for k, tier in enumerate(tiers)) for way in product(*able))
    return sum(places for _, places, _ in tiers) - held


def least(case):
    """The fewest points of any roster, and the fewest for open places alone."""
    agents = len(case.operation.agents)
    of_day = [{own: points_of_day(case, day, own) for own in product(CHOICES, repeat=agents)} for day in range(2)]
    ways = [[table[own] for table, own in zip(of_day, zip(*every, strict=True), strict=True)]
            for every in product(lines(), repeat=agents)]  # fmt: skip
    return min(sum(map(sum, way)) for way in ways), min(sum(opened for opened, _ in way) for way in ways)


def any_roster(case, random):
    """Lines drawn at random, and their roster."""
    every = [lines()[random.integers(len(lines()))] for _ in case.operation.agents]
    rows = [
        _shift(name, day, one)
        for name, line in zip(_names(case), every, strict=True)
        for day, one in enumerate(line)
        if one != OFF
    ]
    return every, roster([rows[k] for k in random.permutation(len(rows))])


def _shift(name, day, one):
    first, last, low, high = one
    pause = Pause("tea" if first == 6 else "siesta", *(horizon().moment(60 * (24 * day + at)) for at in (low, high)),
                  paid=first == 6)  # fmt: skip
    return duty(name, day, first, "early" if first == 6 else "day", last - first, pauses=[pause])


def _names(case):
    return [one.id for one in case.operation.agents]


def asked(case):
    return requirement(case.operation, horizon(), case.needs)
