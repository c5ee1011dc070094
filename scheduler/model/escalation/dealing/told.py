"""A plan of duties -> rows: who holds each place, who stands by when, and where hand-overs overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.clock import local
from scheduler.count.presence import without
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import within
from scheduler.model.escalation.plan import DutyPlan, HolderRow
from scheduler.operation import Tier
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span
from scheduler.roster import HANDOVER, Activity, Held


def held_rows(draft: Draft, planned: DutyPlan) -> list[Held]:
    """The rows of duty.csv of every tier, hand-overs last; the rows of a place tile its windows."""
    found: list[Held] = []
    for place, tier in enumerate(draft.scene.tiers):
        for rows in _windows(draft, planned, place):
            found += [_held(draft, tier, row) for own in rows for row in own]
            found += _handovers(draft, planned, place, [row for own in rows for row in own])
    return sorted(found, key=lambda row: (row.cover, row.start, row.tier, row.agent))


def _held(draft: Draft, tier: Tier, row: HolderRow) -> Held:
    moment = draft.scene.horizon.moment
    return Held(tier.cover.name, tier.name, moment(row[0]), moment(row[1]), row[2], tier.kind)


def _windows(draft: Draft, planned: DutyPlan, place: int) -> Iterator[list[list[HolderRow]]]:
    """[place of the tier] the rows of each window in turn."""
    tier = draft.scene.tiers[place]
    slots, last = draft.slots[tier.cover.name], -1
    rows: list[list[HolderRow]] = []
    for number, slot in enumerate(slots):
        if slot.window != last:
            if rows:
                yield rows
            rows, last = [[] for _ in range(tier.agents)], slot.window
        _add(rows, slot.span, planned.holds[place, number])
    if rows:
        yield rows


def _add(rows: list[list[HolderRow]], span: Span, names: Iterable[str]) -> None:
    """Holders who go on keep their place; others take places that came free."""
    coming = {*names}
    free = []
    for own in rows:
        if own and own[-1][2] in coming:
            coming.remove(own[-1][2])
            own[-1] = (own[-1][0], span[1], own[-1][2])
        else:
            free.append(own)
    for own, name in zip(free, [*sorted(coming), *([""] * len(free))], strict=False):
        if own and own[-1][2] == name:
            own[-1] = (own[-1][0], span[1], name)
        else:
            own.append((*span, name))


def _handovers(draft: Draft, planned: DutyPlan, place: int, rows: list[HolderRow]) -> Iterator[Held]:
    """Overlaps: the next holder within a window begins so many minutes before the change."""
    tier = draft.scene.tiers[place]
    for start, end, name in _early(draft, planned, place, rows):
        yield replace(_held(draft, tier, (start, end, name)), kind=HANDOVER)


def _early(draft: Draft, planned: DutyPlan, place: int, rows: list[HolderRow]) -> Iterator[HolderRow]:
    before = draft.scene.tiers[place].cover.handover_minutes
    ends = {end for _, end, name in rows if name}
    for start, _, name in rows if before else ():
        known = draft.stays[place, name][planned.line[name]] if name and start in ends else ()
        goes_on = any(end == start and who == name for _, end, who in rows)
        if not goes_on and within((start - before, start), known) and _free(draft, planned, place, name, start):
            yield start - before, start, name


def _free(draft: Draft, planned: DutyPlan, place: int, name: str, start: int) -> bool:
    """Whether who takes over then is at work before, or may stand by beside all limits: on that date, with no other."""
    tier, agent, moment = draft.scene.tiers[place], draft.scene.agents[name], draft.scene.horizon.moment
    early = start - tier.cover.handover_minutes, start
    if not tier.on_call or within(early, draft.lines[name][planned.line[name]].shifts):
        return True
    days = {local(moment(minute), agent.time_zone).date() for minute in early}
    others = (slot.span for other, one in enumerate(draft.scene.tiers) if one.on_call
              for number, slot in enumerate(draft.slots[one.cover.name])
              if name in planned.holds[other, number])  # fmt: skip
    near = any(low < early[1] and early[0] < high for low, high in others)
    return tier.counts_as != "working" and len(days) == 1 and not near


def standby_rows(draft: Draft, planned: DutyPlan) -> list[Activity]:
    """The time in which each holder stands by, without that at work."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for place, tier in enumerate(draft.scene.tiers):
        if tier.on_call:
            for number, slot in enumerate(draft.slots[tier.cover.name]):
                for name in planned.holds[place, number]:
                    spans[name, tier.activity].append(slot.span)
            for rows in _windows(draft, planned, place):
                for start, end, name in _early(draft, planned, place, [row for own in rows for row in own]):
                    spans[name, tier.activity].append((start, end))
    moment, found = draft.scene.horizon.moment, []
    for (name, activity), own in spans.items():
        line = draft.lines[name][planned.line[name]]
        shifts = merged([*draft.scene.shifts_before[name], *line.shifts])
        for start, end in (part for span in merged(own) for part in without(span, shifts)):
            found.append(Activity(name, moment(start), moment(end), activity))
    return sorted(found, key=lambda row: (row.agent, row.start))
