"""Tables, charts, page, workbook and calendars of a finished roster; `write` fills a report folder."""

from __future__ import annotations

from pathlib import Path

from scheduler.report.answer import Answer
from scheduler.report.page import page
from scheduler.report.rows import tables
from scheduler.report.summary import summary
from scheduler.report.text import json_bytes
from scheduler.store import write_whole

__all__ = ["Answer", "files", "write"]


def files(answer: Answer) -> dict[str, bytes]:
    """Name -> content of everything in `reports/DATE/`; the same answer gives the same bytes."""
    told = summary(answer)
    return {**tables(answer), "summary.json": json_bytes(told), "index.html": page(answer, told)}


def write(folder: Path, answer: Answer, *, force: bool = False) -> None:
    """Fill a report folder, whole or not at all; raises `InputError` over a planner's edits unless `force`."""
    write_whole(folder, files(answer), force=force)
