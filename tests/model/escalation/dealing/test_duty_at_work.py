"""Who stands by and goes to work holds on at work where the duty says so, without an activity of standby."""

from __future__ import annotations

from datetime import timedelta

from duty_case import at, case, count, faults, held, lead
from small_case import doing, duty

from scheduler.roster import Pause


def standby(**settings):
    return lead(kind="on_call", hours="00:00-24:00", **settings)


NIGHT = [doing("A", 0, 0, 8, "on_call:Lead"), doing("A", 0, 16, 24, "on_call:Lead")]
ROWS = [held("A", 0, 24, kind="on_call")]


def test_the_holder_at_work_holds_on_where_held_at_work_says_so():
    # on call 0-8 and 16-24, at work 8-16: 24 h held
    made, answer = case(ROWS, standby(held_at_work=True), activities=NIGHT)
    assert faults(made, answer) == []
    assert count(made, answer).held == 1440


def test_without_held_at_work_the_hours_at_work_are_open():
    made, answer = case(ROWS, standby(held_at_work=False), activities=NIGHT)
    text = "A holds Lead Mon 2026-12-21 08:00-16:00 but has no activity on_call:Lead then"
    assert faults(made, answer) == [("A", 480, text)]
    assert count(made, answer).held == 960


def test_it_is_the_usual_for_blocks_of_days_and_longer():
    for block, wrong in (("any", 1), ("window", 1), ("day", 0), ("weekend", 0), ("week", 0), ("run", 0)):
        assert len(faults(*case(ROWS, standby(block=block), activities=NIGHT))) == wrong


def test_outside_work_there_must_be_standby():
    text = "A holds Lead Mon 2026-12-21 00:00-08:00 but is not at work and has no activity on_call:Lead then"
    assert faults(*case(ROWS, standby(held_at_work=True), activities=NIGHT[1:])) == [("A", 480, text)]


def test_a_long_break_at_work_ends_nothing():
    pause = Pause("siesta", at(10), at(10) + timedelta(minutes=120), paid=False)
    shifts = [duty("A", 0, 8, pauses=[pause])]
    assert faults(*case(ROWS, standby(held_at_work=True), activities=NIGHT, shifts=shifts)) == []
