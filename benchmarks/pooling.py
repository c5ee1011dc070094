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
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.figures import ROOT, parser_of, print_bars, print_table, save
from benchmarks.pool_days import Agreement, PoolDay, by_part, pool_days, quiet_weeks
from benchmarks.rungs import scale
from scheduler.judge import score
from scheduler.judge.simulation import SimulationSettings, simulate
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.report.answer.service import service_table, simulated
from scheduler.report.answer.short_days import short_days
from scheduler.staffing import staff
from scheduler.staffing.pool.pooled import pooled

PLAYS = 200
"""Simulations by which it is known whether a target is missed; the report has its own."""


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
        told = (f"{self.required:,.0f}", f"{self.short:,.1f}", f"{self.live:.1%}")
        how = "pooled" if self.pooled else "one by one"
        return (self.name, how, *told, *Agreement.of(self.days).cells(), f"{self.seconds:.2f}")


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
    found = solve(operation, horizon, asked, SolveSettings(seconds, 2, 1, give_up=True))
    counted = score(operation, horizon, asked, found.roster)
    told = service_table(simulate(operation, horizon, asked, found.roster, SimulationSettings(PLAYS, 7)))
    report = short_days(counted.case, service_table(simulated(operation, horizon, asked, found.roster)))
    shown = {(row.name, row.day.isoformat()) for row in report if row.missed}
    days = (*pool_days(asked, counted.case.coverage.short, told, operation.time_zone, shown),
            *quiet_weeks(asked, counted.case.coverage.short, told))  # fmt: skip
    live = float(told["live"]["expected"])
    return Tried(place.name, together, counted.required_agent_hours, counted.short_agent_hours, live, took, days)


def main(argv: list[str]) -> int:
    """Print required and missing hours, service, and what shortage says of targets, by operation and requirement."""
    parser = parser_of("pooling", __doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the operations are made")
    parser.add_argument("--agents", default="60,200", help="sizes, separated by commas")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--loads", default="0.5", help="volumes, as parts of those of the sample's size")
    parser.add_argument("--fewer", type=float, default=0.0, help="%% of required hours to take off, evenly")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pooled-only", action="store_true", help="leave the requirement queue by queue out")
    chosen = parser.parse_args(argv)
    rows = []
    for agents in map(int, chosen.agents.split(",")):
        for seed in map(int, chosen.seeds.split(",")):
            for much in map(float, chosen.loads.split(",")):
                place = made(agents, seed, much, chosen.folder)
                for together in (True,) if chosen.pooled_only else (False, True):
                    rows.append(tried(place, together, chosen.seconds, chosen.fewer))
                    print("  ".join(rows[-1].cells()), file=sys.stderr, flush=True)
    titles = ("operation", "requirement", "required h", "short h", "live in time", "under though not short",
              "missed and short, of missed", "of short", "s")  # fmt: skip
    print_table("by pool and day", titles, (row.cells() for row in rows))
    days = [day for row in rows if row.pooled for day in row.days]
    print_bars(f"{sum(row.pooled for row in rows)} pooled weeks", [*Agreement.of(days).bars()])
    print_table("short pool-days", ("missing more than", "pool-days", "with a miss"), by_part(days))
    save(chosen.json, {"rows": [{**vars(row), "days": [vars(day) for day in row.days]} for row in rows]})
    return 0
