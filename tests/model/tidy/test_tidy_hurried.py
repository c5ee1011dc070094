"""Duties that take long to deal out: once time is over, shifts in which nobody holds a place go all the same."""

from __future__ import annotations

import pytest
from duty_case import leads
from small_case import horizon, operation, requirement

from scheduler.judge import check
from scheduler.judge.duty import duty_findings
from scheduler.model import SolveSettings, solve
from scheduler.model.whole import tidied_duties
from scheduler.operation import Contract, Cover, Shift

SETTINGS = SolveSettings(iterations=300, time_limit=0.01)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@pytest.mark.parametrize("kind", [{}, {"tiers": ["one", "two"], "kind": {"one": "on_shift", "two": "on_call"}}])
def test_one_lead_is_wanted_and_no_more_work(kind, monkeypatch):
    """Six leads, one at work on each of five days: no shift stands in which nobody holds the duty."""
    monkeypatch.setattr(tidied_duties, "QUICK", -1.0)
    contract = Contract(id="full", limits={"hours_week": {"max": 40}, "rest_hours": 11})
    cover = Cover(name="Lead", role="lead", on=WEEKDAYS, hours="08:00-16:00", block="window", **kind)
    made = operation(leads(*"ABCDEF"), contract=contract, cover=(cover,),
                     shifts={"D": Shift(id="D", start="08:00", hours=8)})  # fmt: skip
    answer = solve(made, horizon(), requirement(made, horizon()), SETTINGS)
    assert not [*check(made, horizon(), answer.roster), *duty_findings(made, horizon(), answer.roster)]
    assert all(row.agent for row in answer.roster.held)
    assert len(answer.roster.duties) == 5
