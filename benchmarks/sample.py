"""The sample week against its bars: first roster, hours missing above the proved bound, memory, and the textbook model.

All in the same run on the same machine. The `short` goal is solved alone with one weight for all queues, so that its
points are agent-hours and the bound is one on agent-hours; the default goals' figures stand beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table


def main(argv: list[str]) -> int:
    """Print the figures, and whether each bar is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks sample", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(argv)
    place = ("--workspace", str(chosen.workspace))
    run("--seconds", "1", *place)  # compiles on a first run
    short = run("--seconds", str(chosen.seconds), "--goals", "short", "--flat", *place)
    default = run("--seconds", str(chosen.seconds), *place)
    textbook = run("--seconds", str(chosen.seconds), "--flat", "--plain", *place)
    show(short, default, textbook)
    if chosen.json:
        chosen.json.write_text(json.dumps({"short": short, "default": default, "textbook": textbook}, indent=1))
    return 0


def run(*arguments: str) -> dict[str, Any]:
    """One solve in a fresh process."""
    command = [sys.executable, "-m", "benchmarks", "one", *arguments]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def show(short: dict[str, Any], default: dict[str, Any], textbook: dict[str, Any]) -> None:
    """The table."""
    table = Table("figure", "value", "bar", "met")
    required = short["required_hours"]
    bound = short["bound"] / 100
    above = (short["short_hours"] - bound) / required

    def row(name: str, value: float, unit: str, low: float, high: float) -> None:
        table.add_row(name, f"{value:,.2f} {unit}", f"{low:g} to {high:g}", "yes" if low <= value <= high else "NO")

    row("start to first complete roster", short["loaded_seconds"] + short["first_roster_seconds"], "s", 0, 5)
    row("proved bound on missing time", 100 * bound / required, "%", 2, 6)
    row("missing above the bound, short alone", 100 * above, "%", 0, 1)
    row("limits broken", short["findings"] + default["findings"], "", 0, 0)
    row("points less objective", sum(default["points"].values()) - default["objective"], "", 0, 0)
    row(
        "open escalation above its least",
        default["points"]["cover"] - default["bounds"].get("cover", -1),
        "points",
        0,
        0,
    )
    row("peak memory", max(short["memory_mb"], default["memory_mb"]), "MB", 0, 1536)
    console = Console()
    console.print(table)
    console.print(f"short alone: {short['short_hours']:.1f} of {required:.1f} agent-hours missing, bound {bound:.1f}")
    hours = (default["short_hours"], default["objective"], default["bound"])
    console.print("default goals: {:.1f} agent-hours missing, {:,} points, bound {:,.0f}".format(*hours))
    found = "no roster" if textbook["objective"] is None else f"{textbook['objective'] / 100:.1f} agent-hours missing"
    console.print(f"textbook model: {found}, its bound {textbook['bound'] / 100:.1f}, {textbook['memory_mb']:.0f} MB")
