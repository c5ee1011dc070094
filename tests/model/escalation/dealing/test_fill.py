"""Places that a plan leaves open are filled tier by tier where CP-SAT has no time for all of them together."""

from __future__ import annotations

import pytest
from duty_case import leads
from small_case import horizon, operation

from scheduler.judge.duty import duty_findings
from scheduler.model.escalation.dealing.dealt import dealt
from scheduler.model.escalation.dealing.naming import named_by
from scheduler.model.escalation.levels import Levels, Terms
from scheduler.model.escalation.plan import DutyPlan, Unanswered
from scheduler.operation import Contract, Cover, Operation
from scheduler.roster import Roster

COVERS = tuple(Cover(name=name, role="lead", kind="on_call", hours="18:00-08:00", block="week") for name in "XYZ")


def operation_of_six() -> Operation:
    return operation(leads(*"ABCDEF"), contract=Contract(id="full"), cover=COVERS)


def test_no_place_stays_open_that_somebody_could_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a plan nor a solve of all tiers has an answer; six agents could hold each of three duties."""
    fewest, calls = Levels.fewest_open, list[Levels]()

    def too_late(levels: Levels) -> DutyPlan:
        calls.append(levels)
        if len(calls) == 1:
            raise Unanswered
        return fewest(levels)

    monkeypatch.setattr("scheduler.model.escalation.dealing.dealt.solved", lambda *_: None)
    monkeypatch.setattr(Levels, "fewest_open", too_late)
    made = operation_of_six()
    roster, _ = named_by(made, horizon(), Roster(()))
    assert len(calls) == 4
    assert roster.held
    assert all(row.agent for row in roster.held)
    assert not [*duty_findings(made, horizon(), roster)]


def test_a_solve_that_ends_early_binds_nothing_for_the_filling(monkeypatch: pytest.MonkeyPatch) -> None:
    """The step for open minutes stops at a plan in which all of them are open; six agents could hold three duties."""
    least, calls = vars(Levels)["_least"], list[Levels]()

    def early(levels: Levels, goals: Terms) -> bool:
        calls.append(levels)
        if len(calls) > 1:
            return bool(least(levels, goals))
        levels.minimized(-sum(goals), 1.0)
        return False

    monkeypatch.setattr(Levels, "_least", early)
    found = dealt(operation_of_six(), horizon(), Roster(()))
    assert sum(found.open_by_tier.values()) == 0
