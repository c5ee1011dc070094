"""Goals in strict order: another roster than weights give, the least of all rosters, and bounds that hold."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from heads_case import HORIZON, every_line, missed_by_pairs, workspace
from tiny_workspace import MONDAY, tiny_workspace

from scheduler.cli import main
from scheduler.clock import Horizon
from scheduler.goals import Case, goals_of
from scheduler.goals.order import amount, levels_of
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.fold import fold
from scheduler.model.search.measure import Measure
from scheduler.problem.needs.order import ordered
from scheduler.problem.pose import pose
from scheduler.staffing import staff


@pytest.fixture
def heads_root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


QUEUES = """[urgent]
channel = "phone"
skill = "urgent"
language = "en"
priority = 1
service = { share = 0.8, within_seconds = 20 }

[calls]
channel = "phone"
skill = "general"
language = "en"
priority = 2
service = { share = 0.8, within_seconds = 20 }
"""
SHIFTS = '[early]\nstart = "06:00"\nhours = 8\n[late]\nstart = "14:00"\nhours = 8\n'
AGENTS = "agent,name,site,contract,skills,languages,roles\na,Ada,home,full,general;urgent,en,\n"
WEEK = Horizon(MONDAY, 1, "UTC")


def write(root: Path, agents: str, hours: int, wanted: dict[str, list[tuple[int, int]]], wishes: str = "") -> Path:
    """Two queues; `wanted` has (day, hour) for each in which somebody is wanted; people work so many hours a week.

    They are not pooled: a whole agent is missing where one is.
    """
    tiny_workspace(root)
    settings = root / "config" / "operation.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'pooling = "off"\n', encoding="utf-8")
    for name, text in {
        "config/queues.toml": QUEUES,
        "config/shifts.toml": SHIFTS,
        "config/contracts.toml": f"[full]\nhours_week = {{ max = {hours} }}\nrest_hours = 11\n",
        "config/agents.csv": agents,
        "config/wishes.csv": "agent,date,wish,shift,weight\n" + wishes,
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    rows = [
        f"{queue},{MONDAY + timedelta(days=day)}T{hour:02d}:00:00+00:00,60,1,600"
        for queue, times in wanted.items()
        for day, hour in times
    ]
    text = "\n".join(["queue,start,minutes,volume,handle_seconds", *rows, ""])
    (root / "forecasts" / "calls.csv").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One person for one shift: early has one urgent hour, late eight of the others."""
    return write(tmp_path, AGENTS, 8, {"urgent": [(0, 13)], "calls": [(0, hour) for hour in range(14, 22)]})


def called(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "-C", str(root)])


def summary(root: Path, *words: str) -> dict:  # type: ignore[type-arg]
    assert called(root, "solve", "--force", *words).exit_code == 0
    told = (root / "reports" / str(MONDAY) / "summary.json").read_text(encoding="utf-8")
    return json.loads(told)  # type: ignore[no-any-return]


def test_weights_and_strict_order_give_different_rosters(root: Path) -> None:
    """The late shift is better by weights: one urgent hour missing costs 1,000, eight others 8 x 300 = 2,400."""
    by_weights = summary(root, "--time-limit", "0.5")
    assert (by_weights["objective"], "order" in by_weights) == (1000, False)
    in_order = summary(root, "--time-limit", "1", "--lexicographic")
    assert in_order["objective"] == in_order["points"]["short"] == 2400
    assert in_order["bound"] <= 1000
    assert in_order["status"] == "feasible"
    assert [(row["level"], row["amount"], row["unit"]) for row in in_order["order"]] == [
        ("short 1", 0, "agent-hours"),
        ("short 2", 8, "agent-hours"),
    ]
    assert in_order["order"][0]["proved"]
    assert in_order["order"][1]["bound"] <= 8


def test_the_table_says_the_order_in_eighty_columns(root: Path) -> None:
    answer = called(root, "solve", "--time-limit", "1", "--lexicographic")
    lines = answer.stdout.splitlines()
    at = lines.index("in order              amount         bound   unit")
    assert lines[at + 1] == "short 1                  0.0           0.0   agent-hours, proved"
    assert max(map(len, lines[:-1])) <= 80
    assert json.loads(called(root, "solve", "--time-limit", "0.5", "--lexicographic", "--json").stdout)["order"]


def test_a_budget_in_strict_order_is_repeated_by_verify(root: Path) -> None:
    told = summary(root, "--lexicographic", "--deterministic", "--iterations", "300", "--scenario", "quiet",
                   "--out", str(root / "reports" / str(MONDAY)))["manifest"]  # fmt: skip
    assert (told["lexicographic"], told["deterministic"]) == (True, True)
    answer = called(root, "verify", str(root / "reports" / str(MONDAY)))
    assert (answer.exit_code, "the same roster" in answer.stdout) == (0, True)


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """Two people, one of them for both queues, two shifts a week each; wishes against what is wanted."""
    urgent = [(day, hour) for day in (0, 2, 4) for hour in (10, 15)]
    calls = [(day, hour) for day in range(0, 7, 2) for hour in (7, 8, 12, 14, 18)]
    agents = AGENTS + "b,Ben,home,full,general,en,\n"
    wishes = f"a,{MONDAY},off,,3\na,{MONDAY + timedelta(days=4)},work,late,2\nb,{MONDAY},work,early,1\n"
    return write(tmp_path, agents, 16, {"urgent": urgent, "calls": calls}, wishes)


def test_the_least_in_order_of_all_rosters_is_found(pair: Path) -> None:
    operation = load(pair)
    requirement = staff(operation, WEEK)
    result = solve(operation, WEEK, requirement, SolveSettings(time_limit=2, lexicographic=True))
    case = Case(operation, WEEK, requirement, result.roster)
    goals = goals_of(operation)
    levels = levels_of(goals, operation, WEEK, requirement)
    assert [level.name for level in levels] == ["short 1", "short 2", "wishes"]
    found = [amount(case, level, goals) for level in levels]
    assert found == pytest.approx(least(pair))
    assert all(row.bound <= one + 1e-6 for row, one in zip(result.order, found, strict=True))


def least(root: Path) -> list[float]:
    """The least amounts in order, by trying every pair of lines (no line rests 11 hours between late and early)."""
    operation = load(root)
    requirement = staff(operation, WEEK)
    problem = pose(operation, WEEK, requirement)
    pricer = Pricer(problem)
    need = requirement.required
    rows = [every_line(problem, a) for a in (0, 1)]
    at_work = [np.array([presence(problem, line) for line in own]) for own in rows]
    wishes = [np.array([pricer.points(a, line) for line in own]) for a, own in enumerate(rows)]
    best = [np.inf, np.inf, np.inf]
    for mine, points in zip(at_work[0], wishes[0], strict=True):
        # Ada may do both, Ben calls only: missing in all is the worst of {urgent}, {calls} and both
        both = mine + at_work[1]
        urgent = np.maximum(0, need[0] - mine)
        every = np.maximum.reduce([np.broadcast_to(urgent, both.shape), need[1] - both, need.sum(axis=0) - both])
        totals = np.maximum(0, every).sum(axis=1)
        for total, more in zip(totals, wishes[1], strict=True):
            own = points + more + problem.people.idle_points
            best = min(best, [round(float(urgent.sum()), 6), round(float(total - urgent.sum()), 6), own])
    return best


def presence(problem, line):  # type: ignore[no-untyped-def]
    """[hour] 1 at work."""
    there = np.zeros(problem.grid.intervals)
    for v in line[line >= 0]:
        size = problem.grid.interval_ticks
        there[problem.variants.start[v] // size : problem.variants.end[v] // size] = 1
    return there


def test_headcount_then_wishes_are_the_least_and_proved(heads_root: Path) -> None:
    """Three people: every choice of three lines is tried for the least headcount, then for the least wishes."""
    operation = load(heads_root)
    requirement = staff(operation, HORIZON)
    problem = pose(operation, HORIZON, requirement)
    pricer = Pricer(problem)
    lines = [every_line(problem, a) for a in range(3)]
    heads = [np.zeros((len(own), len(pricer.wanted))) for own in lines]
    for a, own in enumerate(lines):
        for k, line in enumerate(own):
            heads[a][k, pricer.heads(a, line)] = 1
    points = [np.array([pricer.points(a, line) for line in own]) for a, own in enumerate(lines)]
    best = (np.inf, np.inf)
    for i in range(len(lines[0])):
        missed = missed_by_pairs(pricer, heads[0][i], heads[1], heads[2])
        own = points[0][i] + points[1][:, None] + points[2] + problem.people.idle_points
        best = min(best, (float(missed.min()), float(own[missed == missed.min()].min())))
    result = solve(operation, HORIZON, requirement, SolveSettings(time_limit=20, lexicographic=True))
    goals = goals_of(operation)
    case = Case(operation, HORIZON, requirement, result.roster)
    levels = levels_of(goals, operation, HORIZON, requirement)
    assert tuple(amount(case, level, goals) for level in levels) == best
    assert tuple(row.bound for row in result.order) == best


def test_the_model_measures_what_the_judges_count(pair: Path) -> None:
    operation = load(pair)
    requirement = staff(operation, WEEK)
    problem = pose(operation, WEEK, requirement)
    result = solve(operation, WEEK, requirement, SolveSettings(time_limit=0.5))
    goals = goals_of(operation)
    levels = levels_of(goals, operation, WEEK, requirement)
    letter, pause, _ = fold(operation, problem, result.roster, 1)
    from scheduler.model.search.engine import Found

    plan = np.zeros((0, problem.grid.intervals))
    measured = Measure(ordered(problem, operation, levels)).amounts(Found(0.0, letter, pause, plan, 0.0))
    case = Case(operation, WEEK, requirement, result.roster)
    assert measured == pytest.approx([amount(case, level, goals) for level in levels], abs=0.05)
