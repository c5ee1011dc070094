"""`scheduler report`: the page and the tables of a roster again, recounted, after edits too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.cli.opened import OpenedRoster
    from scheduler.report import Answer

OWN = ("roster.csv", "activities.csv", "duty.csv")
"""What a planner edits: in place it stays as it is, and stays known as edited."""


@click.command("report")
@options.roster
@options.opening
@options.out
@options.force
@options.as_json
def command(
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Render a roster's page and tables again, recounted from its files.

    ROSTER is a report folder or a roster file, edited by hand or not. Without --out the folder itself is renewed:
    its roster.csv and activities.csv stay as they are.

    Example: scheduler report reports/2026-12-21
    """
    from scheduler.cli.opened import open_roster
    from scheduler.report.answer.badge import badge

    opened = open_roster(workspace, roster, forecast, scenario)
    answer, notes = replace(answered(opened), simulates=False), opened.notes
    folder = out or home(workspace, roster)
    written = renewed(folder, answer, in_place=out is None, force=force)
    if as_json:
        told = {"status": answer.status, "edited": answer.edited, **figures(answer)}
        options.print_json({"report": str(folder), "files": written, "notes": list(notes), **told})
        return
    options.print_notes(notes)
    counts = figures(answer)
    for line in lines_of_service(answer):
        click.echo(line)
    click.echo(f"{answer.horizon.first} to {answer.horizon.last}: {counts['objective']:,} points")
    click.echo(f"short {counts['short_agent_hours']:,.1f} of {counts['required_agent_hours']:,.1f} agent-hours")
    click.echo(f"limits broken: {counts['limits_broken']}")
    click.echo(badge(answer))
    click.echo(f"open {folder / 'index.html'}")


def answered(opened: OpenedRoster) -> Answer:
    """A roster's bill, counted anew; its manifest keeps what it was opened with.

    Where the inputs are others than those of the solve, it keeps nothing else: no solve of them made the roster.
    """
    from scheduler.report.answer.again import answer_again

    answer = answer_again(
        opened.operation, opened.horizon, opened.requirement, opened.roster, opened.summary, opened.changed,
        opened.edited,
    )  # fmt: skip
    chosen = {"scenario": opened.scenario, "forecast": list(opened.forecast)}
    asked = {} if opened.changed else answer.manifest
    return replace(answer, manifest={**asked, **chosen})


def found(root: Path, roster: Path) -> Path:
    """ROSTER in the current folder, else in the workspace."""
    return roster if roster.exists() else root / roster


def home(root: Path, roster: Path) -> Path:
    """The report folder that a roster lies in; raises `InputError` for a file that is in none."""
    path = found(root, roster)
    if path.is_dir():
        return path
    if path.name != "roster.csv" or not (path.parent / "summary.json").is_file():
        raise InputError(f"{path}: not a roster.csv of a report folder; `--out DIR` says where to write")
    return path.parent


def renewed(folder: Path, answer: Answer, in_place: bool, force: bool) -> list[str]:
    """Write the folder; the names of the files written."""
    from scheduler.report import files
    from scheduler.report.simulation.outdated import marked
    from scheduler.store import write_whole

    beside = in_place and (folder / "simulation.html").is_file()
    made = {name: content for name, content in files(answer, beside).items() if not (in_place and name in OWN)}
    if beside:
        page = (folder / "simulation.html").read_bytes()
        made["simulation.html"] = marked(page, outdated=not_simulated(answer))
    write_whole(folder, made, force=force, add=in_place)
    return sorted(made)


def not_simulated(answer: Answer) -> bool:
    """Whether there are queues, and no simulation of this very roster."""
    return answer.service is None and bool(answer.operation.queues)


def lines_of_service(answer: Answer) -> tuple[str, ...]:
    """The service in the lines of the end of a solve, or that it is not known."""
    from scheduler.report.answer.verdicts import service_lines

    if not_simulated(answer):
        return ("service            not known of this roster; `scheduler simulate` tells it",)
    return tuple(service_lines(answer.service))


def figures(answer: Answer) -> dict[str, float]:
    """What a planner looks at first."""
    return {
        "objective": answer.score.objective,
        "short_agent_hours": answer.score.short_agent_hours,
        "required_agent_hours": answer.score.required_agent_hours,
        "limits_broken": len(answer.findings),
    }
