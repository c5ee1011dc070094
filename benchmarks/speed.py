"""Speed of staffing and of simulation: 100,000 intervals of Erlang A; a week of 100,000 contacts, 20 replications.

Both in processes of their own, which start, load and write as a planner's command does.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.bank import Bank, Counts, people_for, write
from benchmarks.figures import Bar, parser_of, print_bars, save, watched

MONDAY = datetime(2026, 12, 21)  # noqa: DTZ001 (wall time of the workspace's zone, UTC)
WITHIN = {200: 2.0, 5000: math.inf}
"""Erlangs up to which loads are drawn -> seconds that their requirement may take."""
ERLANG_A = """
import json, time
import numpy as np
from scheduler.staffing.erlang import Target, least_agents
load = np.random.default_rng(1).uniform(0.1, {most}, {count})
handle, patience = np.full(load.size, 240.0), np.full(load.size, 300.0)
least_agents(load[:1], handle[:1], patience[:1], Target(share=0.8, within_seconds=20.0))  # compiled before the clock
begun = time.perf_counter()
least_agents(load, handle, patience, Target(share=0.8, within_seconds=20.0))
print(json.dumps(time.perf_counter() - begun))
"""


def main(argv: list[str]) -> int:
    """Print the figures beside their bars."""
    parser = parser_of("speed", __doc__)
    parser.add_argument("--intervals", type=int, default=100_000)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--solve-seconds", type=float, default=20)
    chosen = parser.parse_args(argv)
    staffing = {most: erlang_a(chosen.intervals, most) for most in WITHIN}
    simulation = simulated(chosen.contacts, chosen.replications, chosen.solve_seconds)
    bars = [
        Bar(f"{chosen.intervals:,} intervals of Erlang A, to {most} Erlangs", seconds, "s", 0, WITHIN[most])
        for most, seconds in staffing.items()
    ]
    name = f"{simulation['contacts']:,.0f} contacts x {chosen.replications}"
    bars.append(Bar(f"simulate {name}", simulation["seconds"], "s", 0, 60))
    bars.append(Bar(f"simulate {name}: memory", simulation["memory_mb"], "MB", 0, 1024))
    print_bars("speed, two cores", bars)
    save(chosen.json, {"erlang_a": staffing, "simulation": simulation})
    return 0


def erlang_a(count: int, most: int) -> float:
    """Seconds to the requirement of so many intervals, of loads up to so many Erlangs."""
    program = ERLANG_A.format(most=most, count=count)
    return float(json.loads(watched([sys.executable, "-c", program])[0]))


def simulated(contacts: int, replications: int, seconds: float) -> dict[str, Any]:
    """`scheduler simulate` of a roster for that many contacts: seconds and memory of the whole command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, week(contacts), Bank(240, 600, 0.8, 20), 1)
        agents = people_for(folder)
        write(folder, week(contacts), Bank(240, 600, 0.8, 20), agents)
        program = [str(Path(sys.executable).with_name("scheduler"))]
        where = ["-C", str(folder)]
        watched([*program, "solve", *where, "--time-limit", str(seconds), "--json"])
        begun = time.perf_counter()
        roster = str(folder / "reports" / str(MONDAY.date()))
        told, memory = watched([*program, "simulate", roster, *where, "--replications", str(replications), "--json"])
        spent = time.perf_counter() - begun
        calls = json.loads(told)["queues"][0]
    return {
        "agents": agents,
        "contacts": calls["offered"],
        "service_level": calls["service_level"],
        "seconds": spent,
        "memory_mb": memory,
    }


def week(contacts: int) -> Counts:
    """Half-hours from 07:00 to 21:00 on seven days, two humps a day."""
    starts = [MONDAY + timedelta(days=day, minutes=30 * half) for day in range(7) for half in range(14, 42)]
    shape = [1.2 + math.sin((start.hour + start.minute / 60 - 7) / 14 * 3 * math.pi) ** 2 for start in starts]
    return {start: contacts * part / sum(shape) for start, part in zip(starts, shape, strict=True)}
