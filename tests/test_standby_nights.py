"""A night shift that runs on into a day without standby takes nobody off it: the model, its bound and the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover, Pin, Shift

TUESDAY = MONDAY + timedelta(days=1)
NIGHT = Shift(id="night", start="22:00", hours=8)
DUTY = Cover(name="lead", role="lead", kind="on_call", hours=(0, 360), on=("tuesday",))


def solved(people, pins):
    leads = [replace(agent(name, roles=("lead",)), **more) for name, more in people.items()]
    made = operation(leads, cover=(DUTY,), shifts={"night": NIGHT}, pins=pins)
    made = replace(made, contracts={"full": Contract(id="full", limits={"days_week": {"max": 1}})})
    asked = requirement(made, horizon())
    found = solve(made, horizon(), asked, SolveSettings(iterations=30, time_limit=5))
    counted = score(made, horizon(), asked, found.roster)
    assert not check(made, horizon(), found.roster)
    return found.story[-1].best, found.bound, counted.objective


@pytest.mark.parametrize("ends", ["pin", "last day"])
def test_who_cannot_stand_by_on_tuesday_is_not_missed_there(ends):
    """Ann works Monday's night to Tuesday 06:00 and has Tuesday off; Bob stands by: nothing is open, 0 points."""
    ann = {"last_day": MONDAY} if ends == "last day" else {}
    pins = (Pin("ann", MONDAY, "night"), Pin("bob", MONDAY, "off"))
    off = () if ann else (Pin("ann", TUESDAY, "off"),)
    assert solved({"ann": ann, "bob": {}}, (*pins, *off)) == (0, 0, 0)


def test_who_could_stand_by_is_missed_while_at_work():
    """Alone, Ann works Monday's night: Tuesday's six hours are open, 600,000 points."""
    assert solved({"ann": {}}, (Pin("ann", MONDAY, "night"),)) == (600_000, 600_000, 600_000)
