"""What the plain simulation draws by: due times, closing, shrinkage and absence are those of `scheduler simulate`."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from fake_answer import fake_answer

from scheduler.judge.simulation.clocks import cut_off, due_times
from scheduler.judge.simulation.stage import stage_of
from scheduler.load import choose_horizon, load
from scheduler.roster import Roster
from scheduler.staffing import staff

ROOT = Path(__file__).parents[2]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import floor_contacts, floor_drawn

    return floor_contacts, floor_drawn


@pytest.fixture(scope="module")
def week():
    """The sample's week, in which nobody loses patience and one queue's clock stands still while it is closed."""
    operation = load(ROOT)
    patient = {name: queue.model_copy(update={"patience_seconds": None}) for name, queue in operation.queues.items()}
    claims = patient["claims-vet"]
    assert claims.service is not None
    clock = claims.service.model_copy(update={"clock": "open_hours"})
    patient["claims-vet"] = claims.model_copy(update={"service": clock})
    operation = replace(operation, queues=patient)
    horizon = choose_horizon(operation, None, 1)
    return operation, horizon, staff(operation, horizon)


def test_items_are_due_when_they_are(plain, week) -> None:
    contacts, drawn = plain
    plan, stage = drawn.plan_of(*week, Roster(())), stage_of(*week, Roster(()))
    arrivals = np.sort(np.random.default_rng(1).uniform(0, stage.seconds, 50))
    for row in np.flatnonzero(stage.deferred).tolist():
        known = due_times(stage, row, arrivals)
        assert [contacts.due_of(plan, row, moment) for moment in arrivals.tolist()] == pytest.approx(known.tolist())
        assert np.isinf(known).any()
        assert np.isfinite(known).any()


def test_callers_are_cut_off_after_closing(plain, week) -> None:
    contacts, drawn = plain
    plan, stage, closing = drawn.plan_of(*week, Roster(())), stage_of(*week, Roster(())), 0
    for row in np.flatnonzero(~stage.deferred).tolist():
        known = cut_off(stage, row)
        for i in np.flatnonzero(stage.open[row]).tolist():
            assert contacts.leave_of(plan, row, stage.step * (i + 0.5), Random(1)) == known[i]
            closing += math.isfinite(known[i])
    assert closing > 100


def test_a_shift_loses_what_it_loses(plain) -> None:
    _, drawn = plain
    one = fake_answer()
    queues = {name: queue.model_copy(update={"shrinkage": 0.05 * k, "absence": 0.01 * k})
              for k, (name, queue) in enumerate(one.operation.queues.items())}  # fmt: skip
    week = replace(one.operation, queues=queues), one.horizon, one.requirement, one.result.roster
    plan, stage = drawn.plan_of(*week), stage_of(*week)
    told = sorted(drawn.lost_by(plan, shift) for shift in plan.shifts)
    known = sorted((stint.shrinkage, stint.absence) for stint in stage.stints)
    assert len({*known}) > 1
    assert np.array(told) == pytest.approx(np.array(known))
