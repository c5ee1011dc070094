"""Who is pinned to standby holds it, whatever shifts the agent would work without the pin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from duty_case import leads
from small_case import horizon, operation, requirement

from scheduler.errors import Conflict
from scheduler.judge import check
from scheduler.judge.duty import duty_findings
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Cover, Pin, Shift

SETTINGS = SolveSettings(iterations=300, time_limit=3)
QUICK = SolveSettings(time_limit=2)
WEDNESDAY = horizon().first.replace(day=23)


def pinned(pins=(), least=4, **settings):
    """Four leads of four days or more a week stand by at nights; A is pinned to that of Wednesday."""
    cover = Cover(name="Stand", role="lead", kind="on_call", hours="20:00-08:00", **settings)
    limits = {"hours_week": {"max": 40}, "days_week": {"min": least, "max": 5}, "rest_hours": 12}
    limits["days_off_together_week"] = 2
    shifts = {"day": Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours=8)}
    return operation(leads("A", "B", "C", "D"), contract=Contract(id="full", limits=limits), shifts=shifts,
                     cover=(cover,), duty_pins=(Pin("A", WEDNESDAY, "", cover="Stand"),), pins=tuple(pins))  # fmt: skip


CASES = [
    {"block": "window"},
    {"rest_after_hours": 8},
    {"block": "window", "held_at_work": True, "rest_after_hours": 8},
    {"block": "window", "counts_as": "working", "least": 0},
]


@pytest.mark.parametrize("settings", CASES)
def test_a_pinned_night_of_standby_is_held(settings):
    """A may work four days beside it, whatever it asks of Wednesday and Thursday."""
    made = pinned(**settings)
    answer = solve(made, horizon(), requirement(made, horizon()), QUICK)
    assert not [*check(made, horizon(), answer.roster), *duty_findings(made, horizon(), answer.roster)]


def test_a_pin_that_no_shifts_leave_room_for_is_a_conflict():
    """The shift of Thursday from 06:00 lies within the night from Wednesday 20:00 to Thursday 08:00."""
    thursday = WEDNESDAY.replace(day=24)
    made = pinned([Pin("A", thursday, "day", horizon().moment(3 * 24 * 60 + 360))])
    with pytest.raises(Conflict, match=r"^A: no shifts within the limits leave room for what fixed.csv pins: Stand of"):
        solve(made, horizon(), requirement(made, horizon()), SETTINGS)


def test_a_pin_beside_hours_that_shifts_must_fill_is_a_conflict():
    """Four shifts of eight hours by contract and twelve hours of working standby are more than 40."""
    made = pinned(counts_as="working")
    limits = {**made.contracts["full"].limits, "hours_week": {"min": 32, "max": 40}}
    made = replace(made, contracts={"full": Contract(id="full", limits=limits)})
    with pytest.raises(Conflict, match=r"^A: no shifts within the limits leave room"):
        solve(made, horizon(), requirement(made, horizon()), SETTINGS)


@pytest.mark.parametrize("hours", ["08:00-18:00", "23:00-01:00"])
@pytest.mark.parametrize("exclusive", [False, True])
def test_a_pin_at_work_that_no_shift_holds_is_a_conflict(hours, exclusive):
    """Shifts have eight hours and begin between 06:00 and 14:00."""
    made = replace(pinned(), cover=(Cover(name="Stand", role="lead", hours=hours, exclusive=exclusive),))
    with pytest.raises(Conflict, match=r"^A: no shifts within the limits leave room for what fixed.csv pins: Stand of"):
        solve(made, horizon(), requirement(made, horizon()), SETTINGS)


def test_a_pin_at_work_on_a_day_off_is_a_conflict():
    made = pinned([Pin("A", WEDNESDAY, "off")])
    made = replace(made, cover=(Cover(name="Stand", role="lead", hours="08:00-12:00"),))
    with pytest.raises(Conflict, match=r"^A: no shifts within the limits leave room"):
        solve(made, horizon(), requirement(made, horizon()), SETTINGS)
