"""Shortage over skills without assignment variables: the sets of queues whose need can exceed who is able to serve it.

For queues Q served by people of profiles P (each a set of queues), the least possible shortage is
max(0, max over S of need(S) - able(S)), able(S) being the people whose profile meets S (Hall's theorem for fluid
supply). Only sets that are maximal for their able(S) matter: the complements of unions of profiles.
People on a break hold exclusive duties and no queue: they are people of a profile without queues.
With weights w1 >= w2 >= ... the least weighted shortage is the sum over levels k of (w_k - w_{k+1}) times the
shortage of the queues of weight w_k and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_SETS = 20_000
"""A level with more sets than this is judged by its first ones, found from unions of few profiles."""


@dataclass(frozen=True)
class Term:
    """One level of one component: `weight` for each missing agent of the worst of its sets."""

    weight: float
    sets: tuple[frozenset[int], ...]
    """Sets of queues."""
    profiles: tuple[int, ...]
    """The profiles of the component, whether or not they meet a set."""
    complete: bool = True
    """Whether every set that matters is there."""


def components(
    queues: Iterable[int], profiles: Sequence[frozenset[int]]
) -> list[tuple[frozenset[int], tuple[int, ...]]]:
    """Queues that share people, with the profiles that serve them; a queue that nobody serves is alone."""
    left = {queue: frozenset([queue]) for queue in queues}
    for profile in profiles:
        served = profile & left.keys()
        joined = frozenset().union(*(left[queue] for queue in served))
        left.update(dict.fromkeys(joined, joined))
    return [
        (group, tuple(index for index, profile in enumerate(profiles) if profile & group))
        for group in sorted(set(left.values()), key=min)
    ]


@dataclass(frozen=True)
class Nest:
    """The queues of one component of a weight and more, and the next lower weight among them (0: none)."""

    weight: float
    lower: float
    sets: tuple[frozenset[int], ...]
    profiles: tuple[int, ...]
    complete: bool


def nests(
    weights: dict[int, float], profiles: Sequence[frozenset[int]], duties: frozenset[int] = frozenset()
) -> list[Nest]:
    """The nests of the queues in `weights`, component after component, the greatest weight first.

    `duties` are those rows that people hold in breaks, too.
    """
    found = []
    for group, members in components(weights, profiles):
        levels = sorted({weights[queue] for queue in group}, reverse=True)
        served = [profiles[index] for index in members]
        for weight, lower in zip(levels, [*levels[1:], 0.0], strict=True):
            if weight > lower:
                queues = frozenset(queue for queue in group if weights[queue] >= weight)
                sets, complete = maximal_sets(queues, [*served, *(profile & duties for profile in served)])
                found.append(Nest(weight, lower, sets, members, complete))
    return found


def terms(found: Sequence[Nest]) -> list[Term]:
    """The terms of the weighted shortage of nests (points for each missing agent)."""
    return [Term(one.weight - one.lower, one.sets, one.profiles, one.complete) for one in found]


def maximal_sets(queues: frozenset[int], profiles: Iterable[frozenset[int]]) -> tuple[tuple[frozenset[int], ...], bool]:
    """Every set of queues that is maximal for who is able to serve it, and whether the list is complete."""
    found, complete = unions((profile & queues for profile in profiles), MOST_SETS)
    sets = sorted((queues - union for union in found), key=lambda one: (-len(one), sorted(one)))
    return tuple(one for one in sets if one), complete


def unions(parts: Iterable[frozenset[int]], most: int) -> tuple[list[frozenset[int]], bool]:
    """Every union of some parts, the empty one too, and whether the list is complete; few parts' unions come first."""
    whole = sorted(set(parts) - {frozenset()}, key=lambda part: (len(part), sorted(part)))
    known = dict.fromkeys([frozenset[int]()])
    frontier = [frozenset[int]()]
    while frontier and len(known) < most:
        grown = dict.fromkeys(union | part for union in frontier for part in whole)
        frontier = [union for union in grown if union not in known]
        known |= dict.fromkeys(frontier)
    return list(known), not frontier
