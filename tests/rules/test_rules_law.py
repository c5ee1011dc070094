"""Hand-written cases from the text of laws and contracts: the check finds exactly that, in these words."""

import random
from datetime import UTC, date, datetime

import pytest
from tiny_lines import Case, calendar, diary

from scheduler.operation import Leave

EARLY, DAY, LATE, NIGHT = ("E", "06:00", 8), ("D", "09:00", 8), ("L", "14:00", 8), ("N", "22:00", 8)
SPRING, AUTUMN = date(2026, 3, 23), date(2026, 10, 19)
"""The weeks whose Sundays are Madrid's of 23 and 25 hours."""
LEAVE = Leave("ana", "holiday", date(2026, 2, 4), date(2026, 2, 4))


def found(rule, settings, shifts, **case):
    """What the check says of a week in which the agent works those shifts: {day index: shift}."""
    made = calendar(rule, Case("", settings, past=case.pop("past", 0), **case), random.Random(1))
    line = [shifts.get(day.index) for day in made.days]
    return [finding.message for limit in made.limits for finding in limit.check(diary(made, line))]


@pytest.mark.parametrize(
    ("hours", "first", "messages"),
    [
        # ET 34.3 asks 12 h; from 20:00 of Saturday to 08:00 of Sunday the clock shows 12 h, in spring 11 h elapse
        (12, SPRING, ["ana rests 11 h between D of 2026-03-28 and D of 2026-03-29; the limit is 12 h"]),
        (12, AUTUMN, []),  # ... and in autumn 13 h
        (11, SPRING, []),
    ],
)
def test_rest_is_elapsed_time(hours, first, messages):
    assert found("rest_hours", hours, {5: ("D", "11:00", 9), 6: ("D", "08:00", 8)}, first=first) == messages


def test_eleven_hours_are_eleven_hours():
    assert found("rest_hours", 11, {0: LATE, 1: ("D", "09:00", 8)}) == []
    assert found("rest_hours", 11.25, {0: LATE, 1: ("D", "09:00", 8)}) == [
        "ana rests 11 h between L of 2026-02-02 and D of 2026-02-03; the limit is 11.25 h"
    ]


def test_paid_hours_on_clock_change_nights_are_elapsed():
    # 22:00 + 8 h ends 07:00 on the spring night: five nights are 40 h in any week
    assert found("hours_week", {"min": 40, "max": 40}, {day: NIGHT for day in range(1, 6)}, first=SPRING) == []
    assert found("hours_week", {"max": 39}, {day: NIGHT for day in range(1, 6)}, first=SPRING) == [
        "ana has 40 paid hours in the week of 2026-03-23; the most is 39"
    ]


def test_leave_is_credited_as_a_contract_day():
    # 4 x 8 h + 40 h / 5 of leave = 40 h
    week = {day: EARLY for day in (0, 1, 3, 4)}
    leave = {"leave": (LEAVE,)}
    assert found("hours_week", {"min": 40, "max": 40}, week, operation=leave) == []
    assert found("hours_week", {"min": 40, "max": 40}, {**week, 5: EARLY}, operation=leave) == [
        "ana has 48 paid hours in the week of 2026-02-02 (8 of them leave); the most is 40"
    ]
    assert found("days_week", {"min": 5, "max": 5}, week, operation=leave) == []


def test_a_run_goes_on_through_history():
    assert found("days_in_a_row", {"max": 5}, {day: EARLY for day in range(-3, 3)}, past=4) == [
        "ana works 6 days in a row from 2026-01-30 to 2026-02-04; the most is 5"
    ]
    # seven days of history alone are a warning elsewhere, never a finding here
    assert found("days_in_a_row", {"max": 5}, {day: EARLY for day in range(-7, 0)}, past=8) == []


def test_a_single_day_off_is_too_short():
    assert found("days_off_in_a_row", {"min": 2}, {day: EARLY for day in (1, 2, 4, 5)}) == [
        "ana is off 1 day in a row from 2026-02-05 to 2026-02-05; the least is 2"
    ]


def test_days_off_together_lie_within_the_week():
    # Sunday and the next Monday are together, but in no one week
    work = {day: EARLY for day in (0, 2, 4, 5, 8, 10, 12)}
    assert found("days_off_together_week", 2, work, weeks=2) == [
        "ana has at most 1 day off together in the week of 2026-02-02; the least is 2",
        "ana has at most 1 day off together in the week of 2026-02-09; the least is 2",
    ]


def test_weekends_and_shifts_are_counted_in_the_horizon():
    assert found("weekends", {"max": 1}, {6: EARLY, 12: EARLY, 13: EARLY}, weeks=2) == [
        "ana works 2 weekends in the horizon; the most is 1"
    ]
    assert found("max_shifts", {"L": 1, "D": 0}, {-1: LATE, 0: LATE, 1: LATE}, past=1) == [
        "ana works 2 L shifts in the horizon; the most is 1"
    ]
    assert found("minutes_horizon", {"min": 960, "max": 960}, {0: LATE, 1: LATE, 2: LATE}) == [
        "ana has 1440 paid minutes in the horizon; the most is 960"
    ]


def test_starts_lie_on_a_clock_that_goes_round():
    # 22:00, 23:00 ... 06:00 is an arc of eight hours, not of sixteen
    assert found("start_spread_hours", 8, {0: NIGHT, 3: EARLY}) == []
    assert found("start_spread_hours", 7, {0: NIGHT, 3: EARLY}) == [
        "ana starts over a spread of 8 h in the week of 2026-02-02; the most is 7 h"
    ]


def test_late_may_not_be_followed_by_early():
    assert found("not_followed_by", None, {0: LATE, 1: EARLY, 3: LATE, 5: EARLY}) == [
        "ana works E on 2026-02-03, the day after L, which it may not follow"
    ]


def test_nine_hours_a_day():
    assert found("hours_day", 9, {0: ("D", "09:00", 9)}) == []
    assert found("hours_day", 9, {0: ("D", "09:00", 9.5)}) == [
        "ana works 9.5 h in D of 2026-02-02; the most is 9 h a day"
    ]


def weeks_of(days, shift=EARLY, weeks=3):
    """One shift on the given days of each of some weeks."""
    return {7 * week + day: shift for week in range(weeks) for day in days}


def test_a_day_and_a_half_over_the_edge_of_the_week():
    # ET 37.1: Saturday 14:00 to Monday 06:00 are 40 h, 34 of them before the week ends; Sunday before the first works
    week = {-1: EARLY, **weeks_of(range(6))}
    assert found("weekly_rest", 36, week, weeks=3, past=1) == []
    assert found("weekly_rest", 40, week, weeks=3, past=1) == []
    least = "ana rests at most 40 h at a stretch in the 7 days to 2026-02-08; the least is 40.5 h"
    assert found("weekly_rest", 40.5, week, weeks=3, past=1)[0] == least
    # the block over the second Sunday is an hour shorter in spring, and longer in autumn
    before = [date(2026, 3, 16), date(2026, 10, 12)]
    spring, autumn = (found("weekly_rest", 40, week, weeks=3, past=1, first=first) for first in before)
    assert autumn == []
    assert spring == [
        "ana rests at most 40 h at a stretch in the 7 days to 2026-03-29, and the week before needs it; "
        "the least is 40 h"
    ]


def test_a_weekend_over_the_edge_of_weeks_that_begin_on_sundays():
    # Friday 16:30 to Monday 08:00 are 63.5 h: 31.5 in one week, 32 in the next
    week = weeks_of(range(1, 6), ("D", "08:00", 8.5))
    sundays = {"first": date(2026, 2, 1), "weeks": 3, "past": 2}
    assert found("weekly_rest", 63.5, week, **sundays) == []
    assert found("weekly_rest", 64, week, **sundays) == [
        "ana rests at most 63.5 h at a stretch in the 7 days to 2026-02-14; the least is 64 h"
    ]


def test_a_block_of_rest_counts_for_one_week_only():
    # one day off in three weeks, the Monday of the second: Sunday 14:00 to Tuesday 06:00 are 40 h for the first
    work = {day: EARLY for day in range(-1, 21) if day != 7}
    assert found("weekly_rest", 36, work, weeks=3, past=1) == [
        "ana rests at most 40 h at a stretch in the 7 days to 2026-02-15, and the week before needs it; "
        "the least is 36 h"
    ]
    assert found("weekly_rest", 20, work, weeks=3, past=1) == []  # 40 h are two blocks of 20 h


def test_a_week_that_ends_within_its_block_passes_it_on():
    # history works eight days to Sunday 14:00, so that its last week's 36 h end on Tuesday at 02:00
    past = {day: EARLY for day in range(-8, 0)}
    assert found("weekly_rest", 36, {**past, **weeks_of(range(1, 7), weeks=1)}, past=8) == []
    assert found("weekly_rest", 36, {**past, 1: LATE, 0: NIGHT}, past=8) == [
        "ana rests at most 32 h at a stretch in the 7 days to 2026-02-01; the least is 36 h"
    ]


def test_leave_includes_the_night_before():
    assert found("time_off", None, {1: NIGHT}, operation={"leave": (LEAVE,)}) == [
        "ana works 6 h of N of 2026-02-03 during approved leave (holiday)"
    ]
    hours = Leave("ana", "doctor", start=datetime(2026, 2, 4, 21, tzinfo=UTC), end=datetime(2026, 2, 4, 22, tzinfo=UTC))
    assert found("time_off", None, {2: LATE}, operation={"leave": (hours,)}) == []  # L ends at 22:00: they touch
