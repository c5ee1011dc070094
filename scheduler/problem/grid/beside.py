"""Which tiers of duties, held by people on shift beside all else, are counted together: nobody holds two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from scheduler.operation import Cover, Operation

Family = tuple[int, ...]
"""Places in `Operation.tiers`."""


def families_of(operation: Operation) -> tuple[Family, ...]:
    """The families, in the order of cover.toml: tiers on shift of which one agent holds at most one at a time.

    A tier that shares its agents with no other of its family needs none. Duties of a family are those of a group that
    `apart_from` joins, where any two of the group are apart. Where some two may be held by one agent, each duty is a
    family of its own: a relaxation, as the model then lets one agent hold two that are apart.
    """
    own = _on_shift(operation)
    found = (
        tuple(sorted(index for name in group for index in own[name]))
        for group in _groups([cover for cover in operation.cover if cover.name in own])
    )
    return tuple(sorted(family for family in found if _shares(operation, family)))


def _on_shift(operation: Operation) -> Mapping[str, list[int]]:
    """Duty -> its tiers that are held by presence, where there are any."""
    own: dict[str, list[int]] = {}
    for index, tier in enumerate(operation.tiers):
        if not tier.on_call and not tier.exclusive:
            own.setdefault(tier.cover.name, []).append(index)
    return own


def _groups(duties: Iterable[Cover]) -> list[list[str]]:
    """Names of duties that are all apart from each other; others are alone."""
    known = {duty.name: duty for duty in duties}
    free = {name for name, duty in known.items() if not any(tier.on_call for tier in duty.parts)}
    apart = {(name, other) for name in free for other in known[name].apart_from if other in free and other != name}
    apart |= {(other, name) for name, other in apart}
    found, seen = list[list[str]](), set[str]()
    for name in (name for name in known if name not in seen):
        group = _reached(name, apart)
        seen |= group
        whole = all(pair in apart for pair in combinations(sorted(group), 2))
        found += [sorted(group)] if whole else [[one] for one in sorted(group)]
    return found


def _reached(name: str, apart: set[tuple[str, str]]) -> set[str]:
    """The duty and all that it is joined with, directly or through others."""
    group, frontier = {name}, {name}
    while frontier:
        frontier = {other for one, other in apart if one in frontier} - group
        group |= frontier
    return group


def _shares(operation: Operation, family: Family) -> bool:
    """Whether some agent may hold two of the tiers."""
    tiers = [operation.tiers[index] for index in family]
    return any(sum(tier.staffed_by(agent) for tier in tiers) > 1 for agent in operation.agents)
