"""What was damaged in `summary.json` since it was written is not believed, and costs nobody a traceback."""

from __future__ import annotations

import json

import pytest
from fake_answer import fake_answer

from scheduler.judge.simulation import SimulationSettings, simulate
from scheduler.report.answer.again import service_told, told_before
from scheduler.report.answer.service import service_table
from scheduler.report.answer.summary import mark_of, summary


def without_days(row):
    del row["days"]


WORST = {
    "start": "2026-12-21T08:00:00+00:00",
    "end": "2026-12-21T09:00:00+00:00",
    "most_at": "2026-12-21T08:30:00+00:00",
    "by": "late",
    "missed": 1.0,
    "contacts": 2.0,
    "agent_hours": 3.0,
    "occupancy": 0.5,
    "of_day": {"from_hour": 8, "to_hour": 12, "missed": 1.0, "all": 4.0},
}
DAMAGE = {
    "no days": without_days,
    "days of nothing": lambda row: row.update(days=None),
    "a day of nothing": lambda row: row["days"].update({"2026-12-21": None}),
    "a share in words": lambda row: row.update(expected="most"),
    "a day that is no date": lambda row: row["days"].update({"monday": None}),
    "nobody who gives up": lambda row: row.pop("abandoned"),
    "a worst time without numbers": lambda row: row.update(worst={"start": "2026-12-21T08:00:00+00:00"}),
    "a worst time of no zone": lambda row: row.update(worst={**WORST, "start": "2026-12-21T08:00:00"}),
    "a time of day in words": lambda row: row.update(worst={**WORST, "of_day": {"from_hour": "eight"}}),
    "less than nobody late": lambda row: row.update(worst={**WORST, "missed": -1.0}),
    "endless contacts": lambda row: row.update(offered=float("inf")),
    "a worst time that is none": lambda row: row.update(worst={**WORST, "end": "soon"}),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_service_is_not_believed(damage):
    """A summary is believed before it is damaged, and not afterwards."""
    one = fake_answer()
    found = simulate(one.operation, one.horizon, one.requirement, one.result.roster, SimulationSettings(10, 3))
    told = {**json.loads(json.dumps(service_table(found))), "roster": mark_of(one.result.roster)}
    next(iter(told["queues"].values())).update(worst=dict(WORST))
    assert service_told({"service": told}, one.result.roster) == told
    damage(next(iter(told["queues"].values())))
    assert service_told({"service": told}, one.result.roster) is None


@pytest.mark.parametrize("damage", ["tried", "shifts", "all"])
def test_damaged_needless_hours_are_not_believed(damage):
    told = json.loads(json.dumps(summary(fake_answer())))
    assert told_before(told) == {key: told[key] for key in ("needless_hours", "needless", "sharing")}
    del told["needless"][damage]
    assert told_before(told) is None
