"""Who holds each place of each duty, minute by minute: as many as are wanted, also where more agents could hold it.

An agent who holds a place keeps it for as long as it can be held; the next is who can hold it longest. Who holds
another duty of the same time takes part only where nobody else can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.count.cover_table import on_duty
from scheduler.count.presence import spans_of, without
from scheduler.model.escalation.dealing.dealt import Dealing, Dealt, dealt
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.escalation.plan import HolderRow
from scheduler.model.escalation.standby.relay import LONG
from scheduler.operation import Operation, Tier
from scheduler.operation.duty_hours import duty_windows, merged
from scheduler.problem.needs.away import Span
from scheduler.roster import Held, Roster

NEVER = 10**9
"""A minute after every horizon."""


def with_holders(operation: Operation, horizon: Horizon, roster: Roster) -> Roster:
    """The roster with the holders of its duties named, where they are not named yet."""
    return named_by(operation, horizon, roster)[0] if roster.held is None else roster


def named_by(
    operation: Operation, horizon: Horizon, roster: Roster, dealing: Dealing | None = None
) -> tuple[Roster, Dealt]:
    """The roster with the holders of its duties named anew, and what CP-SAT says of the tiers that it placed."""
    placed = {tier.activity for tier in placed_tiers(operation, horizon) if tier.on_call}
    solved = dealt(operation, horizon, _without(roster, placed), dealing)
    loose = [] if placed else [tier for tier in operation.tiers if tier.on_call]
    even = dealt(operation, horizon, _without(roster, {tier.activity for tier in loose}),
                 Dealing(_standing_by(horizon, roster, loose)), kept=loose) if loose else Dealt((), ())  # fmt: skip
    bare = _without(roster, placed | {tier.activity for tier in loose})
    rows = sorted((*bare.activities, *solved.standby, *even.standby), key=lambda row: (row.agent, row.start))
    whole = replace(bare, activities=tuple(rows))
    return replace(whole, held=named(operation, horizon, whole, (*solved.held, *even.held))), solved


def _without(roster: Roster, activities: Collection[str]) -> Roster:
    """The roster without these activities and without names of holders."""
    return replace(roster, activities=tuple(row for row in roster.activities if row.activity not in activities),
                   held=None)  # fmt: skip


def _standing_by(horizon: Horizon, roster: Roster, tiers: Iterable[Tier]) -> dict[tuple[str, str], list[Span]]:
    """The standby of a roster as a given plan."""
    labels, found = {tier.activity: tier.label for tier in tiers}, dict[tuple[str, str], list[Span]]()
    for row in roster.activities:
        if row.activity in labels:
            span = horizon.minute(row.start), horizon.minute(row.end)
            found.setdefault((labels[row.activity], row.agent), []).append(span)
    return {key: merged(own) for key, own in found.items()}


def named(operation: Operation, horizon: Horizon, roster: Roster, placed: Sequence[Held] = ()) -> tuple[Held, ...]:
    """The holders of every duty, by cover, start and tier; the rows of a place tile the windows of its duty.

    `placed` are rows of tiers that are placed already.
    """
    spans = spans_of(operation, horizon, roster)
    found, taken = list(placed), defaultdict[str, list[Span]](list)
    for row in placed:
        taken[row.agent].append((horizon.minute(row.start), horizon.minute(row.end)))
    known = {(row.cover, row.tier) for row in placed}
    for tier in (tier for tier in operation.tiers if (tier.cover.name, tier.name) not in known):
        there: dict[str, list[Span]] = defaultdict(list)
        for agent, start, end in on_duty(operation, horizon, roster, spans, tier):
            there[agent].append((start, end))
        places = _Places(tier, {agent: merged(own) for agent, own in there.items()}, taken)
        windows = duty_windows(operation, horizon, tier.cover)
        rows = [row for _, start, end in windows for row in places.rows(start, end)]
        found += [_held(horizon, tier, row) for row in rows]
        for start, end, agent in rows:
            taken[agent].append((start, end))
    return tuple(sorted(found, key=lambda row: (row.cover, row.start, row.tier, row.agent)))


def _held(horizon: Horizon, tier: Tier, row: HolderRow) -> Held:
    start, end, agent = row
    return Held(tier.cover.name, tier.name, horizon.moment(start), horizon.moment(end), agent, tier.kind)


class _Places:
    """The places of one duty as time goes by."""

    def __init__(self, tier: Tier, there: Mapping[str, list[Span]], taken: Mapping[str, list[Span]]) -> None:
        """`there` are the spans in which each agent counts for the duty, sorted and disjoint.

        In `taken` spans the agent holds another duty.
        """
        self.there = there
        self.free = {name: _outside(spans, merged(taken.get(name, []))) for name, spans in there.items()}
        self.holders = [""] * tier.agents
        self.minutes: dict[str, int] = defaultdict(int)
        """Held so far, by agent."""

    def rows(self, start: int, end: int) -> Iterator[HolderRow]:
        """The rows of one window, place after place."""
        found: list[list[HolderRow]] = [[] for _ in self.holders]
        at = start
        while at < end:
            self._fill(at)
            until = min(end, *(self._changes(at, holder) for holder in self.holders))
            for rows, holder in zip(found, self.holders, strict=True):
                self.minutes[holder] += until - at
                if rows and rows[-1][2] == holder:
                    rows[-1] = (rows[-1][0], until, holder)
                else:
                    rows.append((at, until, holder))
            at = until
        for rows in found:
            yield from rows

    def _fill(self, at: int) -> None:
        """Holders who can hold on do so; the other places go to who can hold longest, and is free if anybody is."""
        before = self.holders
        self.holders = [holder if _until(self.free.get(holder, ()), at) > at else "" for holder in before]
        for place, holder in enumerate(self.holders):
            if not holder:
                own = before[place]
                stays = own not in self.holders and _until(self.there.get(own, ()), at) > at
                otherwise = own if stays else self._longest(self.there, at)
                self.holders[place] = self._longest(self.free, at) or otherwise

    def _longest(self, spans: Mapping[str, list[Span]], at: int) -> str:
        """The agent without a place who can hold one longest and has held least; empty where nobody can."""
        reach = {name: _until(spans[name], at) for name in spans.keys() - {*self.holders}}
        able = [name for name in reach if reach[name] > at]
        return max(able, key=lambda name: (min(reach[name], at + LONG), -self.minutes[name], name), default="")

    def _changes(self, at: int, holder: str) -> int:
        """When a place may change hands: at the end of its holder's span, or when somebody comes who is free."""
        until = _until(self.free.get(holder, ()), at)
        if until > at:
            return until
        coming = self.free if holder else self.there
        later = min((_next_start(spans, at) for spans in coming.values()), default=NEVER)
        return min(later, _until(self.there[holder], at)) if holder else later


def _until(spans: Sequence[Span], at: int) -> int:
    """The minute until which an agent with these spans can hold a place from `at` on; `at` itself if not at all."""
    place = bisect_right(spans, (at, NEVER)) - 1
    return max(at, spans[place][1]) if place >= 0 else at


def _next_start(spans: Sequence[Span], at: int) -> int:
    """The first start after a minute."""
    place = bisect_right(spans, (at, NEVER))
    return spans[place][0] if place < len(spans) else NEVER


def _outside(spans: Iterable[Span], holes: list[Span]) -> list[Span]:
    """The parts of the spans outside the holes; both are sorted and disjoint."""
    ends = [end for _, end in holes]
    found: list[Span] = []
    for start, end in spans:
        first, last = bisect_right(ends, start), bisect_left(holes, (end, 0))
        found += without((start, end), holes[first:last])
    return found
