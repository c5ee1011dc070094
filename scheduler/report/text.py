"""How a report spells instants, numbers and tables: one way for every file, so the same answer gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from scheduler.clock import local

Row = Sequence[object]


def instant_text(moment: datetime, zone_name: str) -> str:
    """ISO 8601 with the zone's offset at that instant: `2026-12-21T08:00:00-08:00`."""
    return local(moment, zone_name).isoformat()


def short_day(value: date) -> str:
    """`Mon 21 Dec`."""
    return f"{value:%a} {value.day} {value:%b}"


def number(value: float) -> str:
    """The value with at most six decimals, no trailing zeros, `0` and never `-0`; empty where there is no number."""
    if math.isnan(value):
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def csv_bytes(header: Row, rows: Iterable[Row]) -> bytes:
    """A table in UTF-8 with commas and LF; a header alone where there are no rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def json_bytes(found: object) -> bytes:
    """One object, indented, in UTF-8, its keys in the order given."""
    return (json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
