"""Standby that counts as work is in hours, days, runs and rest; as standby it is no free time; each by hand."""

from __future__ import annotations

from dataclasses import replace

from duty_case import lead, leads
from limits_case import days_on
from small_case import MONDAY, doing, duty, horizon, operation, roster

from scheduler.judge import check
from scheduler.operation import Contract, Worked

RULES = ("hours_week", "hours_day", "days_week", "days_in_a_row", "rest_hours", "weekly_rest", "days_off_together_week")


def judged(limits, counts_as, standby=(), shifts=(), past=(), worked=(), people=("A",), **settings):
    """(rule, message) of each finding of a contract's limit; `standby` are (day, first hour, last hour)."""
    cover = lead(**{"kind": "on_call", "on": ["every_day"], "hours": "00:00-24:00", "counts_as": counts_as,
                    "block": "week", **settings})  # fmt: skip
    made = operation(leads(*people), contract=Contract(id="full", limits=limits), cover=(cover,), history=tuple(worked))
    made = replace(made, duty_history=tuple(past))
    rows = [doing("A", day, first, last, "on_call:Lead") for day, first, last in standby]
    for one in shifts:
        rows.append(doing(one.agent, one.day, 0, 1, "idle"))
        rows[-1] = replace(rows[-1], start=one.start, end=one.end)
    return [(row.rule, row.message) for row in check(made, horizon(), roster(shifts, rows)) if row.rule in RULES]


def test_hours_of_the_week_and_of_the_day():
    # three windows of 10 h: 30 h; with a shift of 7 paid hours 37
    rows = [(day, 10, 20) for day in range(3)]
    text = "A has 37 paid hours in the week of 2026-12-21 (30 of them standby); the most is 36"
    work = {"standby": rows, "shifts": [duty("A", 5, 8)]}
    assert judged({"hours_week": {"max": 36}}, "working", **work) == [("hours_week", text)]
    assert judged({"hours_week": {"max": 36}}, "standby", **work) == []
    assert judged({"hours_week": {"max": 37}}, "working", **work) == []
    assert judged({"hours_week": {"min": 37}}, "working", **work) == []
    text = "A works 10 h in standby of 2026-12-21 (10 of them standby); the most is 9 h a day"
    assert judged({"hours_day": {"max": 9}}, "working", standby=rows[:1]) == [("hours_day", text)]
    # at work 8-16 (7 h without lunch), standby 18-24 (6 h): 13 h
    both = {"standby": [(0, 18, 24)], "shifts": [duty("A", 0, 8)]}
    text = "A works 13 h in day of 2026-12-21 (6 of them standby); the most is 12 h a day"
    assert judged({"hours_day": {"max": 12}}, "working", **both) == [("hours_day", text)]
    assert judged({"hours_day": {"max": 12}}, "rest", **both) == []


def test_a_night_counts_whole_on_the_date_on_which_it_begins_and_windows_count_apart():
    night = [(0, 20, 30)]  # Monday 20:00 to Tuesday 06:00
    assert len(judged({"hours_day": {"max": 9}}, "working", standby=night, hours="20:00-06:00")) == 1
    # one row over two windows, each from midnight to midnight: 4 h and 6 h
    assert judged({"hours_day": {"max": 9}}, "working", standby=night) == []


def test_days_of_the_week_and_in_a_row():
    rows = [(day, 10, 12) for day in (0, 1)]
    shifts = [duty("A", 2, 8)]
    text = "A has 3 days of work and credited leave in the week of 2026-12-21; the most is 2"
    assert judged({"days_week": {"max": 2}}, "working", standby=rows, shifts=shifts) == [("days_week", text)]
    assert judged({"days_week": {"max": 2}}, "standby", standby=rows, shifts=shifts) == []
    text = "A works 3 days in a row from 2026-12-21 to 2026-12-23; the most is 2"
    assert judged({"days_in_a_row": {"max": 2}}, "working", standby=rows, shifts=shifts) == [("days_in_a_row", text)]
    assert judged({"days_in_a_row": {"max": 2}}, "rest", standby=rows, shifts=shifts) == []


def test_history_of_standby_counts_in_runs():
    past = days_on("A", -2, -1, hours=(10, 12), kind="on_call")
    shift = duty("A", -3, 8)
    worked = [Worked("A", shift.day, "day", shift.start, shift.end)]
    text = "A works 4 days in a row from 2026-12-18 to 2026-12-21; the most is 3"
    found = judged({"days_in_a_row": {"max": 3}}, "working", shifts=[duty("A", 0, 8)], past=past, worked=worked)
    assert found == [("days_in_a_row", text)]


def test_rest_before_and_after_as_for_a_shift():
    # shift to 16:00, standby 20-24 (4 h later), shift at 08:00 (8 h later)
    both = {"standby": [(0, 20, 24)], "shifts": [duty("A", 0, 8), duty("A", 1, 8)]}
    assert judged({"rest_hours": 10}, "working", **both) == [
        ("rest_hours", "A rests 4 h between day of 2026-12-21 and standby of 2026-12-21; the limit is 10 h"),
        ("rest_hours", "A rests 8 h between standby of 2026-12-21 and day of 2026-12-22; the limit is 10 h"),
    ]
    assert judged({"rest_hours": 10}, "standby", **both) == []
    # two windows that adjoin are one piece
    assert judged({"rest_hours": 10}, "working", standby=[(0, 20, 24), (1, 0, 4)]) == []


def test_standby_is_no_weekly_rest_unless_it_counts_as_rest():
    # at work Monday to Friday 08:00-16:00, standby on Saturday and on Sunday 20-24: it leaves 28 h before it (Friday
    # 16:00 to Saturday 20:00) and 20 h between
    shifts = [duty("A", day, 8) for day in range(5)]
    work = {"shifts": shifts, "standby": [(5, 20, 24), (6, 20, 24)], "worked": _worked(-1)}
    assert [rule for rule, _ in judged({"weekly_rest": 35}, "standby", **work)] == ["weekly_rest"]
    assert [rule for rule, _ in judged({"weekly_rest": 35}, "working", **work)] == ["weekly_rest"]
    assert judged({"weekly_rest": 35}, "rest", **work) == []
    assert judged({"weekly_rest": 28}, "standby", **work) == []


def _worked(day):
    shift = duty("A", day, 8)
    return [Worked("A", shift.day, "day", shift.start, shift.end)]


def test_a_day_that_standby_touches_is_not_off():
    # Saturday and Sunday are off; the standby of Friday night reaches into Saturday
    shifts = [duty("A", day, 8) for day in range(5)]
    night = {"shifts": shifts, "standby": [(4, 20, 28)], "hours": "20:00-04:00"}
    text = "A has at most 1 day off together in the week of 2026-12-21; the least is 2"
    assert judged({"days_off_together_week": 2}, "standby", **night) == [("days_off_together_week", text)]
    assert judged({"days_off_together_week": 2}, "rest", **night) == []
    # counted as work it is as a night shift: of the date on which it begins
    assert judged({"days_off_together_week": 2}, "working", **night) == []


def test_a_bare_roster_takes_duty_csv_at_its_word_outside_shifts():
    cover = lead(kind="on_call", on=["every_day"], hours="00:00-24:00", counts_as="working", block="week")
    limits = {"hours_week": {"max": 40}}
    made = operation(leads("A"), contract=Contract(id="full", limits=limits), cover=(cover,))
    held = tuple(days_on("A", 0, 1, hours=(0, 24), kind="on_call"))
    answer = replace(roster([duty("A", MONDAY, 8)], breaks_known=False), held=held)
    # 48 h less the shift of 8 h are standby, 7 h of the shift are paid: 47
    [text] = [row.message for row in check(made, horizon(), answer) if row.rule == "hours_week"]
    assert text == "A has 47 paid hours in the week of 2026-12-21 (40 of them standby); the most is 40"
