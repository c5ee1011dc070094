"""On-call rostering (MiniZinc Challenge 2013, Julien Fischer): our points beside a checker's.

python -m benchmarks oncall --folder FOLDER --checker check_oncall.py [--seconds 60] [--only 4s-10d,20s-200d]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import parser_of, print_table, save
from benchmarks.oncall.adjacent import Adjacent
from benchmarks.oncall.imbalance import Imbalance
from benchmarks.oncall.workspace import Problem, holders, read, write
from scheduler.errors import SchedulerError
from scheduler.goals import learn
from scheduler.judge import check, score
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.staffing import staff

COLUMNS = ("instance", "people", "days", "points", "checker", "broken", "bound", "optimum", "findings", "seconds")


def main(argv: list[str]) -> int:
    """Solve each problem and print a row for it; exit status 1 unless each is at its optimum."""
    parser = parser_of("oncall", __doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the problems are (*.json)")
    parser.add_argument("--checker", type=Path, required=True, help="the independent checker: INSTANCE.json ROSTER")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="", help="names of problems: 4s-10d,20s-200d")
    chosen = parser.parse_args(argv)
    learn(Adjacent, Imbalance)
    names = {name for name in chosen.only.split(",") if name}
    files = [file for file in sorted(chosen.folder.glob("*.json")) if not names or file.stem in names]
    found = [solved(file, chosen) for file in files]
    print_table(f"{chosen.seconds:g} s", COLUMNS, ([str(one[name]) for name in COLUMNS] for one in found))
    save(chosen.json, found)
    return 0 if all(one["right"] for one in found) else 1


def solved(file: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures of one problem."""
    problem = read(file)
    with tempfile.TemporaryDirectory() as name:
        write(problem, Path(name))
        figures, people = _solved(problem, Path(name), chosen.seconds)
        roster = Path(name) / "roster.txt"
        roster.write_text("\n".join(map(str, people)) + "\n")
        command = [sys.executable, str(chosen.checker), str(file), str(roster)]
        judged = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    print(f"{file.stem}: {figures['points']} in {figures['seconds']} s", file=sys.stderr, flush=True)
    right = judged["objective"] == figures["points"] == problem.optimum and not judged["broken"]
    told = {"instance": file.stem, "people": problem.people, "days": problem.days, "optimum": problem.optimum}
    return told | figures | {"checker": judged["objective"], "broken": len(judged["broken"]), "right": right,
                             "parts": judged["parts"], "faults": judged["broken"]}  # fmt: skip


def _solved(problem: Problem, folder: Path, seconds: float) -> tuple[dict[str, Any], list[int]]:
    """Solve a workspace: its figures, and who holds each day of the problem."""
    operation = load(folder)
    horizon = choose_horizon(operation, problem.first, problem.weeks)
    requirement, begun = staff(operation, horizon), time.perf_counter()
    try:
        result = solve(operation, horizon, requirement, SolveSettings(time_limit=seconds))
    except SchedulerError as error:
        raise SystemExit(f"{problem.name}: {error}") from None
    taken = time.perf_counter() - begun
    points = sum(score(operation, horizon, requirement, result.roster).tallies[name].points
                 for name in (Adjacent.name, Imbalance.name))  # fmt: skip
    findings = list(check(operation, horizon, result.roster))
    told = {"points": points, "bound": result.bound, "findings": len(findings), "seconds": round(taken, 1)}
    return told, holders(problem, result.roster)
