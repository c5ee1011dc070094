"""Some weeks of a horizon as a problem of their own: earlier shifts are history, later ones are pinned."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scheduler.clock import Horizon
from scheduler.goals import terms_of
from scheduler.goals.terms.along import FAR_DAYS, Along
from scheduler.operation import Agent, Headcount, Leave, Operation, Pin, Worked
from scheduler.problem.automata.kinds import Limits
from scheduler.problem.needs.points import burdens_before, burdens_of
from scheduler.problem.weeks.carrying import Carrying
from scheduler.problem.weeks.leftover import sliced
from scheduler.requirement import Requirement
from scheduler.roster import Activity, Duty
from scheduler.rules import limits_for
from scheduler.rules.portion import Portion

MOST_STATES = 40
"""The most combinations of counts that a line may carry."""

GOALS_LOOK_BACK = FAR_DAYS + 1
"""Days before a part that goals read along a line."""


@dataclass(frozen=True)
class Part:
    """Some weeks of a horizon, as `pose` takes them."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    limits: dict[str, Limits]
    """Agent -> limits; those over the whole horizon are cut to these weeks."""
    burdened: dict[str, int]
    """Agent -> weekend and holiday shifts of the history and of the weeks decided before and after these."""


class Parts:
    """Cuts parts out of a horizon, given the duties decided so far."""

    def __init__(self, operation: Operation, horizon: Horizon, requirement: Requirement, seed: int) -> None:
        self.operation, self.horizon, self.requirement, self.seed = operation, horizon, requirement, seed
        self.longest = max((max(shift.lengths(), default=0) for shift in operation.shifts.values()), default=0)
        self.away = _days_away(operation)
        self.known = min((row.day for row in operation.history if row.day < horizon.first), default=horizon.first)
        tracked = bool(terms_of(operation, horizon).of(Along))  # a track may look back as far as it likes
        back = math.inf if tracked else _looked_back(operation)
        self.memory = max(GOALS_LOOK_BACK, math.ceil(min(back, (horizon.last - self.known).days)))
        self.carrying = Carrying(operation, horizon)
        self.burdened = Counter(burdens_before(operation, horizon))
        self.number = 0

    def turn(self) -> None:
        """Draw other dates from now on, for limits that allow a shift on chosen dates only."""
        self.number += 1

    def cut(
        self,
        weeks: range,
        pinned: int,
        duties: Iterable[Duty],
        activities: Iterable[Activity],
        even: bool = True,
        loose: Mapping[str, int] | None = None,
    ) -> Part:
        """The part of those weeks; the last `pinned` of them stay as they are.

        With `even`, weeks after these are open, and what is left of limits over the horizon is paced over them; `loose`
        says who may leave the pace, and how far.
        """
        within = Horizon(self.horizon.first + timedelta(days=7 * weeks.start), len(weeks), self.horizon.time_zone)
        mine: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties:
            mine[duty.agent].append(duty)
        first, last = within.first, within.last
        past = [_worked(duty) for rows in mine.values() for duty in rows if duty.day < first]
        operation = replace(
            self.operation,
            history=(*self.operation.history, *past),
            known_from=max(self.known, first - timedelta(days=self.memory)),
            pins=(*self.operation.pins, *self._pins(within, pinned, mine)),
            leave=tuple(row for row in self.operation.leave if _touches(row, within)),
            wishes=tuple(row for row in self.operation.wishes if first <= row.day <= last),
            headcount=tuple(row for row in self.operation.headcount if first <= row.day <= last),
        )
        limits = self._limits(within, mine, even, loose or {})
        elsewhere = (duty for rows in mine.values() for duty in rows if not within.holds(duty.day))
        burdened = self.burdened + Counter(burdens_of(self.operation, elsewhere))
        return Part(operation, within, sliced(self.requirement, within, activities), limits, burdened)

    def alone(self, weeks: range) -> Part:
        """The weeks as if there were no others, under what limits over the horizon ask of any weeks.

        Whatever roster the horizon has, its shifts of these weeks are a roster of this part, so a bound of it holds.
        Deferred work is left out, as it may be done in other weeks.
        """
        part = self.cut(weeks, 0, (), ())
        history = self.operation.history if weeks.start == 0 else ()
        requirement = replace(part.requirement, deferred=())
        limits = {
            agent.id: tuple(one for limit in limits_for(self.operation, agent) if (one := limit.alone()) is not None)
            for agent in self.operation.agents
        }
        operation = replace(part.operation, history=history, known_from=None)
        return Part(operation, part.horizon, requirement, limits, part.burdened)

    def of_some(self, part: Part, people: Iterable[Agent], duties: Iterable[Duty]) -> Part:
        """The part for some people only, against the headcount that the duties of the others leave."""
        chosen = {agent.id for agent in people}
        agents = tuple(agent for agent in self.operation.agents if agent.id in chosen)
        at_work: dict[tuple[date, str], list[Agent]] = defaultdict(list)
        known = {agent.id: agent for agent in self.operation.agents if agent.id not in chosen}
        for duty in (duty for duty in duties if duty.agent in known):
            at_work[duty.day, duty.shift].append(known[duty.agent])
        headcount = tuple(_lowered(row, at_work.get((row.day, row.shift), ())) for row in part.operation.headcount)
        tables = ("leave", "availability", "wishes", "pins", "history")
        rows: dict[str, Any] = {
            name: tuple(row for row in getattr(part.operation, name) if row.agent in chosen) for name in tables
        }
        operation = replace(part.operation, agents=agents, headcount=headcount, **rows)
        return replace(part, operation=operation)

    def _pins(self, within: Horizon, pinned: int, mine: Mapping[str, list[Duty]]) -> Iterable[Pin]:
        """The duties of the last weeks, as pins; a day without one is pinned as off."""
        days = [day for day in within.dates() if (within.last - day).days < 7 * pinned]
        for agent in self.operation.agents if days else ():
            known = {duty.day: duty for duty in mine.get(agent.id, ())}
            for day in days:
                duty = known.get(day)
                yield Pin(agent.id, day, duty.shift, duty.start, duty.end) if duty else Pin(agent.id, day, "off")

    def _limits(
        self, within: Horizon, mine: Mapping[str, list[Duty]], even: bool, loose: Mapping[str, int]
    ) -> dict[str, Limits]:
        found = {}
        for agent in self.operation.agents:
            share = self._share(agent, within) if even else 1.0
            here = [duty for duty in mine.get(agent.id, ()) if within.holds(duty.day)]
            elsewhere = [duty for duty in mine.get(agent.id, ()) if not within.holds(duty.day)]
            seed = self.seed + self.number
            duties, free = (tuple(elsewhere), tuple(here)), loose.get(agent.id, 0)
            employed = (sum(map(agent.employed, self.horizon.dates())), self.horizon.days)
            portion = Portion(within, *duties, share, free, self.longest, seed, MOST_STATES, employed)
            mine_all = mine.get(agent.id, ())
            found[agent.id] = tuple(
                self.carrying.cut(limit, agent, within, mine_all, not even, free)
                if limit.is_carried()
                else limit.within(portion)
                for limit in limits_for(self.operation, agent)
            )
        return found

    def _share(self, agent: Agent, within: Horizon) -> float:
        """The part of the agent's days from these weeks on that lie in them."""
        away = self.away.get(agent.id, frozenset())
        days = [day for day in self.horizon.dates() if day >= within.first and agent.employed(day) and day not in away]
        return sum(day <= within.last for day in days) / len(days) if days else 1.0


def _looked_back(operation: Operation) -> float:
    """The most days that any limit looks back; limits that count the horizon are cut to the weeks instead."""
    every = {limit.key: limit for agent in operation.agents for limit in limits_for(operation, agent)}
    return max((limit.looks_back() or 0 for limit in every.values()), default=0)


def _touches(row: Leave, within: Horizon) -> bool:
    """Whether the leave may matter in those weeks: shifts of the day before may reach into it."""
    first, last = within.first - timedelta(days=2), within.last + timedelta(days=2)
    if row.first_day is not None and row.last_day is not None:
        return row.first_day <= last and row.last_day >= first
    assert row.start is not None
    assert row.end is not None
    return row.start.date() <= last and row.end.date() >= first


def _lowered(row: Headcount, people: Iterable[Agent]) -> Headcount:
    return replace(row, agents=max(0, row.agents - sum(row.counts(agent) for agent in people)))


def _worked(duty: Duty) -> Worked:
    return Worked(duty.agent, duty.day, duty.shift, duty.start, duty.end)


def _days_away(operation: Operation) -> dict[str, frozenset[date]]:
    """Agent -> whole days of leave and days pinned off."""
    found: dict[str, set[date]] = defaultdict(set)
    for row in operation.leave:
        if row.first_day is not None and row.last_day is not None:
            days = (row.last_day - row.first_day).days + 1
            found[row.agent].update(row.first_day + timedelta(days=step) for step in range(days))
    for pin in operation.pins:
        if pin.shift == "off":
            found[pin.agent].add(pin.day)
    return {agent: frozenset(days) for agent, days in found.items()}
