"""What a plan of duties weighs last counts as the goals count it."""

from __future__ import annotations

import pytest
from duty_case import leads
from small_case import horizon, operation

from scheduler.goals.fairness import Fairness
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.limits.even import counted_minutes, even_steps
from scheduler.model.escalation.limits.softer import soft_terms
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Cover


@pytest.mark.parametrize(("on", "terms"), [("sunday", 1), ("saturday", 1), ("wednesday", 0)])
def test_a_window_of_a_weekend_before_the_horizon_counts_there(on: str, terms: int) -> None:
    """The horizon begins on Monday 00:00 within a window of Sunday; its last Sunday alone is a burden of it."""
    cover = Cover(name="S", role="lead", kind="on_call", on=(on,), hours="22:00-06:00")
    made = operation(leads("A"), cover=(cover,), goals={"fairness": Fairness(weight=300)})
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    draft = Draft(scene, {"A": [HolderLine("A", (), ())]}, fine=False)
    assert len(soft_terms(draft)) == terms


@pytest.mark.parametrize(("at_work", "minutes"), [(True, 210), (False, 720)])
def test_standby_that_is_held_at_work_counts_outside_shifts(at_work: bool, minutes: int) -> None:
    """Standby of Monday 08:00-20:00 and a shift 08:30-17:00: 30 and 180 minutes are left of 720."""
    cover = Cover(name="S", role="lead", kind="on_call", on=("monday",), hours="08:00-20:00", held_at_work=at_work)
    made = operation(leads("A"), cover=(cover,))
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    whole = {(0, "A"): [[(0, 24 * 60)]]}
    draft = Draft(scene, {"A": [HolderLine("A", (0,), ((510, 1020),))]}, whole, fine=False)
    assert draft.slots["S"][0].minutes == 720
    assert counted_minutes(draft, next(iter(draft.holds))) == minutes


def test_where_nobody_could_hold_anything_nothing_is_shared() -> None:
    """The only lead is away from every minute that is due."""
    cover = Cover(name="S", role="lead", kind="on_call", on=("monday",), hours="08:00-20:00")
    made = operation(leads("A"), cover=(cover,))
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    draft = Draft(scene, {"A": [HolderLine("A", (), ())]}, {(0, "A"): [[]]}, fine=False)
    assert even_steps(draft, draft.model, {}) == []
