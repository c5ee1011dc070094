"""What earlier report folders say of the weeks before: who worked when, and who held which duty."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from scheduler.clock import Horizon, local
from scheduler.load.rosters.past import Past, read_past
from scheduler.load.rosters.rosters import read_worked
from scheduler.load.rosters.written import recover
from scheduler.operation import Operation
from scheduler.roster import Held

SCENARIO = re.compile(r"\d{4}-\d\d-\d\d-.+|.+\.rejected")
"""The names of report folders that hold a what-if or a refused roster, not what was worked."""
Claim = tuple[Path, set[date]]
"""A report folder, and the dates of which it says what was worked."""


def with_history(operation: Operation, horizon: Horizon) -> tuple[Operation, tuple[str, ...]]:
    """Add what earlier weeks' reports say after history.csv and duty_history.csv end; the notes name the reports used.

    A date is taken from one place only: the file up to its last date, else the report that began last. Scenarios
    (`reports/DATE-NAME/`) and refused rosters (`reports/DATE.rejected/`) are no history.
    """
    reports = [report for report in earlier_reports(operation.root) if report[1] < horizon.first]
    known, worked_notes = _with_worked(operation, horizon, reports)
    known, duty_notes = _with_duties(known, horizon, reports)
    return known, (*worked_notes, *duty_notes)


def _with_worked(
    operation: Operation, horizon: Horizon, reports: list[tuple[Path, date, int]]
) -> tuple[Operation, list[str]]:
    told = max((row.day for row in operation.history), default=None)
    worked, notes = list(operation.history), []
    for folder, mine in _claims(reports, told, horizon.first):
        added, left_out = read_worked(folder / "roster.csv", operation, mine)
        worked.extend(added)
        notes.append(f"{folder}: its {len(added)} shifts from {min(mine)} to {max(mine)} serve as history{left_out}")
    return replace(operation, history=tuple(sorted(worked, key=lambda row: (row.agent, row.day)))), notes


def _with_duties(
    operation: Operation, horizon: Horizon, reports: list[tuple[Path, date, int]]
) -> tuple[Operation, list[str]]:
    """Dates are those on which rows begin, in the planning zone: there a report's horizon begins and ends."""
    if not operation.cover:
        return operation, []
    told = max((local(row.start, operation.time_zone).date() for row in operation.duty_history), default=None)
    held, notes = list(operation.duty_history), []
    for folder, mine in _claims(reports, told, horizon.first):
        file = folder / "duty.csv"
        added, left_out = read_past(file, operation, mine) if file.is_file() else Past((), "")
        fresh = [row for one in added if (row := _after(one, operation.duty_history))]
        held += fresh
        if fresh or left_out:
            days = f"from {min(mine)} to {max(mine)}"
            notes.append(f"{folder}: its {len(fresh)} rows of duties {days} serve as history{left_out}")
    order = sorted(held, key=lambda row: (row.cover, row.start, row.tier, row.agent))
    return replace(operation, duty_history=tuple(order)), notes


def _after(row: Held, told: tuple[Held, ...]) -> Held | None:
    """The row from where the file's last row of the same place ends; None where that is later."""
    ends = [one.end for one in told if (one.cover, one.tier) == (row.cover, row.tier)]
    start = max([row.start, *ends])
    return replace(row, start=start) if start < row.end else None


def _claims(reports: list[tuple[Path, date, int]], told: date | None, until: date) -> Iterator[Claim]:
    """Each report with its dates before `until` that neither a file, up to `told`, nor a report before it tells."""
    taken: set[date] = set()
    for folder, first, days in reports:
        own = {first + timedelta(days=step) for step in range(days)}
        mine = {day for day in own - taken if day < until and (told is None or day > told)}
        taken |= mine
        if mine:
            yield folder, mine


def earlier_reports(root: Path) -> list[tuple[Path, date, int]]:
    """Report folders with first date and number of days, the one that began last first."""
    found = []
    for old in (root / "reports").glob(".*.old"):
        recover(old.with_name(old.name[1:-4]))
    for folder in sorted((root / "reports").glob("[!.]*")):
        span = _span(folder)
        if span and (folder / "roster.csv").is_file() and not SCENARIO.fullmatch(folder.name):
            found.append((folder, *span))
    return sorted(found, key=lambda row: (row[1], row[0].name == str(row[1])), reverse=True)


def _span(folder: Path) -> tuple[date, int] | None:
    """First date and number of days as the folder's summary says; None where it is no report."""
    try:
        horizon = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["horizon"]
        first, after = (date.fromisoformat(horizon[key][:10]) for key in ("start", "end"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return first, (after - first).days
