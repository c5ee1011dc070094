"""Headcount for the search: rows of people wanted, in families of which only the row that misses most costs points.

Rows that count everyone they describe are families of their own. Where people count for one skill of a shift alone,
the fewest points of all splits of them are a sum over levels of points a person, as for queues (see `families`): at
each level what is missing is the most, over sets of rows, that the set wants less the people who could be in it; and
what is too many is the most, over sets, of people who can be nowhere else less what the set wants. This is the dual of
the flow of people to rows; as points are convex in people, each level has its best set for itself.

Where rows of one skill overlap and people have other skills, they fall into groups without overlap, each of which may
split people another way: fewer points than any roster has, so that bounds hold.

Linear programs say the same with less: beside its families a split has rows of its steps and of kinds of people, which
cost nothing in the search; whoever counts for which row is left to the program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from scheduler.operation import Agent, Headcount
from scheduler.problem.arrays.families import components
from scheduler.problem.arrays.head_sets import Group, Head, People, Sharing, families

Place = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Block:
    """Families that cost points; where they split people, also rows for linear programs, which do not."""

    families: tuple[tuple[Head, ...], ...]
    steps: tuple[tuple[Head, int], ...] = ()
    """Each step of a group as a row that describes nobody, and the group's place."""
    kinds: tuple[tuple[Head, tuple[int, ...]], ...] = ()
    """People who are in the same groups, and the groups' places."""

    @property
    def day(self) -> date:
        return self.families[0][0].day


@dataclass(frozen=True)
class Split:
    """A block that splits people, by places of rows."""

    sets: range
    steps: tuple[tuple[int, int], ...]
    """(row, group)"""
    kinds: tuple[tuple[int, tuple[int, ...]], ...]
    """(row, groups)"""


@dataclass(frozen=True)
class Heads:
    """All blocks in the order of days, and whether their points are those of the best split."""

    blocks: tuple[Block, ...]
    exact: bool

    @property
    def families(self) -> tuple[tuple[Head, ...], ...]:
        """All families that cost points."""
        return tuple(chain.from_iterable(block.families for block in self.blocks))

    def rows(self) -> tuple[list[tuple[int, Head]], list[Split], list[bool]]:
        """(family, row) of all rows, the splits, and whether each row costs points."""
        rows: list[tuple[int, Head]] = []
        splits: list[Split] = []
        counted: list[bool] = []
        family = 0
        for block in self.blocks:
            start = len(rows)
            for own in block.families:
                rows += [(family, head) for head in own]
                family += 1
            sets = range(start, len(rows))
            extra = [head for head, _ in (*block.steps, *block.kinds)]
            rows += [(family + number, head) for number, head in enumerate(extra)]
            family += len(extra)
            counted += [True] * len(sets) + [False] * len(extra)
            if block.kinds:
                steps = tuple((sets.stop + number, group) for number, (_, group) in enumerate(block.steps))
                first = sets.stop + len(steps)
                kinds = tuple((first + number, groups) for number, (_, groups) in enumerate(block.kinds))
                splits.append(Split(sets, steps, kinds))
        return rows, splits, counted


def heads_of(rows: Sequence[Headcount], agents: Sequence[Agent]) -> Heads:
    """The blocks of the rows; points are those of the rows."""
    known: dict[Place, People] = {}
    shared: dict[tuple[tuple[People, ...], People], Sharing] = {}
    once: dict[tuple[date, str], list[Headcount]] = defaultdict(list)
    blocks: list[Block] = []
    for row in rows:
        whom = row.site, row.skill, row.role
        if whom not in known:
            known[whom] = frozenset(place for place, agent in enumerate(agents) if row.counts(agent))
        if row.once:
            once[row.day, row.shift].append(row)
        else:
            blocks.append(_single(row, known[whom]))
    exact = True
    for own in once.values():
        for joined in _joined(_groups(own, known)):
            parts = _apart(joined)
            exact = exact and len(parts) == 1
            for part in parts:
                found, complete = _blocks(part, _elsewhere(joined, part), shared)
                exact = exact and complete
                blocks += found
    return Heads(tuple(sorted(blocks, key=lambda block: block.day)), exact)


def _single(row: Headcount, people: People) -> Block:
    return Block(((Head(row.day, row.shift, people, row.agents, row.weight_under, row.weight_over),),))


def _groups(rows: Sequence[Headcount], known: dict[Place, People]) -> list[Group]:
    found: dict[tuple[str, People], Group] = {}
    for row in rows:
        people = known[row.site, row.skill, row.role]
        group = found.setdefault((str(row.skill), people), Group(str(row.skill), people))
        group.steps.append(row)
    return list(found.values())


def _joined(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Groups that share people with others of another skill, directly or through others; the rest one by one."""
    shared = [
        frozenset({place, other})
        for place, one in enumerate(groups)
        for other in range(place)
        if groups[other].skill != one.skill and not groups[other].people.isdisjoint(one.people)
    ]
    for places, _ in components(range(len(groups)), shared):
        yield [groups[place] for place in sorted(places)]


def _apart(groups: Sequence[Group]) -> list[list[Group]]:
    """Parts in which no two groups of one skill share people."""
    parts: list[list[Group]] = []
    for one in groups:
        part = next((part for part in parts if not any(_overlap(one, other) for other in part)), None)
        if part is None:
            parts.append([one])
        else:
            part.append(one)
    return parts


def _overlap(one: Group, other: Group) -> bool:
    return one.skill == other.skill and not one.people.isdisjoint(other.people)


def _elsewhere(joined: Sequence[Group], part: Sequence[Group]) -> People:
    """People who may count for a skill of other parts that is none of theirs in this part."""
    if len(joined) == len(part):
        return frozenset()
    here: dict[str, People] = defaultdict(frozenset)
    for group in part:
        here[group.skill] |= group.people
    return frozenset[int]().union(*(group.people - here[group.skill] for group in joined))


def _blocks(
    groups: Sequence[Group], elsewhere: People, shared: dict[tuple[tuple[People, ...], People], Sharing]
) -> tuple[list[Block], bool]:
    """The blocks of groups that share people, and whether they have all sets that matter."""
    if len(groups) == 1 and not groups[0].people & elsewhere:
        return [_single(row, groups[0].people) for row in groups[0].steps], True
    people = tuple(group.people for group in groups)
    sharing = shared.setdefault((people, elsewhere), Sharing(people, elsewhere))
    found, complete = families(groups, sharing)
    steps = [
        (Head(row.day, row.shift, frozenset(), row.agents, row.weight_under, row.weight_over), place)
        for place, group in enumerate(groups)
        for row in group.steps
    ]
    day, shift = steps[0][0].day, steps[0][0].shift
    kinds = [(Head(day, shift, own, 0, 0.0, 0.0), tuple(sorted(places))) for places, own in sharing.kinds.items()]
    if elsewhere or not found:  # a program would have them count here
        return ([Block(tuple(found))] if found else []), complete
    return [Block(tuple(found), tuple(steps), tuple(kinds))], complete


def numbered(sets: Iterable[People], agents: int) -> tuple[dict[People, int], list[tuple[int, ...]]]:
    """Set of people -> its number, and [agent] the numbers of the sets that the agent is in."""
    numbers = {people: number for number, people in enumerate(dict.fromkeys(sets))}
    within: list[list[int]] = [[] for _ in range(agents)]
    for people, number in numbers.items():
        for agent in people:
            within[agent].append(number)
    return numbers, [tuple(own) for own in within]
