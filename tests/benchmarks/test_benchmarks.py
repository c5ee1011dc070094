"""Benchmarks: instances become workspaces that mean the same, peers find known optima, bars say what is missed."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from tiny_workspace import tiny_workspace

from scheduler.judge import check, score
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.pose import pose
from scheduler.staffing import staff

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "benchmarks"
INSTANCE = """SECTION_HORIZON
# one week
7
SECTION_SHIFTS
E,480,
L,570,E
SECTION_STAFF
Ann,E=7|L=0,2400,960,5,2,2,1
Bob,E=7|L=7,2850,0,5,1,1,0
SECTION_DAYS_OFF
Ann,0
SECTION_SHIFT_ON_REQUESTS
Ann,3,E,4
SECTION_SHIFT_OFF_REQUESTS
Bob,2,L,5
SECTION_COVER
1,E,1,100,1
2,L,1,100,1
3,E,0,100,7
"""


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def test_without_a_name_every_benchmark_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.__main__ import run

    assert run([]) == 0
    told = capsys.readouterr().out
    for name in ("agreement", "curtois", "ladder", "one", "sample"):
        assert re.search(rf"(?m)^  {name} +\S", told), name
    assert not re.search(r"(?m)^  (figures|plain|tours) ", told)
    assert run(["curtius"]) == 2


def test_a_bar_is_met_at_its_edges_and_never_without_a_figure() -> None:
    from benchmarks.figures import Bar

    assert Bar("first", 5.0, "s", 0, 5).cells() == ("first", "5.00 s", "0 to 5", "pass")
    assert Bar("first", 5.01, "s", 0, 5).cells()[-1] == "MISS"
    assert Bar("broken", None, "", 0, 0).cells() == ("broken", "none", "0", "MISS")


def test_an_instance_becomes_a_workspace_with_its_limits(tmp_path: Path) -> None:
    operation = converted(tmp_path)
    ann, bob = (operation.contracts[f"of-{name}"].limits for name in ("Ann", "Bob"))
    assert ann["minutes_horizon"] == {"min": 960, "max": 2400}
    assert ann["days_in_a_row"] == {"min": 2, "max": 5}
    assert (ann["max_shifts"], bob["weekends"]) == ({"E": 7, "L": 0}, {"max": 0})
    assert operation.shifts["L"].lengths() == (570,)
    assert operation.shifts["L"].not_followed_by == ("E",)
    assert [(row.agent, row.kind) for row in operation.leave] == [("Ann", "off")]


def test_an_instance_is_solved_to_its_optimum(tmp_path: Path) -> None:
    """Day 1 E wants Ann; day 2 L only Bob can work, whose wish costs 5; an E of day 3 is extra (7) or the wish is
    missed (4). So Ann works days 1 and 2: 5 + 4 = 9 points."""
    operation = converted(tmp_path)
    horizon = choose_horizon(operation, None, 1)
    requirement = staff(operation, horizon)
    result = solve(operation, horizon, requirement, SolveSettings(time_limit=2))
    assert score(operation, horizon, requirement, result.roster).objective == 9
    assert not check(operation, horizon, result.roster)


def converted(root: Path) -> Operation:
    from benchmarks.instances import read, write

    file = root / "Instance1.txt"
    file.write_text(INSTANCE.replace("\n", "\r\n"), encoding="utf-8", newline="")
    write(read(file), root / "workspace")
    return load(root / "workspace")


@pytest.mark.skipif(not SHARED.exists(), reason="the instances and their checker are not here")
def test_the_checker_says_what_we_say_of_random_rosters() -> None:
    from benchmarks.agreement import compared
    from benchmarks.instances import read

    chosen = argparse.Namespace(checker=SHARED / "check_curtois.py", rosters=3, seed=3)
    for number in (1, 4, 6):
        found = compared(read(SHARED / "curtois" / f"Instance{number}.txt"), chosen)
        assert found["differences"] == []
        assert found["breaches"] > 0


def busy(root: Path) -> tuple[Operation, Problem]:
    """The tiny workspace with twenty times its calls: more people are wanted in every hour than there are."""
    tiny_workspace(root)
    calls = root / "forecasts" / "calls.csv"
    calls.write_text(calls.read_text(encoding="utf-8").replace(",60,1,600", ",60,20,600"), encoding="utf-8")
    operation = load(root)
    horizon = choose_horizon(operation, None, 1)
    return operation, pose(operation, horizon, staff(operation, horizon), ("short",))


def test_tours_are_the_legal_ones(tmp_path: Path) -> None:
    """One shift, 40 hours at most: up to 5 of 7 days, which is 2^7 - 7 - 1 ways."""
    from benchmarks.tours import tours_of

    _, problem = busy(tmp_path)
    tours = tours_of(problem, 0)
    assert len(tours) == 120
    assert max(len(tour) for tour in tours) == 5


def test_peers_find_the_known_optimum(tmp_path: Path) -> None:
    """Everybody is missed in every hour, so three people's 40 hours each are all that ever helps."""
    from benchmarks.plain import solve_plain
    from benchmarks.tours import solve_tours

    operation, problem = busy(tmp_path)
    hours = float(problem.demand.need.sum()) * problem.grid.tick_minutes / 60
    least = 300 * (hours - 120)
    assert solve_tours(problem, 10).points == pytest.approx(least)
    assert solve_plain(operation, problem, 10, 2).points == pytest.approx(least, rel=1e-3)
