"""Limits on how duties follow one another: in a row, rolling maxima, after a backup, beside another duty."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.limits.units import Unit, Units, at_most
from scheduler.model.escalation.slots import Slot
from scheduler.operation import Cover

Pinned = Collection[tuple[str, str, object]]
"""(duty, agent, date) of units that a pin gives: they count for no limit."""


def add_spacing(draft: Draft, pinned: Pinned = ()) -> None:
    """Add every limit on sequences to the model."""
    for cover in draft.scene.covers:
        blocks = Units(draft, cover, by_window=cover.block == "any")
        for name in draft.holders(cover.name):
            free = [unit for unit in blocks.every if (cover.name, name, unit.day) not in pinned]
            if cover.max_in_a_row is not None:
                _in_a_row(draft, blocks, free, name, cover.max_in_a_row)
            if not cover.primary_after_backup:
                _after_backup(draft, blocks, free, name)
        if cover.max_windows is not None:
            _rolling(draft, cover, pinned)
    _beside(draft, pinned)


def _in_a_row(draft: Draft, blocks: Units, free: list[Unit], name: str, most: int) -> None:
    """No run of units has more than `most`; a pinned unit does not count and ends no run."""
    every, tiers = blocks.every, blocks.tiers()
    counts = [any(unit is one for one in free) for unit in every]
    for first in (place for place, counted in enumerate(counts) if counted):
        own = [place for place in range(first, len(every)) if counts[place]][: most + 1]
        run = every[first : own[-1] + 1]
        if len(own) > most and run[-1].numbers:
            at_most(draft, [blocks.held(unit, name, tiers) for unit in run], len(run) - 1)


def _after_backup(draft: Draft, blocks: Units, free: list[Unit], name: str) -> None:
    """Who holds another tier in a unit does not hold the first tier in the next."""
    first, *others = blocks.tiers()
    for before, after in pairwise(blocks.every):
        if after.numbers and all(any(unit is one for one in free) for unit in (before, after)):
            at_most(draft, [blocks.held(before, name, others), blocks.held(after, name, [first])], 1)


def _rolling(draft: Draft, cover: Cover, pinned: Pinned) -> None:
    """Allow at most so many windows in any so many days."""
    limit, windows = cover.max_windows, Units(draft, cover, by_window=True)
    assert limit is not None
    for name in draft.holders(cover.name):
        free = [unit for unit in windows.every if (cover.name, name, unit.day) not in pinned]
        for last in (unit for unit in free if unit.numbers):
            since = last.day - timedelta(days=limit.days - 1)
            run = [unit for unit in free if since <= unit.day <= last.day]
            if len(run) > limit.windows:
                at_most(draft, [windows.held(unit, name, windows.tiers()) for unit in run], limit.windows)


def _beside(draft: Draft, pinned: Pinned) -> None:
    """Who holds a window of a duty holds none of the duties that it names on the day before or after."""
    covers = {cover.name: cover for cover in draft.scene.covers}
    for cover in draft.scene.covers:
        for other in (covers[name] for name in cover.not_beside if name in covers):
            own, far = (Units(draft, one, by_window=True) for one in (cover, other))
            for name in sorted({*draft.holders(cover.name)} & {*draft.holders(other.name)}):
                for unit in own.every:
                    for near in far.every:
                        neighbours = abs((unit.day - near.day).days) == 1 and (unit.numbers or near.numbers)
                        waived = {(cover.name, name, unit.day), (other.name, name, near.day)} & {*pinned}
                        if neighbours and not waived:
                            both = own.held(unit, name, own.tiers()), far.held(near, name, far.tiers())
                            at_most(draft, both, 1)


def add_longest(draft: Draft) -> None:
    """Standby in one piece is no longer than the duty allows; shifts of who holds on at work end a piece."""
    for cover in draft.scene.covers:
        most = min((60 * tier.longest for tier in cover.parts if tier.longest is not None), default=None)
        if most is None:
            continue
        for name in draft.holders(cover.name):
            own = [_stands(draft, cover, number, name) for number in range(len(draft.slots[cover.name]))]
            _pieces(draft, draft.slots[cover.name], own, most)
            _goes_on(draft, draft.slots[cover.name], own, most - draft.scene.stood_before(cover.name, name))


def _stands(draft: Draft, cover: Cover, number: int, name: str) -> list[cp_model.IntVar]:
    places = [place for place in draft.scene.of_cover(cover.name) if draft.scene.tiers[place].on_call]
    return [var for place in places if (var := draft.stands(place, number, name)) is not None]


def _reached(slots: list[Slot], first: int, most: float) -> int:
    """The last slot of the shortest run without a gap that is longer than `most` minutes, else of the longest run."""
    last = first
    while last + 1 < len(slots) and slots[last + 1].start == slots[last].end:
        if slots[last].end - slots[first].start > most:
            break
        last += 1
    return last


def _pieces(draft: Draft, slots: list[Slot], standing: list[list[cp_model.IntVar]], most: float) -> None:
    """The agent does not stand by in all slots of a run without a gap that is longer than `most` minutes."""
    for first, slot in enumerate(slots):
        last = _reached(slots, first, most)
        own = standing[first : last + 1]
        if slots[last].end - slot.start > most and all(own):
            draft.model.add(sum(var for some in own for var in some) <= len(own) - 1)


def _goes_on(draft: Draft, slots: list[Slot], standing: list[list[cp_model.IntVar]], left: float) -> None:
    """Who stood by up to the horizon's start goes on for no longer than is left."""
    run = list(_from_start(slots, left))
    if run and slots[run[-1]].end > left and all(standing[number] for number in run):
        draft.model.add(sum(var for number in run for var in standing[number]) <= len(run) - 1)


def _from_start(slots: list[Slot], left: float) -> Iterator[int]:
    """The slots from the horizon's start without a gap, up to the first that ends later."""
    at = 0
    for number, slot in enumerate(slots):
        if slot.start != at or (at > left and number):
            return
        yield number
        at = slot.end
