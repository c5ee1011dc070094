"""What a roster costs: paid hours at the contract's rate, overtime at its factor."""

from datetime import date, timedelta

import pytest
from small_case import MADRID, MONDAY, agent, case, duty, horizon, operation, roster

from scheduler.clock import local
from scheduler.goals.cost import Cost
from scheduler.operation import Contract, Leave

OVERTIME = Contract(
    id="full",
    cost_hour=20,
    overtime={"max_hours_week": 10, "factor": 1.5},
    limits={"hours_week": {"min": 32, "max": 32}, "days_week": {"min": 4, "max": 5}},
)


def cost(duties, contract=None, **changes):
    return Cost(weight=1).count(case(operation([agent("A")], contract=contract, **changes), roster(duties)))


def test_paid_hours_at_the_contracts_rate():
    # 8 h with an hour of unpaid lunch: 7 paid x 20
    tally = cost([duty("A", 0, 8)])
    assert (tally.amount, tally.points) == (140, 140)
    assert Cost().count(case(operation([agent("A")]), roster([duty("A", 0, 8)]))).points == 0


def test_hours_above_the_weeks_maximum_cost_their_factor():
    # 5 x 7 = 35 paid hours, 32 at most: 35 x 20 + 3 x 20 x 0.5 = 730
    assert cost([duty("A", number, 8) for number in range(5)], OVERTIME).amount == 730


def test_leave_counts_towards_the_maximum_but_costs_nothing_itself():
    # two days of leave credit 8 each (32 / 4); 3 x 7 worked: 21 + 16 - 32 = 5 over: 21 x 20 + 5 x 10 = 470
    leave = (Leave("A", "vacation", MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)),)
    assert cost([duty("A", number, 8) for number in range(3)], OVERTIME, leave=leave).amount == 470


def test_each_week_has_its_own_maximum():
    days = [*range(4), *range(7, 11)]  # 28 paid hours in each week
    worked = roster([duty("A", number, 8) for number in days])
    asked = case(operation([agent("A")], contract=OVERTIME), worked, span=horizon(weeks=2))
    assert Cost(weight=1).count(asked).amount == 56 * 20


@pytest.mark.parametrize(
    ("day", "zone", "ends"),
    [
        (date(2026, 3, 7), "America/Los_Angeles", 7),  # the night that skips an hour
        (date(2026, 10, 31), "America/Los_Angeles", 5),  # the night that repeats one
        (date(2026, 3, 28), MADRID, 7),
        (date(2026, 10, 24), MADRID, 5),
    ],
)
def test_paid_time_is_elapsed_time_on_the_night_of_a_clock_change(day, zone, ends):
    night = duty("A", day, 22, "night", zone=zone)
    assert local(night.end, zone).hour == ends
    span = horizon(day - timedelta(days=day.weekday()))
    assert Cost(weight=1).count(case(operation([agent("A")]), roster([night]), span=span)).amount == 8 * 20
