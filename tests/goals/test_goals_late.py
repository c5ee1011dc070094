"""Deferred work: earliest due first, nothing before it arrives, each agent-hour late once."""

import numpy as np
import pytest
from small_case import agent, case, doing, duty, operation, queue, roster, work

from scheduler.count.deferred import late_seconds
from scheduler.goals.late import Late


def late_hours(deferred, agents):
    """`agents`: {hour: agents on the queue}."""
    on_queue = np.zeros(len(deferred.arrivals))
    for hour, count in agents.items():
        on_queue[hour] = count
    return late_seconds(deferred, 60, on_queue).sum() / 3600


def test_work_done_by_its_due_time_is_not_late():
    assert late_hours(work("mail", {0: 3}, {0: 5}), {2: 2, 4: 1}) == 0


def test_what_is_not_done_by_its_due_time_is_late_once():
    # 3 agent-hours due at hour 5: one is done in time, two at hour 9, after; two are late
    assert late_hours(work("mail", {0: 3}, {0: 5}), {2: 1, 9: 2}) == 2


def test_nobody_works_ahead_of_arrival():
    # two agents at hour 0, the work arrives at hour 1 and is due at hour 2: one agent at hour 1 does one of two
    assert late_hours(work("mail", {1: 2}, {1: 2}), {0: 2, 1: 1}) == 1


def test_what_is_due_first_is_done_first():
    # 1 due at hour 9 arrives before 1 due at hour 3; one agent at hours 1 and 5 finishes both in time
    assert late_hours(work("mail", {0: 1, 1: 1}, {0: 9, 1: 3}), {1: 1, 5: 1}) == 0


def test_what_is_late_already_waits_behind_what_can_be_in_time():
    # 1 of backlog is due at hour 1 and missed; the agent of hour 2 then does the work due at hour 3
    assert late_hours(work("mail", {2: 1}, {2: 3}, {1: 1}), {2: 1}) == 1


def test_work_due_after_the_horizon_is_never_late():
    assert late_hours(work("mail", {160: 5}, {160: 168}), {}) == 0


def test_time_on_a_closed_queue_does_nothing():
    assert late_hours(work("mail", {0: 1}, {0: 4}, closed=[2]), {2: 1}) == 1


def test_the_goal_counts_activities_in_points():
    # 10 agent-hours due on Tuesday 00:00; 8 are done from 08:00 to 16:00 on Monday: 2 late at 20 points
    workspace = operation([agent("A")], [queue("mail", deferred=True)])
    done = roster([duty("A", 0, 8)], [doing("A", 0, 8, 16, "queue:mail")])
    tally = Late().count(case(workspace, done, deferred=[work("mail", {0: 10}, {0: 24})]))
    assert (tally.points, tally.amount, tally.notes) == (40, 2, ("mail: 2.0 agent-hours late",))


def test_spare_time_of_a_bare_shift_takes_up_deferred_work_after_the_calls():
    # 8 hours on shift, 3 of them on calls; 6 hours of mail: 5 fit
    workspace = operation([agent("A")], [queue("calls"), queue("mail", deferred=True)])
    asked = case(workspace, roster([duty("A", 0, 8)]), {"calls": {9: 1, 10: 1, 11: 1}}, [work("mail", {0: 6}, {0: 24})])
    assert asked.coverage.assigned[0].sum() == 3
    assert Late().count(asked).amount == pytest.approx(1)


def test_no_schedule_of_one_queue_leaves_less_late_than_earliest_due_first():
    """The law of max-flow: late is the greatest over spans of work that must be done inside one minus its supply."""
    random = np.random.default_rng(3)
    for _ in range(60):
        arrivals = {hour: float(random.integers(0, 3)) for hour in range(8)}
        due = {hour: int(random.integers(hour + 1, 10)) for hour in range(8)}
        agents = {hour: float(random.integers(0, 3)) for hour in range(8)}
        deferred = work("mail", arrivals, due, count=10)
        assert late_hours(deferred, agents) == pytest.approx(_least_late(arrivals, due, agents))


def _least_late(arrivals, due, agents):
    """Least work late, by linear programming over who does what when."""
    from scipy.optimize import linprog

    pairs = [(hour, at) for hour in arrivals for at in agents if hour <= at < due[hour]]
    rows = [[float(pair[0] == hour) for pair in pairs] for hour in arrivals]
    rows += [[float(pair[1] == at) for pair in pairs] for at in agents]
    limits = [*arrivals.values(), *agents.values()]
    total = sum(amount for hour, amount in arrivals.items() if due[hour] < 10)
    worth = [-1.0 if due[hour] < 10 else 0.0 for hour, _ in pairs]
    return total + linprog(worth, A_ub=rows, b_ub=limits).fun
