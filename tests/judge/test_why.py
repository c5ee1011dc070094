"""What each shift of a person stands for, and why somebody has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from check_case import SOUND, run, written
from signed_case import ANY, SHIFTS, day, holding, leads, trial
from small_case import MADRID, MONDAY, agent, doing, duty, operation, queue

from scheduler.judge.obliged import kept_shifts
from scheduler.judge.why import why_nothing, why_shifts
from scheduler.operation import Contract, Headcount, Leave, Pin, Wish
from scheduler.roster import Roster


@pytest.fixture
def workspace(tmp_path):
    return written(tmp_path)


def reasons(one, name="A", kept=()):
    return [row.reasons for row in why_shifts(one, name, kept)]


def test_a_contract_minimum_is_told_with_its_source():
    made = leads("A", Contract(id="full", limits={"hours_week": {"min": 8}}), cover=())
    assert reasons(trial(made, [day("A", 0)])) == [
        ("without it A has 0 paid hours in the week of 2026-12-21; the least is 8 [contract full]",)
    ]


def test_pins_and_kept_shifts_are_told():
    made = leads("A", cover=(), pins=(Pin("A", MONDAY, "D"),))
    rows = [day("A", 0), day("A", 1)]
    kept = kept_shifts(Roster((rows[1],)))
    assert reasons(trial(made, rows), kept=kept) == [
        ("pinned in fixed.csv",),
        ("the solve went on from a roster that has it",),
    ]


def test_the_queue_and_the_interval_that_a_shift_serves_are_told():
    """One is wanted 09:00-10:00, at 1,000 points an agent-hour."""
    made = operation([agent("A")], [queue("calls")], ANY, shifts=SHIFTS)
    one = trial(made, [day("A", 0)], [doing("A", 0, 8, 16, "queue:calls")], needs={"calls": {9: 1}})
    assert reasons(one) == [
        ("short would cost 1,000 more points: calls Mon 09:00-10:00 would miss 1.0 more agents, most of all",)
    ]


def test_who_lives_on_other_clocks_is_told_which_clocks_are_meant():
    """17:00-01:00 in Barcelona is 08:00-16:00 in the planning zone."""
    made = operation([agent("A", "barcelona")], [queue("calls")], ANY, shifts=SHIFTS)
    shift = duty("A", 0, 17, shift="D", zone=MADRID, site="barcelona")
    one = trial(made, [shift], [doing("A", 0, 8, 16, "queue:calls")], needs={"calls": {9: 1}})
    (told,) = why_shifts(one, "A")
    assert told.text == "A Mon 2026-12-21 D 17:00-01:00 Europe/Madrid"
    assert "calls Mon 09:00-10:00 America/Los_Angeles would miss 1.0 more agents" in told.reasons[0]


def test_a_duty_that_nobody_else_can_hold_is_told():
    one = trial(leads("AB"), [day("A", 0), day("A", 1), day("B", 1)], held=[holding("A", 0), holding("A", 1)])
    first, second = reasons(one)
    assert first[0] == "holds Lead 08:00-16:00, and nobody else can then"
    assert second == ("needless: no limit and no point asks for it", "holds Lead 08:00-16:00; others could, too")


def test_a_duty_held_in_two_stretches_that_adjoin_is_one():
    whole, rows = holding("A", 0), []
    for start, end in ((0, 4), (4, 6), (7, 8)):  # hours from 08:00
        begin = whole.start + timedelta(hours=start)
        rows.append(replace(whole, start=begin, end=whole.start + timedelta(hours=end)))
    [told] = reasons(trial(leads("AB"), [day("A", 0), day("B", 0)], held=rows))
    assert told[-2:] == ("holds Lead 08:00-14:00; others could, too", "holds Lead 15:00-16:00; others could, too")


def test_headcount_and_wishes_are_told():
    made = leads(
        "A", cover=(), headcount=(Headcount(MONDAY, "D", 1, 70, 0),), wishes=(Wish("A", MONDAY, "work", None, 3),)
    )
    assert reasons(trial(made, [day("A", 0)])) == [
        (
            "headcount would cost 70 more points: the headcount would miss somebody",
            "wishes would cost 3 more points: a wish is met by it",
        )
    ]


def nothing(made, needs=None):
    one = trial(made, [], needs=needs)
    return why_nothing(one, made.agent("A"))


def test_who_works_nothing_is_told_that_nothing_asks():
    assert nothing(leads("A", cover=())) == (
        "A works nothing; the contract asks for no hours; a limit forbids any shift on 0 of 7 days; "
        "on the others nothing that the agent serves is short then"
    )


def test_who_works_nothing_is_told_of_leave_and_of_queues_in_want():
    away = Leave("A", "unpaid", MONDAY, MONDAY + timedelta(days=4))
    made = operation([agent("A")], [queue("calls")], ANY, shifts=SHIFTS, leave=(away,))
    text = "A works nothing; the contract asks for no hours; a limit forbids any shift on 5 of 7 days (time_off on 5)"
    assert nothing(made) == f"{text}; on the others nothing that the agent serves is short then"
    saturday = {"calls": {5 * 24 + 9: 1}}
    assert nothing(made, saturday) == f"{text}; on the others calls would have a use for it"


def test_who_works_is_not_told_why_not():
    one = trial(leads("A"), [day("A", 0)])
    assert why_nothing(one, one.alone.agents["A"]) == ""


def test_explain_tells_one_person(workspace):
    done = run(workspace, "explain", SOUND, "--agent", "A")
    first = done.stdout.splitlines()[:3]
    assert first[:2] == ["A Mon 2026-12-21 day 08:00-16:00", "  a duty would be open without it"]
    assert first[2].startswith("  headcount would cost")
    assert "B works nothing" in run(workspace, "explain", SOUND, "--agent", "B").stdout
    wrong = run(workspace, "explain", SOUND, "--agent", "C")
    assert (wrong.exit_code, "none of the 2 agents" in wrong.stderr) == (2, True)
