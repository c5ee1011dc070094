"""A plan is mended in one step: nowhere worse than the last one, under new limits or with fewer splits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_case import agent, horizon, operation

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.lines.mending import as_good, calmer
from scheduler.model.escalation.plan import DutyPlan, Effort, Unanswered
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.operation import Cover

NIGHTS = Cover(name="S", role="lead", kind="on_call", on=("monday", "tuesday"), hours="22:00-06:00", block="week")
EIGHT_HOURS = 8 * 60


def levels_of(draft: Draft) -> Levels:
    return Levels(draft, Splitting(draft, every_change=False), Effort(20.0), loose=True)


@pytest.fixture
def draft() -> Draft:
    """Two people, either of whom could hold both nights."""
    made = operation([agent(name, roles=["lead"]) for name in ("ann", "bob")], cover=(NIGHTS,))
    scene = Scene(made, horizon(), list(made.tiers), past_of(made, horizon()))
    return Draft(scene, {name: [HolderLine(name, (), ())] for name in scene.agents}, fine=False)


def split(draft: Draft) -> DutyPlan:
    """Ann has the first night and bob the second: nothing is open, and the block of the week is split once."""
    first, second = draft.slots["S"]
    levels = levels_of(draft)
    levels.begin({(0, "ann"): [first.span], (0, "bob"): [second.span]})
    return replace(levels.planned(), splits=1, least=True)


def test_the_block_is_given_to_one_of_them(draft: Draft) -> None:
    found = calmer(levels_of(draft), split(draft))
    assert found.splits == 0
    assert len(found.held) == 1
    assert sum(found.open_minutes.values()) == 0


def test_no_plan_has_fewer_splits_than_none(draft: Draft) -> None:
    with pytest.raises(Unanswered):
        calmer(levels_of(draft), replace(split(draft), splits=0))


def test_what_one_cannot_hold_goes_to_the_other(draft: Draft) -> None:
    """Ann may not hold the first night: bob holds it, nothing is open, and there is at most one split."""
    draft.model.add(draft.holds[0, 0, "ann"] == 0)
    found = as_good(levels_of(draft), split(draft))
    assert found.holds[0, 0] == ["bob"]
    assert sum(found.open_minutes.values()) == 0
    assert found.splits <= 1
    assert found.least


def test_a_plan_that_must_be_worse_is_none(draft: Draft) -> None:
    """Nobody may hold the first night: its eight hours are open, more than in the last plan."""
    draft.model.add(draft.holds[0, 0, "ann"] + draft.holds[0, 0, "bob"] == 0)
    with pytest.raises(Unanswered):
        as_good(levels_of(draft), split(draft))
    assert sum(levels_of(draft).solve().open_minutes.values()) == EIGHT_HOURS
