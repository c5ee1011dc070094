"""Limits on who holds duties, agent by agent: how long, how often, how near to another, and the rest after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.judge.duty.calendar import Calendar, Piece, known_horizon, span_of
from scheduler.judge.duty.lengths import rests, standbys
from scheduler.judge.duty.pinned import Pinned
from scheduler.judge.duty.spacing import beside, in_a_row, rolling, turns
from scheduler.judge.rows.shifts import readable
from scheduler.judge.spans import Span
from scheduler.operation import Operation, Tier
from scheduler.roster import HANDOVER, Held, Roster
from scheduler.rules.rule import Finding


def duty_limits(operation: Operation, horizon: Horizon, roster: Roster) -> tuple[Finding, ...]:
    """Every limit of a duty that its holders break, and pinned places that are not held; by agent, then by duty.

    What standby counts in hours, days and rest is judged by the limits of contracts and laws themselves.
    """
    return tuple(DutyLimits(operation, horizon, readable(operation, horizon, roster)).findings())


class DutyLimits:
    """The limits of all duties over the rows of one roster and of history."""

    def __init__(self, operation: Operation, horizon: Horizon, roster: Roster) -> None:
        """`roster` has the shifts that make sense."""
        self.horizon = horizon
        self.tiers = {(tier.cover.name, tier.name): tier for tier in operation.tiers}
        past = list(_history(operation, horizon))
        known = known_horizon(horizon, (row.start for row in past))
        self.calendars = {one.name: Calendar(operation, horizon, known, one) for one in operation.cover}
        self.pinned = Pinned(operation, self.calendars)
        self.beside = {one.name: {*one.not_beside} for one in operation.cover}
        self.limited = {one.name for one in operation.cover if _limited(one.parts)}
        self.limited |= {name for one in operation.cover if one.not_beside for name in (one.name, *one.not_beside)}
        """Duties whose holders some limit binds."""
        self.rows: dict[str, list[tuple[Held, Span]]] = defaultdict(list)
        """Agent -> rows of duties that exist, by start; history included, hand-overs not."""
        for row in sorted((*past, *(roster.held or ())), key=lambda row: (row.start, row.cover, row.tier)):
            if row.agent and row.kind != HANDOVER and (row.cover, row.tier) in self.tiers:
                self.rows[row.agent].append((row, span_of(horizon, row)))
        self.shifts = _shifts(operation, horizon, roster)
        self.before: dict[str, frozenset[str]] = {}
        """Agent -> what the rows break as they are."""
        self.tried: dict[tuple[str, str, str, int, int], bool] = {}
        self.cut: dict[tuple[str, str, str, Span], list[Piece]] = {}

    def findings(self) -> Iterator[Finding]:
        """Every finding about somebody, then pinned places that are not held."""
        for agent in sorted(self.rows):
            yield from self._of(agent, self.rows[agent])
        yield from self.pinned.findings(self.horizon, self.rows)

    def forbids(self, row: Held) -> bool:
        """Whether a further row breaks a limit of its agent that the rows before do not."""
        if row.cover not in self.limited:
            return False
        key = row.agent, row.cover, row.tier, *span_of(self.horizon, row)
        if key not in self.tried:
            self.tried[key] = self._breaks(row)
        return self.tried[key]

    def _breaks(self, row: Held) -> bool:
        """Whether the row breaks a limit of its duty, or one between it and another duty."""
        if row.agent not in self.before:
            known = self._of(row.agent, self.rows.get(row.agent, []))
            self.before[row.agent] = frozenset(one.message for one in known)
        near = {row.cover, *self.beside[row.cover], *(name for name, own in self.beside.items() if row.cover in own)}
        own = [pair for pair in self.rows.get(row.agent, []) if pair[0].cover in near]
        trial = sorted([*own, (row, span_of(self.horizon, row))], key=lambda pair: pair[1])
        return any(one.message not in self.before[row.agent] for one in self._of(row.agent, trial, row.cover))

    def _of(self, agent: str, rows: Sequence[tuple[Held, Span]], only: str = "") -> Iterator[Finding]:
        """What one agent's rows break, duty by duty, or in one duty alone and between it and others."""
        pieces: dict[str, list[Piece]] = defaultdict(list)
        for row, span in rows:
            if row.cover in self.limited:
                pieces[row.cover] += self._pieces(row, span)
        for name, own in pieces.items():
            if only not in ("", name):
                continue
            cover, calendar = self.calendars[name].cover, self.calendars[name]
            spans = [(self.tiers[row.cover, row.tier], span) for row, span in rows if row.cover == name]
            shifts = self.shifts.get(agent, [])
            yield from standbys(self.horizon, agent, spans, shifts)
            yield from rests(self.horizon, agent, cover, spans, shifts)
            yield from in_a_row(self.horizon, agent, calendar, own)
            yield from rolling(self.horizon, agent, calendar, own)
            yield from turns(self.horizon, agent, calendar, own)
        yield from beside(self.horizon, agent, self.beside, pieces)

    def _pieces(self, row: Held, span: Span) -> list[Piece]:
        key = row.agent, row.cover, row.tier, span
        if key not in self.cut:
            self.cut[key] = list(self._cut(row, span))
        return self.cut[key]

    def _cut(self, row: Held, span: Span) -> Iterator[Piece]:
        tier, calendar = self.tiers[row.cover, row.tier], self.calendars[row.cover]
        for part in calendar.touched(*span):
            pinned = (row.agent, row.cover, row.tier, part.start) in self.pinned.places
            yield Piece(tier, part.unit, part.day, max(part.start, span[0]), min(part.end, span[1]), pinned)


def _history(operation: Operation, horizon: Horizon) -> Iterator[Held]:
    """Rows of duty before the horizon, cut at its start: from there on duty.csv says who holds."""
    for row in operation.duty_history:
        if row.start < horizon.start:
            yield replace(row, end=min(row.end, horizon.start))


def _limited(tiers: Sequence[Tier]) -> bool:
    cover = tiers[0].cover
    stated = cover.max_in_a_row or cover.max_windows or cover.rest_after_hours or not cover.primary_after_backup
    return bool(stated) or any(tier.longest is not None for tier in tiers)


def _shifts(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, list[Span]]:
    """Agent -> shifts of history and of the roster, by start."""
    found: dict[str, list[Span]] = defaultdict(list)
    for past in operation.history:
        if past.day < horizon.first:
            found[past.agent].append((horizon.minute(past.start), horizon.minute(past.end)))
    for duty in roster.duties:
        found[duty.agent].append((horizon.minute(duty.start), horizon.minute(duty.end)))
    return {agent: sorted(spans) for agent, spans in found.items()}
