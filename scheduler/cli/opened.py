"""A roster opened for judging: the workspace it belongs to, its horizon and what the queues require in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation
    from scheduler.requirement import Requirement
    from scheduler.roster import Roster


@dataclass(frozen=True)
class OpenedRoster:
    """A roster as its files say, beside what was asked of it."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    roster: Roster
    notes: tuple[str, ...]


def open_roster(root: Path, path: Path, forecast: tuple[str, ...], scenario: str | None) -> OpenedRoster:
    """Read a workspace and a roster of it; ROSTER is looked for in the current folder, then in the workspace.

    Raises `InputError` with every complaint of the files.
    """
    from scheduler.load import load
    from scheduler.load.rosters import read_roster
    from scheduler.loop import with_moves
    from scheduler.staffing import staff
    from scheduler.store import with_history

    if not root.is_dir():
        raise InputError(f"{root}: no such folder; `scheduler init {root}` makes a workspace there")
    operation = load(root, forecast=forecast, scenario=scenario)
    loaded = read_roster(path if path.exists() else root / path, operation)
    operation, history_notes = with_history(operation, loaded.horizon)
    place = path if path.exists() else root / path
    requirement, moved = with_moves(staff(operation, loaded.horizon), place if place.is_dir() else place.parent)
    edited = ("the roster was edited since it was written",) if loaded.edited else ()
    notes = (*operation.warnings, *history_notes, *loaded.notes, *edited, *moved, *requirement.notes)
    return OpenedRoster(operation, loaded.horizon, requirement, loaded.roster, notes)
