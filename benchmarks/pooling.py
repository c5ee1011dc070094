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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import ROOT, Bar, parser_of, print_bars, print_table, save
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
PARTS = (SHORT, 0.02, 0.05, 0.1)
"""Missing parts for which it is told how often a target is missed."""
MOST_UNDER = 1.0
"""% of queue-days and queue-weeks of pools that are not short that may be under their target."""
FOUND = 90.0
"""% of the pool-days with a miss that must be short, and of the short ones that must have a miss."""


@dataclass(frozen=True)
class PoolDay:
    """One pool on one day, or a queue that shares no people: what is missing, and the queues that miss their targets.

    Where `day` is empty it is one queue of few contacts over the whole horizon.
    """

    pool: str
    day: str
    missing: float
    """Part of the required agent-hours."""
    missed: tuple[str, ...]
    judged: int
    """Queues with enough contacts to be judged."""

    @property
    def short(self) -> bool:
        return self.missing > SHORT


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


@dataclass(frozen=True)
class Agreement:
    """What shortage says of targets: counts of pool-days, and of queues in those that are not short."""

    under: int
    judged: int
    both: int
    missed: int
    short: int

    @staticmethod
    def of(rows: Iterable[PoolDay]) -> Agreement:
        """Of the days on which something can be judged."""
        days = [day for day in rows if day.judged]
        quiet = [day for day in days if not day.short]
        under, judged = sum(len(day.missed) for day in quiet), sum(day.judged for day in quiet)
        both = sum(day.short and bool(day.missed) for day in days)
        return Agreement(under, judged, both, sum(bool(day.missed) for day in days), sum(day.short for day in days))

    def cells(self) -> tuple[str, str, str]:
        """Cells of a row."""
        return f"{self.under} of {self.judged}", f"{self.both} of {self.missed}", f"{self.both} of {self.short}"

    def bars(self) -> Iterator[Bar]:
        """What must hold of all weeks together."""
        name = f"of {self.judged} queue-days and queue-weeks not short: more than 2 points under"
        yield Bar(name, 100 * self.under / max(1, self.judged), "%", 0, MOST_UNDER)
        if self.missed:
            yield Bar(f"of {self.missed} pool-days with a miss: short", 100 * self.both / self.missed, "%", FOUND, 100)
        if self.short:
            yield Bar(f"of {self.short} short pool-days: with a miss", 100 * self.both / self.short, "%", FOUND, 100)


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
    days = (*pool_days(asked, counted.case.coverage.short, told, operation.time_zone),
            *quiet_weeks(asked, counted.case.coverage.short, told))  # fmt: skip
    live = float(told["live"]["expected"])
    return Tried(place.name, together, counted.required_agent_hours, counted.short_agent_hours, live, took, days)


def pool_days(asked: Requirement, short: Any, told: dict[str, Any], zone: str) -> Iterator[PoolDay]:
    """Every pool, and every live queue that shares no people, on every day."""
    step = asked.interval_minutes
    of_day = np.array([str(local(asked.horizon.moment(step * i), zone).date()) for i in range(asked.intervals)])
    for pool in (*asked.pools, *(Pool(((row,),)) for row in _by_itself(asked, told))):
        rows = list(pool.rows)
        for day in dict.fromkeys(of_day.tolist()):
            within = of_day == day
            judged = [*_judged(asked, pool, told, day, within)]
            missed = tuple(queue for queue, under in judged if under)
            yield PoolDay(asked.some_names(rows), day, _missing(asked, short, rows, within), missed, len(judged))


def quiet_weeks(asked: Requirement, short: Any, told: dict[str, Any]) -> Iterator[PoolDay]:
    """Every live queue of few contacts, over the horizon."""
    for row, name in enumerate(asked.queues):
        queue = told["queues"].get(name)
        if queue and not queue["deferred"] and queue["target"] is not None and not _busy(asked, row):
            missed = (name,) if queue["expected"] < queue["target"] - APART else ()
            yield PoolDay(name, "", _missing(asked, short, [row], slice(None)), missed, 1)


def _by_itself(asked: Requirement, told: dict[str, Any]) -> list[int]:
    pooled_rows = {row for pool in asked.pools for row in pool.rows}
    live = {name for name, queue in told["queues"].items() if not queue["deferred"]}
    return [row for row, name in enumerate(asked.queues) if name in live and row not in pooled_rows]


def _missing(asked: Requirement, short: Any, rows: list[int], within: Any) -> float:
    """Part of the required agent-hours of these queues that the roster lacks."""
    return float(short[rows][:, within].sum() / max(1e-9, asked.required[rows][:, within].sum()))


def _busy(asked: Requirement, row: int) -> bool:
    """Whether a queue has contacts enough to be judged by day."""
    return bool(asked.volume[row].sum() / asked.horizon.days >= FEW)


def _judged(asked: Requirement, pool: Pool, told: dict[str, Any], day: str, within: Any) -> Iterator[tuple[str, bool]]:
    """Each queue of the pool with enough contacts on the day, and whether it is under its target."""
    for row in pool.rows:
        queue = told["queues"].get(asked.queues[row])
        busy = _busy(asked, row) and asked.volume[row, within].sum() >= FEW
        if queue and queue["target"] is not None and busy and day in queue["days"]:
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
    print_table("short pool-days", ("missing at least", "pool-days", "with a miss"), by_part(days))
    save(chosen.json, {"rows": [{**vars(row), "days": [vars(day) for day in row.days]} for row in rows]})
    return 0


def by_part(days: Iterable[PoolDay]) -> Iterator[tuple[str, str, str]]:
    """How often a target is missed where so much is missing."""
    known = [day for day in days if day.judged]
    for part in PARTS:
        found = [day for day in known if day.missing > part]
        yield f"{part:.1%}", str(len(found)), str(sum(bool(day.missed) for day in found))
