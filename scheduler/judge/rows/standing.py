"""Standby that is work or no free time, by agent: read from activities, else from duty.csv, and from history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from scheduler.clock import Horizon, local
from scheduler.judge.spans import Span, outside
from scheduler.operation import Operation, Tier
from scheduler.operation.duty_hours import duty_windows, merged
from scheduler.roster import Roster
from scheduler.rules.diary import Standing

WEEK = 7 * 1440


def standby_of(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, list[Standing]]:
    """Agent -> standby by start, cut where a window of its duty begins or ends; what counts as rest is left out."""
    tiers = {tier.activity: tier for tier in operation.tiers if tier.on_call and tier.counts_as != "rest"}
    if not tiers:
        return {}
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for agent, activity, span in (*_now(horizon, roster), *_before(operation, horizon)):
        if activity in tiers:
            spans[agent, activity].append(span)
    zones = {agent.id: agent.time_zone for agent in operation.agents}
    first = min((start for own in spans.values() for start, _ in own), default=0)
    edges = {activity: _edges(operation, horizon, tiers[activity], first) for activity in {one for _, one in spans}}
    found: dict[str, list[Standing]] = defaultdict(list)
    for (agent, activity), own in spans.items():
        if agent in zones:
            for start, end in _cut(merged(own), edges[activity]):
                moment = horizon.moment(start)
                day, working = local(moment, zones[agent]).date(), tiers[activity].counts_as == "working"
                found[agent].append(Standing(moment, horizon.moment(end), day, working))
    return {agent: sorted(own, key=lambda one: one.start) for agent, own in found.items()}


def _now(horizon: Horizon, roster: Roster) -> Iterator[tuple[str, str, Span]]:
    """(agent, activity, span); where no activities are known, rows of duty.csv outside shifts."""
    if roster.breaks_known:
        for row in roster.activities:
            yield row.agent, row.activity, (horizon.minute(row.start), horizon.minute(row.end))
        return
    shifts: dict[str, list[Span]] = defaultdict(list)
    for duty in roster.duties:
        shifts[duty.agent].append((horizon.minute(duty.start), horizon.minute(duty.end)))
    for held in roster.held or ():
        label = f"{held.cover}/{held.tier}" if held.tier else held.cover
        for span in outside((horizon.minute(held.start), horizon.minute(held.end)), sorted(shifts[held.agent])):
            yield held.agent, f"on_call:{label}", span


def _before(operation: Operation, horizon: Horizon) -> Iterator[tuple[str, str, Span]]:
    """Standby that began in history, up to the horizon's start."""
    shifts: dict[str, list[Span]] = defaultdict(list)
    for past in operation.history:
        if past.day < horizon.first:
            shifts[past.agent].append((horizon.minute(past.start), horizon.minute(past.end)))
    for held in operation.duty_history:
        label = f"{held.cover}/{held.tier}" if held.tier else held.cover
        span = horizon.minute(held.start), min(0, horizon.minute(held.end))
        for part in outside(span, sorted(shifts[held.agent])):
            yield held.agent, f"on_call:{label}", part


def _edges(operation: Operation, horizon: Horizon, tier: Tier, first: int) -> list[int]:
    """Minutes at which windows of the duty begin and end, from `first` on."""
    weeks = max(0, -(first // WEEK)) + 1
    known = Horizon(horizon.first - timedelta(days=7 * weeks), horizon.weeks + weeks, horizon.time_zone)
    shift = known.minute(horizon.start)
    windows = duty_windows(operation, known, tier.cover)
    return sorted({minute - shift for _, *span in windows for minute in span})


def _cut(spans: list[Span], edges: list[int]) -> Iterator[Span]:
    for start, end in spans:
        yield from pairwise([start, *(edge for edge in edges if start < edge < end), end])
