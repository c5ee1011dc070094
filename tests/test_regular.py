"""Regular weeks: changes of start and lone days, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_case import MADRID, MONDAY, PACIFIC, agent, case, duty, horizon, operation, roster

from scheduler.clock import instant
from scheduler.errors import InputError
from scheduler.goals import goals_of
from scheduler.goals.regular import Irregular, irregular
from scheduler.operation import Leave, Worked


def worked(name, day, hour, zone=PACIFIC, hours=8):
    start = instant(day, 60 * hour, zone)
    return Worked(name, day, "day", start, start + timedelta(hours=hours))


def counted(duties, span=None, tolerance=0, people=("A",), **changes):
    made = operation([agent(name) for name in people], **changes)
    return irregular(case(made, roster(duties), span=span), tolerance)


def test_a_start_is_compared_with_that_of_the_working_day_before():
    """Mo 7, Tu 7, We 9, Fr 9, Sa 7: two changes; Th is a lone day off."""
    days = [duty("A", day, hour) for day, hour in ((0, 7), (1, 7), (2, 9), (4, 9), (5, 7))]
    assert counted(days) == Irregular(starts=2, lone_off=1, lone_on=0)
    assert counted(days, tolerance=119).starts == 2
    assert counted(days, tolerance=120).starts == 0


def test_the_shorter_way_around_the_clock_counts():
    assert counted([duty("A", 0, 23), duty("A", 2, 1)], tolerance=120).starts == 0


@pytest.mark.parametrize(("gap", "starts"), [(7, 1), (8, 0)])
def test_at_most_seven_days_back(gap, starts):
    days = [duty("A", 0, 7), duty("A", gap, 9)]
    assert counted(days, horizon(weeks=2)).starts == starts
    past = (worked("A", MONDAY + timedelta(days=2 - gap), 7),)
    assert counted([duty("A", 2, 9)], history=past).starts == starts


def test_history_counts_as_far_as_the_horizon_has_a_hand_in_it():
    """Fr at 7, Su at 9 in history: We at 7 is one change; Sa off was lone before, Su becomes a lone working day."""
    days = (worked("A", MONDAY - timedelta(days=3), 7), worked("A", MONDAY - timedelta(days=1), 9))
    found = counted([duty("A", 2, 7), duty("A", 3, 7)], history=days)
    assert found == Irregular(starts=1, lone_off=0, lone_on=1)


@pytest.mark.parametrize(
    ("days", "lone_off", "lone_on"),
    [
        ((0, 1, 3, 4), 1, 0),  # We off
        ((1, 2, 4), 1, 1),  # Th off; Fr is alone, with Sa off
        ((0,), 0, 0),  # nobody knows of Sunday
        ((2,), 0, 1),
        ((0, 2, 4, 6), 3, 2),  # Tu, Th, Sa off; We and Fr at work (before Mo and after Su nothing is known)
    ],
)
def test_lone_days(days, lone_off, lone_on):
    found = counted([duty("A", day, 7) for day in days])
    assert found == Irregular(0, lone_off, lone_on)


def test_leave_is_no_lone_day_off_and_a_day_off_beside_a_lone_working_day():
    tuesday = MONDAY + timedelta(days=1)
    leave = (Leave("A", "holiday", tuesday, tuesday, hours=8),)
    assert counted([duty("A", 0, 7), duty("A", 2, 7)], leave=leave) == Irregular(0, 0, 1)
    sunday = MONDAY - timedelta(days=1)
    past, before = (worked("A", MONDAY - timedelta(days=2), 7),), (Leave("A", "holiday", sunday, sunday),)
    assert counted([duty("A", 0, 7), duty("A", 1, 7)], history=past).lone_off == 1
    assert counted([duty("A", 0, 7), duty("A", 1, 7)], history=past, leave=before).lone_off == 0


def test_days_before_somebody_joins_and_after_somebody_leaves_are_none():
    made = operation([agent("A", first_day=MONDAY + timedelta(days=2), last_day=MONDAY + timedelta(days=2))])
    assert irregular(case(made, roster([duty("A", 2, 7)])), 0) == Irregular(0, 0, 0)


@pytest.mark.parametrize("monday", [date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 19), date(2026, 10, 26)])
def test_clocks_that_change_are_no_change_of_start(monday):
    """Both sites begin at 7 on their own clocks in each of the four weeks in which clocks change."""
    people = [agent("A"), agent("B", "barcelona")]
    days = [duty(who, monday + timedelta(days=day), 7, zone=zone) for who, zone in (("A", PACIFIC), ("B", MADRID))
            for day in range(7)]  # fmt: skip
    found = irregular(case(operation(people), roster(days), span=horizon(monday)), 0)
    assert found == Irregular(0, 0, 0)


def test_points_by_part_and_what_is_refused():
    goal = goals_of(operation(goals={"regular": {"weight": {"start": 2.5, "lone_on": 4}}}))["regular"]
    made = case(operation([agent("A")]), roster([duty("A", day, hour) for day, hour in ((0, 7), (2, 8), (4, 7))]))
    tally = goal.count(made)  # two changes, two lone days off, We and Fr at work alone: 2 x 2.5 + 0 + 2 x 4
    assert (tally.points, tally.amount) == (13, 6)
    assert goals_of(operation(goals={"regular": 10}))["regular"].weight.of_parts == (10, 10, 10)
    assert not goals_of(operation())["regular"].weight
    for weight in (-1, {}, {"strat": 1}, {"start": -1}, "much", True):
        with pytest.raises(InputError, match=r"\[regular\] weight: weight wants a number from 0, or a table of start"):
            goals_of(operation(goals={"regular": {"weight": weight}}))
