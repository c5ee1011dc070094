"""Staff-scheduling instances (Curtois & Qu 2014): our cost, an independent checker's, our bound, the best known.

python -m benchmarks curtois --folder FOLDER --checker check_curtois.py --seconds 60 [--only 1,2,3]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.figures import fresh, parser_of, print_table, save
from benchmarks.instances import Instance, read_all, write

BEST_KNOWN = {1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300}
"""Proved, all but 8."""
BARS = {**BEST_KNOWN, 8: 1341}
"""What 60 seconds should reach, with a bound within 1 % of the best known."""
COLUMNS = ("instance", "weeks", "people", "cost", "checker", "agree", "bound", "best known", "bar", "seconds", "MB")


def main(argv: list[str]) -> int:
    """Solve each instance and print a row for it; exit status 1 where we and the checker disagree."""
    parser = parser_of("curtois", __doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the instances are (*.txt)")
    parser.add_argument("--checker", type=Path, help="the independent checker: INSTANCE SOLUTION.csv --json")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="numbers of instances: 1,2,3")
    chosen = parser.parse_args(argv)
    found = []
    for instance in read_all(chosen.folder, chosen.only):
        found.append(solved(instance, chosen))
        print(f"{instance.path.stem}: {found[-1]['objective']}", file=sys.stderr, flush=True)
    print_table(f"{chosen.seconds:g} s, {chosen.workers} workers", COLUMNS, map(cells, found))
    save(chosen.json, found)
    return 0 if all(one["agree"] for one in found) else 1


def solved(instance: Instance, chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures of one instance, solved in a workspace and a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(instance, folder)
        solution = folder / "solution.csv"
        figures = fresh(
            *("--workspace", folder, "--weeks", instance.weeks, "--roster", solution),
            *("--seconds", chosen.seconds, "--workers", chosen.workers, "--seed", chosen.seed),
        )
        judged = judge(chosen.checker, instance.path, solution) if chosen.checker else None
    return {
        **figures,
        "instance": instance.path.stem,
        "number": instance.number,
        "weeks": instance.weeks,
        "checker": judged,
        "agree": judged is None or not differences(figures, judged),
        "differences": differences(figures, judged) if judged else [],
    }


def judge(checker: Path, instance: Path, solution: Path) -> dict[str, Any]:
    """What the independent checker says of a solution."""
    command = [sys.executable, str(checker), str(instance), str(solution), "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    return told


def differences(figures: dict[str, Any], judged: dict[str, Any]) -> list[str]:
    """List the differences between our count and the checker's, in words."""
    pairs = (
        ("cost", figures["objective"], judged["objective"]),
        ("headcount", figures["points"]["headcount"], judged["under"] + judged["over"]),
        ("wishes", figures["points"]["wishes"], judged["on"] + judged["off"]),
        ("limits broken", figures["findings"], len(judged["hard"])),
    )
    return [f"{name}: ours {ours}, the checker's {theirs}" for name, ours, theirs in pairs if ours != theirs]


def cells(one: dict[str, Any]) -> tuple[str, ...]:
    """A row of the table."""
    judged, bar = one["checker"], BARS.get(one["number"])
    theirs = "-" if judged is None else f"{judged['objective']}" + (" BROKEN" if judged["hard"] else "")
    missed = [] if bar is None or one["objective"] <= bar else [f"{bar}"]
    missed += [] if one["bound"] >= 0.99 * BEST_KNOWN.get(one["number"], 0) else ["bound"]
    return (
        one["instance"],
        str(one["weeks"]),
        str(one["agents"]),
        str(one["objective"]),
        theirs,
        "yes" if one["agree"] else "; ".join(one["differences"]),
        f"{one['bound']:.0f}",
        str(BEST_KNOWN.get(one["number"], "-")),
        "-" if bar is None else f"MISS {', '.join(missed)}" if missed else "pass",
        f"{one['seconds']:.1f}",
        f"{one['memory_mb']:.0f}",
    )
