"""Rest after a duty of the week before: as the duty asks, and between shifts after standby that is work."""

from __future__ import annotations

import pytest
from duty_case import leads
from limits_case import days_on
from small_case import horizon, operation

from scheduler.model.escalation.before import rest_after
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Contract, Cover


@pytest.mark.parametrize(("tier", "hours", "until"), [("primary", 0, 9), ("backup", 0, None), ("backup", 4, 2)])
def test_only_a_tier_whose_standby_is_work_asks_for_the_rest_between_shifts(tier, hours, until):
    """A stands by to Sunday 22:00 and rests 11 h between shifts: to Monday 9:00 after the primary, which is work."""
    cover = Cover(name="Lead", role="lead", kind="on_call", tiers=["primary", "backup"], hours="14:00-22:00",
                  counts_as={"primary": "working", "backup": "standby"}, rest_after_hours=hours)  # fmt: skip
    past = days_on("A", -1, tier=tier, hours=(14, 22), kind="on_call")
    made = operation(leads("A", "B"), contract=Contract(id="full", limits={"rest_hours": 11}), cover=(cover,),
                     duty_history=tuple(past))  # fmt: skip
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    assert rest_after(scene, cover, "A") == (None if until is None else (0, 60 * until))
