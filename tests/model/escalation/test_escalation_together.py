"""Lines and duties decided together: three operations in which dealing duties out after the roster leaves a hole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.goals import GOALS
from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.escalation.dealing.naming import named_by
from scheduler.operation import Contract, Cover, Headcount, Shift

SHIFTS = {name: Shift(id=name, start=start, hours=8) for name, start in (("day", "08:00"), ("night", "22:00"))}
SETTINGS = SolveSettings(iterations=300, time_limit=5)


def people(count):
    return [agent(f"L{number}", roles=["lead"]) for number in range(count)]


def wanted(day, shift, agents):
    return Headcount(MONDAY + timedelta(days=day), shift, agents, 10, 10)


def case(count, cover, rows, **limits):
    contract = Contract(id="full", limits=limits)
    return operation(people(count), contract=contract, shifts=SHIFTS, cover=(cover,), headcount=tuple(rows))


def rest_after():
    """All three are wanted on Tuesday at 08:00; who stands by until 06:00 may not begin before 16:00."""
    duty = Cover(name="S", role="lead", kind="on_call", on=("monday",), hours="22:00-06:00", rest_after_hours=10)
    return case(3, duty, [wanted(1, "day", 3)])


def free_time():
    """Both work from Monday to Friday; who stands by all weekend needs two days off together before."""
    block = {"block": "weekend", "held_at_work": False}
    duty = Cover(name="S", role="lead", kind="on_call", on=("weekend",), **block)
    return case(2, duty, [wanted(day, "day", 2) for day in range(5)], days_off_together_week=2)


def two_tiers():
    """Two of three are wanted at night, when two stand by."""
    duty = Cover(name="S", role="lead", kind="on_call", tiers=("a", "b"), on=("wednesday",), hours="22:00-06:00")
    return case(3, duty, [wanted(2, "night", 2)])


CASES = {"rest after duty": (rest_after(), 480), "days off": (free_time(), 2880), "tiers": (two_tiers(), 480)}


def open_minutes(made, answer):
    counted = score(made, horizon(), requirement(made, horizon()), answer)
    return round(60 * sum(row.short_hours for row in counted.case.cover))


@pytest.mark.parametrize(("made", "hole"), CASES.values(), ids=CASES)
def test_dealing_duties_out_after_the_roster_leaves_a_hole_and_together_leaves_none(made, hole):
    needs = requirement(made, horizon())
    without = solve(made, horizon(), needs, SolveSettings(iterations=300, only_goals=("headcount",)))
    after, _ = named_by(made, horizon(), without.roster)
    assert open_minutes(made, after) == hole
    together = solve(made, horizon(), needs, SETTINGS)
    assert open_minutes(made, together.roster) == 0
    assert not [one for one in check(made, horizon(), together.roster) if one.rule != "duty"]
    assert set(together.believed) <= set(GOALS)


def test_standby_gives_way_to_a_more_urgent_duty_on_shift():
    """Who is at the desk for 5 x 8 hours cannot stand by then: the desk comes first, 40 hours of standby stay open.

    The plan of standby knows nothing of the desk, which the search counts: without a second search it takes all days.
    """
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
    desk = Cover(name="desk", role="lead", on=weekdays, hours="08:00-16:00", priority=1)
    standby = Cover(name="S", role="lead", kind="on_call", on=weekdays, hours="00:00-24:00", priority=2,
                    held_at_work=False, counts_as="standby")  # fmt: skip
    made = operation(people(1), contract=Contract(id="full"), shifts={"day": SHIFTS["day"]}, cover=(desk, standby))
    answer = solve(made, horizon(), requirement(made, horizon()), SETTINGS)
    assert open_minutes(made, answer.roster) == 40 * 60
    assert not check(made, horizon(), answer.roster)
