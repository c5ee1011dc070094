"""What a report folder says of its making: the scenario and the forecasts that it was made with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.errors import InputError
from scheduler.load.complaints import Complaints, Place
from scheduler.load.rosters.written import recover


@dataclass(frozen=True)
class Made:
    """A report's summary, and what its manifest says of the inputs; a bare roster file has neither."""

    file: Path
    """`summary.json`."""
    summary: dict[str, Any] | None = None
    scenario: str | None = None
    forecast: tuple[str, ...] = ()


def made_with(path: Path) -> Made:
    """Read the summary in a report folder, or beside a roster file.

    Raises `InputError` where it is no summary, or its manifest names no scenario or forecasts that can be read.
    """
    recover(path.parent if path.suffix == ".csv" else path)
    file = (path if path.is_dir() else path.parent) / "summary.json"
    complaints = Complaints()
    summary = read_summary(file, complaints)
    complaints.refuse()
    told = (summary or {}).get("manifest") or {}
    if not _readable(told):
        raise InputError(f"{file}:1: its manifest is not as it was written; solve again, or take the file away")
    return Made(file, summary, told.get("scenario"), tuple(told.get("forecast") or ()))


def _readable(manifest: Any) -> bool:
    if not isinstance(manifest, dict):
        return False
    forecast = manifest.get("forecast") or []
    named = isinstance(forecast, list) and all(isinstance(name, str) for name in forecast)
    return named and isinstance(manifest.get("scenario"), str | None)


def read_summary(file: Path, complaints: Complaints) -> dict[str, Any] | None:
    """`summary.json` where it is present; it must be an object."""
    if not file.is_file():
        return None
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    except ValueError as wrong:
        complaints.add(Place(str(file), getattr(wrong, "lineno", 1)), f"not JSON ({wrong})")
        return None
    complaints.add(Place(str(file), 1), "not a summary; it wants one object")
    return None
