"""On-call problems as workspaces: small ones against all assignments, and the checker that lies beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from scheduler.goals import GOALS, learn
from scheduler.judge import check, score
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.staffing import staff

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "benchmarks" / "oncall"
SMALL = {
    "people": 3, "days": 8, "first_weekend_day": 3, "work_load_percent": [100, 100, 50],
    "unavailable": [[1, 2], [5], []], "fixed": [[], [], [4]], "adjacent_weight": 2, "wednesday_weight": 3, "optimum": 0,
}  # fmt: skip


@pytest.fixture
def oncall(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.syspath_prepend(str(ROOT))
    import benchmarks.oncall as oncall

    before = dict(GOALS)
    learn(oncall.Adjacent, oncall.Imbalance)
    yield oncall
    GOALS.clear()
    GOALS.update(before)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published problems lie in ../shared")
def test_the_least_of_all_assignments_is_found_and_proved(oncall, tmp_path):
    (tmp_path / "small.json").write_text(json.dumps(SMALL))
    told = (recounted(list(people)) for people in product(range(1, 4), repeat=8))
    least = min(one["objective"] for one in told if not one["broken"])
    points, bound, people = solved(oncall, oncall.read(tmp_path / "small.json"), tmp_path / "small")
    assert recounted(people)["broken"] == []
    assert (points, bound) == (least, least)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published problems lie in ../shared")
@pytest.mark.parametrize("name", ["4s-10d", "4s-23d"])
def test_published_problems_are_at_their_optimum(oncall, tmp_path, name):
    problem = oncall.read(PUBLISHED / f"{name}.json")
    points, bound, _ = solved(oncall, problem, tmp_path / name)
    assert (points, bound) == (problem.optimum, problem.optimum)


def solved(oncall, problem, folder):
    """(points of the two goals, the bound, who holds each day)"""
    oncall.write(problem, folder)
    operation = load(folder)
    horizon = choose_horizon(operation, problem.first, problem.weeks)
    requirement = staff(operation, horizon)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=20))
    tallies = score(operation, horizon, requirement, result.roster).tallies
    assert not [*check(operation, horizon, result.roster)]
    points = sum(tallies[kind.name].points for kind in (oncall.Adjacent, oncall.Imbalance))
    return points, result.bound, oncall.holders(problem, result.roster)


def recounted(people):
    """What the checker says of an assignment of the small problem."""
    return _checker().check(SMALL, people)


@cache
def _checker():
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("check_oncall", PUBLISHED / "check_oncall.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_benchmark_is_listed():
    listed = subprocess.run([sys.executable, "-m", "benchmarks"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "oncall " in listed.stdout
