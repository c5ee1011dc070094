"""A problem in which only those variants may be worked that keep a plan of duties: holders stay free in all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from scheduler.model.escalation.before import may_go_on, rest_after
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.kinds import is_tight
from scheduler.model.escalation.limits.resting import free_span
from scheduler.model.escalation.plan import DutyPlan
from scheduler.operation import BoolArray, IntArray, Tier
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span
from scheduler.problem.needs.points import ROWS, kinds_of


@dataclass
class ShiftNeeds:
    """What a plan of duties asks of one agent's shifts; minutes from the horizon's start."""

    off: list[Span] = field(default_factory=list)
    """No shift touches these spans."""
    no_start: list[Span] = field(default_factory=list)
    """No shift begins in these spans."""
    on: list[Span] = field(default_factory=list)
    """Each of these spans lies within one shift."""
    whole: bool = False
    """Whether every shift stays as it is: standby that is working time counts in sums over the week."""


def needs_of(draft: Draft, planned: DutyPlan) -> dict[str, ShiftNeeds]:
    """Agent -> what the plan asks of that agent's shifts."""
    found: dict[str, ShiftNeeds] = defaultdict(ShiftNeeds)
    for place, tier in enumerate(draft.scene.tiers):
        for name, stretch in _stretches(draft, planned, place) if is_tight(draft.scene.operation, tier) else ():
            shifts, rest = draft.lines[name][planned.line[name]].shifts, draft.scene.rest[name]
            ask(found[name], tier, rest, stretch, shifts)
            found[name].whole |= tier.on_call and tier.counts_as == "working"
    for name, spans in _rests_of(draft, planned).items():
        found[name].no_start += spans
    for name in {*found, *draft.scene.touched}:
        rows = [span for place, tier in enumerate(draft.scene.tiers) if tier.on_call and tier.counts_as != "rest"
                for who, span in _stretches(draft, planned, place) if who == name]  # fmt: skip
        free = free_span(draft, name, planned.line[name], rows)
        found[name].off += free.whole
        found[name].no_start += free.dates
    return dict(found)


def _rests_of(draft: Draft, planned: DutyPlan) -> dict[str, list[Span]]:
    """Agent -> rests after duties of the week before with which the agent does not go on, where the line keeps them."""
    found: dict[str, list[Span]] = defaultdict(list)
    for cover in draft.scene.covers:
        here = {name for place in draft.scene.of_cover(cover.name) for name in planned.holds.get((place, 0), ())}
        for name in draft.holders(cover.name):
            span = rest_after(draft.scene, cover, name)
            goes_on = name in here and may_go_on(draft.scene, cover, name)
            if span is not None and not goes_on and keeps_free(draft.lines[name][planned.line[name]].shifts, span):
                found[name].append(span)
    return found


def keeps_free(shifts: Iterable[Span], span: Span) -> bool:
    """Whether no shift begins in the span."""
    return not any(span[0] <= start < span[1] for start, _ in shifts)


def _stretches(draft: Draft, planned: DutyPlan, place: int) -> Iterator[tuple[str, Span]]:
    """Yield (agent, span) for each stretch without a gap in which an agent holds a place of the tier."""
    running: dict[str, Span] = {}
    slots = draft.slots[draft.scene.tiers[place].cover.name]
    for number, slot in enumerate(slots):
        names = planned.holds[place, number]
        for name in [name for name, span in running.items() if name not in names or span[1] != slot.start]:
            yield name, running.pop(name)
        for name in names:
            running[name] = (running.get(name, slot.span)[0], slot.end)
    yield from running.items()


def ask(needs: ShiftNeeds, tier: Tier, rest: int, span: Span, shifts: Iterable[Span] | None = None) -> None:
    """Add to `needs` what holding a place in a span asks of the holder's shifts.

    A place on shift asks for one shift that holds the span. Where the `shifts` are known that hold it together, each
    keeps its part. `rest` is in minutes.
    """
    start, end = span
    if not tier.on_call:
        needs.on += [span] if shifts is None else _parts(shifts, span)
    elif not tier.held_at_work:
        around = rest if tier.counts_as == "working" else 0
        needs.off.append((start - around, end + around))
    if tier.cover.rest_after_hours:
        needs.no_start.append((end, end + round(60 * tier.cover.rest_after_hours)))


def frozen(problem: Problem, asked: Mapping[str, ShiftNeeds], letter: IntArray) -> Problem:
    """The problem with the masks that agents' needs ask for; `letter` [agent, day] are the lines that keep the plan."""
    people = problem.people
    masks, first, size = [people.mask], people.mask_first.copy(), len(people.mask)
    off = people.off_block.copy()
    place = {name: index for index, name in enumerate(people.name)}
    for name, needs in sorted(asked.items()):
        a = place[name]
        for day, (mask, must) in enumerate(masks_of(problem, a, needs, letter[a])):
            masks.append(mask)
            first[a, day], size = size, size + len(mask)
            if must:
                off[a, day] = -1
    changed = replace(people, mask=np.concatenate(masks), mask_first=first, off_block=off)
    rows: dict[str, Any] = {name: getattr(changed, name) for name in ROWS}
    return replace(problem, people=replace(changed, kind=kinds_of(rows, problem.rising)))


def masks_of(problem: Problem, a: int, needs: ShiftNeeds, letter: IntArray) -> Iterator[tuple[BoolArray, bool]]:
    """[day] ([variant of the day] whether agent `a` may work it, whether the agent must).

    `letter` is a line that keeps the plan, or any line: then what must be worked is put on the first day that fits.
    """
    days = [variants_on(problem, a, day) for day in range(problem.grid.days)]
    chosen = [int(letter[day]) - low for day, (low, *_) in enumerate(days)]
    held: dict[int, list[Span]] = defaultdict(list)
    for span in needs.on:
        held[_day_of(span, days, chosen)].append(span)
    for day, (_, old, start, end) in enumerate(days):
        mask, must = _allowed(needs, held[day], start, end, chosen[day])
        yield old & mask, must


Day = tuple[int, BoolArray, IntArray, IntArray]
"""The first variant of a day; which may be worked, and their starts and ends in minutes from the horizon's start."""
NO_DAY = -1
"""The day of a span that no day has a shift for."""


def variants_on(problem: Problem, a: int, day: int) -> Day:
    """What the agent may work on a day."""
    people, tick = problem.people, problem.grid.tick_minutes
    low, high = (int(one) for one in problem.variants.first[people.alphabet[a]][day : day + 2])
    old = people.mask[people.mask_first[a, day] :][: high - low]
    return low, old, problem.variants.start[low:high] * tick, problem.variants.end[low:high] * tick


def _day_of(span: Span, days: Sequence[Day], chosen: Sequence[int]) -> int:
    """The day whose shift is to hold the span: that of the chosen line, else the first that can."""
    for day, (_, _, start, end) in enumerate(days):
        if chosen[day] >= 0 and start[chosen[day]] <= span[0] and span[1] <= end[chosen[day]]:
            return day
    able = (day for day, (_, old, start, end) in enumerate(days) if (old & (start <= span[0]) & (end >= span[1])).any())
    return next(able, NO_DAY)


def _allowed(
    needs: ShiftNeeds, held: Sequence[Span], start: IntArray, end: IntArray, chosen: int
) -> tuple[BoolArray, bool]:
    """([variant of the day] whether the plan allows it, whether the day must be worked); `chosen` is below 0 if off."""
    mask = np.ones(len(start), dtype=np.bool_)
    if needs.whole:
        mask[:] = False
        if chosen >= 0:
            mask[chosen] = True
        return mask, chosen >= 0
    for low, high in needs.off:
        mask &= (end <= low) | (start >= high)
    for low, high in needs.no_start:
        mask &= (start < low) | (start >= high)
    for low, high in held:
        mask &= (start <= low) & (end >= high)
    return mask, bool(held)


def _parts(shifts: Iterable[Span], stretch: Span) -> list[Span]:
    """The parts of a stretch in each shift."""
    return [(max(first, stretch[0]), min(last, stretch[1])) for first, last in shifts
            if first < stretch[1] and stretch[0] < last]  # fmt: skip
