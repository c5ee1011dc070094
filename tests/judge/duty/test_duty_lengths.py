"""How long one stands by in one piece, and rests after a duty before the next shift; each case counted by hand."""

from __future__ import annotations

from limits_case import daily, days_on, limited
from small_case import duty

from scheduler.operation import Worked


def standby(**settings):
    return daily(kind="on_call", hours="00:00-24:00", **settings)


def on_call(name, day, first, last, **more):
    return days_on(name, day, hours=(first, last), kind="on_call", **more)


def test_standby_without_a_block_lasts_24_hours_in_one_piece():
    # Monday and the first two hours of Tuesday: 26 h, the last 2 too many
    assert limited(on_call("A", 0, 0, 24), standby()) == []
    text = "A stands by for Lead Mon 2026-12-21 00:00 to Tue 2026-12-22 02:00, 26 h in one piece; the most is 24 h"
    assert limited([*on_call("A", 0, 0, 24), *on_call("A", 1, 0, 2)], standby()) == [("A", 120, text)]
    assert limited([*on_call("A", 0, 0, 24), *on_call("A", 1, 0, 2)], standby(block="week")) == []


def test_max_hours_is_what_is_said_and_counts_over_the_seam_and_over_tiers():
    # Sunday 20-24 is history, Monday 0-5: 9 h
    rows = [*on_call("A", -1, 20, 24), *on_call("A", 0, 0, 5)]
    [(agent, minutes, text)] = limited(rows, standby(max_hours=8))
    assert (agent, minutes, "9 h in one piece; the most is 8 h" in text) == ("A", 60, True)
    tiers = standby(max_hours=8, tiers=["primary", "backup"])
    rows = [*on_call("A", 0, 0, 5, tier="primary"), *on_call("A", 0, 5, 9, tier="backup")]
    assert [minutes for _, minutes, _ in limited(rows, tiers)] == [60]


def test_a_shift_ends_a_piece_of_standby():
    # 0-8 and 16-24 on call, at work between: two pieces of 8 h
    rows = on_call("A", 0, 0, 24)
    assert limited(rows, standby(max_hours=8), shifts=[duty("A", 0, 8)]) == []
    assert len(limited(rows, standby(max_hours=8))) == 1


def test_who_is_at_work_on_a_duty_has_no_longest_standby():
    assert limited(days_on("A", 0, 1, hours=(0, 24)), daily(hours="00:00-24:00", max_hours=8)) == []


def test_rest_after_a_duty_is_counted_from_the_end_of_what_is_held():
    # on call Monday 0-6, shift at 14:00: 8 h of 11; at 17:00: 11 h
    rows = on_call("A", 0, 0, 6)
    text = (
        "A holds Lead Mon 2026-12-21 00:00-06:00 and works from Mon 2026-12-21 14:00, 8 h after; the least rest is 11 h"
    )
    assert limited(rows, standby(rest_after_hours=11), shifts=[duty("A", 0, 14)]) == [("A", 180, text)]
    assert limited(rows, standby(rest_after_hours=11), shifts=[duty("A", 0, 17)]) == []
    assert limited(rows, standby(), shifts=[duty("A", 0, 14)]) == []
    assert limited(rows, standby(rest_after_hours=11), shifts=[duty("B", 0, 14)]) == []


def test_rest_after_a_duty_of_history_and_none_for_the_shift_within_it():
    rows = on_call("A", -1, 16, 24)
    assert len(limited(rows, standby(rest_after_hours=11), shifts=[duty("A", 0, 8)])) == 1
    inside = [*on_call("A", 0, 0, 24), *on_call("A", 1, 0, 6)]  # at work Monday 8-16, held on, next shift 17:00
    shifts = [duty("A", 0, 8), duty("A", 1, 17)]
    assert limited(inside, standby(rest_after_hours=11), shifts=shifts) == []


def test_a_shift_of_history_is_nobodys_fault_now():
    past = duty("A", -1, 8)
    worked = [Worked("A", past.day, "day", past.start, past.end)]
    assert limited(on_call("A", -1, 0, 6), standby(rest_after_hours=11), history=worked) == []


def test_rest_after_a_duty_on_shift_is_asked_too():
    # held Monday 8-16 at work, the next shift on Tuesday at 8: 16 h of 17
    shifts = [duty("A", 0, 8), duty("A", 1, 8)]
    on_shift = daily(on=["monday"], rest_after_hours=17)
    [(agent, minutes, text)] = limited(days_on("A", 0), on_shift, shifts=shifts)
    assert (agent, minutes, "16 h after; the least rest is 17 h" in text) == ("A", 60, True)
