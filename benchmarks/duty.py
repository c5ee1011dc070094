"""Ten duties of every kind in operations of 120 to 1,000 agents: are the least open minutes found and proved, how soon?

python -m benchmarks duty --seeds 1-5
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.duty_made import Made, made
from benchmarks.figures import Bar, parser_of, print_bars, print_table, save, watched
from benchmarks.sample import scheduler
from benchmarks.spread import numbers

SOON, LATER = 10.0, 30.0
"""Seconds within which the least is proved where everything can be held, and where some minutes cannot."""
COLUMNS = (
    "agents", "holders", "seed", "can be held", "open", "known least", "proved least", "proved", "proved after",
    "splits", "lines changed", "queues", "MB",
)  # fmt: skip
NONE = "-"


def main(argv: list[str]) -> int:
    """Print a row an operation, and the bars; exit status 1 where one is missed."""
    parser = parser_of("duty", __doc__)
    parser.add_argument("--agents", default="120,300,1000", help="sizes, as in 120,300")
    parser.add_argument("--seeds", default="1-5", help="as in 1-3,7; even ones have minutes that nobody can hold")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the workspaces there")
    chosen = parser.parse_args(argv)
    sizes = [int(size) for size in chosen.agents.split(",")]
    found = [tried(agents, seed, chosen) for agents in sizes for seed in numbers(chosen.seeds)]
    print_table(f"duties, {chosen.seconds:g} s, {chosen.workers} workers", COLUMNS, map(cells, found))
    told = [*bars(found)]
    print_bars("bars", told)
    save(chosen.json, found)
    return 0 if all(bar.met for bar in told) else 1


def tried(agents: int, seed: int, chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures of one operation, in a folder of its own."""
    if chosen.keep is not None:
        return solved(made(agents, seed, chosen.keep / f"{agents}-{seed}"), chosen.keep / f"{agents}-{seed}", chosen)
    with tempfile.TemporaryDirectory() as name:
        return solved(made(agents, seed, Path(name)), Path(name), chosen)


def solved(one: Made, folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """`scheduler solve` in a process of its own, and what is known of the operation; one that fails has no figures."""
    out = folder / "report"
    limits = ("--time-limit", str(chosen.seconds), "--workers", str(chosen.workers))
    place = ("-C", str(folder.resolve()), "--from", one.horizon.first.isoformat(), "--out", str(out.resolve()))
    told, memory = watched([*scheduler("solve"), *place, *limits, "--force", "--json"], range(4))
    known = {
        "agents": one.drawn.agents,
        "holders": one.drawn.holders,
        "seed": one.drawn.seed,
        "feasible": one.feasible,
        "due_minutes": one.due,
        "known_least": one.least,
        "named_open": open_minutes(out / "duty.csv"),
        "memory_mb": memory,
    }
    return {**known, **figures(json.loads(told or "{}"))}


def figures(summary: dict[str, Any]) -> dict[str, Any]:
    """What summary.json says of duty; None for what it does not say."""
    duty, given, points = (summary.get(key) or {} for key in ("duty", "given", "points"))
    return {
        "open_minutes": duty.get("open_minutes"),
        "proved_least": duty.get("proved_least"),
        "proved": bool(duty.get("proved", False)),
        "proved_seconds": duty.get("seconds"),
        "priorities": duty.get("priorities", []),
        "lines_changed": duty.get("lines_changed"),
        "splits": given.get("splits"),
        "queues": sum(points.get(goal, 0) for goal in ("short", "late")),
        "seconds": summary.get("seconds"),
    }


def open_minutes(file: Path) -> int | None:
    """Agent-minutes of duty.csv that have no holder; None without the file."""
    if not file.exists():
        return None
    with file.open(newline="", encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if not row["agent"] and row["kind"] != "handover"]
    spans = ((datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])) for row in rows)
    return round(sum((end - start).total_seconds() / 60 for start, end in spans))


def opened(one: dict[str, Any]) -> int | None:
    """Minutes open as the summary has it, else as duty.csv does."""
    found: int | None = one["named_open"] if one["open_minutes"] is None else one["open_minutes"]
    return found


def cells(one: dict[str, Any]) -> tuple[str, ...]:
    """The row of one operation."""
    changed, seconds = one["lines_changed"], one["proved_seconds"]
    return (
        f"{one['agents']:,}", str(one["holders"]), str(one["seed"]), "yes" if one["feasible"] else "no",
        number(opened(one)), number(one["known_least"]), number(one["proved_least"]), "yes" if one["proved"] else "no",
        f"{seconds:.1f} s" if one["proved"] and seconds is not None else NONE, number(one["splits"]),
        NONE if changed is None else f"{100 * changed:.0f} %", f"{one['queues']:,}", f"{one['memory_mb']:,.0f}",
    )  # fmt: skip


def number(value: float | None) -> str:
    """Digits in groups, or a dash."""
    return NONE if value is None else f"{value:,.0f}"


def bars(found: Iterable[dict[str, Any]]) -> Iterator[Bar]:
    """Ask of each operation that the least is the known one, proved in time, and that duty.csv says the same."""
    for one in found:
        name = f"{one['agents']:,} agents, seed {one['seed']}"
        within = SOON if one["feasible"] else LATER
        least = one["known_least"]
        yield Bar(f"{name}: open minutes", opened(one), "min", least, least)
        yield Bar(f"{name}: proved least", one["proved_least"] if one["proved"] else None, "min", least, least)
        yield Bar(f"{name}: proved after", one["proved_seconds"] if one["proved"] else None, "s", 0, within)
        if one["open_minutes"] is not None:
            yield Bar(f"{name}: open in duty.csv", one["named_open"], "min", one["open_minutes"], one["open_minutes"])
