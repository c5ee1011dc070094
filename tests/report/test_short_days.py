"""Where people are missing, by pool and day: nothing is lost, and a day says which targets are missed on it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from fake_answer import fake_answer
from report_case import run
from tiny_workspace import tiny_workspace

from scheduler.cli import bill
from scheduler.clock import local
from scheduler.report.answer.short_days import short_days, short_days_line, short_days_lines
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page
from scheduler.requirement import Pool


@pytest.fixture(scope="module")
def case():
    return fake_answer().score.case


def served(**days):
    """`service` of a summary: calls-en promises 80 %."""
    rows = {day: {"expected": share, "half_width": 0.01} for day, share in days.items()}
    return {"queues": {"calls-en": {"target": 0.8, "days": {day.replace("_", "-"): row for day, row in rows.items()}}}}


def pooled(case):
    """Calls and messages share people."""
    return replace(case, requirement=replace(case.requirement, pools=(Pool(((1,), (0, 2))),)))


@pytest.mark.parametrize("of", [lambda case: case, pooled], ids=["one by one", "pooled"])
def test_all_hours_together_are_those_of_the_goal(case, of):
    rows = short_days(of(case), None)
    assert len(rows) > 1
    assert sum(row.hours for row in rows) == pytest.approx(fake_answer().score.short_agent_hours)
    live = case.coverage.required[case.coverage.live].sum() * case.requirement.interval_minutes / 60
    assert sum(row.required for row in rows) <= live + 1e-6


def test_a_day_is_one_of_the_planning_zone(case):
    """The hours of each day by the clock of Los Angeles, counted interval by interval."""
    found, step = Counter(), case.requirement.interval_minutes
    for row in np.flatnonzero(case.coverage.live):
        for i in range(case.requirement.intervals):
            day = local(case.horizon.moment(step * i), "America/Los_Angeles").date()
            found[day] += case.coverage.short[row, i] * step / 60
    told = Counter()
    for row in short_days(case, None):
        told[row.day] += row.hours
        assert row.at.date() == row.day
    assert told == pytest.approx({day: hours for day, hours in found.items() if hours > 1e-6})


def test_a_target_is_missed_beyond_chance_or_not(case):
    """78.9 ± 1 is below 80 beyond chance, 79.1 ± 1 is not; nothing is known of other days."""
    rows = short_days(pooled(case), served(**{"2026_12_21": 0.789, "2026_12_22": 0.791}))
    calls = {row.day.isoformat(): row.missed for row in rows if "calls-en" in row.queues}
    assert [(one.queue, one.expected, one.target) for one in calls["2026-12-21"]] == [("calls-en", 0.789, 0.8)]
    assert all(missed == () for day, missed in calls.items() if day != "2026-12-21")
    first = next(row for row in rows if row.missed)
    of = f"{first.hours:,.1f} of {first.required:,.1f} agent-hours missing"
    most = f"most at {first.at:%H:%M} ({first.agents:.1f} of {first.wanted:.1f} agents)"
    text = f"Mon 2026-12-21 calls-en, sms-en, calls-es: {of}, {most}; below target: calls-en 78.9 % of 80 %"
    assert [*short_days_lines(rows)] == [text, f"{len(rows) - 1} short days without a missed target"]
    days = len({row.day for row in rows})
    assert [*short_days_line(rows)] == [f"short days         {days}; a target is missed on 1 of them: Mon 21 Dec"]


def test_without_a_simulation_nothing_is_said_of_targets(case):
    rows = short_days(case, None)
    assert {row.missed for row in rows} == {None}
    assert [*short_days_line(rows)] == [*short_days_lines(rows)] == []


def test_explain_says_what_the_summary_says(tmp_path):
    """Once the forecast is another, the targets of the old simulation are not known."""
    root = tiny_workspace(tmp_path)
    calls = root / "forecasts" / "calls.csv"
    calls.write_text(re.sub(r",(\d+)\.?\d*,(\d+)$", r",90,\2", calls.read_text(), flags=re.M))
    assert run("solve", "-C", root, "--deterministic", "--iterations", "5", "--out", root / "week").exit_code == 0
    told = json.loads((root / "week" / "summary.json").read_text())["short_days"]
    explained = json.loads(run("explain", root / "week", "-C", root, "--json").stdout)
    assert explained["short_days"] == told
    assert any(row["missed"] for row in told)
    calls.write_text(calls.read_text().replace(",90,", ",91,"))
    explained = json.loads(run("explain", root / "week", "-C", root, "--json").stdout)
    assert {row["missed"] for row in explained["short_days"]} == {None}


def test_summary_page_and_terminal_say_it():
    answer = fake_answer()
    told = summary(answer)
    assert sum(row["agent_hours"] for row in told["short_days"]) == pytest.approx(told["short_agent_hours"], abs=0.1)
    missed = [row for row in told["short_days"] if row["missed"]]
    shown = page(answer, told).decode()
    assert shown.count('table class="short-days"') == bool(missed) + (len(missed) < len(told["short_days"]))
    assert ("without a missed target" in shown) == (len(missed) < len(told["short_days"]))
    assert any(line.startswith("short days         ") for line in bill.roster_lines(answer, told))
