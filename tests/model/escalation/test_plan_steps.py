"""A plan of duties is solved step by step: a step that finds no answer in its time leaves that of the step before."""

from __future__ import annotations

import pytest
from small_case import agent, horizon, operation

from scheduler.model.escalation.answers import as_planned, filled, limited
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.softer import soft_terms
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.plan import Effort, Unanswered, Weighed
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Cover

DUTY = Cover(name="S", role="lead", kind="on_call", tiers=("a", "b"), on=("monday", "tuesday"), hours="22:00-06:00",
             block="window", max_in_a_row=1)  # fmt: skip


def steps(monkeypatch, answered):
    """The steps of a plan for two people, of which the first `answered` find an answer."""
    made = operation([agent(name, roles=["lead"]) for name in ("ann", "bob")], cover=(DUTY,))
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    draft = Draft(scene, {name: [HolderLine(name, (), ())] for name in scene.agents})
    limited(draft)
    plan = Levels(draft, Splitting(draft, False), Effort(20.0), Weighed(soft_terms(draft)))
    minimized, calls = vars(Levels)["minimized"], iter(range(10))

    def timed(goal, share):
        if next(calls) >= answered:
            raise Unanswered
        return minimized(plan, goal, share)

    monkeypatch.setattr(plan, "minimized", timed)
    return plan


def test_all_steps_but_the_first_may_run_out_of_time(monkeypatch):
    """Two places, two nights, two people, none of them twice in a row: 4 x 8 hours are due, 16 can be held."""
    for answered in (1, 2, 3, 9):
        found = steps(monkeypatch, answered).solve()
        assert sum(found.open_minutes.values()) == 16 * 60


def test_a_plan_without_any_answer_has_none(monkeypatch):
    plan = steps(monkeypatch, 0)
    with pytest.raises(Unanswered):
        plan.solve()
    assert sum(as_planned(plan.draft, {}).open_minutes.values()) == 32 * 60


def test_places_left_open_are_filled_in_the_order_of_preference():
    """One person, two duties of Monday night at once: the 8 urgent hours are held, and not the 12 of the other."""
    urgent = Cover(name="Urgent", role="lead", kind="on_call", on=("monday",), hours="22:00-06:00")
    other = Cover(name="Other", role="lead", kind="on_call", on=("monday",), hours="20:00-08:00", priority=2)
    made = operation([agent("ann", roles=["lead"])], cover=(urgent, other))
    scene = Scene(made, horizon(), list(made.tiers))
    draft = Draft(scene, {"ann": [HolderLine("ann", (), ())]}, fine=False)
    assert filled(draft, as_planned(draft, {}), Effort(20.0)).open_minutes == {(1, 0): 0, (2, 0): 12 * 60}
