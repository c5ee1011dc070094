"""What callers meet, for the page's first card: a row a queue with its days, those that miss their target first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scheduler.report.answer.verdicts import missed_queues, targets_words, too_many_leave, verdict_of

SHOWN = 7
"""Days that have room beside each queue; simulation.html has those of longer horizons."""
NOTHING: Mapping[str, Any] = {"expected": None, "half_width": None}


def service_view(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What the template shows of `service` of the summary; None where nothing was simulated."""
    if told is None or not told["queues"]:
        return None
    dates = sorted({day for row in told["queues"].values() for day in row["days"]})
    dates = dates if len(dates) <= SHOWN else []
    missed = missed_queues(told)
    order = [*missed, *(name for name in told["queues"] if name not in missed)]
    return {
        **told,
        "missed": missed,
        "targets": targets_words(told),
        "dates": [date.fromisoformat(day) for day in dates],
        "rows": [_row(name, told["queues"][name], dates) for name in order],
    }


def _row(name: str, row: Mapping[str, Any], dates: list[str]) -> dict[str, Any]:
    known = [row["days"].get(day) for day in dates]
    cells = [{**(cell or NOTHING), "verdict": verdict_of(cell, row) if cell else "none", "leaving": _leaving(cell, row)}
             for cell in known]  # fmt: skip
    told = {"queue": name, "verdict": verdict_of(row), "oldest": duration(row["oldest_seconds"])}
    limit = {"timely": row["promise"].partition(", at most")[0], "most_abandoned": row.get("most_abandoned")}
    return {**row, **told, **limit, "cells": cells}


def _leaving(cell: Mapping[str, Any] | None, row: Mapping[str, Any]) -> float | None:
    """The share that gives up, where that is too many."""
    return cell["abandoned"] if cell and too_many_leave(cell, row) else None


def duration(seconds: float | None) -> str:
    """`45 s`, `12 min`, `3.5 h`; a dash where there is none."""
    if seconds is None:
        return "–"
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"
