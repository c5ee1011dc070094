"""Who shares nights, weekends and hours with whom, and what each agent has of them: arrays for compiled code.

Formats, "Even sharing": agents of one site and contract with the same skills, languages and roles are a group for paid
hours, and for nights and weekends where they hold no duty; all who may hold a tier are one for nights and weekends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from scheduler.clock import Horizon, instant, local, minutes_between
from scheduler.count.burden import weighs
from scheduler.operation import Agent, FloatArray, IntArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.share_weight import hours_of, share_weight
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.diary import bare
from scheduler.rules.limits.minutes_horizon import MinutesHorizon
from scheduler.rules.tools.credit import credited_minutes

NIGHT_MINUTES = 180
"""A shift with so many minutes between 22:00 and 06:00 is a night."""
DUSK, DAWN = 22 * 60, 6 * 60
"""Minutes of the local day between which a night lies: from 22:00 to 06:00 of the next day."""
NIGHTS, WEEKENDS, HOURS, DAYS = range(4)
SLIGHT = 0.001
"""What shifts that are no nights count: less than one step of the others, so that it decides only among equals."""
UNIT = 480.0
"""Minutes: paid hours are counted in units of eight."""


class Sharing(NamedTuple):
    """What evenness is measured by. The unevenness is the sum of `factor` x count^2 over agents and counts."""

    night: IntArray
    """[variant] 1 for a night."""
    weekend: IntArray
    """[agent, day] 1 where a shift is one on a weekend or a holiday."""
    before: FloatArray
    """[agent, NIGHTS | WEEKENDS | HOURS | DAYS] nights and weekends of history; hours that are obliged, below 0; 0."""
    factor: FloatArray
    """[agent, count] in how many groups the agent is, divided by the agent's weight."""
    partner_first: IntArray
    """[agent + 1] into `partner`."""
    partner: IntArray
    """Members of a common group, of greater number."""
    same: IntArray
    """[variant, alphabet] the variant of that alphabet with the same shift, start, end and breaks on the day, or -1."""


@dataclass(frozen=True)
class Loads:
    """What agents have outside a problem's weeks, and what fair shares are measured by."""

    before: FloatArray
    """[agent, NIGHTS | WEEKENDS | HOURS | DAYS]"""
    weight: FloatArray
    """[agent] `share_weight` over all weeks."""


def loads_of(operation: Operation, horizon: Horizon, duties: Iterable[Duty] = ()) -> Loads:
    """History, the hours that a horizon obliges, and `duties` of its weeks that lie outside a problem."""
    number = {agent.id: a for a, agent in enumerate(operation.agents)}
    before = _before(operation, horizon)
    for duty in duties:
        a = number[duty.agent]
        agent, night = operation.agents[a], is_night(duty.start, duty.end, operation.agents[a].time_zone)
        before[a] += (night, weighs(operation, agent, duty.day), duty.paid_minutes / UNIT, not night)
    weight = np.array([share_weight(operation, horizon, agent) for agent in operation.agents])
    return Loads(before, weight)


def sharing_of(operation: Operation, problem: Problem, loads: Loads | None = None) -> Sharing:
    """The arrays of a problem; without `loads` its weeks are all there are."""
    horizon = problem.grid.horizon
    loads = loads or loads_of(operation, horizon)
    agents = operation.agents
    weekend = [[weighs(operation, agent, day) for day in horizon.dates()] for agent in agents]
    groups = [*_groups(operation)]
    factor, met = np.zeros((len(agents), 4)), [set[int]() for _ in agents]
    for members, counts in groups:
        for a in members:
            factor[a, counts] += 1.0
            factor[a, DAYS] += SLIGHT
            met[a].update(other for other in members if other > a)
    partners = [sorted(own) for own in met]
    return Sharing(
        night=_nights(operation, problem),
        weekend=np.array(weekend, dtype=np.int64).reshape(len(agents), problem.grid.days),
        before=loads.before,
        factor=np.where(loads.weight > 0, factor.T / np.maximum(loads.weight, 1.0), 0.0).T.copy(),
        partner_first=np.cumsum([0, *map(len, partners)]).astype(np.int64),
        partner=np.array([a for own in partners for a in own], dtype=np.int64),
        same=_same(problem),
    )


def _groups(operation: Operation) -> Iterator[tuple[list[int], list[int]]]:
    """(members, counts) of each group of two or more."""
    alike: dict[object, list[int]] = defaultdict(list)
    on_duty: set[int] = set()
    for tier in operation.tiers:
        able = [a for a, agent in enumerate(operation.agents) if tier.staffed_by(agent)]
        on_duty.update(able)
        yield from [(able, [NIGHTS, WEEKENDS])] if len(able) > 1 else []
    for a, agent in enumerate(operation.agents):
        lists = frozenset(agent.skills), frozenset(agent.languages), frozenset(agent.roles)
        alike[agent.site, agent.contract, *lists].append(a)
    for members in alike.values():
        free = [a for a in members if a not in on_duty]
        yield from [(members, [HOURS])] if len(members) > 1 else []
        yield from [(free, [NIGHTS, WEEKENDS])] if len(free) > 1 else []


def _before(operation: Operation, horizon: Horizon) -> FloatArray:
    number = {agent.id: a for a, agent in enumerate(operation.agents)}
    found = np.zeros((len(number), 4))
    for row in operation.history:
        if row.day < horizon.first and row.agent in number:
            a = number[row.agent]
            agent = operation.agents[a]
            found[a, WEEKENDS] += weighs(operation, agent, row.day)
            found[a, NIGHTS] += is_night(row.start, row.end, agent.time_zone)
    for a, agent in enumerate(operation.agents):
        found[a, HOURS] = -_owed(operation, horizon, agent) / UNIT
    return found


def _owed(operation: Operation, horizon: Horizon, agent: Agent) -> float:
    """Paid minutes that contract and rules ask for in all weeks; leave is credited, the highest minimum counts."""
    diary = bare(operation, horizon, agent)
    least = max((limit.min or 0 for limit in hours_of(operation, agent)), default=0)
    whole = [week for week in diary.weeks() if least and all(map(agent.employed, week))]
    weeks = sum(max(0, round(60 * least) - credited_minutes(diary, week)) for week in whole)
    asked = [limit.min or 0 for limit in limits_for(operation, agent) if isinstance(limit, MinutesHorizon)]
    employed = sum(map(agent.employed, horizon.dates())) / horizon.days
    return max(weeks, max(asked, default=0) * employed)


def is_night(start: datetime, end: datetime, zone: str) -> bool:
    """Whether three hours or more of the time lie between 22:00 and 06:00 on the clocks of the zone."""
    first, minutes = local(start, zone).date() - timedelta(days=1), 0
    for days in range((local(end, zone).date() - first).days + 1):
        day = first + timedelta(days=days)
        dusk, dawn = instant(day, DUSK, zone), instant(day + timedelta(days=1), DAWN, zone)
        minutes += max(0, minutes_between(max(start, dusk), min(end, dawn)))
    return minutes >= NIGHT_MINUTES


def _nights(operation: Operation, problem: Problem) -> IntArray:
    """[variant] by the clocks of the first agent who may work it; those of one alphabet share a zone."""
    people, variants, horizon = problem.people, problem.variants, problem.grid.horizon
    known: dict[tuple[int, int, str], bool] = {}
    found = np.zeros(len(variants.letter), dtype=np.int64)
    for alphabet in range(len(variants.first)):
        own = np.flatnonzero(people.alphabet == alphabet)
        zone = operation.agents[int(own[0])].time_zone if own.size else operation.time_zone
        for v in range(int(variants.first[alphabet][0]), int(variants.first[alphabet][-1])):
            letter = variants.letter[v]
            key = letter.start, letter.end, zone
            if key not in known:
                known[key] = is_night(horizon.moment(letter.start), horizon.moment(letter.end), zone)
            found[v] = known[key]
    return found


def _same(problem: Problem) -> IntArray:
    variants = problem.variants
    alphabets = len(variants.first)
    found = np.full((len(variants.letter), alphabets), -1, dtype=np.int64)
    known: dict[object, dict[int, int]] = defaultdict(dict)
    for alphabet in range(alphabets):
        for day in range(problem.grid.days):
            for v in range(int(variants.first[alphabet, day]), int(variants.first[alphabet, day + 1])):
                key = day, variants.shift[v], variants.start[v], variants.end[v], variants.plan[v]
                known[key][alphabet] = v
    for own in known.values():
        for v in own.values():
            for alphabet, other in own.items():
                found[v, alphabet] = other
    return found
