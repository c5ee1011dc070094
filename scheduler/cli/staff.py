"""`scheduler staff`: what every queue requires, as a table and as requirement.csv."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.operation import Operation
    from scheduler.requirement import Requirement


@click.command("staff")
@options.reading
@options.out
@options.as_json
def command(
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    scenario: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """How many agents each queue needs in each interval, and what work is due when.

    Writes requirement.csv to the report folder.

    Example: scheduler staff --from 2026-12-21
    """
    from scheduler.staffing import impossible_due, staff
    from scheduler.staffing.rows import queue_totals

    operation, horizon, notes = options.open_workspace(
        workspace, first=first, weeks=weeks, forecast=forecast, scenario=scenario
    )
    requirement = staff(operation, horizon)
    file = options.report_folder(workspace, horizon, out, scenario) / "requirement.csv"
    write(file, requirement, operation)
    totals = queue_totals(requirement, operation)
    notes = (*notes, *requirement.notes)
    if as_json:
        impossible = [{"queue": queue, "least_hours": hours} for queue, hours in impossible_due(operation, horizon)]
        options.print_json(
            {"requirement": str(file), "queues": totals, "impossible_due": impossible, "notes": list(notes)}
        )
        return
    options.print_notes(notes)
    show(totals)
    click.echo(f"wrote {file}")


def write(file: Path, requirement: Requirement, operation: Operation) -> None:
    """requirement.csv, whole or not at all: a kill leaves the old file or the new."""
    from scheduler.staffing.rows import COLUMNS, requirement_rows

    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(requirement_rows(requirement, operation))
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(file)


def show(totals: list[dict[str, object]]) -> None:
    """One line a queue: volume, peaks, and rostered agent-hours of each day."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Rostered agent-hours that the queues require", title_justify="left")
    table.add_column("queue", overflow="fold")
    for name in ("volume", "peak Erlangs", "peak agents", "hours"):
        table.add_column(name, justify="right")
    days: list[str] = []
    for row in totals:
        by_day = row["hours_by_day"]
        assert isinstance(by_day, dict)
        days = days or list(by_day)
    shown = days if len(days) <= 7 else []
    for day in shown:
        table.add_column(date.fromisoformat(day).strftime("%a %d"), justify="right")
    for row in totals:
        by_day = row["hours_by_day"]
        assert isinstance(by_day, dict)
        figures = [f"{row[key]:,.{digits}f}" for key, digits in _FIGURES]
        table.add_row(str(row["queue"]), *figures, *(f"{by_day[day]:,.0f}" for day in shown))
    Console().print(table)


_FIGURES = (("volume", 0), ("erlangs_peak", 1), ("agents_peak", 1), ("hours", 0))
