"""Requirements of queues that share people against simulation: are rosters without shortage on target, others not?

Operations are made with `tools/make_sample.py`, one a size and seed. Each is staffed queue by queue, and pooled; then
it is solved and simulated. Told by pool and day: whether people are short, and whether a queue of the pool that has 50
contacts or more is more than two points under its target.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import ROOT, parser_of, print_table, save
from benchmarks.rungs import scale
from benchmarks.service import APART, FEW
from scheduler.clock import local
from scheduler.judge import score
from scheduler.judge.simulation import SimulationSettings, simulate
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.report.answer.service import service_table
from scheduler.requirement import Pool, Requirement
from scheduler.staffing import staff
from scheduler.staffing.pool.pooled import pooled

SHORT = 0.005
"""Part of a pool's requirement of a day from which it counts as short: less is the rounding to whole people."""


@dataclass(frozen=True)
class PoolDay:
    """One pool on one day: whether it is short, and the queues on it that miss their targets."""

    pool: int
    day: str
    short: bool
    missed: tuple[str, ...]
    judged: int
    """Queues with enough contacts to be judged."""


@dataclass(frozen=True)
class Tried:
    """One requirement of one operation, solved and simulated."""

    name: str
    pooled: bool
    required: float
    short: float
    live: float
    """Share of live contacts in time."""
    seconds: float
    """What the requirement took."""
    days: tuple[PoolDay, ...]

    def cells(self) -> tuple[str, ...]:
        """A row of the table."""
        days = [day for day in self.days if day.judged]
        quiet = [day for day in days if not day.short]
        under, of = sum(len(day.missed) for day in quiet), sum(day.judged for day in quiet)
        both = sum(day.short and bool(day.missed) for day in days)
        found, missed = sum(day.short for day in days), sum(bool(day.missed) for day in days)
        how = "pooled" if self.pooled else "one by one"
        told = (f"{self.required:,.0f}", f"{self.short:,.1f}", f"{self.live:.1%}", f"{under} of {of}")
        return (self.name, how, *told, f"{both} of {missed}", f"{both} of {found}", f"{self.seconds:.2f}")


def made(agents: int, seed: int, load_factor: float, folder: Path) -> Path:
    """A workspace of the sample's kind, with its volumes multiplied."""
    place = folder / f"{agents}-agents-seed-{seed}-load-{load_factor:g}"
    if not place.exists():
        make = [sys.executable, ROOT / "tools" / "make_sample.py", "--agents", agents, "--seed", seed, "--out", place]
        subprocess.run([*map(str, make)], check=True)
        files = {file: list(csv.reader(file.open(encoding="utf-8"))) for file in (place / "forecasts").glob("*.csv")}
        scale(files, load_factor)
    return place


def tried(place: Path, together: bool, seconds: float, fewer: float) -> Tried:
    """Staff, solve and simulate one operation; `fewer` % of what live queues require is taken off."""
    operation = replace(load(place), pooling="off")
    horizon = choose_horizon(operation, None, 1)
    alone, begun = staff(operation, horizon), time.perf_counter()
    shared = pooled(operation, horizon, alone)
    took = time.perf_counter() - begun
    asked = shared if together else replace(alone, pools=shared.pools)
    rows = [row for row, queue in enumerate(operation.queues.values()) if not queue.deferred]
    agents = asked.agents.copy()
    agents[rows] *= 1 - fewer / 100
    asked = replace(asked, agents=agents)
    found = solve(operation, horizon, asked, SolveSettings(seconds, 2, 1))
    counted = score(operation, horizon, asked, found.roster)
    told = service_table(simulate(operation, horizon, asked, found.roster, SimulationSettings(100, 7)))
    days = tuple(pool_days(asked, counted.case.coverage.short, told, operation.time_zone))
    live = float(told["live"]["expected"])
    return Tried(place.name, together, counted.required_agent_hours, counted.short_agent_hours, live, took, days)


def pool_days(asked: Requirement, short: Any, told: dict[str, Any], zone: str) -> Iterator[PoolDay]:
    """Every pool on every day."""
    step = asked.interval_minutes
    of_day = np.array([str(local(asked.horizon.moment(step * i), zone).date()) for i in range(asked.intervals)])
    for number, pool in enumerate(asked.pools):
        rows = list(pool.rows)
        for day in dict.fromkeys(of_day.tolist()):
            missing, required = short[rows][:, of_day == day].sum(), asked.required[rows][:, of_day == day].sum()
            judged = [*_judged(asked, pool, told, day, of_day == day)]
            missed = tuple(queue for queue, under in judged if under)
            yield PoolDay(number, day, bool(missing > SHORT * required), missed, len(judged))


def _judged(asked: Requirement, pool: Pool, told: dict[str, Any], day: str, within: Any) -> Iterator[tuple[str, bool]]:
    """Each queue of the pool with enough contacts on the day, and whether it is under its target."""
    for row in pool.rows:
        queue = told["queues"].get(asked.queues[row])
        if queue and queue["target"] is not None and asked.volume[row, within].sum() >= FEW and day in queue["days"]:
            yield asked.queues[row], queue["days"][day]["expected"] < queue["target"] - APART


def main(argv: list[str]) -> int:
    """Print required and missing hours, service, and what shortage says of targets, by operation and requirement."""
    parser = parser_of("pooling", __doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the operations are made")
    parser.add_argument("--agents", default="60,200", help="sizes, separated by commas")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--loads", default="0.5", help="volumes, as parts of those of the sample's size")
    parser.add_argument("--fewer", type=float, default=0.0, help="%% of required hours to take off, evenly")
    parser.add_argument("--seconds", type=float, default=20)
    chosen = parser.parse_args(argv)
    rows = []
    for agents in map(int, chosen.agents.split(",")):
        for seed in map(int, chosen.seeds.split(",")):
            for much in map(float, chosen.loads.split(",")):
                place = made(agents, seed, much, chosen.folder)
                for together in (False, True):
                    rows.append(tried(place, together, chosen.seconds, chosen.fewer))
                    print("  ".join(rows[-1].cells()), file=sys.stderr, flush=True)
    titles = ("operation", "requirement", "required h", "short h", "live in time", "under though not short",
              "missed and short, of missed", "of short", "s")  # fmt: skip
    print_table("by pool and day", titles, (row.cells() for row in rows))
    save(chosen.json, {"rows": [{**vars(row), "days": [vars(day) for day in row.days]} for row in rows]})
    return 0
