"""Limits on how near to one another an agent holds windows, each with a case counted by hand; history counts."""

from __future__ import annotations

from datetime import timedelta

from limits_case import Place, daily, days_on, limited
from small_case import MONDAY

from scheduler.operation.cover import MaxWindows

TIERS = ["primary", "backup"]


def day(number):
    return MONDAY + timedelta(days=number)


def texts(*given, **more):
    return [text for _, _, text in limited(*given, **more)]


def test_windows_in_a_row_are_counted_over_the_seam():
    duty = daily(max_in_a_row=2)
    assert limited(days_on("A", 0, 1, 3, 4), duty) == []
    text = "A holds 3 windows of Lead in a row, from 2026-12-20 to 2026-12-22; the most is 2"
    assert limited(days_on("A", -1, 0, 1), duty) == [("A", 480, text)]  # Sunday, Monday, Tuesday
    assert limited(days_on("A", -4, -3, -2), duty) == []  # all of it is history


def test_windows_in_a_row_are_those_of_the_duty_whatever_days_lie_between():
    weekly = daily(on=["friday"], max_in_a_row=2)
    rows = days_on("A", -10, -3, 4)  # three Fridays
    assert texts(rows, weekly) == ["A holds 3 windows of Lead in a row, from 2026-12-11 to 2026-12-25; the most is 2"]


def test_part_of_a_window_and_another_tier_count_as_much():
    duty = daily(max_in_a_row=2, tiers=TIERS)
    rows = [*days_on("A", 0, 2, tier="primary", hours=(8, 9)), *days_on("A", 1, tier="backup", hours=(15, 16))]
    assert texts(rows, duty) == ["A holds 3 windows of Lead in a row, from 2026-12-21 to 2026-12-23; the most is 2"]


def test_in_blocks_the_blocks_are_counted():
    # weeks of seven windows: the week before and this one are two blocks in a row
    weeks = daily(block="week", max_in_a_row=1)
    text = "A holds 2 blocks of Lead in a row, from 2026-12-14 to 2026-12-21; the most is 1"
    assert texts([*days_on("A", *range(-7, 7))], weeks) == [text]
    assert texts([*days_on("A", *range(7))], weeks) == []


def test_windows_in_so_many_days_roll_over_the_seam():
    duty = daily(max_windows=MaxWindows(windows=3, days=7))
    # days -4, -2, 0: three in the 7 days to day 2; day 2 is the fourth; on day 3, day -4 has left the 7 days
    assert texts(days_on("A", -4, -2, 0), duty) == []
    rows = days_on("A", -4, -2, 0, 2)
    assert texts(rows, duty) == ["A holds 4 windows of Lead in the 7 days to 2026-12-23; the most is 3"]
    assert texts(days_on("A", -4, -2, 0, 3), duty) == []


def test_the_first_tier_right_after_another():
    rows = [*days_on("A", -1, 3, tier="backup"), *days_on("A", 0, 5, tier="primary")]
    text = "A holds Lead/primary of 2026-12-21 right after Lead/backup of 2026-12-20; primary_after_backup is false"
    assert limited(rows, daily(tiers=TIERS, primary_after_backup=False)) == [("A", 480, text)]
    assert limited(rows, daily(tiers=TIERS)) == []


def test_a_duty_not_beside_another_on_the_day_before_or_after():
    # Lead on Tuesday, Other on Monday and Wednesday; Other on Tuesday too is the same day, which is not asked
    rows = [*days_on("A", 1), *days_on("A", 0, 2, cover="Other"), *days_on("B", 0), *days_on("B", 2, cover="Other")]
    for duties in (
        (daily(not_beside=("Other",)), daily(name="Other")),
        (daily(), daily(name="Other", not_beside=("Lead",))),
    ):
        found = limited(rows, *duties)
        assert [(agent, minutes) for agent, minutes, _ in found] == [("A", 480), ("A", 480)]
        assert all("2026-12-22" in text and text.endswith("not_beside forbids it") for _, _, text in found)
    same_day = [*days_on("A", 1), *days_on("A", 1, cover="Other")]
    assert limited(same_day, daily(not_beside=("Other",)), daily(name="Other")) == []
    over_the_seam = [*days_on("A", 0), *days_on("A", -1, cover="Other")]
    assert len(limited(over_the_seam, daily(not_beside=("Other",)), daily(name="Other"))) == 1


def test_a_pinned_place_waives_each_of_them_for_itself():
    rows, pin = days_on("A", 0, 1, 2), [Place("A", day(1))]
    for settings in ({"max_in_a_row": 2}, {"max_windows": MaxWindows(windows=2, days=7)}):
        assert len(limited(rows, daily(**settings))) == 1
        assert limited(rows, daily(**settings), pins=pin) == []
    more = days_on("A", 0, 1, 2, 3)  # three that are not pinned are still too many
    assert texts(more, daily(max_in_a_row=2), pins=pin) == [
        "A holds 3 windows of Lead in a row, from 2026-12-21 to 2026-12-24; the most is 2"
    ]
    turns = [*days_on("A", 0, tier="backup"), *days_on("A", 1, tier="primary")]
    duty = daily(tiers=TIERS, primary_after_backup=False)
    assert limited(turns, duty, pins=[Place("A", day(1), tier="primary")]) == []
    near = [*days_on("A", 1), *days_on("A", 0, cover="Other")]
    assert limited(near, daily(not_beside=("Other",)), daily(name="Other"), pins=pin) == []


def test_a_pinned_place_is_held_by_its_agent():
    rows = [*days_on("A", 0, hours=(8, 12)), *days_on("B", 0, hours=(12, 16))]
    text = "A is pinned to Lead of 2026-12-21 and does not hold it Mon 2026-12-21 12:00-16:00 (240 minutes in all)"
    assert limited(rows, daily(), pins=[Place("A", day(0))]) == [("A", 240, text)]
    assert limited(days_on("A", 0), daily(), pins=[Place("A", day(0))]) == []
    [(agent, _, text)] = limited(days_on("A", 0), daily(tiers=TIERS), pins=[Place("A", day(0), tier="backup")])
    assert (agent, text.split(" and ")[0]) == ("A", "A is pinned to Lead/backup of 2026-12-21")


def test_a_pinned_block_is_held_to_its_end():
    # Saturday and Sunday are one block; A leaves on Sunday
    weekend = daily(on=["weekend"], block="weekend")
    rows = [*days_on("A", 5), *days_on("B", 6)]
    [(_, minutes, text)] = limited(rows, weekend, pins=[Place("A", day(5))])
    assert minutes == 480
    assert "Sun 2026-12-27 08:00-16:00" in text
    assert limited(days_on("A", 5, 6), weekend, pins=[Place("A", day(5))]) == []


def test_history_is_cut_where_the_horizon_begins():
    # the night of Sunday was A's to 08:00 on Monday by history; now B holds it from Monday 00:00 on
    nights = daily(hours="20:00-08:00", max_in_a_row=1)
    rows = [*days_on("A", -2, -1, hours=(20, 32)), *days_on("B", 0, hours=(0, 8)), *days_on("B", 1, hours=(20, 32))]
    assert limited(rows, nights) == []
    # where A goes on, the window is one: Saturday's and Sunday's are two in a row
    rows = [*days_on("A", -2, hours=(20, 32)), *days_on("A", -1, hours=(20, 24)), *days_on("A", 0, hours=(0, 8))]
    text = "A holds 2 windows of Lead in a row, from 2026-12-19 to 2026-12-20; the most is 1"
    assert limited(rows, nights) == [("A", 480, text)]


def test_what_history_alone_breaks_is_not_held_against_a_pinned_window():
    rows = days_on("A", -3, -2, -1, 0)
    assert limited(rows, daily(max_in_a_row=2), pins=[Place("A", day(0))]) == []
    assert len(limited(rows, daily(max_in_a_row=2))) == 1
