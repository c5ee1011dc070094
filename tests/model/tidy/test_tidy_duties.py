"""Known answers of the last phase for people with duties, standby, flexible lengths and two sites."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.clock import is_weekend
from scheduler.judge import check
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover, Headcount, Leave, Pin, Shift, Worked

FIRST = MONDAY + timedelta(days=14)
SETTINGS = SolveSettings(iterations=100, time_limit=float("inf"))
CONTRACTS = {
    "full": Contract(id="full", limits={"hours_week": {"max": 40}, "rest_hours": 11}),
    "part": Contract(id="part", limits={"hours_week": {"max": 24}, "rest_hours": 11}),
}
DAY = {"D": Shift(id="D", start="08:00", hours=8)}
EIGHT_IN_SEATTLE = {"D": Shift(id="D", start={"from": "08:00", "to": "17:00"}, hours=8)}
"""08:00 in Seattle is 17:00 in Barcelona."""
LAST_WEEKEND = tuple(FIRST + timedelta(days=day) for day in (26, 27))


def leads(count=14):
    """So many leads, of two contracts at two sites."""
    return [agent(f"L{n:02}", roles=["lead"], contract=("full", "part")[n % 2],
                  site=("seattle", "barcelona")[n % 3 == 0]) for n in range(count)]  # fmt: skip


def eighteen(**kind):
    """Two places on each of eight weekend days, and a third on the last two."""
    usual = {"role": "lead", "hours": "08:00-16:00", "time_zone": "America/Los_Angeles", **kind}
    return (Cover(name="lead", on=("saturday", "sunday"), agents=2, **usual),
            Cover(name="more", on=LAST_WEEKEND, **usual, apart_from=["lead"]))  # fmt: skip


def solved(made, weeks=4, **settings):
    """The roster, once it is legal and leaves nothing open."""
    span = horizon(FIRST, weeks)
    answer = solve(made, span, requirement(made, span), replace(SETTINGS, **settings))
    assert not check(made, span, answer.roster)
    assert answer.believed.get("cover", 0) == 0
    return answer


def weekends(answer):
    return Counter(duty.agent for duty in answer.roster.duties if is_weekend(duty.day))


def test_eighteen_weekend_duties_of_fourteen_leads(few_exchanges):
    """18 / 14: nobody needs more than two, whatever the contract and the site."""
    found = weekends(solved(operation(leads(), contracts=CONTRACTS, shifts=EIGHT_IN_SEATTLE, cover=eighteen())))
    assert found.total() == 18
    assert max(found.values()) == 2


def test_eighteen_weekend_duties_where_three_are_away_for_half_the_time(few_exchanges):
    """16 in the first two weeks would be two for each of eight; 11 are there, and nobody needs a third."""
    away = tuple(Leave(f"L{n:02}", "unpaid", FIRST, FIRST + timedelta(days=13)) for n in range(3))
    made = operation(leads(), contracts=CONTRACTS, shifts=EIGHT_IN_SEATTLE, cover=eighteen(), leave=away)
    found = weekends(solved(made))
    assert found.total() == 18
    assert max(found.values()) == 2


def test_eighteen_weekend_duties_with_a_pin(few_exchanges):
    """L01 works the first two weekends by pin, four days; 14 are left for 13 others: nobody else needs a third."""
    days = [FIRST + timedelta(days=day) for day in (5, 6, 12, 13)]
    made = operation(leads(), contracts=CONTRACTS, shifts=EIGHT_IN_SEATTLE, cover=eighteen(),
                     pins=tuple(Pin("L01", day, "D") for day in days))  # fmt: skip
    found = weekends(solved(made))
    assert found.pop("L01") == 4
    assert max(found.values()) <= 2


def test_eighteen_weekend_duties_in_blocks(few_exchanges):
    """Nine weekends for fourteen: nobody has a second one. 08:00 in Seattle is a night in Barcelona, which counts."""
    made = operation(leads(), contracts=CONTRACTS, shifts=EIGHT_IN_SEATTLE, cover=eighteen(block="weekend"))
    found = weekends(solved(made))
    assert sorted(found.values()) == [2] * 9


@pytest.mark.parametrize("more", [{}, {"rest_after_hours": 24}, {"handover_minutes": 30}], ids=str)
def test_eighteen_places_of_standby_at_weekends(more):
    made = operation(leads(), contracts=CONTRACTS, shifts=DAY, cover=eighteen(kind="on_call", **more))
    answer = solved(made)
    found = Counter(row.agent for row in answer.roster.held)
    assert not answer.roster.duties
    assert found.total() == 18
    assert max(found.values()) == 2


def test_two_days_of_standby_at_work_ask_for_two_shifts():
    """Who is called on Tuesday and Thursday must be at work then: no shift stands on the other days."""
    days = tuple(FIRST + timedelta(days=day) for day in (1, 3))
    cover = Cover(name="calls", role="lead", on=days, hours="08:00-16:00")
    answer = solved(operation(leads(3), contracts=CONTRACTS, shifts=DAY, cover=(cover,)), weeks=1)
    assert sorted(duty.day for duty in answer.roster.duties) == [*days]


def test_a_flexible_shift_is_as_long_as_its_duty():
    """Four hours are wanted of somebody whose shift has 4 to 10 hours: five days of four."""
    shifts = {"D": Shift(id="D", start="08:00", hours={"from": 4, "to": 10})}
    cover = Cover(name="lead", role="lead", on=("monday", "tuesday", "wednesday", "thursday", "friday"),
                  hours="08:00-12:00")  # fmt: skip
    answer = solved(operation(leads(3), contracts=CONTRACTS, shifts=shifts, cover=(cover,)), weeks=1)
    assert [duty.paid_minutes for duty in answer.roster.duties] == [240] * 5


def test_weekends_of_last_month_count_for_who_may_hold_a_duty():
    """L01 and L02 worked four weekend days each before: the two days of this week go to two of the others."""
    cover = Cover(name="lead", role="lead", on=("saturday", "sunday"), hours="08:00-16:00")
    before = tuple(
        Worked(name, FIRST - timedelta(days=day), "D", *(horizon(FIRST).moment(0) - timedelta(days=day, hours=-hour)
                                                         for hour in (8, 16)))
        for name in ("L01", "L02") for day in (1, 2, 8, 9)
    )  # fmt: skip
    staff = [agent(f"L{n:02}", roles=["lead"]) for n in range(1, 5)]
    answer = solved(operation(staff, contracts=CONTRACTS, shifts=DAY, cover=(cover,), history=before), weeks=1)
    assert weekends(answer) == {"L03": 1, "L04": 1}


def test_headcount_of_two_sites_is_shared_at_each():
    """14 shifts at each site for two people each: seven each, and nobody serves the other site."""
    staff = [agent(f"{site[0].upper()}{n}", site=site) for site in ("seattle", "barcelona") for n in range(2)]
    rows = tuple(Headcount(FIRST + timedelta(days=day), "D", 1, 10, 10, site=site)
                 for day in range(14) for site in ("seattle", "barcelona"))  # fmt: skip
    answer = solved(operation(staff, contract=Contract(id="full"), shifts=DAY, headcount=rows), weeks=2)
    assert Counter(duty.agent for duty in answer.roster.duties) == {"S0": 7, "S1": 7, "B0": 7, "B1": 7}
