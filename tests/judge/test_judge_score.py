"""The score of a roster: points of every goal, their sum, and the hours that the summary tells."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from small_case import MONDAY, agent, doing, duty, horizon, lunch, operation, queue, requirement, roster, work

from scheduler.judge import check, explain, score
from scheduler.operation import Cover, Wish

QUEUES = (queue("calls"), queue("texts", 2, channel="sms"), queue("mail", deferred=True))


def scored(only_goals=(), rows=None):
    """Monday 08:00 to 16:00 on calls, one caller wanted until 18:00, one texter at 09:00, 3 h of mail late."""
    workspace = operation([agent("A")], QUEUES, wishes=(Wish("A", MONDAY, "off", None, 7),))
    needs = {"calls": dict.fromkeys(range(8, 18), 1), "texts": {9: 1}}
    span = horizon()
    wanted = requirement(workspace, span, needs, [work("mail", {0: 3}, {0: 24})])
    rows = rows or [doing("A", 0, 8, 16, "queue:calls")]
    return score(workspace, span, wanted, roster([duty("A", 0, 8)], rows), only_goals)


def test_points_of_every_goal_and_their_sum():
    found = scored()
    # short: 2 x 1000 + 1 x 300; late: 3 x 20; wishes: 7
    assert {goal: points for goal, points in found.points.items() if points} == {"short": 2300, "late": 60, "wishes": 7}
    assert len(found.points) == 10
    assert found.objective == 2367


def test_the_hours_of_the_summary_are_those_of_phone_and_sms():
    found = scored()
    assert (found.short_agent_hours, found.required_agent_hours) == (3, 11)


def test_only_the_goals_asked_for_make_the_objective():
    found = scored(("wishes", "late"))
    assert (found.points, found.objective) == ({"late": 60, "wishes": 7}, 67)
    assert found.tallies["short"].points == 2300


def test_the_order_of_rows_never_matters():
    rows = [doing("A", 0, hour, hour + 1, "queue:calls" if hour % 2 else "queue:texts") for hour in range(8, 16)]
    shuffled = random.Random(1).sample(rows, len(rows))
    assert scored(rows=rows).points == scored(rows=shuffled).points


def test_a_workspace_without_queues_or_cover_scores_nothing():
    workspace = operation([agent("A")])
    found = score(workspace, horizon(), requirement(workspace, horizon()), roster([duty("A", 0, 8)]))
    assert (found.objective, found.short_agent_hours, found.case.cover) == (0, 0.0, ())


@pytest.fixture(scope="module")
def large():
    """300 agents, 20 queues, a week of quarter hours, breaks and half-hour stretches: 24,000 activities."""
    queues = tuple(queue(f"q{number:02}", 1 + number % 4, skill=f"s{number % 5}") for number in range(20))
    agents = [agent(f"A{n:03}", skills=[f"s{n % 5}", f"s{(n + 1) % 5}"], roles=["lead"]) for n in range(300)]
    workspace = operation(agents, queues, interval_minutes=15, cover=(Cover(name="lead", role="lead", agents=2),))
    duties, rows = [], []
    for number, person in enumerate(agents):
        for day in range(5):
            first = 6 + (number + day) % 8
            duties.append(duty(person.id, day, first, pauses=[lunch(day, first + 4)]))
            able = [f"queue:q{n:02}" for n in range(20) if n % 5 in (number % 5, (number + 1) % 5)]
            halves = [n for n in range(16) if n not in (8, 9)]
            rows += [doing(person.id, day, first + n / 2, first + n / 2 + 0.5, able[n % len(able)]) for n in halves]
            rows.append(doing(person.id, day, first + 4, first + 5, "break:lunch"))
    wanted = requirement(workspace, horizon())
    wanted = replace(wanted, agents=np.full(wanted.agents.shape, 7.0))
    return workspace, wanted, roster(duties, rows)


def test_three_hundred_agents_are_judged_in_seconds(large):
    workspace, wanted, answer = large
    start = time.perf_counter()
    assert check(workspace, horizon(), answer) == ()
    found = score(workspace, horizon(), wanted, answer)
    assert time.perf_counter() - start < 12  # about 1 s alone; the rest is for a busy machine
    # 300 agents x 5 days x 7 hours on queues, all of them wanted or over
    hours = found.case.coverage.assigned.sum() / 4
    assert hours == pytest.approx(300 * 5 * 7)


def test_explaining_thousands_of_shortages_is_quick(large):
    workspace, wanted, answer = large
    start = time.perf_counter()
    found = explain(workspace, horizon(), wanted, answer)
    assert time.perf_counter() - start < 20
    assert all(sum(row.counts.values()) == row.able for row in found.reasons)


def test_a_shift_beyond_the_end_of_the_horizon_counts_only_within_it():
    workspace = operation([agent("A")], QUEUES)
    span = horizon()
    last = duty("A", 6, 22, "night")
    wanted = requirement(workspace, span, {"calls": {167: 1}})
    on_calls = replace(doing("A", 6, 22, 23, "queue:calls"), end=last.end)
    found = score(workspace, span, wanted, roster([last], [on_calls]))
    assert found.objective == 0
    assert found.case.coverage.assigned[0].sum() == 2
    assert last.end - span.end == timedelta(hours=6)
