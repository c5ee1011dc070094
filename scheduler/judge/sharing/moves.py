"""The moves that could even out a roster: handing over, exchanging, and rotating among three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from scheduler.clock import Horizon
from scheduler.judge.sharing.groups import Group
from scheduler.judge.sharing.parts import Slot
from scheduler.operation import Operation
from scheduler.operation.duty_blocks import blocks_of


@dataclass(frozen=True)
class Step:
    """Who gives what of a slot to whom: each agent's part goes to the next, the last one's to the first."""

    agents: tuple[str, ...]
    slot: Slot
    both: bool = True
    """False where only the first one's part moves."""


def slots_of(operation: Operation, horizon: Horizon) -> tuple[Slot, ...]:
    """One or two dates of a week, whole weeks, and blocks (windows, where blocks are windows) of each tier.

    To exchange a date on which the other is off is to hand the shift over; likewise a window that the other has not.
    """
    found, dates = list[Slot](), list(horizon.dates())
    weeks = [dates[week * 7 : week * 7 + 7] for week in range(horizon.weeks)]
    found += [Slot(f"{day}", frozenset([day])) for day in dates]
    found += [Slot(f"the week of {week[0]}", frozenset(week), whole=True) for week in weeks]
    for tier in operation.tiers:
        for block in blocks_of(operation, horizon, tier.cover):
            found.append(Slot(f"{tier.label} of {block.day}", tier=tier, span=(block.start, block.end)))
            if len(block.windows) > 1:
                found += [
                    Slot(f"{tier.label} of {one.day}", tier=tier, span=(one.start, one.end)) for one in block.windows
                ]
    found += [Slot(f"{one} and {two}", frozenset([one, two])) for week in weeks for one, two in combinations(week, 2)]
    return tuple(found)


def steps_of(groups: Sequence[Group], slots: Sequence[Slot]) -> Iterator[Step]:
    """Every move: of two people, slot by slot, then of three in both directions.

    Who are together in several groups may be tried more than once, but groups within others are left out.
    """
    people = whole(groups)
    for slot in slots:
        for members in people:
            for one, two in combinations(members, 2):
                if slot.tier is not None:
                    yield Step((one, two), slot, both=False)
                    yield Step((two, one), slot, both=False)
                yield Step((one, two), slot)
    for slot in slots:
        for members in people:
            for first, second, third in combinations(members, 3):
                yield Step((first, second, third), slot)
                yield Step((third, second, first), slot)


def number_of(groups: Sequence[Group], slots: Sequence[Slot]) -> int:
    """How many moves `steps_of` has."""
    sizes, tiers = [len(members) for members in whole(groups)], sum(slot.tier is not None for slot in slots)
    pairs, triples = sum(comb(size, 2) for size in sizes), sum(comb(size, 3) for size in sizes)
    return pairs * (len(slots) + 2 * tiers) + 2 * triples * len(slots)


def whole(groups: Sequence[Group]) -> list[list[str]]:
    """The members of the groups that lie in no other."""
    sets = list(dict.fromkeys(frozenset(group.weights) for group in groups))
    return [sorted(one) for one in sets if not any(one < other for other in sets)]
