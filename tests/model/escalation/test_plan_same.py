"""The model of a plan of duties is the same in every process, whatever order a set of names has there."""

from __future__ import annotations

from small_case import agent, horizon, operation

from scheduler.model.escalation.dealing.dealt import limited
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Cover

NAMES = [f"P{number:02}" for number in range(16)]


def drafted(*covers):
    made = operation([agent(name, roles=["lead"]) for name in NAMES], cover=covers)
    scene = Scene(made, horizon(), list(made.tiers))
    return Draft(scene, {name: [HolderLine(name, (), ())] for name in scene.agents})


def standby(name, day, **more):
    return Cover(name=name, role="lead", kind="on_call", on=(day,), hours="22:00-06:00", **more)


def test_agents_who_hold_no_two_standby_duties_at_once_come_in_order():
    draft = drafted(standby("One", "monday"), standby("Other", "monday"))
    rows = [row for one in draft.model.proto.constraints if (row := [*one.at_most_one.literals])]
    assert len(rows) == len(NAMES)
    assert rows == sorted(rows)


def test_agents_who_hold_no_duty_beside_another_come_in_order():
    draft = drafted(standby("One", "monday", not_beside=("Other",)), standby("Other", "tuesday"))
    before = len(draft.model.proto.constraints)
    limited(draft)
    rows = [[*one.linear.vars] for one in draft.model.proto.constraints][before:]
    pairs = [row for row in rows if len(row) == 2]
    assert len(pairs) == len(NAMES)
    assert pairs == sorted(pairs)
