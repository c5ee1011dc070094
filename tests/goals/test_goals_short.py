"""Shortage of live queues: agents wanted against agents on the queue, in agent-hours and points."""

import numpy as np
import pytest
from small_case import agent, case, doing, duty, operation, queue, roster

from scheduler.goals.short import Short
from scheduler.operation import Worked

QUEUES = (queue("calls", priority=1), queue("texts", priority=2, channel="sms"), queue("vet", priority=6))


def short(needs, activities=(), duties=None, settings=None, agents=("A", "B")):
    workspace = operation([agent(name) for name in agents], QUEUES)
    duties = [duty("A", 0, 8)] if duties is None else duties
    return Short.model_validate(settings or {}).count(case(workspace, roster(duties, activities), needs))


def test_agents_on_the_queue_meet_what_is_required():
    on_calls = doing("A", 0, 8, 16, "queue:calls")
    tally = short({"calls": dict.fromkeys(range(8, 16), 1.0)}, [on_calls])
    assert (tally.points, tally.amount) == (0, 0)


def test_half_an_interval_on_the_queue_is_half_an_agent():
    # 2.25 wanted from 08:00 to 09:00, 0.5 there: 1.75 agent-hours at 1,000 points
    rows = [doing("A", 0, 8, 8.5, "queue:calls"), doing("A", 0, 8.5, 16, "idle")]
    tally = short({"calls": {8: 2.25}}, rows)
    assert tally.amount == pytest.approx(1.75)
    assert tally.points == 1750


def test_too_many_in_one_interval_make_up_for_no_other():
    # nobody is wanted from 08:00; one is wanted at 20:00, when nobody works
    tally = short({"calls": {20: 1}}, [doing("A", 0, 8, 16, "queue:calls")])
    assert tally.amount == 1


def test_each_priority_has_its_weight_and_the_last_holds_beyond():
    # 1 agent-hour each: 1000 + 300 + 30 (priority 6 counts as 4)
    tally = short({"calls": {20: 1}, "texts": {20: 1}, "vet": {20: 1}})
    assert tally.points == 1330


@pytest.mark.parametrize(
    ("weight", "points"),
    [
        (7, 21),  # one number is for every priority: 3 x 7
        ([10, 5], 20),  # 10 + 5 + 5
        ({"1": 50}, 380),  # 50 + 300 + 30
        ({6: 2}, 1302),  # 1000 + 300 + 2
    ],
)
def test_weights_may_be_a_number_a_list_or_a_table(weight, points):
    tally = short({"calls": {20: 1}, "texts": {20: 1}, "vet": {20: 1}}, settings={"weight": weight})
    assert tally.points == points


def test_points_round_half_up_once_a_goal():
    # 0.0005 + 0.001 agent-hours at 1000 and 300: 0.5 + 0.3 = 0.8 -> 1; and 0.0005 x 1000 = 0.5 -> 1
    assert short({"calls": {20: 0.0005}, "texts": {20: 0.001}}).points == 1
    assert short({"calls": {20: 0.0005}}).points == 1
    assert short({"calls": {20: 0.0004}}).points == 0


def test_a_bare_roster_puts_each_shift_where_it_helps_most_and_says_so():
    # A and B can serve both queues from 08:00 to 16:00; 1 caller and 2 texters wanted: calls first, one texter missing
    tally = short({"calls": {9: 1}, "texts": {9: 2}}, duties=[duty("A", 0, 8), duty("B", 0, 8)])
    assert (tally.amount, tally.points) == (1, 300)
    assert tally.notes == ("2 shifts say nothing of their activities: each was put where it helps most",)


def test_the_least_flexible_agent_is_placed_first():
    # only A can text; B can do both: B goes to the calls, A to the texts
    workspace = operation(
        [agent("A", skills=["texts"]), agent("B", skills=["texts", "general"])],
        (queue("texts", priority=1, skill="texts"), queue("calls", priority=2)),
    )
    bare = roster([duty("A", 0, 8), duty("B", 0, 8)])
    assert Short().count(case(workspace, bare, {"texts": {9: 1}, "calls": {9: 1}})).amount == 0


def test_a_shift_of_history_that_reaches_into_the_horizon_is_supply():
    night = duty("A", -1, 22, "night")
    past = Worked("A", night.day, "night", night.start, night.end)
    workspace = operation([agent("A")], QUEUES, history=(past,))
    table = case(workspace, roster(), {"calls": dict.fromkeys(range(8), 1.0)}).coverage
    assert table.assigned[0, :8].tolist() == [1, 1, 1, 1, 1, 1, 0, 0]  # 22:00 + 8 h = 06:00
    assert table.short[0].sum() == 2


def test_agents_on_queues_never_exceed_agents_at_work_whatever_the_order_of_rows():
    rows = [doing("A", 0, 8, 12, "queue:calls"), doing("A", 0, 12, 16, "queue:texts")]
    needs = {"calls": dict.fromkeys(range(24), 1.0)}
    workspace = operation([agent("A")], QUEUES)
    one, other = (case(workspace, roster([duty("A", 0, 8)], order), needs).coverage for order in (rows, rows[::-1]))
    assert np.array_equal(one.assigned, other.assigned)
    assert one.assigned.sum() == 8
