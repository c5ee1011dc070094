"""Breaks go by the agent's clock: zones at quarters and halves of an hour from the planning zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, queue, requirement, roster

from scheduler.clock import Horizon, instant
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.search.fold import fold
from scheduler.operation import Break, Contract, Shift
from scheduler.problem.pose import pose
from scheduler.roster import Duty, Pause

REST = Break(name="rest", minutes=30, between_hours=(1, 3))
TUESDAY = MONDAY + timedelta(days=1)
KATHMANDU, KOLKATA, LORD_HOWE = "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe"
ZONES = [(KATHMANDU, 30), (KATHMANDU, 60), (KOLKATA, 60), (KATHMANDU, 15), (LORD_HOWE, 60)]


def case(zone, step, start="08:00", **limits):
    """Four hours with a rest of half an hour, in an operation planned in Los Angeles on half hours."""
    made = operation([replace(agent("ann"), time_zone=zone)], [queue("calls")], Contract(id="full", limits=limits))
    shift = Shift(id="day", start=start, hours=4, breaks=(REST,))
    return replace(made, shifts={"day": shift}, interval_minutes=30, break_step_minutes=step)


def resting(zone, day, minute, after, span=240):
    """The shift of that date that starts at that minute of the local day, with its rest so many minutes into it."""
    start = instant(day, minute, zone)
    at = start + timedelta(minutes=after)
    pause = Pause("rest", at, at + timedelta(minutes=30), True)
    return Duty("ann", day, "day", start, start + timedelta(minutes=span), "seattle", span, (pause,))


def same(made, span, rows):
    """How many of the rosters the solver takes over, which are those that the check finds nothing in."""
    problem = pose(made, span, requirement(made, span))
    taken = 0
    for row in rows:
        accepted = not fold(made, problem, roster([row]), 2)[2].size
        found = [one for one in check(made, span, roster([row])) if one.rule in ("breaks", "work_stretch")]
        assert accepted == (not found), (row, found)
        taken += accepted
    return taken


@pytest.mark.parametrize(("zone", "step"), ZONES)
@pytest.mark.parametrize(("start", "minute"), [("08:00", 480), ("08:15", 495)])
def test_breaks_are_taken_over_if_and_only_if_the_check_finds_nothing(zone, step, start, minute):
    """Between 60 and 180 minutes after the start lie 120 / step places, and one more where the start is on the step."""
    rows = [resting(zone, TUESDAY, minute, after) for after in range(0, 240, 15)]
    assert same(case(zone, step, start), horizon(), rows) == 120 // step + (minute % step == 0)


def test_work_on_either_side_of_a_break_is_counted_from_the_agents_clock():
    """At most 105 minutes on either side ask for a rest at 09:45, which is on quarters only: 105 + 30 + 105 = 240."""
    rows = [resting(KATHMANDU, TUESDAY, 480, after) for after in range(0, 240, 15)]
    assert same(case(KATHMANDU, 15, work_stretch={"max": 105}), horizon(), rows) == 1
    assert same(case(KATHMANDU, 30, work_stretch={"max": 105}), horizon(), rows) == 0


def test_a_change_of_the_clock_by_half_an_hour_within_the_shift_moves_no_break():
    """Lord Howe goes from 02:00 back to 01:30 on 4 April 2027; the shift starts at 00:00 and its rests on its hours."""
    night, span = date(2027, 4, 4), Horizon(date(2027, 3, 29), 1, "America/Los_Angeles")
    rows = [resting(LORD_HOWE, night, 0, after) for after in range(0, 240, 15)]
    assert same(case(LORD_HOWE, 60, "00:00"), span, rows) == 3


@pytest.mark.parametrize(
    ("zone", "step", "wanted", "hole"),
    [
        (KATHMANDU, 30, range(37, 44), (39, 40)),  # 18:15 to 22:15; of 19:15, 19:45, ... only 19:45 is free
        (KATHMANDU, 60, range(37, 44), (40, 41)),  # of 19:15, 20:15 and 21:15 only 20:15 is
        (KOLKATA, 60, range(37, 45), (41, 42)),  # 18:30 to 22:30; of 19:30, 20:30 and 21:30 only 20:30 is
    ],
)
def test_the_rest_lies_where_nobody_is_asked_and_the_check_finds_nothing(zone, step, wanted, hole):
    """The shift of Tuesday is asked but for an hour: its rest fits there at one place, for 0 points."""
    made = case(zone, step)
    asked = requirement(made, horizon(), {"calls": {k: 1 for k in wanted if k not in hole}})
    found = solve(made, horizon(), asked, SolveSettings(time_limit=1.0))
    assert check(made, horizon(), found.roster) == ()
    assert score(made, horizon(), asked, found.roster).objective == 0
