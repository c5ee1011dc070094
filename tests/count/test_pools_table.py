"""Which queues together lack people: sets of a pool against who is on any live queue and able to serve one of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_case import agent, case, doing, duty, horizon, operation, queue, requirement, roster

from scheduler.count.presence import spans_of
from scheduler.goals import Case
from scheduler.judge.explain.pools import pool_lines
from scheduler.requirement import Pool, Requirement

PEOPLE = (agent("p", skills=("a", "b")), agent("q", skills=("b",)), agent("r", skills=("b", "m")))
QUEUES = (queue("a", skill="a"), queue("b", skill="b"), queue("mail", deferred=True, skill="m"))
WORKSPACE = operation(PEOPLE, QUEUES)


def asked(a: float, b: float, hour: int = 8) -> Requirement:
    needs = {"a": {hour: a}, "b": {hour: b}}
    return replace(requirement(WORKSPACE, horizon(), needs), pools=(Pool(((0,), (1,))),))


def counted(wanted: Requirement, *rows: object) -> Case:
    duties = [duty(one.id, 0, 8, hours=4) for one in PEOPLE]
    return replace(case(WORKSPACE, roster(duties, rows)), requirement=wanted)


def test_a_pool_lacks_people_though_each_serves_some_queue() -> None:
    """From 08:00 `p` is on `a`, `q` on `b` and `r` on mail: 2 of the 3.5 agents wanted; `a` by itself has its agent."""
    rows = [doing("p", 0, 8, 12, "queue:a"), doing("q", 0, 8, 12, "queue:b"), doing("r", 0, 8, 12, "queue:mail")]
    found = counted(asked(1, 2.5), *rows)
    assert [(row.rows, row.interval, row.required, row.able, row.short) for row in found.pools] == [
        ((0,), 8, 1, 1, 0),  # half an agent more would be needed to leave it out
        ((0, 1), 8, 3.5, 2, 1.5),
    ]
    assert [*pool_lines(found)] == [
        "b, a lack people together, most at Mon 2026-12-21 08:00 (1.5 of 3.5 agents): "
        "1.5 agent-hours whoever serves which queue"
    ]


def test_the_scarcest_people_are_named_where_they_are_the_reason() -> None:
    rows = [doing("q", 0, 8, 12, "queue:b"), doing("r", 0, 8, 12, "queue:b")]
    found = counted(asked(1, 1.5), *rows, doing("p", 0, 8, 12, "idle"))
    assert [*pool_lines(found)] == [
        "b, a lack people together, most at Mon 2026-12-21 08:00 (0.5 of 2.5 agents): "
        "0.5 agent-hours whoever serves which queue",
        "a lacks people, most at Mon 2026-12-21 08:00 (1.0 of 1.0 agents): 1.0 agent-hours whoever serves which queue",
    ]


def test_half_an_agent_to_spare_is_not_told() -> None:
    """`p`, `q` and `r` are on live queues, whatever these are: 3 agents where 2.5 are wanted, and 1 where 0.5 is."""
    rows = [doing(one.id, 0, 8, 12, "queue:b") for one in PEOPLE]
    assert counted(asked(0.5, 2), *rows).pools == ()
    [row] = counted(asked(0.5, 2.1), *rows).pools
    assert (row.rows, row.short) == ((0, 1), 0)


@pytest.mark.parametrize("seed", range(20))
def test_minute_by_minute(seed: int) -> None:
    """Against a count of each minute by hand, for drawn activities and requirements."""
    chance = np.random.default_rng(seed)
    names = ["queue:a", "queue:b", "queue:mail", "idle", "break:lunch"]
    rows = [
        doing(one.id, 0, hour + part / 2, hour + part / 2 + 0.5, str(chance.choice(names)))
        for one in PEOPLE
        for hour in range(8, 12)
        for part in range(2)
    ]
    wanted = asked(
        float(chance.choice([0.2, 0.7, 1.5])), float(chance.choice([0.4, 1, 2.2])), int(chance.integers(8, 12))
    )
    found = counted(wanted, *rows)
    told = {(row.rows, row.interval): (row.required, row.able) for row in found.pools}
    by_hand = {}
    for queues, skills in (((0,), {"a"}), ((0, 1), {"a", "b"})):
        for hour in range(168):
            required = float(wanted.required[list(queues), hour].sum())
            minutes = sum(
                any(
                    start <= 60 * hour + minute < end and name in ("queue:a", "queue:b")
                    for start, end, name in span.activities
                )
                for span in spans_of(WORKSPACE, found.horizon, found.roster)
                for minute in range(60)
                if skills & {*span.agent.skills}
            )
            if required > 0 and minutes / 60 - required < 0.5:
                by_hand[queues, hour] = (required, minutes / 60)
    assert told.keys() == by_hand.keys()
    for place, figures in by_hand.items():
        assert told[place] == pytest.approx(figures)


def test_a_shift_without_activities_counts_outside_its_breaks() -> None:
    """Nothing is known of what the three do from 08:00 to 12:00: all are there in the hour wanted."""
    found = replace(case(WORKSPACE, roster([duty(one.id, 0, 8, hours=4) for one in PEOPLE])), requirement=asked(1, 3))
    assert [(row.rows, row.able) for row in found.pools] == [((0,), 1), ((0, 1), 3)]
