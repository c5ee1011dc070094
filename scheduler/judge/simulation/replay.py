"""A file of contacts to replay: `queue,arrival,handle_seconds,patience_seconds`."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import InputError
from scheduler.judge.simulation.contacts import Contacts
from scheduler.load.complaints import Complaints
from scheduler.load.files import Files
from scheduler.load.rosters.cells import Wrong, moment_cell, one_of
from scheduler.load.sheets.numbers import read_number
from scheduler.load.sheets.sheet import Row, read_sheet
from scheduler.operation import Operation

COLUMNS = ("queue", "arrival", "handle_seconds", "patience_seconds")


def read_contacts(path: Path, operation: Operation, horizon: Horizon) -> tuple[Contacts, tuple[str, ...]]:
    """The file's contacts within the horizon, and a note on those outside it.

    `arrival` carries its offset or is local to the planning zone. An empty `handle_seconds` or `patience_seconds` (both
    columns are optional) is drawn as the forecast and the queue say; until then it is NaN, and `leave` holds the
    patience. Raises `InputError` with every complaint.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; it must hold contacts: {','.join(COLUMNS)}")
    complaints = Complaints()
    text = Files(path.parent, complaints).text(str(path), path)
    sheet = read_sheet(str(path), text, COLUMNS[:2], COLUMNS[2:], complaints)
    queues, rows = list(operation.queues), []
    for row in sheet.rows():
        try:
            rows.append(_contact(row, queues, operation.time_zone, horizon))
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    complaints.refuse()
    inside = [row for row in rows if 0 <= row[1] < 60 * horizon.minutes]
    outside = len(rows) - len(inside)
    notes = (f"{path}: {outside:,} of {len(rows):,} contacts lie outside the horizon and are left out",)
    return _arrays(inside), notes if outside else ()


def _contact(row: Row, queues: list[str], zone_name: str, horizon: Horizon) -> tuple[int, float, float, float]:
    queue = queues.index(one_of(row["queue"], "queue", queues))
    arrival = (moment_cell(row["arrival"], zone_name) - horizon.start).total_seconds()
    return queue, arrival, _seconds(row, "handle_seconds"), _seconds(row, "patience_seconds")


def _seconds(row: Row, column: str) -> float:
    """A number of seconds, not negative; NaN for an empty cell."""
    text = row[column]
    if not text:
        return math.nan
    try:
        seconds = read_number(text, row.decimals)
    except ValueError as error:
        raise Wrong(f"{column}: {error}, or leave it empty to have it drawn") from None
    if seconds < 0:
        raise Wrong(f"{column} {text!r} is not a number of seconds such as 240; leave it empty to have it drawn")
    return seconds


def _arrays(rows: list[tuple[int, float, float, float]]) -> Contacts:
    table = np.array(sorted(rows, key=lambda row: row[1]), dtype=np.float64).reshape(-1, 4)
    queue = table[:, 0].astype(np.int64)
    return Contacts(queue, table[:, 1], table[:, 2], table[:, 3], np.full(queue.size, np.inf))
