"""The sample week against its bars: first roster, hours missing above the proved bound, memory; peers beside it.

All in the same run on the same machine. The `short` goal is solved alone with one weight for all queues, so that its
points are agent-hours and the bound is one on agent-hours; the default goals' solve is the command a planner runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, Bar, fresh, parser_of, print_bars, print_table, save, watched
from benchmarks.one import FLAT
from benchmarks.spread import spread

COLUMNS = ("what", "missing", "its bound", "seconds", "MB")


def main(argv: list[str]) -> int:
    """Print the figures, and whether each bar is met."""
    parser = parser_of("sample", __doc__)
    parser.add_argument("--workspace", type=Path, default=ROOT)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peers", default="plain", help="other models in the same run: plain,tours (or nothing)")
    parser.add_argument("--before", action="store_true", help="the sample as it was before, each of --seeds for itself")
    parser.add_argument("--seeds", default="1-5", help="with --before, as in 1-3,7")
    parser.add_argument("--against", type=Path, metavar="FILE", help="with --before, the --json file of another commit")
    chosen = parser.parse_args(argv)
    if chosen.before:
        return spread(chosen)
    place = ("--workspace", chosen.workspace.resolve(), "--workers", chosen.workers)
    first = fresh("--seconds", 1, *place)  # compiles on a first run, which is announced and not counted
    figures = {
        "compile_seconds": first["started_seconds"] - first["loaded_seconds"],
        "short": fresh("--seconds", chosen.seconds, "--goals", "short", "--flat", *place),
        "default": planners(chosen),
        "peers": {
            peer: fresh("--seconds", chosen.seconds, "--flat", "--model", peer, *place)
            for peer in chosen.peers.split(",")
            if peer
        },
    }
    print_bars(f"the sample week, {chosen.seconds:g} s, {chosen.workers} workers", bars(figures, chosen.seconds))
    print_table(
        "agent-hours missing, in the same run", ("what", "missing", "its bound", "seconds", "MB"), rows(figures)
    )
    print_table("default goals", ("goal", "points", "bound"), goals(figures["default"]))
    save(chosen.json, figures)
    return 0


def planners(chosen: argparse.Namespace) -> dict[str, Any]:
    """`scheduler solve` itself: its summary, its seconds from start to end, and the findings of `scheduler check`."""
    with tempfile.TemporaryDirectory() as name:
        out, place = str(Path(name) / "report"), ("-C", str(chosen.workspace.resolve()))
        limits = ("--time-limit", str(chosen.seconds), "--workers", str(chosen.workers))
        start = time.perf_counter()
        told, memory = watched([*scheduler("solve"), *place, *limits, "--out", out, "--json"])
        wall = time.perf_counter() - start
        summary: dict[str, Any] = json.loads(told)
        checked = json.loads(watched([*scheduler("check"), *place, out, "--json"], (0, 3))[0])
    return {**summary, "wall_seconds": wall, "memory_mb": memory, "findings": len(checked["findings"])}


def scheduler(command: str) -> list[str]:
    """The command line tool, by this interpreter."""
    return [sys.executable, "-c", "from scheduler.cli import main; main()", command]


def bars(figures: dict[str, Any], seconds: float) -> Iterator[Bar]:
    """What the sample must show."""
    short, default = figures["short"], figures["default"]
    required, bound = short["required_hours"], short["bound"] / FLAT
    yield Bar("start to first complete roster", short["started_seconds"] + short["first_roster_seconds"], "s", 0, 5)
    yield Bar("first roster after loading", short["first_roster_seconds"], "s", 0, 5)
    yield Bar("proved bound on missing time", 100 * bound / required, "%", 2, 6)
    yield Bar("missing above the bound, short alone", 100 * (short["short_hours"] - bound) / required, "%", 0, 1)
    yield Bar("limits broken", short["findings"] + default["findings"], "", 0, 0)
    yield Bar("points less objective", sum(default["points"].values()) - default["objective"], "", 0, 0)
    least = default["bounds"].get("cover")
    yield Bar(
        "open escalation above its least", None if least is None else default["points"]["cover"] - least, "", 0, 0
    )
    yield Bar("peak memory", max(short["memory_mb"], default["memory_mb"]), "MB", 0, 1536)
    over = max(short["seconds"], default["seconds"]) - seconds
    yield Bar("beyond the time given", over, "s", -seconds, 2 + 0.05 * seconds)
    plain = figures["peers"].get("plain", {}).get("objective")
    if plain is not None:
        share = (short["short_hours"] - bound) / max(plain / FLAT - bound, 1e-9)
        yield Bar("above the bound, as a share of the plain model's", 100 * share, "%", 0, 20)


def rows(figures: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Ours beside the others'; a peer's bound is of its own model."""
    short, default = figures["short"], figures["default"]
    of = f" of {short['required_hours']:,.1f}"
    ours = (short["short_hours"], short["bound"] / FLAT, short["seconds"], short["memory_mb"])
    yield ("short alone" + of, *(f"{value:,.1f}" for value in ours))
    seconds, memory = default["seconds"], default["memory_mb"]
    yield "default goals", f"{default['short_agent_hours']:,.1f}", "-", f"{seconds:,.1f}", f"{memory:,.1f}"
    for name, peer in figures["peers"].items():
        found = "none" if peer["objective"] is None else f"{peer['objective'] / FLAT:,.1f}"
        rest = (peer["bound"] / FLAT, peer["seconds"], peer["memory_mb"])
        yield (f"{name}: {peer['size']}", found, *(f"{value:,.1f}" for value in rest))


def goals(default: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Each goal's points, and its bound where it is known."""
    for goal, points in default["points"].items():
        bound = default["bounds"].get(goal)
        yield goal, f"{points:,}", "-" if bound is None else f"{bound:,.0f}"
    yield "all", f"{default['objective']:,}", f"{default['bound']:,.0f}"
