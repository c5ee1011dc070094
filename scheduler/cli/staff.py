"""`scheduler staff`: what every queue requires, as a table and as requirement.csv."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.operation import Operation
    from scheduler.requirement import Requirement


FIGURES = 4
"""Columns before those of the days: volume, Erlangs, agents, hours."""


@click.command("staff")
@options.reading
@options.out
@options.force
@options.as_json
def command(
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    scenario: str | None,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """How many agents each queue needs in each interval, and what work is due when.

    Writes requirement.csv to the report folder.

    Example: scheduler staff --from 2026-12-21
    """
    from scheduler.staffing import impossible_due, staff
    from scheduler.staffing.rows import queue_totals
    from scheduler.store import write_whole

    operation, horizon, notes = options.open_workspace(
        workspace, first=first, weeks=weeks, forecast=forecast, scenario=scenario
    )
    requirement = staff(operation, horizon)
    file = options.report_folder(workspace, horizon, out, scenario) / "requirement.csv"
    write_whole(file.parent, {file.name: requirement_csv(requirement, operation)}, force=force, add=True)
    totals = queue_totals(requirement, operation)
    notes = (*notes, *requirement.notes)
    if as_json:
        impossible = impossible_rows(impossible_due(operation, horizon))
        found = {"requirement": str(file), "queues": totals, "impossible_due": impossible, "notes": list(notes)}
        options.print_json(found)
        return
    options.print_notes(notes)
    click.echo("\n".join([*show(totals), f"wrote {file}"]))


def impossible_rows(impossible: list[tuple[str, float]]) -> list[dict[str, object]]:
    """Queues whose due times cannot be met; `least_hours` is None where none can."""
    return [{"queue": name, "least_hours": hours if math.isfinite(hours) else None} for name, hours in impossible]


def requirement_csv(requirement: Requirement, operation: Operation) -> bytes:
    """The file's content."""
    from scheduler.staffing.rows import COLUMNS, requirement_rows

    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(requirement_rows(requirement, operation))
    return text.getvalue().encode()


def show(totals: list[dict[str, Any]]) -> Iterator[str]:
    """One line a queue: volume, peaks, and the rostered agent-hours wanted, by day for a single week."""
    days = list(totals[0]["hours_by_day"]) if totals and len(totals[0]["hours_by_day"]) <= 7 else []
    titles = ["queue", "volume", "Erlangs", "agents", "hours", *(f"{date.fromisoformat(day):%a}" for day in days)]
    table = [titles, *([row["queue"], *_figures(row, days)] for row in totals)]
    widths = [max(len(line[column]) for line in table) for column in range(len(titles))]
    yield "Peak load, peak agents (for work that may wait: what is due), rostered agent-hours"
    for line in table:
        first, *others = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join([line[0].ljust(len(first)), *others[:FIGURES], " ".join(others[FIGURES:])]).rstrip()


def _figures(row: dict[str, Any], days: list[str]) -> list[str]:
    hours = [f"{row['hours_by_day'][day]:,.0f}" for day in days]
    volume, load, agents = f"{row['volume']:,.0f}", f"{row['erlangs_peak']:,.1f}", f"{row['agents_peak']:,.1f}"
    return [volume, load, agents, f"{row['hours']:,.0f}", *hours]
