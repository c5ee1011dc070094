"""A roster opened for judging: with the inputs that it was made with, its horizon and what the queues require in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.load.rosters.made import Made
    from scheduler.operation import Operation
    from scheduler.requirement import Requirement
    from scheduler.roster import Roster

BASE = "base"
"""The name of a scenario that stands for the plan as it is."""


@dataclass(frozen=True)
class OpenedRoster:
    """A roster as its files say, beside what was asked of it."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    roster: Roster
    notes: tuple[str, ...]
    summary: dict[str, Any] | None = None
    """`summary.json` as written; None beside a bare roster file."""
    changed: bool = False
    """Whether the inputs are others, within the horizon, than the roster was made with."""
    scenario: str | None = None
    forecast: tuple[str, ...] = ()
    """What it was opened with."""
    edited: bool = False
    """Whether its files were changed since they were written."""


def open_roster(root: Path, path: Path, forecast: tuple[str, ...], scenario: str | None) -> OpenedRoster:
    """Read a workspace and a roster of it; ROSTER is looked for in the current folder, then in the workspace.

    A report folder is opened with the scenario and the forecasts that it was made with, unless others are given.
    Raises `InputError` with every complaint of the files.
    """
    from scheduler.history import with_history
    from scheduler.load import load
    from scheduler.load.rosters.made import made_with
    from scheduler.load.rosters.rosters import read_roster
    from scheduler.loop import with_moves
    from scheduler.report.answer.again import since_made
    from scheduler.staffing import staff

    if not root.is_dir():
        raise InputError(f"{root}: no such folder; `scheduler init {root}` makes a workspace there")
    place = path if path.exists() else root / path
    made = made_with(place)
    chosen, files = chosen_scenario(root, made, scenario), forecast or made.forecast
    operation = load(root, forecast=files, scenario=chosen)
    loaded = read_roster(place, operation)
    operation, history_notes = with_history(operation, loaded.horizon)
    requirement, moved = with_moves(staff(operation, loaded.horizon), place if place.is_dir() else place.parent)
    changed, told = since_made(operation, loaded.horizon, loaded.summary)
    edited = ("the roster was edited since it was written",) if loaded.edited else ()
    opened_with = tuple(as_made(made, chosen, files))
    notes = (*operation.warnings, *opened_with, *history_notes, *loaded.notes, *edited, *moved, *requirement.notes)
    return OpenedRoster(
        operation, loaded.horizon, requirement, loaded.roster, (*notes, *told), loaded.summary, changed, chosen, files,
        loaded.edited,
    )  # fmt: skip


def chosen_scenario(root: Path, made: Made, scenario: str | None) -> str | None:
    """The scenario asked for, `base` for none, else the one of the manifest."""
    if scenario is not None:
        return None if scenario == BASE else scenario
    otherwise = f"judge the roster by another with `--scenario NAME`, `{BASE}` for the plan as it is"
    return made_scenario(root, made, otherwise)


def made_scenario(root: Path, made: Made, otherwise: str) -> str | None:
    """The scenario of the manifest; raises `InputError` where its file is gone, which says what to do `otherwise`."""
    if made.scenario is not None and not (root / "config" / "scenarios" / f"{made.scenario}.toml").is_file():
        file = f"config/scenarios/{made.scenario}.toml"
        raise InputError(f"{made.file}: made with {file}, which is not there; put it back, or {otherwise}")
    return made.scenario


def as_made(made: Made, scenario: str | None, forecast: tuple[str, ...]) -> Iterator[str]:
    """Notes on the scenario and the forecasts that were taken, where they are not those of the plan as it is."""
    if scenario != made.scenario and made.summary is not None:
        yield f"judged with scenario {scenario or BASE!r}; the roster was made with {made.scenario or BASE!r}"
    elif scenario is not None:
        yield f"with scenario {scenario!r}" + (", as the roster was made" if made.scenario else "")
    if forecast and forecast == made.forecast:
        yield f"forecasts read, as the roster was made: {', '.join(forecast)}"
