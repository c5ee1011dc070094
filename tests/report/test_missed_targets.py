"""Queues that miss a target are told at their worst: when, how much is missed, and what their people do then."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from click.testing import CliRunner
from fake_answer import fake_answer
from report_case import run
from tiny_workspace import tiny_workspace

from scheduler.cli import main
from scheduler.clock import local
from scheduler.judge.simulation import SimulationSettings, simulate
from scheduler.report.answer.missed_targets import missed_targets
from scheduler.report.answer.service import service_table
from scheduler.report.answer.verdicts import missed_queues
from scheduler.report.answer.worst import worst_of
from scheduler.report.page.index import page

PLANNING = "America/Los_Angeles"


@pytest.fixture(scope="module")
def found():
    one = fake_answer()
    return simulate(one.operation, one.horizon, one.requirement, one.result.roster, SimulationSettings(10, 3))


@pytest.fixture(scope="module")
def told(found):
    return json.loads(json.dumps(service_table(found)))


def means(found, name, row):
    return found.counts[name][:, row].astype(float).mean(axis=0).tolist()


@pytest.mark.parametrize("leaving", [False, True], ids=["late", "gave up"])
def test_no_other_hour_or_day_misses_more(found, leaving):
    """Every hour of a live queue, and every day of work that may wait, tried one by one."""
    step, horizon = found.interval_minutes, found.horizon
    for row, queue in enumerate(found.queues):
        base, good, offered, gone = (means(found, name, row) for name in ("base", "good", "offered", "abandoned"))
        lost = gone if leaving else [a - b for a, b in zip(base, good, strict=True)]
        if queue.deferred:
            days = [local(horizon.moment(step * i), PLANNING).date() for i in range(len(lost))]
            spans = [[i for i, day in enumerate(days) if day == wanted] for wanted in dict.fromkeys(days)]
        else:
            spans = [range(i, i + 60 // step) for i in range(len(lost) - 60 // step + 1)]
        worst = worst_of(found, row, leaving)
        assert worst["missed"] == pytest.approx(max(sum(lost[i] for i in span) for span in spans), abs=0.006)
        start, end = (datetime.fromisoformat(worst[key]) for key in ("start", "end"))
        (span,) = (one for one in spans if horizon.moment(step * one[0]) == start)
        assert end == horizon.moment(step * (span[-1] + 1))
        of = offered if leaving else base
        assert worst["contacts"] == pytest.approx(sum(of[i] for i in span), abs=0.006)
        present = means(found, "present", row)
        assert worst["agent_hours"] == pytest.approx(sum(present[i] for i in span) / 3600, abs=0.006)


def test_only_missed_targets_have_a_worst_time(told):
    missed = missed_queues(told)
    assert missed
    assert {name for name, row in told["queues"].items() if row["worst"]} == {*missed}


def test_each_missed_queue_is_told_with_a_reason_for_everybody_who_is_able(told):
    one = fake_answer()
    targets = missed_targets(one.operation, one.horizon, one.result.roster, told)
    assert [target.queue for target in targets] == missed_queues(told)
    for target in targets:
        able = [agent for agent in one.operation.agents if agent.serves(one.operation.queues[target.queue])]
        assert target.why.able == len(able)
        assert target.deferred or sum(target.why.counts.values()) == len(able)
        assert target.start.utcoffset() == local(target.start.astimezone(UTC), PLANNING).utcoffset()
        assert f"{target.missed:,.1f} of {target.contacts:,.1f}" in target.text


def test_nothing_is_told_where_nothing_is_known(told):
    one = fake_answer()
    of = (one.operation, one.horizon, one.result.roster)
    assert missed_targets(*of, None) == ()
    older = {**told, "queues": {name: {**row, "worst": None} for name, row in told["queues"].items()}}
    assert missed_targets(*of, older) == ()


def served(found, name, **changes):
    """The simulation with one queue's counts set to so much in each interval."""
    row = [queue.id for queue in found.queues].index(name)
    counts = {key: table.copy() for key, table in found.counts.items()}
    for key, values in changes.items():
        counts[key][:, row] = values
    return row, replace(found, counts=counts)


def test_the_first_of_equal_hours_is_told_and_midnight_is_24(found):
    nothing = np.zeros(found.day.size)
    lost = nothing.copy()
    lost[[46, 47, 94, 95]] = 2.0  # 23:00 to 24:00 of the first two days, in half-hours
    row, worse = served(found, "calls-en", base=lost, good=nothing, present=nothing)
    worst = worst_of(worse, row, leaving=False)
    assert (worst["missed"], worst["contacts"], worst["agent_hours"], worst["occupancy"]) == (4.0, 4.0, 0.0, None)
    assert datetime.fromisoformat(worst["start"]) == found.horizon.start + timedelta(hours=23)
    table = service_table(worse)
    one = fake_answer()
    (target, *_) = missed_targets(one.operation, one.horizon, one.result.roster, table)
    assert (target.queue, target.until) == ("calls-en", "24:00")
    assert "Worst on Mon 2026-12-21 23:00-24:00: 4.0 of 4.0 contacts are late; 0.0 people at work" in target.text


def test_the_page_shows_each_missed_queue_at_its_worst():
    one = fake_answer()
    html = page(one).decode()
    assert one.missed_targets
    for target in one.missed_targets:
        assert f"{target.missed:.1f} of {target.contacts:.1f}" in html
    quiet = replace(one, told_service={**one.service, "queues": {}})
    assert "When they serve worst" in html
    assert "When they serve worst" not in page(quiet).decode()


def test_explain_tells_missed_targets_until_the_roster_is_edited(tmp_path):
    workspace = tiny_workspace(tmp_path)
    calls = workspace / "forecasts/calls.csv"
    calls.write_text(calls.read_text().replace(",60,1,600", ",60,40,600"))
    run("solve", "-C", workspace, "--time-limit", "1", "--give-up")
    asked = ["explain", "-C", str(workspace), str(workspace / "reports/2026-12-21")]
    answer = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    service = json.loads((workspace / "reports/2026-12-21/summary.json").read_text())["service"]
    rows = answer["missed_targets"]
    assert [row["queue"] for row in rows] == missed_queues(service) != []
    assert rows[0]["start"] == service["queues"][rows[0]["queue"]]["worst"]["start"]
    lines = CliRunner().invoke(main, asked).stdout.splitlines()
    assert {row["text"] for row in rows} <= {*lines}
    file = workspace / "reports/2026-12-21/roster.csv"
    file.write_text("\n".join(file.read_text().splitlines()[:-1]) + "\n")
    assert json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)["missed_targets"] == []
