"""The service that a report tells against many more simulations of its roster, and against a plain event simulation.

Compared are days of queues with 50 contacts or more, and whole horizons of the others.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, Bar, parser_of, print_bars, print_table, save
from benchmarks.floor_drawn import plan_of, played
from scheduler.cli.opened import OpenedRoster, open_roster
from scheduler.judge.simulation import SimulationSettings, simulate
from scheduler.report.answer.service import service_table

FEW = 50.0
"""Contacts a day below which a queue is compared over the whole horizon."""
APART = 0.02
"""How far the two may be apart."""
Cells = Counter[tuple[str, str]]
"""Contacts by queue and day."""
WANTED = 95.0
"""% of the comparisons that must be no further apart."""


@dataclass(frozen=True)
class Compared:
    """One share in time, as the report tells it and by many simulations."""

    queue: str
    day: str
    """Empty for the whole horizon."""
    told: float
    known: float

    @property
    def close(self) -> bool:
        return abs(self.told - self.known) <= APART


def compared(told: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Compared]:
    """`service` of a summary against the same of more simulations; `known` says how many contacts a day has."""
    for queue, row in known["queues"].items():
        mine, days = told["queues"][queue], row["days"]
        if days and row["offered"] / len(days) >= FEW:
            yield from (Compared(queue, day, mine["days"][day]["expected"], days[day]["expected"])
                        for day in days if day in mine["days"])  # fmt: skip
        elif row["expected"] is not None and mine["expected"] is not None:
            yield Compared(queue, "", mine["expected"], row["expected"])


def independent(opened: OpenedRoster, count: int) -> dict[str, Any]:
    """What a plain event simulation finds in so many plays, in the keys of `service`."""
    plan = plan_of(opened.operation, opened.horizon, opened.requirement, opened.roster)
    plays = [played(plan, number) for number in range(count)]
    came, judged, good = (sum((getattr(play, name) for play in plays), Counter[tuple[str, str]]())
                          for name in ("came", "judged", "good"))  # fmt: skip
    names = {name for (name, _), number in judged.items() if number}
    return {"queues": {queue: _told(queue, came, judged, good, count) for queue in opened.requirement.queues
                       if queue in names}}  # fmt: skip


def _told(queue: str, came: Cells, judged: Cells, good: Cells, plays: int) -> dict[str, Any]:
    """What `service` tells of a queue, as far as it is compared; `offered` is one play's."""
    days = [day for name, day in judged if name == queue and judged[name, day]]
    in_time = {day: {"expected": good[queue, day] / judged[queue, day]} for day in days}
    whole = sum(good[queue, day] for day in days) / sum(judged[queue, day] for day in days)
    offered = sum(number for (name, _), number in came.items() if name == queue) / plays
    return {"offered": offered, "expected": whole, "days": in_time}


def main(argv: list[str]) -> int:
    """Print how far the report's figures are from those of many simulations, and of a plain event simulation."""
    parser = parser_of("service", __doc__)
    parser.add_argument("roster", type=Path, help="a report folder that `scheduler solve` wrote")
    parser.add_argument("--workspace", type=Path, default=ROOT)
    parser.add_argument("--replications", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plain", type=int, default=0, metavar="PLAYS", help="plays of benchmarks/floor.py as well")
    chosen = parser.parse_args(argv)
    opened, begun = open_roster(chosen.workspace, chosen.roster, (), None), time.perf_counter()
    told = (opened.summary or {}).get("service")
    if told is None:
        raise SystemExit(f"{chosen.roster}: summary.json tells no service; solve again, or `scheduler simulate` it")
    settings = SimulationSettings(chosen.replications, chosen.seed)
    found = simulate(opened.operation, opened.horizon, opened.requirement, opened.roster, settings)
    known = {f"{chosen.replications} replications by seed {chosen.seed}": service_table(found)}
    if chosen.plain:
        known[f"{chosen.plain} plays of a plain event simulation"] = independent(opened, chosen.plain)
    figures = [shown(name, told, table) for name, table in known.items()]
    save(chosen.json, {"seconds": time.perf_counter() - begun, "against": figures})
    return 0


def shown(name: str, told: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Print how many of the shares are close, and those that are not; the same as figures."""
    rows = list(compared(told, known))
    close = 100 * sum(row.close for row in rows) / max(1, len(rows))
    bar = Bar(f"of {len(rows)} queue-days and queue-weeks within 2 points", close, "%", WANTED, 100)
    print_bars(f"service told by {told['replications']} replications against {name}", [bar])
    far = sorted((row for row in rows if not row.close), key=lambda row: -abs(row.told - row.known))
    cells = ((f"{row.queue} {row.day}".strip(), f"{row.told:.1%}", f"{row.known:.1%}") for row in far)
    print_table("further apart", ("queue and day", "told", "known"), cells)
    return {"known": name, "within": close, "rows": [vars(row) for row in rows]}
