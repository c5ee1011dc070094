"""`scheduler verify`: repeat the solve behind a report, and say whether the same roster comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.report import Answer

COMPARED = ("roster.csv", "activities.csv", "duty.csv")
ANOTHER = 1


@click.command("verify")
@options.roster
@options.workspace
@options.as_json
@click.pass_context
def command(context: click.Context, roster: Path, workspace: Path, as_json: bool) -> None:
    """Repeat the solve that wrote a report folder, from its manifest, and compare the rosters.

    ROSTER is a report folder of `solve`. Nothing is written. A run with --deterministic gives the same roster on the
    same versions; any other may give another one, and then only the points are compared.

    Exit status: 0 repeated, 1 a deterministic run gave another roster, 2 the inputs changed or there is no manifest.

    Example: scheduler verify reports/2026-12-21
    """
    from scheduler.cli.asked import solved_again

    folder = roster if roster.exists() else workspace / roster
    summary = read_summary(folder)
    asked = summary["manifest"]
    answer, notes = solved_again(workspace, folder, summary)
    told = compared(folder, summary, answer)
    if as_json:
        options.print_json({"deterministic": asked["deterministic"], **vars(told), "notes": notes})
    else:
        options.print_notes(notes)
        options.print_lines(lines(told, asked["deterministic"]))
    context.exit(ANOTHER if asked["deterministic"] and not told.same else 0)


@dataclass(frozen=True)
class Told:
    """Two runs side by side."""

    same: bool
    """Whether the files of the roster are the same to the byte."""
    objective: int
    objective_again: int
    bound: int | None
    bound_again: int | None
    duties: int
    duties_changed: int
    """Lines of roster.csv that only one of the two has."""


def read_summary(folder: Path) -> dict[str, Any]:
    """The summary of a report that `solve` wrote and nobody edited; raises `InputError`."""
    from scheduler.load.rosters.written import edited_files

    file = folder / "summary.json"
    try:
        summary: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: no report of `scheduler solve` can be read there") from error
    manifest = summary.get("manifest")
    if not isinstance(manifest, dict) or "deterministic" not in manifest:
        raise InputError(f"{file}: no manifest, so nothing says what was asked; only reports of `solve` have one")
    edited = [name for name in edited_files(folder) if name in (*COMPARED, "summary.json")]
    if edited:
        raise InputError(f"{folder / name}: edited since it was written, so it cannot be verified" for name in edited)
    return summary


def compared(folder: Path, summary: dict[str, Any], answer: Answer) -> Told:
    """The rosters of both runs."""
    from scheduler.report.rows import tables

    files = tables(answer)
    before = (folder / "roster.csv").read_text(encoding="utf-8").splitlines()
    now = files["roster.csv"].decode().splitlines()
    return Told(
        same=all(files[name] == (folder / name).read_bytes() for name in COMPARED),
        objective=int(summary["objective"]),
        objective_again=answer.score.objective,
        bound=summary["bound"],
        bound_again=answer.bound,
        duties=len(before) - 1,
        duties_changed=len(set(before) ^ set(now)),
    )


def lines(told: Told, deterministic: bool) -> Iterator[str]:
    """What a planner reads."""
    if told.same:
        yield f"the same roster: {told.duties} shifts, {told.objective:,} points"
        return
    yield f"another roster: {told.duties_changed} lines of roster.csv are in one of the two only"
    yield f"points             {told.objective:,} then, {told.objective_again:,} now"
    then, now = ("none" if bound is None else f"{bound:,}" for bound in (told.bound, told.bound_again))
    yield f"bound              {then} then, {now} now"
    if not deterministic:
        yield "it was solved against the clock; `solve --deterministic` gives the same roster each time"
