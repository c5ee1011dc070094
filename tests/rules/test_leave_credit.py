"""What leave counts as worked: numbers worked out by hand, for the solver's roster, the check and the napkin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from load_case import broken
from small_case import MONDAY, PACIFIC, agent, duty, horizon, operation, queue, requirement, roster

from scheduler.clock import instant
from scheduler.judge import check
from scheduler.judge.leave_notes import leave_notes
from scheduler.judge.napkin import Napkin
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.operation import Availability, Contract, Leave, Shift

PART_TIME = {"hours_week": {"min": 33.6, "max": 33.6}, "days_week": {"min": 4, "max": 4}}
FULL_TIME = {"hours_week": {"min": 40, "max": 40}, "days_week": {"min": 5, "max": 5}}
TO_THURSDAY = tuple(Availability("ann", weekday, 0, 1440) for weekday in range(4))


def days(first, last, kind="vacation", hours=None):
    """Whole days, counted from the Monday."""
    return Leave("ann", kind, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), hours=hours)


def span(day, start, end, hours=None):
    """Leave between two hours of a day."""
    moments = (instant(MONDAY + timedelta(days=day), 60 * hour, PACIFIC) for hour in (start, end))
    return Leave("ann", "vacation", start=next(moments), end=next(moments), hours=hours)


def case(limits, leave, lengths=(8,), availability=()):
    shifts = {f"s{hours}": Shift(id=f"s{hours}", start="08:00", hours=hours) for hours in lengths}
    made = operation([agent("ann")], [queue("calls")], Contract(id="full", limits=limits), shifts=shifts)
    return replace(made, leave=tuple(leave), availability=availability)


def solved(made):
    """The days worked, counted from the Monday, and all paid hours."""
    wanted = requirement(made, horizon(), {"calls": {24 * day + hour: 3 for day in range(7) for hour in range(8, 16)}})
    result = solve(made, horizon(), wanted, SolveSettings(iterations=20, time_limit=5))
    assert check(made, horizon(), result.roster) == ()
    worked = result.roster.duties
    return [(row.day - MONDAY).days for row in worked], sum(row.paid_minutes for row in worked) / 60


@pytest.mark.parametrize(
    ("leave", "worked"),
    [
        (days(3, 4), [0, 1, 2]),  # Thursday is one of her four days, Friday is none: 33.6 - 8.4 = 3 x 8.4
        (days(4, 4), [0, 1, 2, 3]),
        (days(5, 6), [0, 1, 2, 3]),
    ],
)
def test_days_on_which_nobody_works_credit_nothing(leave, worked):
    assert solved(case(PART_TIME, [leave], (8.4,), TO_THURSDAY)) == (worked, pytest.approx(8.4 * len(worked)))


def test_a_weekend_beside_a_friday_of_leave_credits_nothing():
    # 40 h less Friday's 8: Monday to Thursday
    assert solved(case(FULL_TIME, [days(4, 6)])) == ([0, 1, 2, 3], 32)


def test_a_weekend_is_credited_where_too_few_days_are_left():
    # six days asked, leave from Friday to Sunday: four days are left, two are credited
    limits = {"hours_week": {"min": 48, "max": 48}, "days_week": {"min": 6, "max": 6}}
    assert solved(case(limits, [days(4, 6)])) == ([0, 1, 2, 3], 32)


def test_a_week_of_leave_credits_five_days_and_not_seven():
    assert solved(case(FULL_TIME, [days(0, 6)])) == ([], 0)


def test_half_a_day_of_leave_does_not_make_a_saturday():
    # 4 h of leave on Thursday 24 and 4 h of work before it, four days of 8 h: 40 h from Monday to Friday
    limits = {"hours_week": {"min": 40, "max": 40}, "days_week": {"max": 5}}
    leave = span(3, 14, 24, hours=4)
    made = case(limits, [leave], (8, 4), tuple(Availability("ann", weekday, 0, 1440) for weekday in range(5)))
    assert solved(made) == ([0, 1, 2, 3, 4], 36)


@pytest.mark.parametrize(
    ("leave", "credit"),
    [
        (span(2, 9, 11), 2),  # elapsed
        (span(2, 9, 11, hours=3), 3),  # as the row says
        (span(2, 7, 23), 8),  # a contract day at most
        (span(2, 0, 24), 8),  # a whole day
        (span(2, 0, 24, hours=6), 6),
    ],
)
def test_leave_by_the_clock_is_credited_by_its_hours(leave, credit):
    made = case({"hours_week": {"min": 40, "max": 40}}, [leave])
    rows = [duty("ann", day, 8, shift="s8") for day in (0, 1, 3, 4)]
    told = [one.message for one in check(made, horizon(), roster(rows)) if one.rule == "hours_week"]
    short = f"ann has {32 + credit} paid hours in the week of 2026-12-21 ({credit} of them leave); the least is 40"
    assert told == ([] if credit == 8 else [short])


@pytest.mark.parametrize(
    ("leave", "worked"),
    [
        (span(4, 9, 17, hours=8), 8),  # its hours, as for a whole day
        (span(4, 0, 24, hours=8), 8),
        (span(4, 9, 17), 16),  # elapsed time is capped by a contract day, and there is none
        (days(4, 4), 16),
    ],
)
def test_hours_of_leave_count_where_the_contract_asks_no_least(leave, worked):
    # 16 h are the most, 8 h of leave leave room for one day of 8 h
    made = case({"hours_week": {"max": 16}}, [leave])
    assert solved(made)[1] == worked
    two = roster([duty("ann", day, 8, shift="s8") for day in (0, 1)])
    assert [one.rule for one in check(made, horizon(), two)] == (["hours_week"] if worked == 8 else [])


def test_of_rows_that_overlap_the_one_that_credits_more_counts():
    made = case(FULL_TIME, [days(3, 4), span(4, 9, 12, hours=3), days(4, 4, "sick", hours=8)])
    assert solved(made) == ([0, 1, 2], 24)


def test_leave_above_the_weekly_maximum_is_no_conflict():
    # four days of 8 h are 32 h, 16 h are the most: no roster changes that, and nothing may be worked besides
    made = case({"hours_week": {"max": 16}}, [days(0, 3, hours=8)])
    assert solved(made) == ([], 0)
    told = [one.rule for one in check(made, horizon(), roster([duty("ann", 4, 8, shift="s8")]))]
    assert told == ["hours_week"]
    assert solved(case({"days_week": {"max": 2}, "hours_week": {"min": 16, "max": 16}}, [days(0, 3)])) == ([], 0)


def test_what_is_left_below_the_maximum_may_be_worked():
    made = case({"hours_week": {"max": 24}}, [days(0, 1, hours=8)])
    assert solved(made)[1] == 8


def test_the_napkin_credits_as_the_check_does():
    # 40 h less half a day of 4 h: four days of 9 h are possible, 36 + 4
    made = case({"hours_week": {"min": 40}, "days_week": {"max": 4}}, [span(3, 14, 24, hours=4), days(5, 6)], (9,))
    assert Napkin(made, horizon()).unmet() == []


def test_whole_days_as_calendars_write_them_are_whole_days(tmp_path):
    rows = "agent,start,end,kind\nA01,2027-01-13T00:00,2027-01-15T00:00,vacation\n"
    row = load(broken(tmp_path, ("config/time_off.csv", "*", rows))).leave[0]
    assert (str(row.first_day), str(row.last_day)) == ("2027-01-13", "2027-01-14")


def test_notes_say_what_was_credited():
    made = case(FULL_TIME, [days(4, 6), span(2, 9, 11), days(4, 4, "sick")])
    assert leave_notes(made, horizon()) == (
        "leave by the clock counts as worked: ann 2026-12-23 2 h",
        "leave on days off anyway (weekend, availability) keeps people free and adds no hours: "
        "ann 2026-12-26, ann 2026-12-27",
        "leave that overlaps counts once, whichever row counts more: ann 2026-12-25",
    )
    unpaid = case(FULL_TIME, [days(0, 6), days(2, 3, "unpaid")])
    overlap = "leave that overlaps counts once, whichever row counts more: ann 2026-12-23, ann 2026-12-24"
    assert leave_notes(unpaid, horizon()) == (overlap,)
