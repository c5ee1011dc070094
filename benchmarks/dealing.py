"""Duty dealt out after the roster: a plain greedy, window after window, the longest first, to who can hold longest.

What is compared with a solve of lines and duties together: shifts stay as they are, and each place goes to whoever is
present (on shift) or free (on call), within the limits of its duty. Time goes by in quarters of an hour.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.clock import Horizon
from scheduler.operation import Agent, Cover, Operation, Tier
from scheduler.operation.duty_blocks import Window, blocks_of
from scheduler.roster import Held, Roster

SLOT = 15
"""Minutes."""
LONG_BREAK = 60
"""Minutes: in a longer unpaid break nobody holds a duty."""
HOUR = 60


@dataclass
class Hand:
    """One agent: when at work, when away, and what has been dealt so far."""

    agent: Agent
    shifts: list[tuple[int, int]]
    present: set[int]
    """Slots at work in which a duty is held."""
    away: set[int]
    """Slots not employed, on leave, pinned off or not available."""
    rest: int
    """Minutes between shifts."""
    holds: dict[int, list[Tier]] = field(default_factory=lambda: defaultdict(list))
    """Slot -> tiers held."""
    blocks: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Duty -> numbers of its blocks of which some is held."""
    days: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    """Duty -> dates of its windows of which some is held."""
    minutes: int = 0

    def free(self, tier: Tier, slot: int) -> bool:
        """Whether the agent may stand by in that slot: not at work, not away, and rested."""
        start, end = slot * SLOT, (slot + 1) * SLOT
        after = round(tier.cover.rest_after_hours * HOUR)
        before = 0
        if tier.counts_as == "working":
            after, before = max(after, self.rest), self.rest
        apart = all(end + after <= first or last + before <= start for first, last in self.shifts)
        return apart and slot not in self.away

    def can(self, tier: Tier, slot: int, apart: set[frozenset[str]]) -> bool:
        """Whether the agent can hold the tier in that slot beside what is held already."""
        at_work = slot in self.present
        if not (at_work if not tier.on_call else self.free(tier, slot) or (tier.held_at_work and at_work)):
            return False
        return not any(
            one.cover is tier.cover
            or (one.on_call and tier.on_call)
            or frozenset((one.cover.name, tier.cover.name)) in apart
            for one in self.holds.get(slot, ())
        )


@dataclass(frozen=True)
class Deal:
    """The rows dealt, and what is left open."""

    held: tuple[Held, ...]
    open: dict[tuple[str, str], int]
    """(duty, tier) -> agent-minutes."""


def dealt(operation: Operation, horizon: Horizon, roster: Roster) -> Deal:
    """Deal every window of every tier, the longest first."""
    hands = [_hand(operation, horizon, roster, agent) for agent in operation.agents]
    apart = {frozenset((cover.name, other)) for cover in operation.cover for other in cover.apart_from}
    rows: list[Held] = []
    left: dict[tuple[str, str], int] = {(tier.cover.name, tier.name): 0 for tier in operation.tiers}
    blocks = {cover.name: blocks_of(operation, horizon, cover) for cover in operation.cover}
    windows = [
        (tier, number, window)
        for tier in operation.tiers
        for number, block in enumerate(blocks[tier.cover.name])
        for window in block.windows
    ]
    for tier, number, window in sorted(windows, key=lambda one: one[2].start - one[2].end):
        able = [hand for hand in hands if tier.staffed_by(hand.agent)]
        for _ in range(tier.agents):
            for start, end, name in _place(able, tier, number, window, apart):
                rows.append(_row(horizon, tier, start, end, name))
                left[tier.cover.name, tier.name] += 0 if name else end - start
    rows.sort(key=lambda row: (row.cover, row.start, row.tier, row.agent))
    return Deal(tuple(rows), left)


def _row(horizon: Horizon, tier: Tier, start: int, end: int, name: str) -> Held:
    return Held(tier.cover.name, tier.name, horizon.moment(start), horizon.moment(end), name, tier.kind)


def _place(
    hands: list[Hand], tier: Tier, block: int, window: Window, apart: set[frozenset[str]]
) -> list[tuple[int, int, str]]:
    """One place of a window: (start, end, agent), with nobody where none can hold it."""
    found: list[tuple[int, int, str]] = []
    slot, last = window.start // SLOT, -(-window.end // SLOT)
    while slot < last:
        reached = [(_reach(hand, tier, block, window.day, slot, last, apart), hand) for hand in hands]
        until, hand = max(reached, key=lambda one: (one[0], -one[1].minutes), default=(slot, None))
        if hand is None or until == slot:
            found.append((slot * SLOT, (slot + 1) * SLOT, ""))
            slot += 1
            continue
        for one in range(slot, until):
            hand.holds[one].append(tier)
        hand.minutes += (until - slot) * SLOT
        hand.blocks[tier.cover.name].add(block)
        hand.days[tier.cover.name].add(window.day)
        found.append((slot * SLOT, until * SLOT, hand.agent.id))
        slot = until
    return [(max(start, window.start), min(end, window.end), name) for start, end, name in found]


def _reach(hand: Hand, tier: Tier, block: int, day: date, slot: int, last: int, apart: set[frozenset[str]]) -> int:
    """The slot up to which the agent can hold the tier from this one on."""
    if not _within_limits(hand, tier.cover, block, day):
        return slot
    most = last if tier.longest is None else round(tier.longest * HOUR) // SLOT
    run, until = _standing(hand, tier, slot - 1, -1), slot
    while until < last and run < most + (until in hand.present) and hand.can(tier, until, apart):
        run = 0 if until in hand.present else run + 1
        until += 1
    ahead = _standing(hand, tier, until, 1) if tier.longest is not None and run else 0
    return until - 1 if ahead and run + ahead > most else until


def _standing(hand: Hand, tier: Tier, slot: int, step: int) -> int:
    """Slots in one piece, from that one on or back, in which the agent stands by for the tier already."""
    count = 0
    while any(one == tier for one in hand.holds.get(slot, ())) and slot not in hand.present:
        slot, count = slot + step, count + 1
    return count


def _within_limits(hand: Hand, cover: Cover, block: int, day: date) -> bool:
    """Whether one more window keeps `max_in_a_row` and `max_windows`."""
    blocks = hand.blocks[cover.name] | {block}
    low = high = block
    while low - 1 in blocks:
        low -= 1
    while high + 1 in blocks:
        high += 1
    if cover.max_in_a_row is not None and high - low + 1 > cover.max_in_a_row:
        return False
    if cover.max_windows is None:
        return True
    days, reach = hand.days[cover.name] | {day}, timedelta(days=cover.max_windows.days)
    return all(sum(first <= one < first + reach for one in days) <= cover.max_windows.windows for first in days)


def _hand(operation: Operation, horizon: Horizon, roster: Roster, agent: Agent) -> Hand:
    """The agent's shifts, history that reaches into the horizon included, and time away."""
    worked = [
        (horizon.minute(row.start), horizon.minute(row.end)) for row in operation.history if row.agent == agent.id
    ]
    duties = [duty for duty in roster.duties if duty.agent == agent.id]
    shifts = [*worked, *((horizon.minute(duty.start), horizon.minute(duty.end)) for duty in duties)]
    present = {slot for start, end in shifts for slot in range(start // SLOT, end // SLOT)}
    for pause in (pause for duty in duties for pause in duty.pauses if not pause.paid):
        start, end = horizon.minute(pause.start), horizon.minute(pause.end)
        present -= {*range(start // SLOT, -(-end // SLOT))} if end - start > LONG_BREAK else set()
    slots = range(horizon.minutes // SLOT)
    away = {slot for slot in slots if _is_away(operation, agent, horizon.moment(slot * SLOT))}
    told = {**operation.rules, **operation.contracts[agent.contract].limits}.get("rest_hours", 0)
    rest = told["hours"] if isinstance(told, dict) else told
    return Hand(agent, shifts, present, away, round(rest * HOUR))


def _is_away(operation: Operation, agent: Agent, moment: datetime) -> bool:
    """Whether the agent is not employed, pinned off, on leave or not available at that instant."""
    here = moment.astimezone(ZoneInfo(agent.time_zone))
    day, minute = here.date(), here.hour * 60 + here.minute
    off = any((pin.agent, pin.day, pin.shift) == (agent.id, day, "off") for pin in operation.pins)
    for row in operation.leave:
        if row.agent == agent.id:
            whole = row.first_day is not None and row.last_day is not None and row.first_day <= day <= row.last_day
            off |= whole or (row.start is not None and row.end is not None and row.start <= moment < row.end)
    hours = [row for row in operation.availability if row.agent == agent.id]
    inside = any(
        (row.weekday == day.weekday() and row.start <= minute < row.end)
        or (row.weekday == (day.weekday() - 1) % 7 and row.start <= minute + 1440 < row.end)
        for row in hours
    )
    return off or not agent.employed(day) or (bool(hours) and not inside)
