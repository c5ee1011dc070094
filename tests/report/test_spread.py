"""How far apart members of groups are, as a page and a terminal tell it."""

from __future__ import annotations

from scheduler.judge.sharing import Share, Spread, spreads, widest
from scheduler.report.answer.signed import needless_words

ROWS = (
    Share("seattle, full", "nights", 0, 3),
    Share("seattle, full", "weekends", 2, 2),
    Share("seattle, full", "hours", 0, 4.5),
    Share("Lead/primary", "nights", 1, 2),
    Share("Lead/primary", "weekends", 4, 4),
    Share("Lead/primary", "standby", 8, 40.5),
)


def test_a_row_a_group_and_a_single_number_where_all_carry_alike():
    assert spreads(ROWS) == (
        Spread("seattle, full", True, ("0 to 3", "2", "0 to 4.5", "")),
        Spread("Lead/primary", True, ("1 to 2", "4", "", "8 to 40.5")),
    )
    assert [row.apart for row in spreads(ROWS[1:2])] == [False]


def test_the_widest_of_each_count_and_no_word_of_what_is_alike():
    assert widest(ROWS) == "nights 0 to 3, hours 0 to 4.5 h, standby 8 to 40.5 h"
    assert widest(ROWS[1:2]) == "alike in every group"
    assert widest(()) == "alike in every group"


def test_needless_hours_say_how_much_was_tried():
    assert needless_words(told(0.0, 0, 644)) == "0.0 paid hours"
    assert needless_words(told(8.0, 1, 644)) == "8.0 paid hours, 1 shift that nothing asks for"
    assert needless_words(told(0.0, 0, 7)) == "0.0 paid hours (7 of 644 tried)"


def told(hours, shifts, tried):
    return {"needless_hours": hours, "needless": {"shifts": shifts, "tried": tried, "all": 644}}
