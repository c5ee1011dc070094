"""Decides for which skill of a shift each person counts: the split of people among skills with the fewest points."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations_with_replacement
from math import comb, prod

from scheduler.operation import Agent, Headcount

Place = tuple[str | None, str | None, str | None]
"""Skill, site and role: the steps of one row share it."""
MOST_SPLITS = 200_000
"""Ways to split people that are tried where rows of one skill overlap; where there are more, people move one by one."""


def counted_once(rows: Sequence[Headcount], people: Iterable[Agent]) -> dict[str, str]:
    """Agent -> skill, for those at work on the shift whom a row of it describes; `rows` are those counted once."""
    steps: dict[Place, list[Headcount]] = defaultdict(list)
    for row in rows:
        steps[row.skill, row.site, row.role].append(row)
    ways = {agent.id: _ways(steps, agent) for agent in people}
    found = {name: next(iter(own)) for name, own in ways.items() if len(own) == 1}
    torn = {name: own for name, own in sorted(ways.items()) if len(own) > 1}
    if not torn:
        return found
    start = Counter(place for name, skill in found.items() for place in ways[name][skill])
    if all(len(places) == 1 for own in torn.values() for places in own.values()):
        return found | _placed(steps, torn, start)
    return found | _split(steps, torn, start)


def points(steps: Sequence[Headcount], count: int) -> int:
    """What the steps of one row cost with so many people."""
    return sum(
        max(0, row.agents - count) * row.weight_under + max(0, count - row.agents) * row.weight_over for row in steps
    )


Ways = dict[str, tuple[Place, ...]]
"""Skill -> the rows of that skill that describe somebody."""
Steps = Mapping[Place, Sequence[Headcount]]


def _ways(steps: Steps, agent: Agent) -> Ways:
    found: dict[str, tuple[Place, ...]] = {}
    for place, own in steps.items():
        if own[0].counts(agent):
            skill = str(place[0])
            found[skill] = (*found.get(skill, ()), place)
    return found


def _placed(steps: Steps, torn: Mapping[str, Ways], start: Counter[Place]) -> dict[str, str]:
    """The cheapest split where everybody stands in one row of a skill: a flow, person by person.

    Each in turn takes the way of changes that ends in the row where one more is cheapest; as points are convex in
    people, what stands after each is the cheapest for those who are placed (Ahuja, Magnanti & Orlin 1993, 9.7).
    """
    count, stands = Counter(start), dict[str, Place]()
    for name in torn:
        came: dict[Place, tuple[str, Place | None]] = {}
        todo: list[tuple[str, Place, Place | None]] = [(name, place, None) for (place,) in torn[name].values()]
        for who, place, left in todo:  # grows as it goes
            if place not in came:
                came[place] = (who, left)
                here = [other for other, at in stands.items() if at == place]
                todo += [(other, to, place) for other in here for (to,) in torn[other].values()]
        last: Place | None = min(came, key=lambda place: _rise(steps, count, (place,)))
        assert last is not None
        count[last] += 1
        while last is not None:
            who, left = came[last]
            stands[who], last = last, left
    return {name: str(place[0]) for name, place in stands.items()}


def _split(steps: Steps, torn: Mapping[str, Ways], start: Counter[Place]) -> dict[str, str]:
    """The cheapest split where rows of one skill overlap, by trying: people of the same ways are alike."""
    kinds: dict[tuple[tuple[str, tuple[Place, ...]], ...], list[str]] = defaultdict(list)
    for name, ways in torn.items():
        kinds[tuple(ways.items())].append(name)
    order, places = list(kinds), list(steps)
    if prod(comb(len(own) + len(kind) - 1, len(own)) for kind, own in kinds.items()) > MOST_SPLITS:
        return _moved(steps, torn, start)

    @cache
    def best(number: int, counts: tuple[int, ...]) -> tuple[int, tuple[tuple[str, ...], ...]]:
        if number == len(order):
            return sum(points(steps[place], own) for place, own in zip(places, counts, strict=True)), ()
        found = []
        for chosen in combinations_with_replacement(order[number], len(kinds[order[number]])):
            more = Counter(place for _, own in chosen for place in own)
            after = tuple(own + more[place] for place, own in zip(places, counts, strict=True))
            cost, rest = best(number + 1, after)
            found.append((cost, (tuple(skill for skill, _ in chosen), *rest)))
        return min(found, key=lambda one: one[0])

    _, skills = best(0, tuple(start[place] for place in places))
    split = zip(order, skills, strict=True)
    return {name: skill for kind, own in split for name, skill in zip(kinds[kind], own, strict=True)}


def _moved(steps: Steps, torn: Mapping[str, Ways], start: Counter[Place]) -> dict[str, str]:
    """A split that no one person's change makes cheaper."""
    found, count = {name: next(iter(ways)) for name, ways in torn.items()}, Counter(start)
    count.update(place for name, ways in torn.items() for place in ways[found[name]])
    better = True
    while better:
        better = False
        for name, ways in torn.items():
            count.subtract(ways[found[name]])
            kept = found[name]
            found[name] = min(ways, key=lambda skill: (_rise(steps, count, ways[skill]), skill != kept))
            better = better or _rise(steps, count, ways[found[name]]) < _rise(steps, count, ways[kept])
            count.update(ways[found[name]])
    return found


def _rise(steps: Steps, count: Counter[Place], places: Iterable[Place]) -> int:
    return sum(points(steps[place], count[place] + 1) - points(steps[place], count[place]) for place in places)
