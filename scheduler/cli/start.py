"""A roster in hand for `solve --start`, and a mark by which it is known again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation
    from scheduler.roster import Roster


def roster_in_hand(
    path: Path | None, operation: Operation, horizon: Horizon, scenario: str | None = None
) -> Roster | None:
    """The roster to search on from, read with the scenario that it was made with, whatever `scenario` is solved.

    Raises `InputError` where it is of another week.
    """
    from scheduler.cli.opened import BASE, made_scenario
    from scheduler.load import load
    from scheduler.load.rosters.made import made_with
    from scheduler.load.rosters.rosters import read_roster

    if path is None:
        return None
    made = made_with(path)
    if made.summary is not None and made.scenario != scenario:
        before = made_scenario(operation.root, made, "start from another roster")
        operation = load(operation.root, forecast=made.forecast, scenario=before)
        made_as, now = made.scenario or BASE, scenario or BASE
        options.print_notes([f"--start {path}: made with scenario {made_as!r}, and gone on from with {now!r}"])
    loaded = read_roster(path, operation)
    if loaded.horizon != horizon:
        held = f"{loaded.horizon.first} to {loaded.horizon.last}"
        raise InputError(f"--start {path}: a roster of {held}; {horizon.first} to {horizon.last} is being solved")
    return loaded.roster


def mark_of(path: Path | None) -> str | None:
    """sha256 of the roster's file; None where there is none."""
    if path is None:
        return None
    file = path / "roster.csv" if path.is_dir() else path
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
