"""The limits of single people by difference: a change is checked against those whom it names, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from scheduler.clock import Horizon
from scheduler.judge.rows.activities import agent_findings
from scheduler.judge.rows.diaries import diaries
from scheduler.judge.rows.shifts import readable, shift_findings
from scheduler.judge.trial.alone import Alone
from scheduler.judge.trial.broken import Broken, broken, more_broken
from scheduler.judge.trial.own import NOBODY, Own
from scheduler.operation import Agent, Operation
from scheduler.roster import Roster
from scheduler.rules import limits_for
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.fixed import Fixed
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.limits.known_shifts import KnownShifts
from scheduler.rules.limits.minutes_horizon import MinutesHorizon
from scheduler.rules.rule import Finding, Limit

FIRST = (HoursWeek, MinutesHorizon, DaysWeek, Fixed, KnownShifts)
"""Limits that are asked first: they forbid most changes, and the rest need not be asked then."""


class Limits:
    """What the rows of one person break: the limits, and rows that make no sense."""

    def __init__(self, operation: Operation, horizon: Horizon, roster: Roster, alone: Alone) -> None:
        self.operation, self.horizon, self.roster, self.alone = operation, horizon, roster, alone
        self.known: dict[str, dict[int, Broken]] = {}
        """Agent -> by how much limits are broken by the rows as they are, by the number of the limit."""
        self._limits: dict[str, list[Limit]] = {}

    def messages(self, agent: str, own: Own, apart: tuple[type[Limit], ...] = ()) -> list[tuple[str, str, str]]:
        """(rule, message, source) of each breach of a limit that is none of those `apart`."""
        breaches = chain.from_iterable(self._breaches(agent, own, self._roster(own), apart))
        return [(row.rule, row.message, row.source) for row in breaches]

    def worse(self, agent: str, own: Own, before: Own) -> bool:
        """Whether the rows break something by more than those before; the first such thing ends the search."""
        if agent == NOBODY:
            return False
        known = self.known.setdefault(agent, {})
        for number, rows in enumerate(self._findings(agent, own)):
            found = broken(rows)
            if found and number not in known:
                known[number] = broken(next(islice(self._findings(agent, before), number, None)))
            if found and more_broken(found, known[number]):
                return True
        return False

    def _findings(self, agent: str, own: Own) -> Iterator[Iterator[Finding]]:
        """Everything that the rows break, one limit after another, always in the same order."""
        if agent not in self.alone.agents:
            yield shift_findings(self.operation, self.horizon, Roster(own.duties))
            return
        cut, person, roster = self.alone.of(agent, own), self.alone.agents[agent], self._roster(own)
        yield from self._breaches(agent, own, roster)
        yield shift_findings(cut, self.horizon, roster)
        if self.roster.activities:
            yield agent_findings(cut, self.horizon, person, own.duties, own.activities)

    def _breaches(
        self, agent: str, own: Own, roster: Roster, apart: tuple[type[Limit], ...] = ()
    ) -> Iterator[Iterator[Finding]]:
        """What the shifts of an agent break, limit by limit, whatever is done in them."""
        cut, person = self.alone.of(agent, own), self.alone.agents[agent]
        diary = diaries(cut, self.horizon, readable(cut, self.horizon, roster)).of(person)
        for limit in self._of(person):
            if not isinstance(limit, apart):
                yield limit.check(diary)

    def _roster(self, own: Own) -> Roster:
        return Roster(own.duties, own.activities, self.roster.breaks_known, self.roster.held and own.held)

    def _of(self, agent: Agent) -> list[Limit]:
        if agent.id not in self._limits:
            known = limits_for(self.operation, agent)
            self._limits[agent.id] = sorted(known, key=lambda limit: not isinstance(limit, FIRST))
        return self._limits[agent.id]
