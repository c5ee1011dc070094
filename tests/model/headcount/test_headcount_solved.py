"""Skills counted once, solved: known optima, and the least of all rosters where days do not depend on each other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement
from small_case import roster as made_of

from scheduler.agreement import agreement
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Agent, Contract, Headcount, Operation, Shift, Wish
from scheduler.result import Result

SHIFTS = {"E": Shift(id="E", start="06:00", hours=8), "L": Shift(id="L", start="14:00", hours=8)}
Needs = dict[str, dict[int, float]]
"""Queue -> {hour of the horizon: agents}."""
PROVED = SolveSettings(time_limit=20)
"""So long that it ends by proof."""
A, B = agent("A", skills=("a", "b")), agent("B", skills=("a",))


def workspace(people: list[Agent], rows: list[Headcount], **changes: object) -> Operation:
    made = operation(people, contract=Contract(id="full"), **changes)
    return replace(made, shifts=SHIFTS, headcount=tuple(rows))


def every_day(*rows: Headcount) -> list[Headcount]:
    return [replace(row, day=MONDAY + timedelta(days=day)) for day in range(7) for row in rows]


def solved(
    made: Operation, needs: dict[str, dict[int, float]] | None = None, settings: SolveSettings = PROVED
) -> tuple[Result, int]:
    """The result and its points, which the model believes as they are counted, and a bound that is no higher."""
    asked = requirement(made, horizon(), needs)
    result = solve(made, horizon(), asked, settings)
    told = score(made, horizon(), asked, result.roster)
    assert agreement(told.points, result.believed).agrees
    assert "headcount" in result.believed
    assert result.bound <= told.objective
    assert not check(made, horizon(), result.roster)
    return result, told.objective


def wanted(skill: str | None, agents: int = 1, under: int = 10, over: int = 0, **more: object) -> Headcount:
    return Headcount(MONDAY, "E", agents, under, over, skill=skill, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("people", "each", "points"), [([A, B], False, 0), ([A], False, 70), ([A], True, 0)])
def test_one_person_is_not_two(people: list[Agent], each: bool, points: int) -> None:
    """A has `a` and `b`, B has `a`. With A alone one of the two is missing on each of 7 days: 7 x 10 points."""
    made = workspace(people, every_day(wanted("a", each=each), wanted("b", each=each)))
    result, found = solved(made)
    assert found == result.bound == points
    assert len(result.roster.duties) == 7 * len(people)


def test_a_minimum_and_an_optimum() -> None:
    """`a` is wanted once at least (100) and better twice (10), `b` once (30): A is `b`, and 7 x 10 are missing."""
    made = workspace([A, B], every_day(wanted("a", 1, 100), wanted("a", 2, 10), wanted("b", 1, 30)))
    result, found = solved(made)
    assert found == result.bound == 70


def test_one_too_many_counts_where_it_costs_least() -> None:
    """A and B must work for E (1,000 each) and count for `a` or `b`, of which nobody is wanted: 7 x (3 + 5) points."""
    made = workspace([A, B], every_day(wanted(None, 2, 1000), wanted("a", 0, 0, 5), wanted("b", 0, 0, 3)))
    result, found = solved(made)
    assert found == result.bound == 56


def drawn(chance: random.Random) -> tuple[list[Agent], list[Headcount]]:
    """Three people of up to three skills, rows of one week on two shifts, one to two steps each."""
    people = [
        agent(name, chance.choice(("seattle", "barcelona")), chance.sample("abc", chance.randint(1, 3)))
        for name in ("ann", "bob", "cy")
    ]
    rows = []
    for day, shift, skill in product(range(7), SHIFTS, (None, "a", "b", "c")):
        site = chance.choice((None, None, "seattle"))
        for agents in chance.sample((0, 1, 2), chance.randint(0, 2)):
            under, over = chance.choice((1, 10, 100)), chance.choice((0, 1, 20))
            each = skill == "c" and day == 3
            rows.append(Headcount(MONDAY + timedelta(days=day), shift, agents, under, over, site, skill, None, each))
    return people, rows


def least(made: Operation, needs: Needs) -> int:
    """The least points, day by day, of all choices of a shift for each: what one day costs does not touch another."""
    asked = requirement(made, horizon(), needs)
    nobody = score(made, horizon(), asked, made_of()).objective
    total = nobody
    for day in range(7):
        found = []
        for shifts in product((None, "E", "L"), repeat=len(made.agents)):
            duties = [
                duty(one.id, day, {"E": 6, "L": 14}[shift], shift, zone=one.time_zone, site=one.site, paid=480)
                for one, shift in zip(made.agents, shifts, strict=True)
                if shift
            ]
            found.append(score(made, horizon(), asked, made_of(duties)).objective - nobody)
        total += min(found)
    return total


@pytest.mark.parametrize("seed", range(6))
def test_the_least_of_all_rosters_is_found_and_proved(seed: int) -> None:
    made = workspace(*drawn(random.Random(seed)))
    result, found = solved(made)
    assert found == result.bound == least(made, {})


@pytest.mark.parametrize("seed", range(10, 13))
def test_beside_a_queue_the_bound_stays_below(seed: int) -> None:
    """The bound climbs by steps where there is a queue, and a search by chance may miss a point or two."""
    people, rows = drawn(random.Random(seed))
    made = workspace([replace(one, skills=(*one.skills, "general")) for one in people], rows, queues=[queue("calls")])
    needs = {"calls": {24 * day + 9: 1.0 for day in range(7)}}
    result, found = solved(made, needs, SolveSettings(iterations=300))
    truth = least(made, needs)
    assert 0.95 * truth <= result.bound <= truth <= found <= 1.01 * truth


@pytest.mark.parametrize("few", [0, 64])
def test_where_a_relaxation_is_too_large_search_and_steps_do(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said by kinds of people (`few` = 0) or by families, to the bound and to CP-SAT."""
    monkeypatch.setattr("scheduler.model.search.rigid.MOST_KINDS", -1)
    monkeypatch.setattr("scheduler.model.bound.bound.FEW_SETS", few)
    monkeypatch.setattr("scheduler.model.headcount.choice_heads.FEW_SETS", few)
    made = workspace(*drawn(random.Random(1)))
    result, found = solved(made, settings=SolveSettings(time_limit=6))
    truth = least(made, {})
    assert found == truth
    assert 0.95 * truth <= result.bound <= truth


def test_where_rows_of_one_skill_overlap_the_bound_stays_below() -> None:
    """`a` in all and `a` at Seattle, and `b`: the model may believe too few points, and proves nothing wrong."""
    chance = random.Random(5)
    people, _ = drawn(chance)
    rows = every_day(wanted("a", 2, 10), replace(wanted("a", 1, 10), site="seattle"), wanted("b", 1, 10, 1))
    made = workspace([A, replace(B, skills=("a", "b")), *people], rows)
    asked = requirement(made, horizon())
    result = solve(made, horizon(), asked, SolveSettings(time_limit=5))
    told = score(made, horizon(), asked, result.roster)
    assert agreement(told.points, result.believed).agrees
    assert result.bound <= least(made, {}) <= told.objective


def test_a_long_horizon_is_solved_and_bound_with_shared_skills() -> None:
    """Ten weeks in windows: A is `a` or `b`, and B `a` on two days a week at most: 5 x 10 points a week are missing."""
    span = horizon(weeks=10)
    rows = [replace(row, day=day) for day in span.dates() for row in (wanted("a"), wanted("b"))]
    limits = {"days_week": {"max": 2}}
    made = workspace([A, replace(B, contract="part")], rows)
    made = replace(made, contracts=made.contracts | {"part": Contract(id="part", limits=limits)})
    asked = requirement(made, span)
    result = solve(made, span, asked, SolveSettings(time_limit=15))
    told = score(made, span, asked, result.roster)
    assert agreement(told.points, result.believed).agrees
    assert result.bound == told.points["headcount"] == told.objective == 500


def test_in_strict_order_shared_skills_come_before_wishes() -> None:
    """A alone is missing from one row a day, 70 points, whatever A wishes; then the wish to be off costs its 3."""
    made = workspace([A], every_day(wanted("a"), wanted("b")), wishes=(Wish("A", MONDAY, "off", None, 3),))
    asked = requirement(made, horizon())
    result = solve(made, horizon(), asked, SolveSettings(time_limit=5, lexicographic=True))
    told = score(made, horizon(), asked, result.roster)
    assert (told.points["headcount"], told.points["wishes"]) == (70, 3)
    assert [one.level for one in result.order] == ["headcount", "wishes"]
    assert agreement(told.points, result.believed).agrees
