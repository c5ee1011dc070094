"""Families of headcount rows against the split that the judge counts: the same points, whoever is at work."""

from __future__ import annotations

import random

import pytest
from small_case import MONDAY, agent

from scheduler.count.headcount_once import counted_once
from scheduler.operation import Agent, Headcount
from scheduler.problem.arrays.head_sets import Head
from scheduler.problem.arrays.heads import heads_of

SITES, ROLES = ("seattle", "barcelona"), ("x", "y")


def counted(rows: list[Headcount], people: list[Agent]) -> int:
    """Points of the rows by the judge's split."""
    skill_of, total = counted_once([row for row in rows if row.once], people), 0
    for row in rows:
        count = sum(row.counts(one) and (not row.once or skill_of[one.id] == row.skill) for one in people)
        total += max(0, row.agents - count) * row.weight_under + max(0, count - row.agents) * row.weight_over
    return total


def believed(families: tuple[tuple[Head, ...], ...], at_work: set[int]) -> float:
    """Points of the families: of each only the row that costs most."""
    return sum(max(_points(row, len(row.people & at_work)) for row in family) for family in families)


def _points(row: Head, count: int) -> float:
    return max(0, row.need - count) * row.under + max(0, count - row.need) * row.over


def drawn(chance: random.Random, overlap: bool) -> tuple[list[Headcount], list[Agent]]:
    """Rows of one shift, with steps, and eight people of up to three skills; `overlap`: of one skill, too."""
    skills = "abcd"[: chance.randint(2, 4)]
    people = [
        agent(f"P{i}", site=chance.choice(SITES), skills=chance.sample(skills, chance.randint(0, min(3, len(skills)))),
              roles=chance.sample(ROLES, chance.randint(0, 2)))
        for i in range(8)
    ]  # fmt: skip
    kinds = [{}, {"site": "seattle"}, {"role": "x"}]
    rows = []
    for skill in (None, *skills):
        for asked in kinds if overlap or skill is None else [chance.choice(kinds)]:
            for agents in chance.sample(range(5), chance.randint(1, 2)):
                under, over = chance.choice((0, 1, 10, 100)), chance.choice((0, 0, 1, 10, 50))
                rows.append(Headcount(MONDAY, "day", agents, under, over, skill=skill, **asked))  # type: ignore[arg-type]
    return rows, people


@pytest.mark.parametrize("seed", range(80))
def test_families_cost_what_the_best_split_does(seed: int) -> None:
    chance = random.Random(seed)
    rows, people = drawn(chance, overlap=False)
    heads = heads_of(rows, people)
    assert heads.exact
    for _ in range(20):
        at_work = set(chance.sample(range(8), chance.randint(0, 8)))
        assert believed(heads.families, at_work) == counted(rows, [people[place] for place in sorted(at_work)])


@pytest.mark.parametrize("seed", range(40))
def test_where_rows_of_one_skill_overlap_families_cost_no_more(seed: int) -> None:
    """A bound holds then; and where the problem says that it is exact, it is."""
    chance = random.Random(seed)
    rows, people = drawn(chance, overlap=True)
    heads = heads_of(rows, people)
    for _ in range(20):
        at_work = set(chance.sample(range(8), chance.randint(0, 8)))
        truth = counted(rows, [people[place] for place in sorted(at_work)])
        assert believed(heads.families, at_work) <= truth
        assert not heads.exact or believed(heads.families, at_work) == truth


def test_one_named_skill_needs_no_families() -> None:
    """The rows stay as they are in the file: one row a family, with both of its weights."""
    rows = [Headcount(MONDAY, "day", 2, 100, 1), Headcount(MONDAY, "day", 1, 10, 5, skill="a")]
    heads = heads_of(rows, [agent("A", skills=("a",)), agent("B", skills=())])
    assert heads.exact
    assert heads.families == (
        (Head(MONDAY, "day", frozenset({0, 1}), 2, 100, 1),),
        (Head(MONDAY, "day", frozenset({0}), 1, 10, 5),),
    )
