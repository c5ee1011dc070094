"""Queues that share people: which do, what they need together by the formula, and what files and notes tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from pool_case import at_nine, made, person
from staffing_case import horizon

from scheduler.operation import Agent, Leave, Operation
from scheduler.problem.weeks.leftover import sliced
from scheduler.staffing import staff
from scheduler.staffing.pool.linked import able_of, parts_of, pools_of
from scheduler.staffing.pool.present import present
from scheduler.staffing.pool.shared import Needs
from scheduler.staffing.rows import queue_totals, requirement_rows


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
    able = able_of(workspace, present(workspace, horizon()).any(axis=1))
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
    """Shares of drawn operations keep their limits, and every set of queues that is linked by hand lies in one pool."""
    chance = np.random.default_rng(seed)
    names = "abcde"[: chance.integers(2, 6)]
    people = [
        person(f"p{n}", *(name for name in names if chance.random() < 0.5)) for n in range(int(chance.integers(1, 7)))
    ]
    workspace = made(people, names, float(chance.choice([0.5, 3, 40])), max_occupancy=float(chance.choice([0.7, 1])))
    required = staff(workspace, horizon())
    able = able_of(workspace, present(workspace, horizon()).any(axis=1))
    needs = Needs(workspace, staff(replace(workspace, pooling="off"), horizon()), able)
    assert (required.agents <= required.by_itself + 1e-9).all()
    assert (required.agents >= needs.load - 1e-9).all()
    busy = np.array([[queue.max_occupancy] for queue in workspace.queues.values()])
    assert (required.agents >= np.minimum(required.by_itself, needs.load / busy) - 1e-9).all()
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
    """12 messages of 300 s in half an hour at two at once: a load of 1, but 2 people hold one each; 3 alone."""
    workspace = made([person("p", "a", "b")], "ab", volume=12, channel="sms", concurrency=2.0)
    needs = Needs(
        workspace,
        staff(replace(workspace, pooling="off"), horizon()),
        able_of(workspace, present(workspace, horizon()).any(axis=1)),
    )
    column = int(needs.alone.sum(axis=0).argmax())
    assert (needs.load[0, column], needs.alone[0, column]) == (2, 3)


def test_the_files_tell_each_queue_by_itself() -> None:
    """requirement.csv and hours are of the queue alone; its share stands beside them, and a note tells the pool."""
    workspace = made([person("p", "a", "b")], "ab")
    required = staff(workspace, horizon())
    told = [row["agents"] for row in requirement_rows(required, workspace) if row["volume"]]
    assert told == [8, 14]
    totals = queue_totals(required, workspace)
    assert [(row["agents_peak"], row["hours"]) for row in totals] == [(8, 4), (14, 7)]
    together = required.required.sum() / 2
    assert sum(row["share_hours"] for row in totals) == pytest.approx(together, abs=0.002)
    assert required.notes[-1] == f"b, a share people: they need {together:,.1f} agent-hours together, 11.0 one by one"


def test_weeks_of_a_longer_horizon_keep_their_shares() -> None:
    """The second of two weeks, as the windows of a long horizon take it."""
    workspace = made([person("p", "a", "b")], "ab")
    whole = staff(workspace, horizon("2025-12-29", weeks=2))
    second = sliced(whole, horizon(), ())
    assert (second.agents == staff(workspace, horizon()).agents).all()
    assert (second.by_itself == staff(workspace, horizon()).by_itself).all()


def test_a_link_who_is_never_there_links_nothing() -> None:
    both = person("p", "a", "b")
    away = Leave("p", "vacation", date(2026, 1, 1), date(2026, 1, 31))
    assert staff(replace(made([both], "ab"), leave=(away,)), horizon()).pools == ()
