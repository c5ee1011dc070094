"""Known answers of the last phase: among rosters of equal points the one with the least paid time, shared evenly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, queue, requirement

from scheduler.clock import is_weekend
from scheduler.judge import check
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover, Headcount, Leave, Pin, Shift, Worked

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
DAY = {"D": Shift(id="D", start="08:00", hours=8)}
BOTH = {"D": Shift(id="D", start="07:00", hours=12), "N": Shift(id="N", start="19:00", hours=12)}
SETTINGS = SolveSettings(iterations=200, time_limit=float("inf"))
LEAD = Cover(name="lead", role="lead", on=WEEKDAYS, hours="08:00-16:00")


def people(count, **more):
    return [agent(f"A{number}", **more) for number in range(count)]


def solved(made, weeks=1, first=MONDAY, **settings):
    """The roster, once it is legal."""
    span = horizon(first, weeks)
    answer = solve(made, span, requirement(made, span), replace(SETTINGS, **settings))
    assert not check(made, span, answer.roster)
    return answer


def shifts(answer, names, kind=None):
    """How many shifts each agent has."""
    found = Counter(duty.agent for duty in answer.roster.duties if kind in (None, duty.shift))
    return [found[name] for name in names]


def wanted(days, shift="D", agents=1):
    return tuple(Headcount(MONDAY + timedelta(days=day), shift, agents, 10, 10) for day in range(days))


@pytest.mark.parametrize("settings", [{}, {"lexicographic": True}], ids=["weights", "in order"])
def test_six_leads_and_one_place_give_five_shifts_of_different_people(settings):
    contract = Contract(id="full", limits={"hours_week": {"max": 40}})
    made = operation(people(6, roles=["lead"]), contract=contract, shifts=DAY, cover=(LEAD,))
    answer = solved(made, **settings)
    assert sorted(shifts(answer, [f"A{n}" for n in range(6)])) == [0, 1, 1, 1, 1, 1]
    assert sum(answer.believed.values()) == 0


def test_a_contract_that_asks_for_hours_keeps_its_shifts():
    """Two of the six have 40 hours by contract: ten shifts are obliged, and the lead is one of them."""
    contracts = {"full": Contract(id="full", limits={"hours_week": {"max": 40}}),
                 "fixed": Contract(id="fixed", limits={"hours_week": {"min": 40, "max": 40}})}  # fmt: skip
    leads = [*people(4, roles=["lead"]), *(agent(f"F{n}", roles=["lead"], contract="fixed") for n in range(2))]
    answer = solved(operation(leads, shifts=DAY, cover=(LEAD,), contracts=contracts))
    assert shifts(answer, ["A0", "A1", "A2", "A3", "F0", "F1"]) == [0, 0, 0, 0, 5, 5]


def test_a_pinned_shift_stays():
    made = operation(people(3, roles=["lead"]), contract=Contract(id="full"), shifts=DAY, cover=(LEAD,),
                     pins=(Pin("A0", MONDAY, "D"), Pin("A1", MONDAY, "D")))  # fmt: skip
    monday = {duty.agent for duty in solved(made).roster.duties if duty.day == MONDAY}
    assert monday == {"A0", "A1"}


def test_four_people_share_28_shifts_as_seven_each():
    answer = solved(operation(people(4), contract=Contract(id="full"), shifts=DAY, headcount=wanted(28)), weeks=4)
    assert shifts(answer, ["A0", "A1", "A2", "A3"]) == [7, 7, 7, 7]


def test_six_people_share_28_days_and_28_nights():
    """28 / 6: four or five of each; rest between shifts lets nobody work a day after a night."""
    contract = Contract(id="full", limits={"rest_hours": 11})
    rows = (*wanted(28, "D"), *wanted(28, "N"))
    answer = solved(operation(people(6), contract=contract, shifts=BOTH, headcount=rows), weeks=4)
    names = [f"A{number}" for number in range(6)]
    for kind in "DN":
        assert set(shifts(answer, names, kind)) <= {4, 5}


def test_two_weeks_of_leave_are_shared_by_days_present():
    """28 shifts; three are there for 28 days, one for 14: weights 28, 28, 28, 14, so 8, 8, 8, 4."""
    away = Leave("A3", "unpaid", MONDAY, MONDAY + timedelta(days=13))
    made = operation(people(4), contract=Contract(id="full"), shifts=DAY, headcount=wanted(28), leave=(away,))
    assert shifts(solved(made, weeks=4), ["A0", "A1", "A2", "A3"]) == [8, 8, 8, 4]


def test_weekends_worked_before_count():
    """A0 worked the last two weekends, so the others work Friday, which is Christmas, Saturday and Sunday."""
    before = tuple(Worked("A0", MONDAY - timedelta(days=day), "D", *_span(-day)) for day in (1, 2, 8, 9))
    made = operation(people(3), contract=Contract(id="full"), shifts=DAY, headcount=wanted(7), history=before)
    answer = solved(made)
    late = Counter(duty.agent for duty in answer.roster.duties if duty.day >= MONDAY + timedelta(days=4))
    assert late in ({"A1": 2, "A2": 1}, {"A1": 1, "A2": 2})


def _span(day):
    start = horizon().moment(0) + timedelta(days=day, hours=8)
    return start, start + timedelta(hours=8)


def test_fixed_weeks_share_the_weekend():
    """Four people of five days, 4, 4, 4, 3, 3, 1 and 1 wanted: two people have one weekend day each, nobody two."""
    contract = Contract(id="full", limits={"days_week": {"min": 5, "max": 5}})
    first = MONDAY - timedelta(days=14)
    rows = tuple(Headcount(first + timedelta(days=day), "D", count, 10, 10)
                 for day, count in enumerate((4, 4, 4, 3, 3, 1, 1)))  # fmt: skip
    answer = solved(operation(people(4), contract=contract, shifts=DAY, headcount=rows), first=first)
    found = Counter(duty.agent for duty in answer.roster.duties if is_weekend(duty.day))
    assert sorted(found.values()) == [1, 1]


def test_part_timers_who_are_not_needed_stay_at_home():
    """The calls of a weekday need less than one agent; the full-timer works by contract, the others have no minimum."""
    contracts = {"full": Contract(id="full", limits={"hours_week": {"min": 40, "max": 40}}),
                 "part": Contract(id="part", limits={"hours_week": {"max": 24}})}  # fmt: skip
    staff = [agent("F"), agent("P1", contract="part"), agent("P2", contract="part")]
    made = operation(staff, [queue("calls")], shifts=DAY, contracts=contracts, goals={"short": {"weight": 100}})
    span = horizon()
    hours = {24 * day + hour: 0.5 for day in range(5) for hour in range(8, 16)}
    need = requirement(made, span, {"calls": hours})
    answer = solve(made, span, need, SETTINGS)
    assert shifts(answer, ["F", "P1", "P2"]) == [5, 0, 0]


def test_a_roster_in_hand_keeps_its_shifts_unless_tidying_is_asked_for():
    contract = Contract(id="full", limits={"hours_week": {"max": 40}})
    made = operation(people(2, roles=["lead"]), contract=contract, shifts=DAY, cover=(LEAD,))
    roster = solved(made).roster
    more = replace(roster.duties[0], agent=({"A0", "A1"} - {roster.duties[0].agent}).pop())
    start = replace(roster, duties=(*roster.duties, more), activities=(), held=None)
    assert len(solved(made, start=start).roster.duties) == 6
    assert len(solved(made, start=start, tidy=True).roster.duties) == 5
