"""What a move takes from one person and gives to another: shifts with what is done in them, and places of duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.clock import Horizon, local, minutes_between
from scheduler.judge.spans import Span, joined, outside
from scheduler.judge.trial import Own
from scheduler.operation import Agent, Operation, Tier
from scheduler.roster import Activity, Duty, Held

ON_CALL = "on_call:"


@dataclass(frozen=True, eq=False)
class Slot:
    """The shifts of some dates; or the places of one tier in some time; or all that begins in a week."""

    name: str
    days: frozenset[date] = frozenset()
    tier: Tier | None = None
    span: Span = (0, 0)
    """Minutes of the horizon between which places of the tier lie."""
    whole: bool = False
    """Whether standby that begins on the dates goes with their shifts."""


class Parts:
    """Cuts and joins people's rows."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.tiers = {(tier.cover.name, tier.name): tier for tier in operation.tiers}

    def taken(self, agent: Agent, own: Own, slot: Slot) -> Own:
        """What an agent has in a slot."""
        duties = tuple(duty for duty in own.duties if duty.day in slot.days)
        done = tuple(row for duty in duties for row in own.during(duty) if not row.activity.startswith(ON_CALL))
        shifts = [(self._minute(duty.start), self._minute(duty.end)) for duty in duties]
        return Own(duties, done, tuple(self._places(agent, own, slot, shifts)))

    def _places(self, agent: Agent, own: Own, slot: Slot, shifts: list[Span]) -> Iterator[Held]:
        for row in own.held:
            tier = self.tiers.get((row.cover, row.tier))
            if tier is None:
                continue
            if slot.tier is not None:
                mine = [slot.span] if slot.tier == tier else []
            elif tier.on_call:
                begins = local(row.start, agent.time_zone).date() in slot.days
                mine = [self._span(row)] if slot.whole and begins else []
            else:
                mine = shifts
            yield from self._cut(row, mine)

    def moved(self, agent: Agent, own: Own, lost: Own, given: Iterable[Own]) -> Own:
        """An agent's rows without some, and with others' as the agent's own; standby is what places leave of shifts."""
        got = list(given)
        duties = [duty for duty in own.duties if duty not in lost.duties]
        duties += [self.as_own(agent, duty) for part in got for duty in part.duties]
        gone = {(row.start, row.activity) for row in lost.activities}
        done = [row for row in own.activities if (row.start, row.activity) not in gone]
        done += [replace(row, agent=agent.id) for part in got for row in part.activities]
        held = [piece for row in own.held for piece in self._left(row, lost.held)]
        held += [replace(row, agent=agent.id) for part in got for row in part.held]
        places = [row for part in (lost, *got) for row in part.held]
        standby = tuple(self._standby(agent, done, duties, held, places))
        return Own(tuple(duties), standby, tuple(held)).ordered()

    def _standby(
        self, agent: Agent, done: list[Activity], duties: list[Duty], held: list[Held], moved: list[Held]
    ) -> Iterator[Activity]:
        """The activities, with standby anew for tiers of which places move or that are held at work."""
        labels = {tier.activity: tier for row in (*moved, *held) for tier in [self._on_call(row)] if tier is not None}
        other = {tier.activity for row in moved for tier in [self._on_call(row)] if tier is not None}
        anew = {name for name, tier in labels.items() if tier.held_at_work or name in other}
        yield from (row for row in done if row.activity not in anew)
        shifts = joined((self._minute(duty.start), self._minute(duty.end)) for duty in duties)
        for name in sorted(anew):
            spans = joined(self._span(row) for row in held if self._on_call(row) == labels[name])
            for start, end in (part for span in spans for part in outside(span, shifts)):
                yield Activity(agent.id, self.horizon.moment(start), self.horizon.moment(end), name)

    def _on_call(self, row: Held) -> Tier | None:
        tier = self.tiers.get((row.cover, row.tier))
        return tier if tier is not None and tier.on_call else None

    def stands_by(self, own: Own, at_work: bool = False) -> bool:
        """Whether any place is one of standby; if `at_work`, of standby that is held at work, too."""
        tiers = (self._on_call(row) for row in own.held)
        return any(tier is not None and (tier.held_at_work or not at_work) for tier in tiers)

    def as_own(self, agent: Agent, duty: Duty) -> Duty:
        """Another's shift as the agent's: at the agent's site, on the agent's date."""
        shift, minutes = self.operation.shifts[duty.shift], minutes_between(duty.start, duty.end)
        paid = self.operation.paid_minutes(agent.site, shift, minutes)
        day = local(duty.start, agent.time_zone).date()
        return replace(duty, agent=agent.id, day=day, site=agent.site, paid_minutes=paid)

    def _cut(self, row: Held, spans: Iterable[Span]) -> Iterator[Held]:
        start, end = self._span(row)
        for first, last in joined(spans):
            if max(start, first) < min(end, last):
                yield self._piece(row, (max(start, first), min(end, last)))

    def _left(self, row: Held, lost: Iterable[Held]) -> Iterator[Held]:
        gone = [self._span(one) for one in lost if (one.cover, one.tier, one.kind) == (row.cover, row.tier, row.kind)]
        for span in outside(self._span(row), joined(gone)) if gone else ():
            yield self._piece(row, span)
        if not gone:
            yield row

    def _piece(self, row: Held, span: Span) -> Held:
        return replace(row, start=self.horizon.moment(span[0]), end=self.horizon.moment(span[1]))

    def _span(self, row: Held) -> Span:
        return self._minute(row.start), self._minute(row.end)

    def _minute(self, moment: datetime) -> int:
        return self.horizon.minute(moment)
