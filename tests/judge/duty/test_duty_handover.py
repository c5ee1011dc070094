"""At a change inside a window the next holder is there before the last one ends; what is missing is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from duty_case import case, count, faults, held, lead
from small_case import duty, horizon

from scheduler.judge.duty import holders_at, splits_of

ROWS = [held("A", 8, 12), held("B", 12, 16)]
OVERLAP = held("B", 11.75, 12, kind="handover")


def quarter(rows, **more):
    return case(rows, lead(handover_minutes=15), **more)


def missing(made, answer):
    return splits_of(made, horizon(), answer).missing_overlaps


def test_an_overlap_is_right_and_counts_for_nobody():
    made, answer = quarter([*ROWS, OVERLAP])
    assert faults(made, answer) == []
    one = count(made, answer)
    assert (one.minutes, one.held, one.two_places) == (480, 480, ())
    assert missing(made, answer) == 0
    [now] = holders_at(made, horizon(), answer, OVERLAP.start)
    assert (now.agent, now.next, now.next_from) == ("A", "B", ROWS[1].start)


def test_a_missing_overlap_is_counted_and_is_no_fault():
    made, answer = quarter(ROWS)
    assert faults(made, answer) == []
    assert missing(made, answer) == 1
    assert missing(*case(ROWS)) == 0  # nothing is asked


def test_an_overlap_with_somebody_who_is_not_there_is_a_fault_and_missing():
    made, answer = quarter([*ROWS, OVERLAP], shifts=[duty("A", 0, 8), duty("B", 0, 12, hours=4)])
    text = "B takes over Lead Mon 2026-12-21 11:45-12:00 but is not able and at work Mon 2026-12-21 11:45-12:00"
    assert faults(made, answer) == [("B", 15, text)]
    assert missing(made, answer) == 1


@pytest.mark.parametrize(("start", "end", "agent"), [(11.5, 12, "B"), (11, 11.25, "B"), (11.75, 12, "A")])
def test_an_overlap_that_belongs_to_no_change_is_a_fault(start, end, agent):
    made, answer = quarter([*ROWS, held(agent, start, end, kind="handover")])
    [(name, _, text)] = faults(made, answer)
    assert name == agent
    assert text.endswith("but no place goes to that agent 15 minutes after that start")
    assert missing(made, answer) == 1


def test_a_duty_without_handover_minutes_has_no_overlaps():
    [(_, _, text)] = faults(*case([*ROWS, OVERLAP]))
    assert text == "B takes over Lead Mon 2026-12-21 11:45-12:00, but the duty has no handover_minutes"


def test_a_change_soon_after_the_start_overlaps_from_the_start_on():
    # the window begins 08:00, the change is at 08:10: 10 minutes are all that there are
    rows = [held("A", 8, 8 + 1 / 6), held("B", 8 + 1 / 6, 16), held("B", 8, 8 + 1 / 6, kind="handover")]
    made, answer = quarter(rows)
    assert (faults(made, answer), missing(made, answer)) == ([], 0)


def test_changes_between_windows_and_to_or_from_an_open_place_want_none():
    both = lead(handover_minutes=15, on=("monday", "tuesday"), hours="00:00-24:00")
    rows = [held("A", 0, 24), held("B", 24, 48)]
    shifts = [duty("A", 0, 0, hours=24), duty("B", 1, 0, hours=24)]
    assert missing(*case(rows, both, shifts=shifts)) == 0
    assert missing(*quarter([held("A", 8, 10), held("", 10, 12), held("B", 12, 16)])) == 0


def test_two_places_that_change_at_once_want_two_overlaps():
    rows = [held("A", 8, 12), held("B", 8, 12), held("D", 12, 16), held("E", 12, 16)]
    made, answer = case(rows, lead(agents=2, handover_minutes=15), people=("A", "B", "D", "E"))
    assert missing(made, answer) == 2
    assert missing(made, replace(answer, held=(*answer.held, held("D", 11.75, 12, kind="handover")))) == 1
