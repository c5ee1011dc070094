"""Skills counted once: the split of people among rows with a skill, against every split tried."""

from __future__ import annotations

import random
from itertools import product

import pytest
from load_case import broken, complaints
from small_case import MONDAY, agent, duty, operation
from small_case import roster as made_of

from scheduler.clock import Horizon
from scheduler.count.headcount_once import counted_once
from scheduler.count.headcount_table import headcount_of
from scheduler.load import load
from scheduler.operation import Agent, Headcount

A, B = agent("A", skills=("a", "b")), agent("B", skills=("a",))


def wanted(agents: int = 1, under: int = 10, over: int = 0, shift: str = "day", **asked: object) -> Headcount:
    return Headcount(MONDAY, shift, agents, under, over, **asked)  # type: ignore[arg-type]


def missing(rows: tuple[Headcount, ...], *people: Agent) -> list[int]:
    """[row] people missing where those people work the shift."""
    workspace = operation(people, headcount=rows)
    duties = made_of([duty(one.id, 0, 8) for one in people])
    return [row.short for row in headcount_of(workspace, Horizon(MONDAY, 1, "UTC"), duties)]


def test_a_person_counts_for_one_skill_and_the_other_row_is_missing_one() -> None:
    rows = (wanted(skill="a"), wanted(skill="b"))
    assert missing(rows, A, B) == [0, 0]  # B can only be a, so A is b
    assert sum(missing(rows, A)) == 1
    assert missing((wanted(skill="a", each=True), wanted(skill="b", each=True)), A) == [0, 0]


def test_rows_without_a_skill_count_everyone() -> None:
    rows = (wanted(2), wanted(skill="a"), wanted(skill="b"), wanted(site="seattle"))
    assert missing(rows, A, B) == [0, 0, 0, 0]


def test_a_minimum_and_an_optimum_are_steps_of_one_row() -> None:
    """Each step counts the same people: with A for `a` and B for `a`, one of `a` is missing from the optimum of 3."""
    rows = (wanted(1, 100, skill="a"), wanted(3, 5, skill="a"), wanted(1, 1, skill="b"))
    assert missing(rows, A, B) == [0, 1, 1]  # 5 + 1: A as b would cost 2 x 5


def test_one_too_many_counts_where_it_costs_least() -> None:
    rows = (wanted(1, 10, 7, skill="a"), wanted(0, 10, 3, skill="b"))
    [a, b] = headcount_of(
        operation((A, B), headcount=rows), Horizon(MONDAY, 1, "UTC"), made_of([duty("A", 0, 8), duty("B", 0, 8)])
    )
    assert (a.agents, b.agents) == (("B",), ("A",))
    assert (a.over, b.over) == (0, 1)


@pytest.mark.parametrize("seed", range(60))
def test_the_split_costs_the_least_of_all(seed: int) -> None:
    """Every choice of a skill for each person is tried; half of the cases have rows of one skill that overlap."""
    chance = random.Random(seed)
    sites, roles = ("seattle", "barcelona"), ("x", "y")
    people = [
        agent(f"P{i}", site=chance.choice(sites), skills=chance.sample("abc", chance.randint(1, 3)),
              roles=chance.sample(roles, chance.randint(0, 2)))
        for i in range(6)
    ]  # fmt: skip
    rows = [
        wanted(chance.randint(0, 3), chance.choice((1, 10)), chance.choice((0, 1, 4)), skill=skill, **asked)
        for skill in "abc"
        for asked in ({}, {"site": "seattle"}, {"role": "x"})[: 1 + 2 * (seed % 2)]
        for _ in range(chance.randint(1, 2))
    ]
    found = counted_once(rows, people)
    assert _points(rows, people, found) == min(
        _points(rows, people, dict(zip([one.id for one in people], chosen, strict=True)))
        for chosen in product(*([s for s in one.skills if _fits(rows, one, s)] or [""] for one in people))
    )


def _fits(rows: list[Headcount], one: Agent, skill: str) -> bool:
    return any(row.skill == skill and row.counts(one) for row in rows)


def _points(rows: list[Headcount], people: list[Agent], skill_of: dict[str, str]) -> int:
    total = 0
    for row in rows:
        count = sum(row.counts(one) and skill_of.get(one.id) == row.skill for one in people)
        total += max(0, row.agents - count) * row.weight_under + max(0, count - row.agents) * row.weight_over
    return total


HEADER = "date,shift,agents,weight_under,weight_over,skill,counts\n"


def test_steps_are_read_in_order_and_counts_says_each(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = "2027-01-12,day,10,1,1,general,each\n2027-01-12,day,2,9,1,general,each\n2027-01-12,day,3,1,1,,each\n"
    root = broken(tmp_path, ("forecasts/headcount.csv", "", HEADER + rows))
    read = [(row.agents, row.skill, row.each, row.once) for row in load(root).headcount]
    assert read == [(3, None, False, False), (2, "general", True, False), (10, "general", True, False)]


def test_counts_that_make_no_sense_are_complaints(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = (
        "2027-01-12,day,2,1,1,,once\n2027-01-12,late,2,1,1,general,twice\n"
        "2027-01-13,day,2,1,1,general,once\n2027-01-13,day,3,1,1,general,each\n2027-01-13,day,3,1,1,general,\n"
    )
    root = broken(tmp_path, ("forecasts/headcount.csv", "", HEADER + rows))
    file = "forecasts/headcount.csv"
    assert complaints(root) == [
        f"{file}:2: counts: 'once' is for rows with a skill; name one, or leave counts empty",
        f"{file}:3: counts: 'twice' is neither 'once' nor 'each'",
        f"{file}:5: counts: steps of one row count alike, and {file}:4 says 'once'",
        f"{file}:6: shift 'day' of 2027-01-13 is wanted twice (also in {file}:5); keep one",
    ]
