"""Tables, charts, page, workbook and calendars of a finished roster; `write` fills a report folder.

    text          How a report spells instants, numbers and tables: one way for every file
    answer        All that a report tells, `summary.json`, and an answer made again from files
    duty_words    Rows of duty.csv in the order of cover.toml and in a planner's words
    rows          The tables of a report folder, row by row, as `formats.md` lays them down
    people        Who carries what: hours against the contract, weekends, holidays, nights and wishes
    meetings      Meetings and decompression, as people are told of them beside their breaks
    page          `index.html`
    queues_compared  The service of queues in scenarios side by side
    compare_page  The page of a comparison: scenarios side by side, each with its bound
    simulation    What a simulation found: charts, tables and `simulation.html`
    calendars     Calendars, one an agent and one a duty
    sheets        The workbook `roster.xlsx`, and a lead's list of shifts
"""

from __future__ import annotations

from pathlib import Path

from scheduler.report.answer.answer import Answer
from scheduler.report.answer.summary import summary
from scheduler.report.page.index import page
from scheduler.report.rows import tables
from scheduler.report.text import json_bytes
from scheduler.store import write_whole

__all__ = ["Answer", "files", "write"]


def files(answer: Answer, beside: bool = False) -> dict[str, bytes]:
    """Name -> content of everything in `reports/DATE/`; the same answer gives the same bytes.

    `beside` says whether simulation.html lies there, too, so that the page links to it.
    """
    told = summary(answer)
    return {**tables(answer), "summary.json": json_bytes(told), "index.html": page(answer, told, beside)}


def bare_files(answer: Answer) -> dict[str, bytes]:
    """The tables, and what the roster was made with: what is written where the page or the summary fails."""
    inputs = dict(sorted(answer.operation.inputs.items()))
    known = {"manifest": answer.manifest, "fingerprint": answer.fingerprint, "inputs": inputs, "solved": False}
    return {**tables(answer), "summary.json": json_bytes(known)}


def write(folder: Path, answer: Answer, *, force: bool = False) -> None:
    """Fill a report folder, whole or not at all; raises `InputError` over a planner's edits unless `force`."""
    write_whole(folder, files(answer), force=force)
