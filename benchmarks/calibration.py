"""Requirements of queues that share people: how long they take, and what fewer agents than they ask for would miss.

The sample, and 100 linked queues of 1,500 agents over a week. The sample's pools are played once more with other crews
and other contacts in twenty intervals, with all of the agents that are required, and with 5 and 10 % fewer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.figures import ROOT, Bar, parser_of, print_bars, print_table, save
from scheduler.clock import Horizon
from scheduler.load import choose_horizon, load
from scheduler.operation import Agent, FloatArray, Forecast, Operation, Queue
from scheduler.requirement import Pool, Requirement
from scheduler.staffing import staff
from scheduler.staffing.pool import calibrated

PARTS = (1.0, 0.95, 0.9)
"""Parts of the required agents with which the pools are played."""
PLAYED = 20
"""Intervals of each pool, at most: evenly from the quietest twentieth to the busiest."""
OTHER_SEED = 99
"""Crews and contacts that the requirement was not made with."""
QUEUES, AGENTS, SKILLS = 100, 1_500, 4
UNDER = 0.02
"""How far below its target a queue misses it."""


@dataclass(frozen=True)
class Reached:
    """A queue's share in time with a part of its agents."""

    part: float
    queue: str
    in_time: float
    target: float

    @property
    def missed(self) -> bool:
        return self.in_time < self.target - UNDER


def linked_queues() -> tuple[Operation, Horizon]:
    """100 live queues whose people serve four each, so that all hang together."""
    chance, span = np.random.default_rng(1), Horizon(date(2026, 1, 5), 1, "UTC")
    names = [f"q{k}" for k in range(QUEUES)]
    starts = np.array([span.moment(30 * i).replace(tzinfo=None) for i in range(span.intervals(30))], dtype="M8[m]")
    count = QUEUES * starts.size
    forecast = Forecast(
        queue=tuple(names),
        queue_index=np.repeat(np.arange(QUEUES), starts.size),
        start=np.tile(starts, QUEUES),
        minutes=np.full(count, 30),
        volume=chance.uniform(1, 40, count),
        handle_seconds=np.full(count, 300.0),
        volume_p10=np.full(count, np.nan),
        volume_p90=np.full(count, np.nan),
    )
    calls = {"channel": "phone", "language": "en", "service": {"share": 0.8, "within_seconds": 20}}
    queues = {name: Queue.model_validate({"id": name, "skill": name, **calls}) for name in names}
    who = [(f"p{k}", tuple(chance.choice(names, SKILLS, replace=False).tolist())) for k in range(AGENTS)]
    people = tuple(Agent(name, name, "seattle", "full-time", skills, ("en",), (), "UTC") for name, skills in who)
    sample = load(ROOT)
    return replace(sample, time_zone="UTC", queues=queues, forecast=forecast, agents=people, leave=()), span


def timed(operation: Operation, horizon: Horizon) -> tuple[float, Requirement, Requirement]:
    """Seconds that pooling adds, and the requirement queue by queue and pooled."""
    times, found = [], []
    for pooling in ("off", "on"):
        begun = time.perf_counter()
        found.append(staff(replace(operation, pooling=pooling), horizon))
        times.append(time.perf_counter() - begun)
    return max(0.0, times[1] - times[0]), found[0], found[1]


def reached(operation: Operation, alone: Requirement, shared: Requirement, part: float) -> Iterator[Reached]:
    """Every queue of every pool, with a part of the agents."""
    for pool in shared.pools:
        told = _played(operation, alone, shared, pool, part)
        for row, share in zip(pool.rows, told[:, 0].tolist(), strict=True):
            service = operation.queues[shared.queues[row]].service
            if service is not None and not np.isnan(share):
                yield Reached(part, shared.queues[row], share, service.share)


def _played(operation: Operation, alone: Requirement, shared: Requirement, pool: Pool, part: float) -> FloatArray:
    rows = list(pool.rows)
    nothing = np.zeros_like(shared.agents[rows])
    played = calibrated.pooled_queues(operation, alone, rows, (nothing, nothing), operation.agents)
    order = [i for i in np.argsort(shared.agents[rows].sum(axis=0)).tolist() if alone.volume[rows, i].any()]
    places = [int(place * (len(order) - 1)) for place in np.linspace(0.05, 1, PLAYED)] if order else []
    chosen = [order[place] for place in dict.fromkeys(places)]
    return calibrated.played(played, shared.agents[rows] * part, chosen, OTHER_SEED)


def main(argv: list[str]) -> int:
    """Print seconds against their bars, and what is in time with fewer agents."""
    parser = parser_of("calibration", __doc__)
    parser.add_argument("--workspace", type=Path, default=ROOT)
    chosen = parser.parse_args(argv)
    operation = load(chosen.workspace)
    horizon = choose_horizon(operation, None, 1)
    staff(operation, horizon)  # a first run on a machine compiles
    seconds, alone, shared = timed(operation, horizon)
    many, _, _ = timed(*linked_queues())
    rows = [row for part in PARTS for row in reached(operation, alone, shared, part)]
    print_bars("seconds that pooling adds", [*bars(seconds, many, rows)])
    print_table("in time, by the part of the required agents", ("queue", "target", *map(str, PARTS)), cells(rows))
    save(chosen.json, {"sample_seconds": seconds, "many_seconds": many, "rows": [vars(row) for row in rows]})
    return 0


def bars(sample: float, many: float, rows: list[Reached]) -> Iterator[Bar]:
    """What is promised of time, and of how tight the requirement is."""
    yield Bar("the workspace", sample, "s", 0, 1)
    yield Bar(f"{QUEUES} linked queues, {AGENTS:,} agents", many, "s", 0, 10)
    missed: dict[float, int] = {part: sum(row.missed for row in rows if row.part == part) for part in PARTS}
    yield Bar("queues more than 2 points under their target, all agents", missed[PARTS[0]], "", 0, 0)
    queues = len({row.queue for row in rows})
    yield Bar("queues more than 2 points under their target, 5 % fewer", missed[PARTS[1]], "", 1, queues)


def cells(rows: list[Reached]) -> Iterator[tuple[str, ...]]:
    """A row a queue."""
    told = {(row.queue, row.part): row.in_time for row in rows}
    for queue, target in {row.queue: row.target for row in rows}.items():
        yield queue, f"{target:.0%}", *(f"{told[queue, part]:.1%}" for part in PARTS)
