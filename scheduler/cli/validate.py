"""`scheduler validate`: what was understood of a workspace, and the arithmetic before a solve."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rich_click as click

from scheduler.cli import options


@click.command("validate")
@options.reading
@options.as_json
def command(
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    scenario: str | None,
    as_json: bool,
) -> None:
    """What was understood of the files, and whether there can be people enough.

    Prints sites, people and volumes, then sets the hours that each queue requires against those that able people
    could work, day by day. Every complaint about the files comes at once, with its line.

    Example: scheduler validate --from 2026-12-21
    """
    from scheduler.judge.napkin import napkin
    from scheduler.load.duty.notes import overlap_notes
    from scheduler.load.understood import understood
    from scheduler.staffing import impossible_due, staff

    operation, horizon, notes = options.open_workspace(
        workspace, first=first, weeks=weeks, forecast=forecast, scenario=scenario
    )
    requirement = staff(operation, horizon)
    due = [{"queue": queue, "least_hours": hours} for queue, hours in impossible_due(operation, horizon)]
    answer = understood(operation, horizon) | {
        "napkin": napkin(operation, horizon, requirement) | {"impossible_due": due},
        "notes": [*notes, *overlap_notes(operation, horizon), *requirement.notes],
    }
    if as_json:
        options.print_json(answer)
        return
    options.print_notes(answer["notes"])
    from scheduler.cli.validate_tables import show

    show(answer)
