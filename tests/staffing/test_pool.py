"""Queues that share people: which do, what they need together, and each one's share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import sqrt
from typing import Any

import numpy as np
import pytest
from staffing_case import email, horizon, operation, phone, rows

from scheduler.operation import Agent, Operation
from scheduler.problem.weeks.leftover import sliced
from scheduler.requirement import Requirement
from scheduler.staffing import staff
from scheduler.staffing.pool.linked import able_of, parts_of, pools_of
from scheduler.staffing.pool.shared import Needs
from scheduler.staffing.rows import queue_totals, requirement_rows

MONDAY_NINE = "2026-01-05T17:00"
LIVE = {"a": ("a",), "b": ("b",), "c": ("c",)}


def person(name: str, *skills: str, **changes: Any) -> Agent:
    return Agent(name, name, "seattle", "full", skills, ("en",), (), "America/Los_Angeles", **changes)


def made(people: list[Agent], queues: str = "abc", volume: float = 30, **keys: Any) -> Operation:
    """Queues of `volume` calls of 300 s in the interval from Monday 09:00; each wants the skill of its own name."""
    forecast = rows(*((name, MONDAY_NINE, 30, volume * (1 + place), 300) for place, name in enumerate(queues)))
    return operation(*(phone(name, skill=name, **keys) for name in queues), forecast=forecast, agents=tuple(people))


def at_nine(required: Requirement) -> tuple[list[float], list[float]]:
    """What each queue needs alone, and its share."""
    column = int(required.volume.sum(axis=0).argmax())
    return required.by_itself[:, column].tolist(), required.agents[:, column].tolist()


def test_two_queues_together() -> None:
    """5 and 10 Erlangs: 8 and 14 alone. Both add to their loads: 3 and 4, and together 5 = sqrt(9 + 16): 20 agents."""
    alone, shares = at_nine(staff(made([person("p", "a", "b")], "ab"), horizon()))
    assert alone == [8, 14]
    assert sum(shares) == pytest.approx(20)
    assert shares == pytest.approx([5 + 3 * 5 / 7, 10 + 4 * 5 / 7])


def test_the_scarcest_people_give_least() -> None:
    """One more serves `b` alone: `a`, whose people are fewest, keeps its 8, and `b` has the other 12."""
    alone, shares = at_nine(staff(made([person("p", "a", "b"), person("q", "b")], "ab"), horizon()))
    assert alone == [8, 14]
    assert shares == pytest.approx([8, 12])


@pytest.mark.parametrize("people", [[], [person("p", "a"), person("q", "b"), person("r", "c")]], ids=["none", "apart"])
def test_nothing_changes_where_nobody_serves_two_queues(people: list[Agent]) -> None:
    workspace = made(people)
    required, off = staff(workspace, horizon()), staff(replace(workspace, pooling="off"), horizon())
    assert (required.agents == off.agents).all()
    assert (required.pools, required.notes) == ((), off.notes)


def test_off_is_queue_by_queue() -> None:
    off = staff(replace(made([person("p", "a", "b", "c")]), pooling="off"), horizon())
    alone, shares = at_nine(off)
    assert alone == shares == at_nine(staff(made([]), horizon()))[0]
    assert off.pools == ()


def test_queues_are_linked_through_others() -> None:
    """`a` and `c` share nobody: their chances add up as they are, unless `b` links them."""
    workspace = made([person("p", "a", "b"), person("q", "b", "c")])
    able = able_of(workspace, horizon())
    assert parts_of(able, [0, 2]) == [[0], [2]]
    assert parts_of(able, [0, 1, 2]) == [[0, 1, 2]]
    [pool] = pools_of(able)
    assert pool.groups == ((0,), (2,), (1,))
    needs = Needs(workspace, staff(replace(workspace, pooling="off"), horizon()), able)
    column = int(needs.alone.sum(axis=0).argmax())
    added = needs.added[:, column]
    assert needs.together([0, 2])[column] == pytest.approx(needs.alone[[0, 2], column].sum())
    assert needs.together([0, 1, 2])[column] == pytest.approx(needs.load[:, column].sum() + sqrt((added**2).sum()))


def test_who_is_not_employed_in_the_horizon_links_nothing() -> None:
    both = person("p", "a", "b", first_day=date(2026, 2, 1))
    assert staff(made([both], "ab"), horizon()).pools == ()
    assert staff(made([both], "ab"), horizon("2026-02-02")).pools != ()


@pytest.mark.parametrize("seed", range(30))
def test_shares_lie_between_the_load_and_what_a_queue_needs_alone(seed: int) -> None:
    """For drawn people and volumes: in every set of queues, by enumeration, shares ask for at most what it needs alone.

    The whole pool asks for what it needs together, or for more where a share is held at its load.
    """
    chance = np.random.default_rng(seed)
    names = "abcde"[: chance.integers(2, 6)]
    people = [
        person(f"p{n}", *(name for name in names if chance.random() < 0.5)) for n in range(int(chance.integers(1, 7)))
    ]
    workspace = made(people, names, float(chance.choice([0.5, 3, 40])), max_occupancy=float(chance.choice([0.7, 1])))
    required = staff(workspace, horizon())
    able = able_of(workspace, horizon())
    needs = Needs(workspace, staff(replace(workspace, pooling="off"), horizon()), able)
    assert (required.agents <= required.by_itself + 1e-9).all()
    assert (required.agents >= needs.load - 1e-9).all()
    for pool in required.pools:
        shares = required.agents[list(pool.rows)].sum(axis=0)
        assert (shares >= needs.together(pool.rows) - 1e-9).all()
        greatest = required.by_itself[list(pool.rows)].max(axis=0)
        assert (shares >= greatest - 1e-9).all()
    linked = {frozenset(pool.rows) for pool in required.pools}
    for size in range(2, len(names) + 1):
        for rows_of in combinations(range(len(names)), size):
            if linked_by_hand(workspace, rows_of):
                assert any({*rows_of} <= pool for pool in linked)


def linked_by_hand(workspace: Operation, rows_of: tuple[int, ...]) -> bool:
    """Whether people lead from the first of these queues to each other one, step by step within them."""
    queues = list(workspace.queues.values())
    reached, before = {rows_of[0]}, set[int]()
    while reached != before:
        before = set(reached)
        for agent in workspace.agents:
            own = {row for row in rows_of if agent.serves(queues[row])}
            reached |= own if own & before else set()
    return reached == {*rows_of}


def test_messages_count_by_session() -> None:
    """60 messages of 300 s in half an hour at two at once: a load of 5, but 10 people who hold one."""
    workspace = made([person("p", "a", "b")], "ab", volume=60, channel="sms", concurrency=2.0)
    needs = Needs(workspace, staff(replace(workspace, pooling="off"), horizon()), able_of(workspace, horizon()))
    column = int(needs.alone.sum(axis=0).argmax())
    assert needs.load[0, column] == min(10, needs.alone[0, column])


def mail(hours: float, people: list[Agent], volume: float = 12, **keys: Any) -> tuple[Requirement, Requirement]:
    """30 calls and some mail of 300 s in one half hour: with pooling, and without."""
    forecast = rows(("a", MONDAY_NINE, 30, 30, 300), ("mail", MONDAY_NINE, 30, volume, 300))
    queues = phone("a", skill="a", **keys), email("mail", hours, skill="mail")
    workspace = operation(*queues, forecast=forecast, agents=tuple(people))
    return staff(workspace, horizon()), staff(replace(workspace, pooling="off"), horizon())


def test_what_may_wait_is_done_between_calls() -> None:
    """8 agents with 5 Erlangs have 3 agents' time left in that half hour: 90 agent-minutes; mail is 60 of them."""
    pooled, off = mail(4, [person("p", "a", "mail")])
    assert off.deferred[0].arrivals.sum() == 60 * 60
    assert pooled.deferred[0].arrivals.sum() == 0
    assert pooled.agents[1].sum() == 0


def test_no_more_is_done_than_there_is_time_and_skill_for() -> None:
    """At an occupancy of 0.8, 8 x 0.8 - 5 = 1.4 agents are left, of whom a half can do mail: 21 of 60 minutes."""
    people = [person("p", "a", "mail"), person("q", "a")]
    pooled, _ = mail(4, people, max_occupancy=0.8)
    assert pooled.deferred[0].arrivals.sum() == pytest.approx((60 - 21) * 60)
    apart, off = mail(4, [person("p", "a"), person("q", "mail")])
    assert apart.deferred[0].arrivals.sum() == off.deferred[0].arrivals.sum()


def test_what_is_late_stays() -> None:
    """An hour of mail at 08:00 and one at 08:30, each due an hour later; time is left from 09:00 to 09:30 only."""
    letters = (("mail", f"2026-01-05T16:{minute}", 30, 12, 300) for minute in ("00", "30"))
    forecast = rows(("a", MONDAY_NINE, 30, 30, 300), *letters)
    queues = phone("a", skill="a"), email("mail", 1.0, skill="mail")
    workspace = operation(*queues, forecast=forecast, agents=(person("p", "a", "mail"),))
    [work] = staff(workspace, horizon()).deferred
    assert np.flatnonzero(work.arrivals).tolist() == [16]
    assert work.arrivals[16] == 60 * 60


def test_the_files_tell_each_queue_by_itself() -> None:
    """requirement.csv and hours are of the queue alone; its share stands beside them, and a note tells the pool."""
    workspace = made([person("p", "a", "b")], "ab")
    required = staff(workspace, horizon())
    told = [row["agents"] for row in requirement_rows(required, workspace) if row["volume"]]
    assert told == [8, 14]
    totals = queue_totals(required, workspace)
    assert [(row["agents_peak"], row["hours"]) for row in totals] == [(8, 4), (14, 7)]
    assert sum(row["share_hours"] for row in totals) == pytest.approx(10, abs=0.002)
    assert required.notes[-1] == "a, b share people: they need 10.0 agent-hours together, 11.0 one by one"


def test_weeks_of_a_longer_horizon_keep_their_shares() -> None:
    """The second of two weeks, as the windows of a long horizon take it."""
    workspace = made([person("p", "a", "b")], "ab")
    whole = staff(workspace, horizon("2025-12-29", weeks=2))
    second = sliced(whole, horizon(), ())
    assert (second.agents == staff(workspace, horizon()).agents).all()
    assert (second.by_itself == staff(workspace, horizon()).by_itself).all()
