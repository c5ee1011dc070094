"""What commands share: their options, the opening of a workspace, and how notes and results are printed."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation

F = TypeVar("F", bound=Callable[..., Any])
Option = Callable[[F], F]


def _as_date(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _as_seconds(ctx: click.Context, parameter: click.Parameter, value: float) -> float:
    if not isfinite(value):
        raise click.BadParameter(f"{value} is no number of seconds; write one such as 60")
    return value


def _as_path(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    return Path(value) if value is not None else None


workspace = click.option(
    "-C",
    "--workspace",
    metavar="DIR",
    default=".",
    callback=_as_path,
    help="The workspace: a folder with config/, forecasts/ and reports/. Default: the current folder.",
)
from_date = click.option(
    "--from",
    "first",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_as_date,
    help="First day, a week's first. Default: the first week that the forecasts cover.",
)
weeks = click.option(
    "--weeks", metavar="N", type=click.IntRange(1, 52), default=1, show_default=True, help="Length of the horizon."
)
forecast = click.option(
    "--forecast",
    metavar="FILE",
    multiple=True,
    help="Read only this file of forecasts/; may be repeated. Default: all that touch the horizon.",
)
scenario = click.option("--scenario", metavar="NAME", help="Apply config/scenarios/NAME.toml.")
forecast_made = click.option(
    "--forecast",
    metavar="FILE",
    multiple=True,
    help="Read only this file of forecasts/; may be repeated. Default: those that the report was made with.",
)
scenario_made = click.option(
    "--scenario",
    metavar="NAME",
    help="Judge with config/scenarios/NAME.toml, `base`: none. Default: the one that the report was made with.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one machine-readable object to stdout.")
time_limit = click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    callback=_as_seconds,
    default=30.0,
    show_default=True,
    help="Time to solve, without reading and writing. Duties are dealt out however short it is.",
)
workers = click.option(
    "--workers", metavar="N", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads to solve with."
)
seed = click.option(
    "--seed", metavar="N", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of the search."
)
force = click.option(
    "--force", is_flag=True, help="Overwrite a report folder whose roster was edited since it was written."
)
out = click.option(
    "--out", metavar="DIR", callback=_as_path, help="Folder to write. Default: reports/DATE/ of the workspace."
)
roster = click.argument("roster", metavar="ROSTER", callback=_as_path)


def together(*options: Callable[[Any], Any]) -> Callable[[F], F]:
    """Several options as one decorator, in the order in which help shows them."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


reading = together(workspace, from_date, weeks, forecast, scenario)
"""What every command that opens a workspace takes: -C, --from, --weeks, --forecast, --scenario."""
opening = together(workspace, forecast_made, scenario_made)
"""What every command that opens a roster takes: -C, --forecast, --scenario."""
solving = together(time_limit, workers, seed)


def open_workspace(
    root: Path, *, first: date | None = None, weeks: int = 1, forecast: Iterable[str] = (), scenario: str | None = None
) -> tuple[Operation, Horizon, tuple[str, ...]]:
    """Read a workspace, choose the horizon, and add the history that earlier reports hold; the notes say what was done.

    Raises `InputError` with every complaint at once.
    """
    from scheduler.history import with_history
    from scheduler.judge.leave_notes import leave_notes
    from scheduler.load import choose_horizon, load
    from scheduler.load.duty.notes import duty_notes
    from scheduler.load.horizon import idle_weeks_note

    if not root.is_dir():
        raise InputError(f"{root}: no such folder; `scheduler init {root}` makes a workspace there")
    operation = load(root, forecast=tuple(forecast), scenario=scenario)
    horizon = choose_horizon(operation, first, weeks)
    operation, history_notes = with_history(operation, horizon)
    notes = (*idle_weeks_note(operation, horizon), *history_notes, *leave_notes(operation, horizon))
    return operation, horizon, (*operation.warnings, *duty_notes(operation, horizon), *notes)


def report_folder(root: Path, horizon: Horizon, out: Path | None, scenario: str | None = None) -> Path:
    """`--out`, else `reports/DATE/`; a scenario is written beside the real week, to `reports/DATE-NAME/`."""
    if out is not None:
        return out
    return root / "reports" / (f"{horizon.first}-{scenario}" if scenario else str(horizon.first))


def refuse_early(folder: Path, force: bool) -> None:
    """Raise `InputError` before solving, not after, where the report could not be written anyway."""
    from scheduler.load.rosters.written import edited_files
    from scheduler.store import refuse_plain_file

    refuse_plain_file(folder)
    edited = () if force else edited_files(folder)
    if edited:
        raise InputError(
            f"{folder / name}: edited since it was written, so it is not overwritten; "
            "`--force` overwrites it, `--out` writes elsewhere"
            for name in edited
        )


def print_notes(notes: Iterable[str]) -> None:
    """One line a note, on stderr."""
    print_lines((f"Note: {note}" for note in notes), err=True)


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines: on a terminal folded between words, the rest indented; elsewhere each line whole, for `grep`."""
    stream = sys.stderr if err else sys.stdout
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    for line in lines:
        click.echo(line if width is None else folded(line, width), err=err)


def folded(line: str, width: int) -> str:
    """The line in pieces of at most so many columns; a longer word stays whole."""
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def print_json(answer: object) -> None:
    """One machine-readable object, on stdout."""
    click.echo(json.dumps(answer, indent=1, ensure_ascii=False, default=str))
