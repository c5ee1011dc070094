"""What all benchmarks share: solves in fresh processes, tables with bars, JSON files, and the machine's name."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Bar:
    """A figure, and between which values it should lie."""

    name: str
    value: float | None
    unit: str
    low: float
    high: float

    @property
    def met(self) -> bool:
        return self.value is not None and self.low <= self.value <= self.high

    def cells(self) -> tuple[str, str, str, str]:
        """A row of a table."""
        value = "none" if self.value is None else f"{self.value:,.2f} {self.unit}".strip()
        wanted = f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        return self.name, value, wanted, "pass" if self.met else "MISS"


@dataclass(frozen=True)
class Peer:
    """What another model came to, in points; its bound holds for that model, not for the problem."""

    points: float | None
    """None without a roster."""
    bound: float
    seconds: float
    size: str
    """How large the model is, in words."""


def parser_of(name: str, about: str | None) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has."""
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks {name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there as well")
    return parser


def fresh(*arguments: object) -> dict[str, Any]:
    """The figures of one solve in a process of its own, which alone tells its memory and its start."""
    command = [sys.executable, "-m", "benchmarks", "one", *map(str, arguments), "--since", str(time.time())]
    told, memory = watched(command)
    figures: dict[str, Any] = json.loads(told)
    return {**figures, "memory_mb": memory}


def watched(command: Sequence[str], fine: Sequence[int] = (0,)) -> tuple[str, float]:
    """What a command prints, and the most memory that it held at once (MB); its complaints go to ours."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return told, usage.ru_maxrss / 1024


def machine() -> dict[str, str]:
    """What the figures were taken on, with what, and when."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cpu": model or platform.machine(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        **{name: version(name) for name in ("ortools", "numba", "scipy")},
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: the first column to the left, figures to the right."""
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def print_bars(title: str, bars: Iterable[Bar]) -> None:
    """A table of figures beside what they should be."""
    print_table(title, ("figure", "value", "bar", ""), (bar.cells() for bar in bars))


def save(file: Path | None, figures: object) -> None:
    """Write figures as JSON with the machine that they were taken on."""
    if file is not None:
        file.write_text(json.dumps({"machine": machine(), "figures": figures}, indent=1) + "\n", encoding="utf-8")
