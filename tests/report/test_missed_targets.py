"""Queues that miss a target are told at their worst: when, how much is missed, and what their people do then."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from click.testing import CliRunner
from fake_answer import fake_answer
from report_case import run
from small_case import agent, horizon, operation, queue, requirement, roster
from tiny_workspace import tiny_workspace
from worst_case import served, simulated

from scheduler.cli import main
from scheduler.clock import local
from scheduler.goals import Case
from scheduler.report.answer.missed_targets import missed_targets
from scheduler.report.answer.service import service_table
from scheduler.report.answer.verdicts import missed_queues
from scheduler.report.answer.worst import worst_of
from scheduler.report.page.index import page
from scheduler.requirement import Pool

PLANNING = "America/Los_Angeles"


@pytest.fixture(scope="module")
def found():
    return simulated()


@pytest.fixture(scope="module")
def told(found):
    return json.loads(json.dumps(service_table(found)))


def test_each_missed_queue_is_told_with_a_reason_for_everybody_who_is_able(told):
    one = fake_answer()
    targets = missed_targets(one.score.case, told)
    assert [target.queue for target in targets] == missed_queues(told) != []
    for target in targets:
        able = [agent for agent in one.operation.agents if agent.serves(one.operation.queues[target.queue])]
        assert target.why.able == len(able)
        assert target.deferred or sum(target.why.agents.values()) == len(able)
        assert target.start.utcoffset() == local(target.start.astimezone(UTC), PLANNING).utcoffset()
        assert f"{target.worst['missed']:,.1f} of {target.worst['contacts']:,.1f}" in target.text


def test_what_is_planned_is_what_coverage_says(told):
    """Agents in the worst hour of a live queue; agent-hours over the horizon of work that may wait."""
    case = fake_answer().score.case
    for target in missed_targets(case, told):
        row, step = case.requirement.row(target.queue), case.requirement.interval_minutes
        moments = [case.horizon.moment(step * i) for i in range(case.requirement.intervals)]
        hour = [i for i, moment in enumerate(moments) if target.start <= moment < target.end]
        assigned = case.coverage.assigned[row].tolist()
        planned = sum(assigned) * step / 60 if target.deferred else sum(assigned[i] for i in hour) / len(hour)
        assert target.planned == pytest.approx(planned)
        live = [number for number in range(len(case.requirement.queues)) if case.coverage.live[number]]
        alone = not any(row in pool.rows for pool in case.requirement.pools)
        short = case.coverage.short[[row] if alone else live][:, hour].sum() / len(hour)
        assert target.shared_short == pytest.approx(0.0 if target.deferred else short)


def test_what_the_queues_of_its_pool_lack_is_told(told):
    """Calls and messages share people: beside what calls lack themselves, messages lack some."""
    case = fake_answer().score.case
    pools = (Pool(((1,), (0, 2))),)
    case = replace(case, requirement=replace(case.requirement, pools=pools))
    for target in missed_targets(case, told):
        more = target.shared_short - max(0.0, target.required - target.planned)
        assert (f"share its people lack {more:,.1f} more" in target.text) == (more > 0.05 and not target.deferred)


def test_nothing_is_told_where_nothing_is_known(told):
    case = fake_answer().score.case
    assert missed_targets(case, None) == ()
    older = {name: {key: row[key] for key in row if key != "worst"} for name, row in told["queues"].items()}
    assert missed_targets(case, {**told, "queues": older}) == ()
    gone = {f"{name}-of-yesterday": row for name, row in told["queues"].items()}
    assert missed_targets(case, {**told, "queues": gone}) == ()


def test_the_first_of_equal_hours_is_told_and_midnight_is_24(found):
    nothing = np.zeros(found.day.size)
    lost = nothing.copy()
    lost[[46, 47, 94, 95]] = 2.0  # 23:00 to 24:00 of the first two days, in half-hours
    row, worse = served(found, "calls-en", base=lost, good=nothing, present=nothing)
    worst = worst_of(worse, row, "late")
    assert (worst["missed"], worst["contacts"], worst["agent_hours"], worst["occupancy"]) == (4.0, 4.0, 0.0, None)
    assert datetime.fromisoformat(worst["start"]) == found.horizon.start + timedelta(hours=23)
    table = service_table(worse)
    (target, *_) = missed_targets(fake_answer().score.case, table)
    assert (target.queue, target.until) == ("calls-en", "24:00")
    assert "Contacts late: 8.0 of 8.0 between 20:00 and 24:00." in target.text
    assert "Worst hour Mon 2026-12-21 23:00-24:00: 4.0 of 4.0 late, 0.0 able people at work; planned" in target.text


def test_an_hour_that_comes_twice_is_one_hour_and_says_so():
    """The first of the two hours from 01:00 on 1 November 2026 in Los Angeles: 4 agent-hours in it are four people."""
    first = date(2026, 10, 26)
    span, workspace = horizon(first), operation([agent("A")], [queue("calls")])
    case = Case(workspace, span, requirement(workspace, span), roster())
    worst = {"start": "2026-11-01T08:00:00+00:00", "end": "2026-11-01T09:00:00+00:00", "by": "late", "missed": 3.0,
             "most_at": "2026-11-01T08:00:00+00:00", "contacts": 4.0, "agent_hours": 4.0, "occupancy": 0.5,
             "of_day": {"from_hour": 1, "to_hour": 5, "missed": 3.0, "all": 3.0}}  # fmt: skip
    row = {"expected": 0.25, "half_width": 0.01, "target": 0.8, "deferred": False, "worst": worst}
    (target,) = missed_targets(case, {"queues": {"calls": row}})
    assert (f"{target.start:%H:%M}", target.until, target.people) == ("01:00", "01:00 (clocks go back)", 4.0)
    assert "Worst hour Sun 2026-11-01 01:00-01:00 (clocks go back): 3.0 of 4.0 late, 4.0 able people" in target.text


def test_a_worst_time_outside_the_horizon_is_not_told(told):
    case = fake_answer().score.case
    name = missed_queues(told)[0]
    for key, day in (("start", "0001-01-01T00:00:00+00:00"), ("end", "9999-12-31T23:59:59+00:00"), ("end", None)):
        row = told["queues"][name]
        worst = {**row["worst"], key: day or row["worst"]["start"]}
        damaged = {**told, "queues": {**told["queues"], name: {**row, "worst": worst}}}
        assert name not in [target.queue for target in missed_targets(case, damaged)]


def test_work_by_the_clock_of_open_hours_is_told_until_it_is_due(found):
    """What arrives on the worst day is due by the requirement's own count, on whatever clock; the horizon ends it."""
    case = fake_answer().score.case
    one = np.ones(found.day.size)
    _, worse = served(found, "vet", base=one, good=0 * one)
    (target,) = (each for each in missed_targets(case, service_table(worse)) if each.deferred)
    work, step = case.requirement.work_of(target.queue), case.requirement.interval_minutes
    day = [i for i in range(case.requirement.intervals)
           if target.start <= case.horizon.moment(step * i) < target.end]  # fmt: skip
    due = case.horizon.moment(step * min(max(int(work.due[i]) for i in day), case.requirement.intervals))
    assert f"until {local(due, PLANNING):%a %H:%M} (due)" in target.why.text


def test_contacts_that_nobody_answers_are_told_as_that(found):
    """None is judged, and nobody gives up: counted are those not answered, two in each half-hour of one hour."""
    nothing = np.zeros(found.day.size)
    came = nothing.copy()
    came[[20, 21]] = 2.0
    none = dict.fromkeys(("base", "good", "answered", "abandoned"), nothing)
    _, worse = served(found, "calls-en", offered=came, **none)
    targets = missed_targets(fake_answer().score.case, service_table(worse))
    (target,) = (one for one in targets if one.queue == "calls-en")
    assert target.worst["by"] == "unanswered"
    assert "nobody answered. Contacts not answered: 4.0 of 4.0 between" in target.text


def test_a_queue_that_only_limits_those_who_give_up_tells_them(found):
    row = [queue.id for queue in found.queues].index("calls-en")
    limited = found.queues[row].model_copy(update={"service": None, "max_abandoned": 0.05})
    queues = tuple(limited if number == row else queue for number, queue in enumerate(found.queues))
    came = np.full(found.day.size, 10.0)
    most = {"good": came - 1, "answered": came - 1, "abandoned": came * 0.1}
    _, worse = served(found, "calls-en", offered=came, base=came, **most)
    table = service_table(replace(worse, queues=queues))
    (target,) = (one for one in missed_targets(fake_answer().score.case, table) if one.queue == "calls-en")
    # two half-hours of 10 contacts, one of each gives up
    assert (target.worst["by"], target.worst["missed"], target.worst["contacts"]) == ("gave_up", 2.0, 20.0)
    assert "2.0 of 20.0 given up" in target.text


def test_the_page_shows_each_missed_queue_at_its_worst():
    one = fake_answer()
    html = page(one).decode()
    assert one.missed_targets
    for target in one.missed_targets:
        assert f"{target.worst['missed']:.1f} of {target.worst['contacts']:.1f}" in html
    quiet = replace(one, told_service={**one.service, "queues": {}})
    assert "The worst hour of each queue" in html
    assert "The worst hour of each queue" not in page(quiet).decode()


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
    assert rows[0]["worst"] == service["queues"][rows[0]["queue"]]["worst"]
    lines = CliRunner().invoke(main, asked).stdout.splitlines()
    assert {row["text"] for row in rows} <= {*lines}
    file = workspace / "reports/2026-12-21/roster.csv"
    file.write_text("\n".join(file.read_text().splitlines()[:-1]) + "\n")
    assert json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)["missed_targets"] == []
