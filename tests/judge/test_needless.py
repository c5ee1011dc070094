"""Shifts that go for nothing, and those that stay because somebody is obliged or somebody is needed."""

from __future__ import annotations

from dataclasses import replace

from signed_case import LEADS, SHIFTS, day, holding, leads, trial
from small_case import MONDAY, agent, doing, operation, queue

from scheduler.judge import check
from scheduler.judge.needless import needless
from scheduler.judge.obliged import kept_shifts
from scheduler.operation import Contract, Leave, Pin
from scheduler.roster import Roster

ALL = [day(name, number) for name in LEADS for number in range(5)]


def gone(found):
    return sorted((duty.agent, (duty.day - MONDAY).days) for duty in found.shifts)


def test_of_six_leads_where_one_is_wanted_five_are_needless():
    """30 shifts of 8 hours; one a day does, so 25 go: 200 hours. Weeks go first: those of A to E."""
    one = trial(leads(), ALL)
    found = needless(one)
    assert (found.hours, found.complete) == (200.0, True)
    assert gone(found) == [(name, number) for name in "ABCDE" for number in range(5)]
    assert {duty.agent for duty in one.roster.duties} == {"F"}


def test_named_holders_hand_their_places_to_who_is_there():
    """A is named on all five days: the place goes from hand to hand with each week that is taken out, and F has it."""
    one = trial(leads(), ALL, held=[holding("A", number) for number in range(5)])
    assert needless(one).hours == 200.0
    assert {row.agent for row in one.roster.held} == {"F"}
    assert not check(one.operation, one.horizon, one.roster)


def test_one_shift_a_day_is_none_too_many():
    duties = [day(name, number) for number, name in enumerate("ABCDE")]
    found = needless(trial(leads(), duties, held=[holding(name, number) for number, name in enumerate("ABCDE")]))
    assert (found.hours, found.shifts) == (0.0, ())
    assert found.tried == found.all == 5


def test_a_contract_minimum_obliges():
    """40 hours are owed by each of the six, whether wanted or not."""
    owed = Contract(id="full", limits={"hours_week": {"min": 40, "max": 40}})
    assert needless(trial(leads(contract=owed), ALL)).hours == 0.0


def test_a_minimum_of_three_days_leaves_two_needless():
    """24 h a week are owed: each may give two of five shifts, but one lead is needed a day. 30 - 18 owed = 12 go."""
    owed = Contract(id="full", limits={"hours_week": {"min": 24, "max": 40}})
    assert needless(trial(leads(contract=owed), ALL)).hours == 12 * 8


def test_leave_is_credited_before_the_minimum_asks():
    """A owes 40 h, 8 of which are leave on Monday: of five further shifts four are owed, one is needless."""
    owed = Contract(id="full", limits={"hours_week": {"min": 40}, "days_week": {"min": 5}})
    away = Leave("A", "holiday", MONDAY, MONDAY)
    made = leads("A", owed, cover=(), leave=(away,))
    assert needless(trial(made, [day("A", number) for number in range(1, 6)])).hours == 8


def test_a_minimum_over_the_horizon_obliges():
    owed = Contract(id="full", limits={"minutes_horizon": {"min": 1440}})
    made = leads("A", owed, cover=())
    assert needless(trial(made, [day("A", number) for number in range(5)])).hours == 16


def test_pins_oblige():
    """A's week cannot go, as A is pinned on Monday and Tuesday; B's goes, and then A is needed on all days."""
    pins = tuple(Pin("A", day("A", number).day, "D") for number in (0, 1))
    duties = [day(name, number) for name in "AB" for number in range(5)]
    found = needless(trial(leads("AB", pins=pins), duties))
    assert gone(found) == [("B", number) for number in range(5)]


def test_shifts_that_are_kept_oblige():
    """What was published, or gone on from, stays: A's week."""
    kept = kept_shifts(Roster(tuple(day("A", number) for number in range(5))), None)
    found = needless(trial(leads("AB"), [day(name, number) for name in "AB" for number in range(5)]), kept)
    assert gone(found) == [("B", number) for number in range(5)]


def calls(names, wanted):
    """Queue `calls` wants so many people on Monday 08:00-16:00; everybody works then."""
    made = operation([agent(name) for name in names], [queue("calls")], shifts=SHIFTS)
    return made, {"calls": dict.fromkeys(range(8, 16), wanted)}


def test_work_of_a_needless_shift_goes_to_who_is_idle():
    """A takes the morning's calls and is idle after, B the other way round: either alone takes all of them."""
    made, needs = calls("AB", 1)
    rows = [doing("A", 0, 8, 12, "queue:calls"), doing("A", 0, 12, 16, "idle"),
            doing("B", 0, 8, 12, "idle"), doing("B", 0, 12, 16, "queue:calls")]  # fmt: skip
    one = trial(made, [day("A", 0), day("B", 0)], rows, needs=needs)
    assert gone(needless(one)) == [("A", 0)]
    assert [(row.activity, row.start.hour) for row in one.roster.activities] == [("queue:calls", 16)]
    assert one.count.objective == 0


def test_work_of_a_needless_shift_goes_to_who_is_too_many_elsewhere():
    """Two are on `texts`, which wants one; with C on `calls` one of the three is too many, as everybody serves both."""
    made = operation([agent(name) for name in "ABC"], [queue("calls"), queue("texts")], shifts=SHIFTS)
    needs = {name: dict.fromkeys(range(8, 16), 1) for name in ("calls", "texts")}
    rows = [doing("A", 0, 8, 16, "queue:calls"), *(doing(name, 0, 8, 16, "queue:texts") for name in "BC")]
    one = trial(made, [day(name, 0) for name in "ABC"], rows, needs=needs)
    assert (needless(one).hours, one.count.objective) == (8, 0)


def test_people_who_are_missing_make_no_shift_needless():
    made, needs = calls("AB", 3)
    rows = [doing(name, 0, 8, 16, "queue:calls") for name in "AB"]
    assert needless(trial(made, [day("A", 0), day("B", 0)], rows, needs=needs)).hours == 0


def test_a_wish_to_work_is_worth_a_shift():
    from scheduler.operation import Wish

    made = leads("AB", wishes=(Wish("A", day("A", 5).day, "work", None, 3),))
    assert needless(trial(made, [day("A", 5), day("B", 6)])).hours == 8


def test_out_of_time_says_how_much_was_tried():
    found = needless(trial(leads(), ALL), seconds=0)
    assert (found.tried, found.all, found.complete) == (0, 36, False)
    assert next(found.lines(leads())) == (
        "no needless shift was found (0 of 36 shifts and weeks tried; --thorough tries all)"
    )


def test_the_lines_name_the_first_shifts():
    found = needless(trial(leads(), ALL), seconds=None)
    lines = list(found.lines(leads()))
    assert lines[0] == "25 shifts are needless, 200.0 paid hours: no limit and no point asks for them"
    assert lines[1] == "  A Mon 2026-12-21 D 08:00-16:00"
    assert lines[-1] == "  and 15 more"
    assert list(replace(found, shifts=()).lines(leads())) == ["no needless shift was found"]


def test_where_calls_come_on_two_days_two_shifts_stay():
    """Six people, each on all seven days: 42 shifts, of which one on Tuesday and one on Thursday serve. 40 x 8 h go."""
    made = operation([agent(name) for name in LEADS], [queue("calls")], shifts=SHIFTS)
    needs = {"calls": {24 * number + hour: 1 for number in (1, 3) for hour in range(8, 16)}}
    duties = [day(name, number) for name in LEADS for number in range(7)]
    rows = [doing(one.agent, one.day, 8, 16, "queue:calls") for one in duties]
    one = trial(made, duties, rows, needs=needs)
    assert needless(one).hours == 320
    assert [(duty.agent, (duty.day - MONDAY).days) for duty in one.roster.duties] == [("F", 1), ("F", 3)]


def test_part_timers_beside_a_full_timer_who_is_enough_are_needless():
    """A owes 40 h and takes all calls of the week; B and C owe nothing: their three shifts each go, 48 h."""
    contracts = {
        "full": Contract(id="full", limits={"hours_week": {"min": 40, "max": 40}}),
        "part": Contract(id="part", limits={"hours_week": {"max": 24}}),
    }
    people = [agent("A"), agent("B", contract="part"), agent("C", contract="part")]
    made = operation(people, [queue("calls")], shifts=SHIFTS, contracts=contracts)
    needs = {"calls": {24 * number + hour: 1 for number in range(5) for hour in range(8, 16)}}
    duties = [*(day("A", number) for number in range(5)), *(day(name, number) for name in "BC" for number in range(3))]
    rows = [doing(one.agent, one.day, 8, 16, "queue:calls" if one.agent == "B" else "idle") for one in duties]
    rows += [doing("A", number, 8, 16, "queue:calls") for number in (3, 4)]
    rows = [row for row in rows if not (row.agent == "A" and row.activity == "idle" and row.start.day > 23)]
    one = trial(made, duties, rows, needs=needs)
    assert (needless(one).hours, one.count.objective) == (48, 0)
    assert {duty.agent for duty in one.roster.duties} == {"A"}
