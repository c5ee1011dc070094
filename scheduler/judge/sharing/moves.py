"""The moves that could even out a roster: handing over, exchanging, and rotating among three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from scheduler.clock import Horizon
from scheduler.goals.duty_blocks import blocks_of
from scheduler.judge.sharing.groups import Group
from scheduler.judge.sharing.parts import Slot
from scheduler.operation import Operation


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
    """Every move: of two people, slot by slot, then of three in both directions; each once, whatever their groups."""
    seen: set[tuple[str, str]] = set()
    pairs = list[tuple[str, str]]()
    for group in groups:
        for pair in combinations(sorted(group.weights), 2):
            if pair not in seen:
                seen.add(pair)
                pairs.append(pair)
    for slot in slots:
        for pair in pairs:
            if slot.tier is not None:
                yield Step(pair, slot, both=False)
                yield Step((pair[1], pair[0]), slot, both=False)
            yield Step(pair, slot)
    for slot in slots:
        for one, two, three in _triples(groups):
            yield Step((one, two, three), slot)
            yield Step((three, two, one), slot)


def number_of(groups: Sequence[Group], slots: Sequence[Slot]) -> int:
    """How many moves there are."""
    pairs = len({pair for group in groups for pair in combinations(sorted(group.weights), 2)})
    tiers = sum(slot.tier is not None for slot in slots)
    triples = sum(1 for _ in _triples(groups)) if slots else 0
    return pairs * (len(slots) + 2 * tiers) + 2 * triples * len(slots)


def _triples(groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    """Three members of a group, each three once."""
    of: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for agent in group.weights:
            of.setdefault(agent, set()).add(number)
    for number, group in enumerate(groups):
        for three in combinations(sorted(group.weights), 3):
            if min(of[three[0]] & of[three[1]] & of[three[2]]) == number:
                yield three
