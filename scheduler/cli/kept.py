"""The shifts that a solve went on from: they stay where needless work is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.operation import Operation
    from scheduler.roster import Roster


def kept_roster(operation: Operation, summary: dict[str, Any] | None) -> tuple[Roster | None, tuple[str, ...]]:
    """The roster named by `--start` in a manifest, and notes; none where none is, `--tidy` freed it, or it changed."""
    from scheduler.cli.start import mark_of
    from scheduler.load.rosters.rosters import read_roster

    manifest = (summary or {}).get("manifest") or {}
    name = manifest.get("start")
    if not name or manifest.get("tidy"):
        return None, ()
    place = next((path for path in (Path(name), operation.root / name) if path.exists()), None)
    try:
        if place is not None and mark_of(place) == manifest.get("start_mark"):
            return read_roster(place, operation).roster, ()
    except InputError:
        pass
    return None, (f"{name}, the roster of --start, is not there as it was: its shifts are taken as free",)
