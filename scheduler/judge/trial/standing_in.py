"""Who holds the places of duties of a shift that is taken out: somebody else who is there, named by the plain rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.judge.duty.able import Able
from scheduler.judge.duty.limits import DutyLimits
from scheduler.judge.duty.together import excludes
from scheduler.judge.spans import Span, joined, outside
from scheduler.judge.trial.own import NOBODY, Change, Own
from scheduler.judge.trial.trial import Trial
from scheduler.operation import Tier
from scheduler.roster import HANDOVER, Duty, Held


class StandingIn:
    """The people who could hold places of one roster; make it anew when the roster changes."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.horizon = trial, trial.horizon
        self.tiers = {(tier.cover.name, tier.name): tier for tier in trial.operation.tiers}
        self.able: dict[tuple[str, str], Able] = {}
        self.limits: DutyLimits | None = None

    def without(self, agent: str, duties: list[Duty]) -> Change:
        """The rows of everybody after some shifts of an agent are taken out, and what is done in them with them.

        A place that the agent holds in such a shift goes to whoever is there, free and able for longest (by id where
        two are alike), piece by piece; where nobody is, it is open. Hand-overs of the agent in it go.
        """
        own, kept = self.trial.own_of(agent), list[Held]()
        for duty in duties:
            own = own.without(duty)
        given: dict[str, list[Held]] = {}
        for row in own.held:
            for part, lost in self._parts(row, duties):
                if not lost:
                    kept.append(part)
                elif row.kind != HANDOVER:
                    for piece in self._dealt(part, agent, given):
                        given.setdefault(piece.agent, []).append(piece)
        change = {agent: Own(own.duties, own.activities, tuple(kept)).ordered()}
        for name, rows in given.items():
            other = self.trial.own_of(name)
            change[name] = Own(other.duties, other.activities, (*other.held, *rows)).ordered()
        return change

    def _parts(self, row: Held, duties: list[Duty]) -> Iterator[tuple[Held, bool]]:
        """The parts of a place, each with whether its holder was at work in one of the shifts for it."""
        tier = self.tiers.get((row.cover, row.tier))
        span = self.horizon.minute(row.start), self.horizon.minute(row.end)
        shifts = joined((self.horizon.minute(duty.start), self.horizon.minute(duty.end)) for duty in duties)
        if tier is None or (tier.on_call and not tier.held_at_work):
            shifts = []
        inside = [(max(start, span[0]), min(end, span[1])) for start, end in shifts]
        inside = [part for part in inside if part[0] < part[1]]
        for part in outside(span, inside):
            yield self._cut(row, part), False
        for part in inside:
            yield self._cut(row, part), True

    def _dealt(self, row: Held, agent: str, given: dict[str, list[Held]]) -> Iterator[Held]:
        at, end = self.horizon.minute(row.start), self.horizon.minute(row.end)
        while at < end:
            until, name = self._longest(row, (at, end), agent, given)
            yield replace(self._cut(row, (at, until)), agent=name)
            at = until

    def _longest(self, row: Held, span: Span, agent: str, given: dict[str, list[Held]]) -> tuple[int, str]:
        """Who can hold the place longest from its start on, and until when; nobody until the end if nobody can."""
        tier = self.tiers[row.cover, row.tier]
        best = span[0], NOBODY
        for name in () if tier.exclusive else self._able(tier).spans:
            free = outside(span, joined(self._busy(tier, name, given))) if name != agent else iter(())
            start, until = next(free, (span[1], span[1]))
            reach = min(until, self._able(tier).reach(name, span[0]))
            if start == span[0] and reach > best[0]:
                piece = replace(self._cut(row, (start, reach)), agent=name)
                best = best if self._forbids(piece) else (reach, name)
        return best if best[1] != NOBODY else (span[1], NOBODY)

    def _busy(self, tier: Tier, name: str, given: dict[str, list[Held]]) -> Iterator[Span]:
        """Times in which a person holds what may not be held beside the tier."""
        for row in (*self.trial.own_of(name).held, *given.get(name, ())):
            other = self.tiers.get((row.cover, row.tier))
            if other is not None and row.kind != HANDOVER and excludes(tier, other):
                yield self.horizon.minute(row.start), self.horizon.minute(row.end)

    def _able(self, tier: Tier) -> Able:
        key = tier.cover.name, tier.name
        if key not in self.able:
            self.able[key] = Able(self.trial.operation, self.horizon, self.trial.roster, tier)
        return self.able[key]

    def _forbids(self, row: Held) -> bool:
        if self.limits is None:
            self.limits = DutyLimits(self.trial.operation, self.horizon, self.trial.roster)
        return self.limits.forbids(row)

    def _cut(self, row: Held, span: Span) -> Held:
        return replace(row, start=self.horizon.moment(span[0]), end=self.horizon.moment(span[1]))
