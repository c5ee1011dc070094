"""A night shift that runs on into a day without standby takes nobody off it: the model, its bound and the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, horizon, operation, requirement

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.model.whole.duties import planned
from scheduler.operation import Contract, Cover, Pin, Shift
from scheduler.problem.pose import pose

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


def test_friday_night_may_run_into_the_days_off_that_standby_leaves():
    """Ann stands by on Monday and works four nights: only Saturday and Sunday are left as two days off together.

    Before, nothing was to reach into them, no line of hers was left, and the roster found broke every limit.
    """
    duty = DUTY.model_copy(update={"on": ("monday",), "hours": (480, 600)})
    ann = agent("ann", roles=("lead",))
    pins = tuple(Pin("ann", MONDAY + timedelta(days=day), "night") for day in (1, 2, 3, 4))
    limits = {"days_off_together_week": 2, "days_week": {"min": 4, "max": 4}}
    made = operation([ann], cover=(duty,), shifts={"night": NIGHT}, pins=pins)
    made = replace(made, contracts={"full": Contract(id="full", limits=limits)})
    problem = pose(made, horizon(), requirement(made, horizon()))
    plan = planned(made, problem, SolveSettings(iterations=30, time_limit=5), 0.0, lambda: 0.0)
    assert plan is not None
    assert plan.open_minutes == 0
    people, line = plan.agreed.problem.people, plan.agreed.letter[0]
    first = problem.variants.first[people.alphabet[0]]
    worked = [day for day in range(7) if line[day] >= 0]
    assert worked == [1, 2, 3, 4]
    assert all(people.mask[people.mask_first[0, day] + line[day] - first[day]] for day in worked)
