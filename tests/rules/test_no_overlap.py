"""Nobody works two shifts at once, whatever limits the contract has: against the best legal points, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_case import MONDAY, PACIFIC, agent, duty, horizon, operation, queue, requirement

from scheduler.clock import instant
from scheduler.errors import Conflict
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Pin, Shift, Worked
from scheduler.roster import Roster

SHIFTS = {name: Shift(id=name, start=start, hours=8) for name, start in (("night", "22:00"), ("early", "02:00"))}
TUESDAY = MONDAY + timedelta(days=1)


def case(**changes):
    return operation([agent("ann")], [queue("calls")], Contract(id="full"), shifts=SHIFTS, **changes)


def solved(made, hours):
    """(points, findings) of the roster that solve writes where one person is asked at these hours."""
    asked = requirement(made, horizon(), {"calls": dict.fromkeys(hours, 1)})
    found = solve(made, horizon(), asked, SolveSettings(time_limit=1.0))
    return score(made, horizon(), asked, found.roster).objective, check(made, horizon(), found.roster), found.bound


def test_without_rest_hours_the_next_shift_waits_for_the_end_of_the_last():
    """Monday 22:00 to Tuesday 10:00 is asked. Either shift does 8 of the 12 hours, both overlap: 4 h x 1,000."""
    assert solved(case(), range(22, 34)) == (4000, (), 4000)


def test_the_last_shift_of_history_is_waited_for():
    """Sunday's night ends on Monday at 06:00; early would begin at 02:00. 06:00 to 10:00 stay open: 4 h x 1,000."""
    sunday, start = MONDAY - timedelta(days=1), instant(MONDAY, -120, PACIFIC)
    past = (Worked("ann", sunday, "night", start, start + timedelta(hours=8)),)
    assert solved(case(history=past), range(2, 10)) == (4000, (), 4000)


def test_a_shift_may_begin_as_another_ends():
    """Monday 22:00 to Tuesday 14:00 is asked: a night of 8 hours, then the day from 06:00, and nobody is missing."""
    shifts = {name: Shift(id=name, start=start, hours=8) for name, start in (("night", "22:00"), ("day", "06:00"))}
    made = operation([agent("ann")], [queue("calls")], Contract(id="full"), shifts=shifts)
    assert solved(made, range(22, 38)) == (0, (), 0)


def test_pins_that_overlap_are_a_conflict_and_said_so():
    with pytest.raises(Conflict, match=r"ann: fixed cannot hold; cheapest change: take the pin out of fixed\.csv"):
        solved(case(pins=(Pin("ann", MONDAY, "night"), Pin("ann", TUESDAY, "early"))), range(22, 34))


def test_the_check_names_both_dates_and_the_minutes():
    """The night of Monday ends on Tuesday at 06:00, four hours after early begins."""
    made = Roster((duty("ann", 0, 22, "night"), duty("ann", 1, 2, "early")), (), breaks_known=False)
    assert [(found.rule, found.message, found.amount) for found in check(case(), horizon(), made)] == [
        ("no_overlap", "ann starts the shift of 2026-12-22 240 minutes before the one of 2026-12-21 ends", 240)
    ]
