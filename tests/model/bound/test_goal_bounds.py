"""Bounds of goals alone: below what any roster has, for every goal with points, and exact where days add up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from heads_case import HORIZON, every_line, missed_by_pairs, workspace
from tiny_workspace import MONDAY, tiny_workspace

import scheduler.model.bound.goal_bounds
from scheduler.clock import Horizon
from scheduler.goals import GOALS
from scheduler.judge import score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.goal_bounds import GoalBounds, relaxed
from scheduler.model.bound.pricer import Pricer
from scheduler.operation import Wish, Worked
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone
from scheduler.problem.pose import pose
from scheduler.staffing import staff


@pytest.fixture
def heads_root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def test_headcount_and_wishes_alone_against_every_roster(heads_root: Path) -> None:
    operation = load(heads_root)
    requirement = staff(operation, HORIZON)
    problem = pose(operation, HORIZON, requirement)
    lines = [every_line(problem, a) for a in range(3)]
    pricer = Pricer(problem)
    wishes = sum(min(pricer.points(a, line) for line in own) for a, own in enumerate(lines))
    result = solve(operation, HORIZON, requirement, SolveSettings(time_limit=20))
    assert result.bounds["wishes"] == wishes + problem.people.idle_points
    counts = [np.unique([np.bincount(pricer.heads(a, line), minlength=len(pricer.wanted)) for line in own], axis=0)
              for a, own in enumerate(lines)]  # fmt: skip
    truth = min(float(missed_by_pairs(pricer, one, counts[1], counts[2]).min()) for one in counts[0])
    assert truth - 5 <= relaxed(alone(problem, "headcount"), lambda: True) <= truth + 1e-6
    assert result.bounds["headcount"] <= truth


def test_every_goal_has_a_bound_below_its_points(tmp_path: Path) -> None:
    """Ada wants all weekend off and has worked one before; six shifts a week are asked of each, so somebody works.

    Wishes: 7 days off at 2 points, of which 6 are worked: 12 at least. Fairness, first order: one weekend day each at
    least, Ada's weighs 2: 4 in all for three people. Cost: 3 people, 48 paid hours at 10 each.
    """
    root = tiny_workspace(tmp_path)
    contracts = root / "config" / "contracts.toml"
    contracts.write_text("[full]\nhours_week = { min = 48, max = 48 }\nrest_hours = 11\ncost_hour = 10\n")
    (root / "config" / "goals.toml").write_text("fairness = 5\ncost = 1\n")
    operation = load(root)
    horizon = Horizon(MONDAY, 1, "UTC")
    saturday = next(day for day in Horizon(horizon.first.replace(day=14), 1, "UTC").dates() if day.weekday() == 5)
    start = horizon.start.replace(day=saturday.day, hour=8)
    past = (Worked("a1", saturday, "day", start, start.replace(hour=16)),)
    wishes = tuple(Wish("a1", day, "off", None, 2) for day in horizon.dates())
    operation = replace(operation, wishes=wishes, history=past)
    requirement = staff(operation, horizon)
    for settings in (SolveSettings(time_limit=1), SolveSettings(time_limit=1e9, iterations=100)):
        result = solve(operation, horizon, requirement, settings)
        points = score(operation, horizon, requirement, result.roster).points
        assert set(result.bounds) == set(GOALS)
        assert all(result.bounds[goal] <= points[goal] for goal in GOALS)
        assert result.bounds["wishes"] == 12
        assert result.bounds["fairness"] == 5 * 4
        assert result.bounds["cost"] == 3 * 48 * 10


def test_bounds_by_day_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solve by budget asks for them twice, in the proof and at the end; one step each is all that there is."""
    root, steps = tiny_workspace(tmp_path), []
    (root / "config" / "goals.toml").write_text("fairness = 5\n")
    operation = load(root)
    operation = replace(operation, wishes=(Wish("a1", MONDAY, "off", None, 2),))
    horizon = Horizon(MONDAY, 1, "UTC")
    made = scheduler.model.bound.goal_bounds.alone

    def told(problem: Problem, goal: str) -> Problem:
        steps.append(goal)
        return made(problem, goal)

    bounds = GoalBounds(pose(operation, horizon, staff(operation, horizon)))
    monkeypatch.setattr(scheduler.model.bound.goal_bounds, "alone", told)
    bounds.by_day()
    first = dict(bounds.best)
    bounds.by_day()
    assert "wishes" in steps
    assert len(steps) == len(set(steps)) == len(first)
    assert bounds.best == first
