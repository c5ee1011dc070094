"""Weekly rest over the edge of weeks and rosters: what the solver makes of it, against points by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, PACIFIC, agent, horizon, operation, queue, requirement

from scheduler.clock import instant
from scheduler.errors import Conflict
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Pin, Shift, Worked

SUNDAY = MONDAY - timedelta(days=1)
SHIFTS = {"early": Shift(id="early", start="06:00", hours=8)}
LIMITS = {"weekly_rest": 36}


def case(**changes):
    made = operation([agent("ann")], [queue("calls")], Contract(id="full", limits=LIMITS), shifts=SHIFTS)
    return replace(made, **changes)


def worked(days):
    """Early shifts of the days so long before the Monday."""
    for day in (MONDAY - timedelta(days=back) for back in days):
        start = instant(day, 360, PACIFIC)
        yield Worked("ann", day, "early", start, start + timedelta(hours=8))


def solved(made, span, hours):
    """(points, bound, findings) of the roster that solve writes where one person is asked at these hours."""
    asked = requirement(made, span, {"calls": dict.fromkeys(hours, 1)})
    found = solve(made, span, asked, SolveSettings(time_limit=1.0))
    return score(made, span, asked, found.roster).objective, found.bound, check(made, span, found.roster)


def test_five_days_and_a_weekend_over_the_edge_of_the_week_are_enough():
    """Weeks begin on Sundays: Friday 14:00 to Monday 06:00 are 64 h, 34 of them before the edge and 30 after."""
    pins = tuple(Pin("ann", MONDAY + timedelta(days=day), "early") for day in range(5))
    asked = [24 + 24 * day + hour for day in range(5) for hour in range(6, 14)]
    past = tuple(worked(range(9, 2, -1)))  # Saturday to Friday: their week ends within its block
    assert solved(case(week_starts=6, pins=pins, history=past), horizon(SUNDAY), asked) == (0, 0, ())


def test_what_the_last_week_lacks_is_due_in_the_first():
    """History works eight days to Sunday 14:00; its 36 h end on Tuesday at 02:00, so Monday's 8 h are not worked."""
    asked = [24 * day + hour for day in (0, 1) for hour in range(6, 14)]
    assert solved(case(history=tuple(worked(range(8, 0, -1)))), horizon(), asked) == (8000, 8000, ())


def test_the_limit_through_history_is_named_in_its_conflict():
    """From Sunday 14:00 to Monday 06:00 are 16 h."""
    pins = (Pin("ann", MONDAY, "early"),)
    told = r"ann: fixed and weekly_rest hours 36, .* cannot hold together; cheapest change: weekly_rest hours 36 -> 16 "
    with pytest.raises(Conflict, match=told):
        solved(case(pins=pins, history=tuple(worked(range(8, 0, -1)))), horizon(), range(6, 14))


def test_two_weeks_of_one_roster_do_not_share_a_block():
    """Everything but Monday 4 January is pinned: of its 40 h the week before takes 36, and the next has none."""
    days = (MONDAY + timedelta(days=day) for day in range(21) if day != 14)
    pins = tuple(Pin("ann", day, "early") for day in days)
    with pytest.raises(Conflict, match=r"fixed and weekly_rest hours 36, .* cannot hold together"):
        solved(case(pins=pins, history=tuple(worked([1]))), horizon(weeks=3), range(6, 14))
