"""Staff-scheduling instances (Curtois & Qu 2014) as workspaces: our cost, a checker's, our bound, the best known.

python -m benchmarks curtois --folder FOLDER --checker check_curtois.py --seconds 60 [--only 1,2,3]
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 6, 1)  # a Monday
BEST = {1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300}
RUN = ("max", "min")


def main(argv: list[str]) -> int:
    """Solve each instance and print a line for it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks curtois", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--checker", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args(argv)
    only = {int(number) for number in chosen.only.split(",") if number}
    print(f"{'instance':<12}{'ours':>8}{'checker':>22}{'bound':>8}{'best known':>12}{'seconds':>9}{'broken':>8}")
    for path in sorted(chosen.folder.glob("Instance*.txt"), key=number_of):
        if not only or number_of(path) in only:
            with tempfile.TemporaryDirectory() as folder:
                print(row(path, Path(folder), chosen), flush=True)
    return 0


def number_of(path: Path) -> int:
    """`Instance12.txt` -> 12."""
    return int(re.findall(r"\d+", path.stem)[0])


def row(path: Path, folder: Path, chosen: argparse.Namespace) -> str:
    """Solve one instance in a workspace of its own."""
    from scheduler.judge import check, score
    from scheduler.load import choose_horizon, load
    from scheduler.model import SolveSettings, solve
    from scheduler.staffing import staff

    weeks = convert(path, folder)
    operation = load(folder)
    horizon = choose_horizon(operation, FIRST, weeks)
    requirement = staff(operation, horizon)
    start = time.perf_counter()
    result = solve(operation, horizon, requirement, SolveSettings(chosen.seconds, chosen.workers))
    seconds = time.perf_counter() - start
    told = score(operation, horizon, requirement, result.roster).objective
    broken = len(check(operation, horizon, result.roster))
    rows = [(duty.agent, (duty.day - FIRST).days, duty.shift) for duty in result.roster.duties]
    judged = independent(path, folder, chosen.checker, rows)
    best = BEST.get(number_of(path), "")
    return f"{path.stem:<12}{told:>8}{judged:>22}{result.bound:>8.0f}{best:>12}{seconds:>9.1f}{broken:>8}"


def independent(path: Path, folder: Path, checker: Path | None, rows: list[tuple[str, int, str]]) -> str:
    """What the independent checker says of a solution."""
    if checker is None:
        return "-"
    solution = folder / "solution.csv"
    with solution.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    told = subprocess.run([sys.executable, str(checker), str(path), str(solution)], capture_output=True, text=True)
    return " ".join(told.stdout.split("\n")[0].split())[:21] + ("" if told.returncode == 0 else f" ({told.returncode})")


def convert(path: Path, folder: Path) -> int:
    """Write an instance as a workspace; how many weeks it has."""
    parts = sections(path)
    days = int(parts["HORIZON"][0][0])
    config, forecasts = folder / "config", folder / "forecasts"
    config.mkdir(parents=True)
    forecasts.mkdir()
    text = 'name = "instance"\ntime_zone = "UTC"\nweek_starts = "monday"\ninterval_minutes = 60\n'
    (config / "operation.toml").write_text(text + "shift_step_minutes = 15\nbreak_step_minutes = 15\n")
    (config / "sites.toml").write_text('[site]\nname = "Site"\ntime_zone = "UTC"\n')
    (config / "shifts.toml").write_text("".join(shift(row) for row in parts["SHIFTS"]))
    (config / "contracts.toml").write_text("".join(contract(row) for row in parts["STAFF"]))
    table(
        config / "agents.csv",
        "agent,name,site,contract,skills,languages,roles",
        [(row[0], row[0], "site", row[0], "", "", "") for row in parts["STAFF"]],
    )
    off = [(row[0], day(one), day(one), "off") for row in parts["DAYS_OFF"] for one in row[1:] if one]
    table(config / "time_off.csv", "agent,start,end,kind", off)
    wishes = [(*at(row), "work", row[2], row[3]) for row in parts["SHIFT_ON_REQUESTS"]]
    wishes += [(*at(row), "off", row[2], row[3]) for row in parts["SHIFT_OFF_REQUESTS"]]
    table(config / "wishes.csv", "agent,date,wish,shift,weight", wishes)
    cover = [(day(row[0]), *row[1:5]) for row in parts["COVER"]]
    table(forecasts / "headcount.csv", "date,shift,agents,weight_under,weight_over", cover)
    return days // 7


def sections(path: Path) -> dict[str, list[list[str]]]:
    """The rows of each section."""
    found: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        line = line.strip()
        if line.startswith("SECTION_"):
            found[line.removeprefix("SECTION_")] = rows = []
        elif line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split(",")])
    return {
        name: found.get(name, [])
        for name in (*("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER"),)
    }


def day(index: str) -> str:
    """The date of a day's number."""
    return str(FIRST + timedelta(days=int(index)))


def at(row: list[str]) -> tuple[str, str]:
    """A request's agent and date."""
    return row[0], day(row[1])


def shift(row: list[str]) -> str:
    """A fixed shift; instances give no start times, so all begin at midnight."""
    after = ", ".join(f'"{name}"' for name in (row[2] if len(row) > 2 else "").split("|") if name)
    return f'[{row[0]}]\nstart = "00:00"\nhours = {int(row[1]) / 60}\nnot_followed_by = [{after}]\n'


def contract(row: list[str]) -> str:
    """One person's limits; the file gives the most minutes before the least."""
    name, most_shifts, most, least, run_most, run_least, off_least, weekends = row
    caps = ", ".join(f"{cap.replace('=', ' = ')}" for cap in most_shifts.split("|") if cap)
    return (
        f"[{name}]\nminutes_horizon = {{ min = {least}, max = {most} }}\nmax_shifts = {{ {caps} }}\n"
        f"days_in_a_row = {{ min = {run_least}, max = {run_most} }}\ndays_off_in_a_row = {{ min = {off_least} }}\n"
        f"weekends = {{ max = {weekends} }}\n"
    )


def table(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    """A CSV file."""
    with path.open("w", newline="") as file:
        file.write(header + "\n")
        csv.writer(file).writerows(rows)
