"""The ladder: 50 to 5,000 agents, 30 and 15 minutes, 20 and 5 queues: first roster, time to 1 %, gap, memory; peers.

python -m benchmarks ladder --agents 50,200 --minutes 30 --queues 20 --peers plain,tours --folder rungs

Missing time is above the proved bound, as a share of what is required; the `short` goal is solved alone with one
weight for all queues, so that its points are agent-hours. Workspaces are kept in --folder for the next run.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.figures import Bar, fresh, parser_of, print_bars, print_table, save
from benchmarks.one import FLAT
from benchmarks.rungs import Rung, grown

ABOVE = {50: 1.0, 200: 0.2, 1000: 0.1, 5000: 0.1}
"""Percent of what is required that may be missing above the bound."""
FIRST = {200: 1.0, 1000: 3.0, 5000: 20.0}
"""Seconds to the first complete roster after loading."""
PLAIN_SHARE = {50: 20.0, 200: 10.0}
"""Percent of the plain model's missing time above the bound."""
LARGE = 5000
FLOOR_SECONDS, MOST_GROWTH = 2.0, 2.2
COLUMNS = ("agents", "min", "queues", "kinds", "pose s", "first s", "to 1 % s", "above %", "bound %", "seconds", "MB")


def main(argv: list[str]) -> int:
    """Climb the ladder and print a row for each rung."""
    parser = parser_of("ladder", __doc__)
    parser.add_argument("--agents", default="50,200,1000,5000")
    parser.add_argument("--minutes", default="30,15")
    parser.add_argument("--queues", default="20,5")
    parser.add_argument("--peers", default="", help="other models in the same run: plain,tours")
    parser.add_argument("--peers-up-to", type=int, default=200, metavar="AGENTS")
    parser.add_argument("--default-goals", action="store_true", help="solve for all goals as well")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--large-seconds", type=float, default=120, help=f"for {LARGE} agents and more")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261221)
    parser.add_argument("--folder", type=Path, help="where workspaces are made and kept; default: nowhere")
    chosen = parser.parse_args(argv)
    found = []
    with ExitStack() as stack:
        folder = chosen.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for rung in rungs(chosen):
            found.append(climbed(rung, folder.resolve(), chosen))
            print(f"{rung.name}: {above(found[-1]):.2f} % above the bound", file=sys.stderr, flush=True)
    print_table(f"short alone, {chosen.workers} workers", COLUMNS, map(cells, found))
    print_table("others, in the same run", ("rung", "what", "above %", "seconds", "MB"), others(found))
    print_bars("bars", bars(found))
    save(chosen.json, found)
    return 0


def rungs(chosen: argparse.Namespace) -> list[Rung]:
    """The sizes asked for, the number of agents changing first."""
    agents, minutes, queues = (
        list(map(int, text.split(","))) for text in (chosen.agents, chosen.minutes, chosen.queues)
    )
    return [Rung(a, m, q) for q in queues for m in minutes for a in agents]


def climbed(rung: Rung, folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures of one rung and of its peers."""
    place = grown(rung, folder, chosen.seed)
    seconds = chosen.large_seconds if rung.agents >= LARGE else chosen.seconds
    limits = ("--workspace", place, "--seconds", seconds, "--workers", chosen.workers)
    peers = [name for name in chosen.peers.split(",") if name and rung.agents <= chosen.peers_up_to]
    return {
        "agents": rung.agents,
        "minutes": rung.interval_minutes,
        "queues": rung.queues,
        "ours": fresh(*limits, "--goals", "short", "--flat"),
        "default": fresh(*limits) if chosen.default_goals else None,
        "peers": {name: fresh(*limits, "--flat", "--model", name) for name in peers},
    }


def above(one: dict[str, Any], hours: float | None = None) -> float:
    """Percent of what is required that is missing above the bound: ours, or of so many hours missing."""
    ours = one["ours"]
    missing = ours["short_hours"] if hours is None else hours
    return float(100 * (missing - ours["bound"] / FLAT) / ours["required_hours"])


def cells(one: dict[str, Any]) -> tuple[str, ...]:
    """A row of the table."""
    ours = one["ours"]
    to_one = ours["one_percent_seconds"]
    return (
        *(f"{one[key]:,}" for key in ("agents", "minutes", "queues")),
        str(ours["kinds"]),
        f"{ours['pose_seconds']:.1f}",
        f"{ours['first_roster_seconds']:.1f}",
        "-" if to_one is None else f"{to_one:.1f}",
        f"{above(one):.2f}",
        f"{100 * ours['bound'] / FLAT / ours['required_hours']:.2f}",
        f"{ours['seconds']:.0f}",
        f"{ours['memory_mb']:.0f}",
    )


def others(found: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Peers, and the default goals' solve, above the bound of shortage alone."""
    for one in found:
        name = f"{one['agents']:,} agents, {one['minutes']} min, {one['queues']} queues"
        if one["default"]:
            default = one["default"]
            share, points = above(one, default["short_hours"]), default["objective"]
            text = f"default goals: {points:,} points, bound {default['bound']:,.0f}"
            yield name, text, f"{share:.2f}", f"{default['seconds']:.0f}", f"{default['memory_mb']:.0f}"
        for what, peer in one["peers"].items():
            share_text = "none" if peer["objective"] is None else f"{above(one, peer['objective'] / FLAT):.2f}"
            yield name, f"{what}: {peer['size']}", share_text, f"{peer['seconds']:.0f}", f"{peer['memory_mb']:.0f}"


def bars(found: list[dict[str, Any]]) -> Iterator[Bar]:
    """What the ladder must show, where it was climbed."""
    for one in (one for one in found if one["minutes"] == 30):
        name, agents, ours = f"{one['agents']:,} agents, {one['queues']} queues", one["agents"], one["ours"]
        if agents in ABOVE:
            yield Bar(f"{name}: above the bound", above(one), "%", -1, ABOVE[agents])
        if agents in FIRST:
            yield Bar(f"{name}: first roster", ours["first_roster_seconds"], "s", 0, FIRST[agents])
        if agents >= LARGE:
            yield Bar(f"{name}: memory", ours["memory_mb"], "MB", 0, 4096)
        plain = one["peers"].get("plain", {}).get("objective")
        if plain is not None and agents in PLAIN_SHARE:
            share = 100 * above(one) / max(above(one, plain / FLAT), 1e-9)
            yield Bar(f"{name}: share of the plain model's", share, "%", -1, PLAIN_SHARE[agents])
    yield from finer(found)
    yield from growth(found)


def finer(found: list[dict[str, Any]]) -> Iterator[Bar]:
    """15 minutes against 30: the time to 1 % above the bound."""
    seconds = {(one["agents"], one["queues"], one["minutes"]): one["ours"]["one_percent_seconds"] for one in found}
    for agents, queues, minutes in sorted(seconds):
        fine, coarse = seconds[agents, queues, minutes], seconds.get((agents, queues, 30))
        if minutes == 15 and (agents, queues, 30) in seconds:
            times = fine / coarse if fine and coarse else None
            yield Bar(f"{agents:,} agents, {queues} queues: 15 min against 30", times, "times", 0, 2.5)


def growth(found: list[dict[str, Any]]) -> Iterator[Bar]:
    """How the time to 1 % grows for each doubling of agents, from 200 up, with a floor."""
    for queues in sorted({one["queues"] for one in found}):
        row = [one for one in found if one["queues"] == queues and one["minutes"] == 30 and one["agents"] >= 200]
        for small, large in pairwise(sorted(row, key=lambda one: one["agents"])):
            before, after = (one["ours"]["one_percent_seconds"] for one in (small, large))
            doublings = math.log2(large["agents"] / small["agents"])
            times = None
            if before is not None and after is not None:
                times = (max(after, FLOOR_SECONDS) / max(before, FLOOR_SECONDS)) ** (1 / doublings)
            name = f"{small['agents']:,} to {large['agents']:,} agents, {queues} queues: time a doubling"
            yield Bar(name, times, "times", 0, MOST_GROWTH)
