"""Whole operations drawn from a seed, written as workspaces: what planners have, and the edges that break programs."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONES = (
    "America/Los_Angeles", "America/New_York", "America/Los_Angeles", "Europe/Madrid", "Europe/London",
    "Europe/Madrid", "UTC", "Asia/Kolkata", "Asia/Kathmandu",
)  # fmt: skip
DAYS = (
    date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), date(2026, 7, 8), date(2026, 12, 24),
)  # fmt: skip
"""Clocks change on the first four, in the United States and in Europe; the last week has holidays."""
HOLIDAYS = {
    "America/Los_Angeles": "US-WA",
    "America/New_York": "US-NY",
    "Europe/Madrid": "ES-Barcelona",
    "Europe/London": "GB-ENG",
}
SIZES = {"tiny": 35, "small": 50, "long": 15}
"""Size -> how many of a hundred seeds have it."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Drawn:
    """An operation as its files, with the weeks that are asked for."""

    seed: int
    size: str
    first: date
    weeks: int
    files: dict[str, str]
    escalation: bool = False
    """Whether its duties have tiers, blocks and limits."""

    def write(self, folder: Path) -> None:
        """Write the workspace."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


@dataclass
class Table:
    """The cells of a file of people or of demand, row by row."""

    columns: str
    rows: list[tuple[object, ...]] = field(default_factory=list)

    def text(self) -> str:
        lines = (",".join("" if cell is None else str(cell) for cell in row) for row in self.rows)
        return "\n".join((self.columns, *lines, ""))


@dataclass
class Sketch:
    """What has been drawn so far; later draws look at it."""

    chance: random.Random
    size: str
    zone: str
    first: date
    weeks: int
    week_starts: int
    interval: int
    sites: dict[str, str] = field(default_factory=dict)
    """Site -> zone."""
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    """File of config -> its tables."""
    rows: dict[str, Table] = field(default_factory=dict)
    """CSV file -> its rows."""
    aside: random.Random = field(default_factory=lambda: random.Random(0))
    """Chance for what was added later, so that the other draws of a seed stay as they were."""

    @property
    def tiny(self) -> bool:
        return self.size == "tiny"

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=day) for day in range(7 * self.weeks)]

    @property
    def agents(self) -> list[dict[str, Any]]:
        """The rows of agents.csv, by column."""
        table = self.rows["config/agents.csv"]
        return [dict(zip(table.columns.split(","), row, strict=True)) for row in table.rows]

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def perhaps(self, share: float) -> bool:
        return self.aside.random() < share

    def hours(self) -> list[datetime]:
        """Every hour of the horizon, from the first to the last midnight of the planning zone."""
        begin, end = (at(day, 0, self.zone) for day in (self.first, self.first + timedelta(days=7 * self.weeks)))
        return [begin + timedelta(hours=hour) for hour in range(int((end - begin).total_seconds()) // 3600)]


def draw(seed: int, size: str | None = None, escalation: bool = False) -> Drawn:
    """The operation of that seed; `size` is `tiny`, `small` or `long`, drawn unless said.

    With `escalation` its duties have tiers, blocks and limits.
    """
    from benchmarks.drawn_day import draw_day
    from benchmarks.drawn_escalation import draw_escalation
    from benchmarks.drawn_people import draw_people
    from benchmarks.drawn_work import draw_regular, draw_shifts, draw_work

    chance = random.Random(f"operation {seed}")
    drawn = chance.choices(list(SIZES), list(SIZES.values()))[0]
    sketch = begin(chance, size or drawn)
    sketch.aside = random.Random(f"aside {seed}")
    draw_shifts(sketch)
    draw_people(sketch)
    draw_work(sketch)
    draw_regular(sketch, seed)
    draw_day(sketch, seed)
    if escalation:
        draw_escalation(sketch, seed)
    files = {f"config/{name}.toml": toml(tables) for name, tables in sketch.tables.items()}
    files |= {name: table.text() for name, table in sketch.rows.items()}
    return Drawn(seed, sketch.size, sketch.first, sketch.weeks, files, escalation)


def begin(chance: random.Random, size: str) -> Sketch:
    """Zones, the week and the grids."""
    zone = chance.choice(ZONES)
    interval = chance.choice((60, 60, 30) if size != "small" else (15, 30, 30, 60))
    starts = chance.choice((0, 0, 0, 6, 6, chance.randrange(7)))
    around = chance.choice(DAYS)
    first = around - timedelta(days=(around.weekday() - starts) % 7)
    weeks = {"tiny": 1, "small": chance.choice((1, 1, 1, 2)), "long": chance.randint(3, 6)}[size]
    sketch = Sketch(chance, size, zone, first, weeks, starts, interval)
    count = 1 if sketch.maybe(0.5) else chance.randint(2, 3 if size == "tiny" else 5)
    sketch.sites = {f"site{number}": zone if number == 1 else chance.choice(ZONES) for number in range(1, count + 1)}
    fine = size == "tiny" or any("Asia" in name for name in sketch.sites.values())
    sketch.tables["operation"] = {
        "": {
            "name": "Drawn",
            "time_zone": zone,
            "week_starts": WEEKDAYS[starts],
            "interval_minutes": interval,
            "shift_step_minutes": chance.choice((15, 30, 60)),
            "break_step_minutes": 15 if fine else chance.choice((15, 15, 30)),
        }
    }
    sketch.tables["sites"] = {name: site(sketch, where) for name, where in sketch.sites.items()}
    return sketch


def site(sketch: Sketch, zone: str) -> dict[str, Any]:
    """A site's table; sites of the size tiny have no law, so that shifts have no breaks."""
    told: dict[str, Any] = {"name": "A site", "time_zone": zone}
    if zone in HOLIDAYS and sketch.maybe(0.5):
        told["holidays"] = HOLIDAYS[zone]
    law = {"America/Los_Angeles": ["washington"], "Europe/Madrid": ["spain"], "Europe/London": ["eu"]}.get(zone)
    if law and not sketch.tiny and sketch.maybe(0.2):
        told["rules"] = law
    return told


def at(day: date, minute: int, zone: str) -> datetime:
    """That minute of the clock of a local day, in UTC; only minutes that exist are asked for."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def clock(minute: int) -> str:
    """`510` -> `08:30`."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def span(start: int, end: int) -> str:
    """Hours of a day as files say them."""
    return f"{clock(start)}-{'24:00' if end == 1440 else clock(end)}"


def toml(tables: dict[str, Any]) -> str:
    """Tables of a file; the name `""` is the file itself, and a list is an array of tables."""
    lines = []
    for name, found in tables.items():
        for table in found if isinstance(found, list) else [found]:
            lines += [f"[[{name}]]" if isinstance(found, list) else f"[{name}]"] if name else []
            lines += [f"{key} = {_value(value)}" for key, value in table.items()] + [""]
    return "\n".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value)
