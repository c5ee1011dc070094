"""Headcount for the search: rows of people wanted, in families of which only the row that misses most costs points.

Rows that count everyone they describe are families of their own. Where people count for one skill of a shift alone,
the fewest points of all splits of them are a sum over levels of points a person, as for queues (see `families`): at
each level what is missing is the most, over sets of rows, that the set wants less the people who could be in it; and
what is too many is the most, over sets, of people who can be nowhere else less what the set wants. This is the dual of
the flow of people to rows; as points are convex in people, each level has its best set for itself.

Where rows of one skill overlap and people have other skills, they fall into groups without overlap, each of which may
split people another way: fewer points than any roster has, so that bounds hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from scheduler.operation import Agent, Headcount
from scheduler.problem.families import components, unions

MOST_SETS = 512
"""Sets of one family; where there are more, those of few kinds of people are left in, which is fewer points at most."""
People = frozenset[int]
"""Places of agents."""


@dataclass(frozen=True)
class Head:
    """People wanted on a shift of a date, of some agents; a missing one costs `under` points, an extra one `over`."""

    day: date
    shift: str
    people: People
    need: int
    under: float
    over: float


@dataclass(frozen=True)
class _Group:
    """The steps of one row, or of rows of one skill that describe the same people."""

    skill: str
    people: People
    steps: list[Headcount] = field(default_factory=list)

    def slope(self, count: int) -> int:
        """Points for one more person than so many."""
        return sum(row.weight_over if count >= row.agents else -row.weight_under for row in self.steps)

    @property
    def turns(self) -> list[int]:
        """Counts from which on one more costs another amount."""
        return sorted({0, *(row.agents for row in self.steps)})

    def up_to(self, level: int) -> int | None:
        """The least count from which on one more costs above `level` points; None where none does."""
        return next((count for count in self.turns if self.slope(count) > level), None)

    @property
    def least(self) -> int:
        """Points where they are fewest, whoever comes."""
        return min(
            sum(max(0, row.agents - count) * row.weight_under + max(0, count - row.agents) * row.weight_over
                for row in self.steps)
            for count in self.turns
        )  # fmt: skip


@dataclass(frozen=True)
class Heads:
    """All families, and whether their points are those of the best split."""

    families: tuple[tuple[Head, ...], ...]
    exact: bool


def heads_of(rows: Sequence[Headcount], agents: Sequence[Agent]) -> Heads:
    """The families of the rows; points are those of the rows."""
    known: dict[tuple[str | None, str | None, str | None], People] = {}
    once: dict[tuple[date, str], list[Headcount]] = defaultdict(list)
    families: list[tuple[Head, ...]] = []
    for row in rows:
        whom = row.site, row.skill, row.role
        if whom not in known:
            known[whom] = frozenset(place for place, agent in enumerate(agents) if row.counts(agent))
        if row.once:
            once[row.day, row.shift].append(row)
        else:
            families.append((_single(row, known[whom]),))
    exact = True
    for own in once.values():
        groups = _groups(own, [known[row.site, row.skill, row.role] for row in own])
        for joined in _joined(groups):
            parts = _apart(joined)
            exact = exact and len(parts) == 1
            for part in parts:
                found, complete = _families(part, _elsewhere(joined, part))
                exact = exact and complete
                families += found
    return Heads(tuple(families), exact)


def _single(row: Headcount, people: People) -> Head:
    return Head(row.day, row.shift, people, row.agents, row.weight_under, row.weight_over)


def _groups(rows: Sequence[Headcount], people: Sequence[People]) -> list[_Group]:
    found: dict[tuple[str, People], _Group] = {}
    for row, own in zip(rows, people, strict=True):
        group = found.setdefault((str(row.skill), own), _Group(str(row.skill), own))
        group.steps.append(row)
    return list(found.values())


def _joined(groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    """Groups that share people with others of another skill, directly or through others; the rest one by one."""
    shared = [
        frozenset({place, other})
        for place, one in enumerate(groups)
        for other in range(place)
        if groups[other].skill != one.skill and groups[other].people & one.people
    ]
    for places, _ in components(range(len(groups)), shared):
        yield [groups[place] for place in sorted(places)]


def _apart(groups: Sequence[_Group]) -> list[list[_Group]]:
    """Parts in which no two groups of one skill share people."""
    parts: list[list[_Group]] = []
    for one in groups:
        part = next((part for part in parts if not any(_overlap(one, other) for other in part)), None)
        if part is None:
            parts.append([one])
        else:
            part.append(one)
    return parts


def _overlap(one: _Group, other: _Group) -> bool:
    return one.skill == other.skill and bool(one.people & other.people)


def _elsewhere(joined: Sequence[_Group], part: Sequence[_Group]) -> People:
    """Who may count for a skill of other parts that is none of theirs in this part."""
    here: dict[str, People] = defaultdict(frozenset)
    for group in part:
        here[group.skill] |= group.people
    return frozenset[int]().union(*(group.people - here[group.skill] for group in joined))


def _families(groups: Sequence[_Group], elsewhere: People) -> tuple[list[tuple[Head, ...]], bool]:
    """The families of groups that share people, and whether they have all sets that matter.

    Those who may count elsewhere are never too many here.
    """
    if len(groups) == 1 and not groups[0].people & elsewhere:
        return [(_single(row, groups[0].people),) for row in groups[0].steps], True
    first = groups[0].steps[0]
    kinds = _kinds(groups)
    bound = {places: people - elsewhere for places, people in kinds.items() if people - elsewhere}
    levels = sorted({0, *(group.slope(count) for group in groups for count in group.turns)})
    found: list[tuple[Head, ...]] = []
    complete = True
    for low, high in pairwise(levels):
        wanted = {place: up for place, group in enumerate(groups) if (up := group.up_to(low)) is not None}
        chosen, own = (_missing, kinds) if high <= 0 else (_extra, bound)
        rows, whole = chosen(wanted, own, first, high - low)
        found += rows
        complete = complete and whole
    least = sum(group.least for group in groups)
    if least:
        found.append((Head(first.day, first.shift, frozenset(), 1, least, 0.0),))
    return found, complete


Kinds = dict[frozenset[int], People]
"""Places of groups -> the people who are in exactly these."""


def _kinds(groups: Sequence[_Group]) -> Kinds:
    of: dict[int, set[int]] = defaultdict(set)
    for place, group in enumerate(groups):
        for person in group.people:
            of[person].add(place)
    kinds: dict[frozenset[int], set[int]] = defaultdict(set)
    for person, places in of.items():
        kinds[frozenset(places)].add(person)
    return {places: frozenset(people) for places, people in kinds.items()}


Found = tuple[list[tuple[Head, ...]], bool]


def _missing(wanted: dict[int, int], kinds: Kinds, row: Headcount, points: int) -> Found:
    """Of one level: sets of groups, and everybody who could be in one of the set."""
    short = {place: need for place, need in wanted.items() if need > 0}
    families, complete = [], True
    for group, members in components(short, list(kinds)):
        parts = {list(kinds)[index] & group for index in members}
        taken, whole = unions(parts, MOST_SETS)
        sets = [group - union for union in taken if group - union]
        if not whole:
            sets += [frozenset([place]) for place in group if frozenset([place]) not in sets]
        complete = complete and whole
        families.append(
            tuple(
                Head(row.day, row.shift, _people(kinds, chosen), sum(short[place] for place in chosen), points, 0.0)
                for chosen in sets
            )
        )
    return families, complete


def _people(kinds: Kinds, chosen: frozenset[int]) -> People:
    return frozenset[int]().union(*(people for places, people in kinds.items() if places & chosen))


def _extra(wanted: dict[int, int], kinds: Kinds, row: Headcount, points: int) -> Found:
    """Of one level: sets of groups, and everybody who can be nowhere but in the set."""
    inside = {places: people for places, people in kinds.items() if places <= wanted.keys()}
    families, complete = [], True
    for _, members in components(wanted, list(inside)):
        own = {list(inside)[index]: inside[list(inside)[index]] for index in members}
        chosen, whole = unions(own, MOST_SETS)
        complete = complete and whole
        heads = tuple(
            Head(row.day, row.shift, _within(own, union), sum(wanted[place] for place in union), 0.0, points)
            for union in chosen
            if union
        )
        families += [heads] if heads else []
    return families, complete


def _within(kinds: Kinds, chosen: frozenset[int]) -> People:
    return frozenset[int]().union(*(people for places, people in kinds.items() if places <= chosen))


def numbered(sets: Iterable[People], agents: int) -> tuple[dict[People, int], list[tuple[int, ...]]]:
    """Set of people -> its number, and [agent] the numbers of the sets that the agent is in."""
    numbers = {people: number for number, people in enumerate(dict.fromkeys(sets))}
    within: list[list[int]] = [[] for _ in range(agents)]
    for people, number in numbers.items():
        for agent in people:
            within[agent].append(number)
    return numbers, [tuple(own) for own in within]
