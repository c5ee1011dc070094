"""Short days lose no hour of what is missing, and each says which targets are missed on it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from fake_answer import fake_answer
from report_case import run
from tiny_workspace import tiny_workspace

from scheduler.cli import bill
from scheduler.clock import local
from scheduler.report.answer.short_days import Missed, ShortDay, in_full, in_short, short_days
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page
from scheduler.requirement import Pool


@pytest.fixture(scope="module")
def case():
    return fake_answer().score.case


def served(target=0.8, most_abandoned=None, **days):
    """`service` of a summary: what calls-en promises, and the days with their half widths of a point."""
    rows = {day.replace("_", "-"): {"half_width": 0.01, **row} for day, row in days.items()}
    calls = {"target": target, "most_abandoned": most_abandoned, "deferred": False, "days": rows}
    return {"queues": {"calls-en": calls}}


MON, TUE = "2026_12_21", "2026_12_22"


def pooled(case):
    """Calls and messages share people."""
    return replace(case, requirement=replace(case.requirement, pools=(Pool(((1,), (0, 2))),)))


@pytest.mark.parametrize("of", [lambda case: case, pooled], ids=["one by one", "pooled"])
def test_all_hours_together_are_those_of_the_goal(case, of):
    rows = short_days(of(case), None)
    assert len(rows) > 1
    assert sum(row.hours for row in rows) == pytest.approx(fake_answer().score.short_agent_hours)
    live = case.coverage.required[case.coverage.live].sum() * case.requirement.interval_minutes / 60
    assert 0 < sum(row.required_hours for row in rows) <= live + 1e-6
    assert [row.day for row in rows] == sorted(row.day for row in rows)


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


def of_calls(case, service):
    """Day -> what calls-en misses."""
    return {row.day.isoformat(): row.missed for row in short_days(pooled(case), service) if "calls-en" in row.queues}


def test_a_target_is_missed_beyond_chance_or_not(case):
    """78.9 ± 1 is below 80 beyond chance, 79.1 ± 1 is not; nothing is known of other days, nor by one simulation."""
    told = of_calls(case, served(**{MON: {"expected": 0.789}, TUE: {"expected": 0.791}}))
    assert told["2026-12-21"] == (Missed("calls-en", 0.789, "78.9 % in time, promised 80 %"),)
    assert all(missed == () for day, missed in told.items() if day != "2026-12-21")
    assert of_calls(case, served(**{MON: {"expected": 0.5, "half_width": None}}))["2026-12-21"] is None


def test_too_many_who_give_up_and_nobody_answered_are_misses(case):
    leaving = {"abandoned": 0.293, "abandoned_half_width": 0.01}
    told = of_calls(case, served(None, 0.03, **{MON: {"expected": 0.9, **leaving}}))
    assert told["2026-12-21"] == (Missed("calls-en", 0.9, "29.3 % give up, promised at most 3 %"),)
    told = of_calls(case, served(0.993, **{MON: {"expected": None, "half_width": None}, TUE: {"expected": 0.98}}))
    assert told["2026-12-21"] == (Missed("calls-en", None, "nobody answered"),)
    assert told["2026-12-22"] == (Missed("calls-en", 0.98, "98.0 % in time, promised 99.3 %"),)


def test_without_a_target_nothing_can_be_missed(case):
    assert set(of_calls(case, served(None, **{MON: {"expected": 0.1}})).values()) == {None}


def test_lines_of_a_day():
    """12.34 of 80 hours; two days are short, one in two pools, one of which misses nothing."""
    late = datetime(2026, 12, 21, 18, 30, tzinfo=UTC)
    missed = (Missed("b", 0.789, "78.9 % in time, promised 80 %"),)
    bad = ShortDay(("a", "b"), "a, b", date(2026, 12, 21), 12.34, 80, late, 3.25, 9.5, missed)
    text = "Mon 2026-12-21 a, b: 12.3 of 80.0 agent-hours missing, most at 18:30 (3.2 of 9.5 agents)"
    days = (bad, replace(bad, queues=("c",), missed=()), replace(bad, day=date(2026, 12, 22), missed=()))
    calm = "2 short days of a pool or queue without a missed target"
    assert [*in_full(days)] == [f"{text}. Live targets missed: b 78.9 % in time, promised 80 %", calm]
    assert [*in_full((replace(bad, missed=None), *days[1:]))] == [text, calm]
    told = "short days         {}, most on Mon 21 Dec ({} h); a target is missed on {}"
    assert [*in_short(days)] == [told.format(2, 24.7, "1: Mon 21 Dec")]
    assert [*in_short(days[1:])] == [told.format(2, 12.3, "none")]
    assert [*in_short(days[:1])] == [told.format(1, 12.3, "each")]
    assert [*in_full(())] == [*in_short(())] == []


def test_without_a_simulation_nothing_is_said_of_targets(case):
    rows = short_days(case, None)
    assert {row.missed for row in rows} == {None}
    assert [*in_short(rows)] == []
    assert len([*in_full(rows)]) == 1


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
    calm = sum(row["missed"] == {} for row in told["short_days"])
    shown = page(answer, told).decode()
    assert shown.count('table class="short-days"') == (calm > 0) + (calm < len(told["short_days"]))
    assert ("of a pool or queue without a missed target" in shown) == (calm > 0)
    assert any(line.startswith("short days         ") for line in bill.roster_lines(answer, told))
