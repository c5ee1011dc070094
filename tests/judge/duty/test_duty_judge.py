"""Who holds each duty is recounted from the rows: what is held and open, and each kind of wrong row is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from duty_case import at, case, count, faults, held, lead
from small_case import doing, duty, horizon

from scheduler.judge import check
from scheduler.judge.duty import holders_at
from scheduler.operation import Worked
from scheduler.roster import Pause


def test_minutes_due_are_held_or_in_a_hole():
    # due 8 h x 2 places = 960; A holds 8 h, B 3 h, and the other place is open for 5 h
    made, answer = case([held("A", 8, 16), held("B", 8, 11), held("", 11, 16, reason="all on leave")], lead(agents=2))
    one = count(made, answer)
    assert (one.minutes, one.held, one.open) == (960, 660, 300)
    assert [(hole.start, hole.end, hole.reason) for hole in one.holes] == [(at(11), at(16), "all on leave")]


def test_a_hole_is_a_fault_only_where_somebody_could_hold_the_place():
    rows = [held("A", 8, 16), held("B", 8, 11), held("", 11, 16, reason="all on leave")]
    gone = [duty("A", 0, 8), duty("B", 0, 8, hours=3)]
    assert faults(*case(rows, lead(agents=2), shifts=gone)) == []
    text = "nobody holds a place of Lead Mon 2026-12-21 11:00-16:00, though B could"
    assert faults(*case(rows, lead(agents=2))) == [("B", 300, text)]


def test_who_hands_over_within_a_shift_is_right():
    made, answer = case([held("A", 8, 10), held("B", 10, 13), held("A", 13, 16)])
    assert faults(made, answer) == []
    assert count(made, answer).open == 0


def test_an_agent_who_is_not_at_work_is_found_from_the_minute_on():
    # A's shift ends at 16:00, the duty at 18:00: the last 120 minutes are wrong, and open
    made, answer = case([held("A", 8, 18)], lead(hours="08:00-18:00"))
    assert faults(made, answer) == [("A", 120, "A holds Lead Mon 2026-12-21 16:00-18:00 but is not at work then")]
    one = count(made, answer)
    assert (one.held, one.open) == (480, 120)
    assert [hole.reason for hole in one.holes] == ["A is named, who cannot hold it then"]


def test_an_agent_without_the_role_or_the_language_is_found():
    made, answer = case([held("C", 8, 16)])
    told = "C holds Lead Mon 2026-12-21 08:00-16:00 but lacks its role lead or its language"
    assert faults(made, answer) == [("C", 480, told)]
    spanish, answer = case([held("A", 8, 16)], lead(language="es"))
    assert [row[0] for row in faults(spanish, answer)] == ["A"]
    assert count(spanish, answer).open == 480


def test_a_row_outside_the_hours_is_found():
    made, answer = case([held("A", 8, 16)], lead(hours="09:00-16:00"))
    assert faults(made, answer) == [("A", 60, "A holds Lead Mon 2026-12-21 08:00-09:00, when it is not due")]
    assert count(made, answer).minutes == 420
    before, answer = case([held("", 7, 8), held("A", 8, 16)])
    assert faults(before, answer) == [("", 60, "nobody holds Lead Mon 2026-12-21 07:00-08:00, when it is not due")]


def test_rows_that_do_not_tile_the_hours_are_found():
    made, answer = case([held("A", 8, 10), held("B", 11, 16)])
    assert faults(made, answer) == [("", 60, "duty.csv has 0 rows for the 1 place of Lead Mon 2026-12-21 10:00-11:00")]
    assert [hole.reason for hole in count(made, answer).holes] == ["nobody is named"]
    made, answer = case([held("A", 8, 12), held("B", 11, 16)])
    assert faults(made, answer) == [("", 60, "duty.csv has 2 rows for the 1 place of Lead Mon 2026-12-21 11:00-12:00")]
    assert count(made, answer).held == 480  # a second holder does not count


def test_no_rows_at_all_are_found():
    made, answer = case([])
    assert [row[1] for row in faults(made, answer)] == [480]


def test_an_agent_who_holds_two_places_is_found_and_counts_once():
    made, answer = case([held("A", 8, 16), held("A", 8, 12), held("B", 12, 16)], lead(agents=2))
    assert faults(made, answer) == [("A", 240, "A holds two places of Lead Mon 2026-12-21 08:00-12:00")]
    one = count(made, answer)
    assert (one.two_places, one.held, one.open) == (("A",), 720, 240)


def test_one_person_may_hold_two_duties_on_shift():
    made, answer = case([held("A", 8, 16), held("A", 8, 16, "Other")], lead(), lead(name="Other"))
    assert faults(made, answer) == []


def test_the_wrong_kind_and_duties_that_do_not_exist_are_found():
    made, answer = case([held("A", 8, 16, kind="on_call")])
    told = "duty.csv calls Lead on_call; it is on_shift (Mon 2026-12-21 08:00-16:00)"
    assert faults(made, answer) == [("A", 480, told)]
    made, answer = case([held("A", 8, 16), held("A", 8, 16, "Gone"), held("A", 8, 16, tier="first")])
    assert [row[2] for row in faults(made, answer)] == [
        "duty.csv names duty Gone, which does not exist",
        "duty.csv names duty Lead/first, which does not exist",
    ]


@pytest.mark.parametrize(
    ("minutes", "paid", "wrong"), [(60, False, 0), (75, False, 75), (300, False, 300), (75, True, 0)]
)
def test_a_break_holds_the_duty_unless_it_is_unpaid_and_longer_than_an_hour(minutes, paid, wrong):
    pause = Pause("rest", at(10), at(10) + timedelta(minutes=minutes), paid)
    made, answer = case([held("A", 8, 16)], shifts=[duty("A", 0, 8, pauses=[pause])])
    assert sum(row[1] for row in faults(made, answer)) == wrong
    assert count(made, answer).open == wrong


def test_an_exclusive_duty_is_held_in_its_own_activities_and_the_breaks_after_them():
    # idle 8-9, break 9-9:15 (after idle: not held), duty 9:15-11, break 11-12 (held), queue 12-16 (not held)
    rows = [
        doing("A", 0, 8, 9, "idle"),
        doing("A", 0, 9, 9.25, "break:rest"),
        doing("A", 0, 9.25, 11, "cover:Lead"),
        doing("A", 0, 11, 12, "break:lunch"),
        doing("A", 0, 12, 16, "queue:calls"),
    ]
    made, answer = case([held("A", 8, 16)], lead(exclusive=True), activities=rows)
    told = "but is not at work on cover:Lead then"
    assert faults(made, answer) == [
        ("A", 75, f"A holds Lead Mon 2026-12-21 08:00-09:15 {told}"),
        ("A", 240, f"A holds Lead Mon 2026-12-21 12:00-16:00 {told}"),
    ]
    assert count(made, answer).held == 165


def test_standby_is_held_by_who_has_its_row():
    rows = [doing("A", 0, 16, 24, "on_call:Lead"), doing("B", 0, 16, 24, "on_call:Other")]
    duties = lead(kind="on_call", hours="16:00-24:00"), lead(name="Other", kind="on_call", hours="16:00-24:00")
    right = [held("A", 16, 24, kind="on_call"), held("B", 16, 24, "Other", "on_call")]
    assert faults(*case(right, *duties, activities=rows)) == []
    wrong = [held("B", 16, 24, kind="on_call"), held("B", 16, 24, "Other", "on_call")]
    assert [row[2] for row in faults(*case(wrong, *duties, activities=rows))] == [
        "B holds Lead Mon 2026-12-21 16:00 to Tue 2026-12-22 00:00 but has no activity on_call:Lead then",
        "B stands by for Lead and Other at once Mon 2026-12-21 16:00 to Tue 2026-12-22 00:00",
    ]


def test_standby_beside_a_bare_roster_is_not_judged():
    made, answer = case([held("A", 16, 24, kind="on_call")], lead(kind="on_call", hours="16:00-24:00"))
    assert len(faults(made, answer)) == 1
    assert faults(made, replace(answer, breaks_known=False)) == []


def test_a_shift_of_history_that_reaches_into_the_horizon_holds_the_duty():
    night = duty("A", -1, 22, "night")
    past = (Worked("A", night.day, "night", night.start, night.end),)
    rows = [held("A", 0, 6), held("", 6, 8)]
    duties = lead(hours="00:00-08:00")
    assert faults(*case(rows, duties, shifts=[], history=past)) == []
    assert [row[1] for row in faults(*case(rows, duties, shifts=[]))] == [360]


def test_check_lists_wrong_rows_under_the_rule_duty_and_is_silent_without_duty_csv():
    made, answer = case([held("C", 8, 16)])
    assert [row.agent for row in check(made, horizon(), answer) if row.rule == "duty"] == ["C"]
    assert "duty" not in {row.rule for row in check(made, horizon(), replace(answer, held=None))}


def test_without_duty_csv_it_is_said_who_is_able_and_at_work():
    made, answer = case(None, lead(hours="08:00-18:00"), shifts=[duty("A", 0, 8), duty("B", 0, 14, hours=1)])
    one = count(made, answer)
    assert one.able == (("A", 480), ("B", 60))
    assert (one.minutes, one.held, one.open, one.two_places) == (600, 480, 120, ())
    assert [(hole.start, hole.reason) for hole in one.holes] == [(at(16), "nobody who may hold it is at work")]
    [now] = holders_at(made, horizon(), answer, at(14.5))
    assert (now.agent, now.next, now.able) == (None, None, ("A", "B"))


def test_who_holds_a_place_holds_it_across_rows_and_the_next_follows_in_the_same_place():
    first_place = [held("A", 8, 10), held("A", 10, 12), held("B", 12, 13), held("", 13, 16, reason="none")]
    made, answer = case([*first_place, held("D", 8, 16)], lead(agents=2))
    first, second = holders_at(made, horizon(), answer, at(9))
    assert (first.agent, first.since, first.until, first.next, first.next_from) == ("A", at(8), at(12), "B", at(12))
    assert (second.agent, second.until, second.next) == ("D", at(16), None)
    first, second = holders_at(made, horizon(), answer, at(12))  # at a change it is who begins
    assert {first.agent, second.agent} == {"B", "D"}
    hole = next(one for one in holders_at(made, horizon(), answer, at(14)) if one.agent is None)
    assert (hole.since, hole.until, hole.reason, hole.due) == (at(13), at(16), "none", True)
    before = holders_at(made, horizon(), answer, at(7))
    assert {(one.agent, one.since, one.due) for one in before} == {(None, None, False)}
    assert {(one.next, one.next_from) for one in before} == {("A", at(8)), ("D", at(8))}
