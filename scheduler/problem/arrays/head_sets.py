"""The sets of rows with a skill that can miss people, or have too many, and who is in them (see `heads`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from scheduler.operation import Headcount
from scheduler.problem.arrays.families import components, unions

MOST_SETS = 512
"""Sets of one family; where there are more, some are left out, which is fewer points at most."""
People = frozenset[int]
"""Places of agents."""
Chosen = frozenset[int]
"""Places of groups."""
Family = tuple[tuple[Chosen, People], ...]


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
class Group:
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
class Sharing:
    """Groups that share people, whatever is wanted of them; each set is worked out once."""

    people: tuple[People, ...]
    """The people of each group."""
    elsewhere: People
    """People who may count elsewhere: they are never too many here."""
    known: dict[tuple[bool, Chosen], tuple[list[tuple[Chosen, Family]], bool]] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> Mapping[Chosen, People]:
        """Places of groups -> the people who are in exactly these."""
        of: dict[int, set[int]] = defaultdict(set)
        for place, people in enumerate(self.people):
            for person in people:
                of[person].add(place)
        kinds: dict[Chosen, set[int]] = defaultdict(set)
        for person, places in of.items():
            kinds[frozenset(places)].add(person)
        return {places: frozenset(people) for places, people in kinds.items()}

    def missing(self, groups: Chosen) -> tuple[list[tuple[Chosen, Family]], bool]:
        """Components of the groups: sets with everybody who could be in one of the set; whether all are there."""
        if (True, groups) not in self.known:
            self.known[True, groups] = self._components(groups, dict(self.kinds), self._could)
        return self.known[True, groups]

    def extra(self, groups: Chosen) -> tuple[list[tuple[Chosen, Family]], bool]:
        """Components of the groups: sets with everybody who can be nowhere but in the set; whether all are there."""
        if (False, groups) not in self.known:
            bound = {
                places: people - self.elsewhere
                for places, people in self.kinds.items()
                if places <= groups and people - self.elsewhere
            }
            self.known[False, groups] = self._components(groups, bound, self._must)
        return self.known[False, groups]

    def _components(self, groups: Chosen, kinds, family):  # type: ignore[no-untyped-def]
        found, complete, places = [], True, list(kinds)
        for one, members in components(groups, places):
            own = {places[index]: kinds[places[index]] for index in members}
            sets, whole = unions((part & one for part in own), MOST_SETS)
            found.append((one, family(one, own, sets, whole)))
            complete = complete and whole
        return found, complete

    def _could(self, groups: Chosen, kinds: Mapping[Chosen, People], sets: Sequence[Chosen], whole: bool) -> Family:
        chosen = [groups - union for union in sets if groups - union]
        if not whole:
            known = set(chosen)
            chosen += [single for single in map(frozenset, ([place] for place in groups)) if single not in known]
        return tuple((one, _joined(people for places, people in kinds.items() if places & one)) for one in chosen)

    def _must(self, groups: Chosen, kinds: Mapping[Chosen, People], sets: Sequence[Chosen], whole: bool) -> Family:
        chosen = [union for union in sets if union]
        return tuple((one, _joined(people for places, people in kinds.items() if places <= one)) for one in chosen)


def _joined(parts) -> People:  # type: ignore[no-untyped-def]
    return frozenset[int]().union(*parts)


def families(groups: Sequence[Group], sharing: Sharing) -> tuple[list[tuple[Head, ...]], bool]:
    """The families of groups that share people, level by level, and whether they have all sets that matter."""
    first = groups[0].steps[0]
    levels = sorted({0, *(group.slope(count) for group in groups for count in group.turns)})
    found: list[tuple[Head, ...]] = []
    complete = True
    for low, high in pairwise(levels):
        wanted = {place: up for place, group in enumerate(groups) if (up := group.up_to(low)) is not None}
        if high <= 0:
            rows, whole = sharing.missing(frozenset(place for place, need in wanted.items() if need > 0))
        else:
            rows, whole = sharing.extra(frozenset(wanted))
        points = (high - low, 0.0) if high <= 0 else (0.0, high - low)
        for own in (own for _, own in rows if own):
            sums = [(people, sum(map(wanted.__getitem__, chosen))) for chosen, people in own]
            found.append(tuple(Head(first.day, first.shift, people, need, *points) for people, need in sums))
        complete = complete and whole
    least = sum(group.least for group in groups)
    if least:
        found.append((Head(first.day, first.shift, frozenset(), 1, least, 0.0),))
    return found, complete
