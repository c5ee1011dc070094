"""Duties that people hold beside all else, where shifts and duties begin within an interval: model and count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.judge import agreement, check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Break, Contract, Cover, Pin, Shift

LEADS = ("ann", "bob")


def case(shifts, duty, people=LEADS, **changes):
    """Leads of an operation on whole hours whose shifts begin on half hours."""
    leads = [agent(name, roles=("lead",)) for name in people]
    made = operation(leads, cover=(duty,), shifts={shift.id: shift for shift in shifts}, shift_step_minutes=30)
    limits = {"days_week": {"max": 1}}
    return replace(made, contracts={"full": Contract(id="full", limits=limits)}, **changes)


def solved(made):
    asked = requirement(made, horizon())
    found = solve(made, horizon(), asked, SolveSettings(iterations=30, time_limit=5))
    counted = score(made, horizon(), asked, found.roster)
    assert not check(made, horizon(), found.roster)
    assert agreement(counted.points, found.believed).agrees, (counted.points, found.believed)
    assert found.bound <= counted.objective
    return counted.objective


def duty(first, last, agents=1):
    return Cover(name="lead", role="lead", hours=(first, last), on=("monday",), agents=agents)


def test_two_in_one_half_of_an_hour_do_not_make_up_for_none_in_the_other():
    """Both come at 08:30, the duty begins at 08:00: half an hour is open, 50,000 points, though the sum is an hour."""
    shifts = [Shift(id="day", start="08:30", hours=4)]
    assert solved(case(shifts, duty(480, 540))) == 50_000


def test_who_is_there_while_the_duty_is_not_due_does_not_hold_it():
    """Two are wanted from 08:30 to 09:30, one is there from 08:00 to 12:00: one hour is open, 100,000 points."""
    shifts = [Shift(id="day", start="08:00", hours=4)]
    assert solved(case(shifts, duty(510, 570, agents=2), people=("ann",))) == 100_000


@pytest.mark.parametrize(("first", "least"), [(510, 0), (495, 25_000)])
def test_the_best_start_is_found_between_the_hours(first, least):
    """Four hours from 08:30 are held by the shift from 08:30; from 08:15 on a quarter of an hour is open."""
    shifts = [Shift(id="day", start={"from": "08:00", "to": "10:00"}, hours=4)]
    assert solved(case(shifts, duty(first, first + 240), people=("ann",))) == least


def test_a_long_unpaid_break_within_the_hour_leaves_the_duty():
    """Ann is off from 10:30 to 12:00 and Bob from 10:00 to 11:30: for the hour from 10:30 on nobody holds it."""
    away = Break(name="siesta", minutes=90, paid=False, between_hours=(2, 2))
    shifts = [Shift(id="late", start="08:30", hours=6, breaks=(away,)), Shift(id="early", start="08:00", hours=6,
              breaks=(away,))]  # fmt: skip
    pins = (Pin("ann", MONDAY, "late"), Pin("bob", MONDAY, "early"))
    assert solved(case(shifts, duty(600, 720), pins=pins)) == 100_000
