"""The ladder's workspaces: the sample grown or shrunk, 20 or 5 queues, loaded so that a few percent must be missing."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import ROOT, fresh
from benchmarks.one import FLAT

FIVE = ("incident-calls-en", "safety-calls-en", "general-calls-en", "general-calls-es", "sms-general-en")
"""The queues that stay where there are five: all live, every skill but the deferred ones', both main languages."""
LOW, HIGH, AIM = 2.0, 6.0, 4.0
"""Percent of what is required that the bound should say is missing."""
FEW_AGENTS = 100
"""Agents below which twenty queues open by day only: even their least staffing, day and night, would be too much."""
MANY_AGENTS = 1_000
"""Agents from which nobody is on leave: of so many, some have leave that no week of their contract can hold."""
DAY_ONLY = 'open = { monday-sunday = "07:00-19:00" }'
STEPS = 6
"""Solves to find the load with, at most."""


@dataclass(frozen=True)
class Rung:
    """One size of the ladder."""

    agents: int
    interval_minutes: int
    queues: int

    @property
    def name(self) -> str:
        return f"{self.agents}-agents-{self.interval_minutes}-min-{self.queues}-queues"

    @property
    def quick_seconds(self) -> float:
        """Seconds in which a solve has a usable bound."""
        return 6 + self.agents / 100


def grown(rung: Rung, folder: Path, seed: int) -> Path:
    """The rung's workspace at a load that was found before, or is found now."""
    place = folder / rung.name
    loaded = place / "loaded.txt"
    if not loaded.exists():
        make = [sys.executable, ROOT / "tools" / "make_sample.py", "--agents", rung.agents, "--seed", seed]
        subprocess.run([*map(str, make), "--interval", str(rung.interval_minutes), "--out", str(place)], check=True)
        if rung.queues == len(FIVE):
            keep_five(place)
        elif rung.agents < FEW_AGENTS:
            close_nights(place)
        if rung.agents >= MANY_AGENTS:
            cancel_leave(place)
        loaded.write_text(f"{load_to(rung, place):.4f}\n", encoding="utf-8")
    return place


def keep_five(place: Path) -> None:
    """Leave five queues; all that others wanted is gone, their people keep their other skills."""
    queues = place / "config" / "queues.toml"
    tables = re.split(r"(?m)^(?=\[)", queues.read_text(encoding="utf-8"))
    queues.write_text("".join(table for table in tables if table[1:].partition("]")[0] in FIVE), encoding="utf-8")
    for file in (place / "forecasts").glob("*.csv"):
        header, *rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
        kept = [row for row in rows if row[0] in FIVE]
        if kept:
            write_rows(file, [header, *kept])
        else:
            file.unlink()
    for scenario in (place / "config" / "scenarios").glob("*.toml"):
        scenario.unlink()  # they speak of queues that are gone


def close_nights(place: Path) -> None:
    """Open by day only whatever is always open."""
    queues = place / "config" / "queues.toml"
    tables = re.split(r"(?m)^(?=\[)", queues.read_text(encoding="utf-8"))
    always = [table.startswith("[") and "\nopen =" not in table for table in tables]
    rows = [f"{t.rstrip()}\n{DAY_ONLY}\n\n" if day else t for t, day in zip(tables, always, strict=True)]
    queues.write_text("".join(rows), encoding="utf-8")


def cancel_leave(place: Path) -> None:
    """Leave the header of time_off.csv alone."""
    file = place / "config" / "time_off.csv"
    file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")


def load_to(rung: Rung, place: Path) -> float:
    """Scale the volumes until the bound says that a few percent must be missing; the factor that did it."""
    files = {file: list(csv.reader(file.open(encoding="utf-8", newline=""))) for file in _forecasts(place)}
    few = rung.queues == len(FIVE)
    low, high, factor = 0.04, 4.0, 1.4 if few else 1.0
    tried: dict[float, float] = {}
    for _ in range(STEPS):
        scale(files, factor)
        tried[factor] = bound_of(rung, place)
        print(f"{rung.name}: volumes x {factor:.3f}, bound {tried[factor]:.1f} %", file=sys.stderr, flush=True)
        if LOW + 0.5 <= tried[factor] <= HIGH - 1:
            break
        low, high = (factor, high) if tried[factor] < AIM else (low, factor)
        factor = (low * high) ** 0.5  # few agents on many queues are short of hands at a tenth of the volume
    best = min(tried, key=lambda one: abs(tried[one] - AIM))
    scale(files, best)
    return best


def _forecasts(place: Path) -> list[Path]:
    return sorted((place / "forecasts").glob("*.csv"))


def scale(files: dict[Path, list[list[str]]], factor: float) -> None:
    """Write forecasts with their volumes multiplied."""
    for file, (header, *rows) in files.items():
        columns = [place for place, name in enumerate(header) if name.startswith("volume")]
        more = [
            [f"{factor * float(cell):.3f}" if place in columns and cell else cell for place, cell in enumerate(row)]
            for row in rows
        ]
        write_rows(file, [header, *more])


def write_rows(file: Path, rows: list[list[str]]) -> None:
    """A CSV file."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def bound_of(rung: Rung, place: Path) -> float:
    """Percent of what is required that a quick solve's bound says is missing."""
    told = fresh("--workspace", place, "--seconds", rung.quick_seconds, "--goals", "short", "--flat")
    return float(100 * told["bound"] / FLAT / told["required_hours"])
