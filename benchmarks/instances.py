"""Staff-scheduling instances (Curtois & Qu 2014, .txt) as workspaces that say exactly the same.

An instance has no start times, so every shift begins at midnight UTC; each person has a contract of their own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 6, 1)
"""Day 0, a Monday."""
SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")
OPERATION = """name = "{name}"
time_zone = "UTC"
week_starts = "monday"
interval_minutes = 60
shift_step_minutes = 15
break_step_minutes = 15
"""


@dataclass(frozen=True)
class Instance:
    """An instance as written: section -> rows of cells."""

    path: Path
    rows: dict[str, list[list[str]]]

    @property
    def number(self) -> int:
        """`Instance12.txt` -> 12; 0 without a number."""
        found = re.search(r"\d+", self.path.stem)
        return int(found[0]) if found else 0

    @property
    def weeks(self) -> int:
        return int(self.rows["HORIZON"][0][0]) // 7


def read(path: Path) -> Instance:
    """Read an instance; sections that are not there are empty."""
    rows: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    section = ""
    for line in (line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()):
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
        elif line and not line.startswith("#"):
            rows[section].append([cell.strip() for cell in line.split(",")])
    return Instance(path, rows)


def read_all(folder: Path, only: str = "") -> list[Instance]:
    """The instances of a folder in the order of their numbers; `only` lists numbers, `1,2,3`."""
    chosen = {int(number) for number in only.split(",") if number}
    found = [read(path) for path in folder.glob("*.txt")]
    return sorted((one for one in found if not chosen or one.number in chosen), key=lambda one: one.number)


def write(instance: Instance, folder: Path) -> None:
    """Write an instance as a workspace."""
    config, forecasts, rows = folder / "config", folder / "forecasts", instance.rows
    config.mkdir(parents=True, exist_ok=True)
    forecasts.mkdir(exist_ok=True)
    (config / "operation.toml").write_text(OPERATION.format(name=instance.path.stem), encoding="utf-8")
    (config / "sites.toml").write_text('[site]\nname = "Site"\ntime_zone = "UTC"\n', encoding="utf-8")
    (config / "shifts.toml").write_text("\n".join(map(_shift, rows["SHIFTS"])), encoding="utf-8")
    (config / "contracts.toml").write_text("\n".join(map(_contract, rows["STAFF"])), encoding="utf-8")
    people = ((row[0], row[0], "site", f"of-{row[0]}", "", "", "") for row in rows["STAFF"])
    _table(config / "agents.csv", "agent,name,site,contract,skills,languages,roles", people)
    off = ((row[0], _day(day), _day(day), "off") for row in rows["DAYS_OFF"] for day in row[1:] if day)
    _table(config / "time_off.csv", "agent,start,end,kind", off)
    wishes = [(row[0], _day(row[1]), "work", *row[2:4]) for row in rows["SHIFT_ON_REQUESTS"]]
    wishes += [(row[0], _day(row[1]), "off", *row[2:4]) for row in rows["SHIFT_OFF_REQUESTS"]]
    _table(config / "wishes.csv", "agent,date,wish,shift,weight", wishes)
    cover = ((_day(row[0]), *row[1:5]) for row in rows["COVER"])
    _table(forecasts / "headcount.csv", "date,shift,agents,weight_under,weight_over", cover)


def _day(index: str) -> str:
    return str(FIRST + timedelta(days=int(index)))


def _shift(row: list[str]) -> str:
    after = ", ".join(f'"{name}"' for name in (row[2] if len(row) > 2 else "").split("|") if name)
    return f'[{row[0]}]\nstart = "00:00"\nhours = {int(row[1]) / 60!r}\nnot_followed_by = [{after}]\n'


def _contract(row: list[str]) -> str:
    """One person's limits; the instance gives the most minutes before the least."""
    name, most_shifts, most, least, run_most, run_least, off_least, weekends = row
    caps = ", ".join(cap.replace("=", " = ") for cap in most_shifts.split("|") if cap)
    return (
        f"[of-{name}]\nminutes_horizon = {{ min = {least}, max = {most} }}\nmax_shifts = {{ {caps} }}\n"
        f"days_in_a_row = {{ min = {run_least}, max = {run_most} }}\ndays_off_in_a_row = {{ min = {off_least} }}\n"
        f"weekends = {{ max = {weekends} }}\n"
    )


def _table(path: Path, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)
