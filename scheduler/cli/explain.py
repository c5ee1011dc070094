"""`scheduler explain`: why nobody could, for each shortage and each open escalation hour of a roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.judge import Explanation


@click.command("explain")
@options.roster
@options.opening
@click.option("--worst", metavar="N", type=click.IntRange(min=0), default=30, show_default=True, help="Shortages told.")
@options.as_json
def command(
    roster: Path, workspace: Path, forecast: tuple[str, ...], scenario: str | None, worst: int, as_json: bool
) -> None:
    """Why nobody could come, for each open escalation hour and the worst shortages.

    Everyone who is able is asked at the time when most are missing: at work, on leave, or kept away by which limit.

    Example: scheduler explain reports/2026-12-21 --worst 10
    """
    from scheduler.cli.opened import open_roster
    from scheduler.judge import explain

    opened = open_roster(workspace, roster, forecast, scenario)
    found = explain(opened.operation, opened.horizon, opened.requirement, opened.roster, worst)
    if as_json:
        options.print_json(answer(found, opened.notes))
        return
    options.print_notes(opened.notes)
    options.print_lines(found.lines())


def answer(found: Explanation, notes: tuple[str, ...]) -> dict[str, Any]:
    """What `--json` prints: instants in UTC."""
    rows = [
        {
            "kind": row.gap.kind,
            "name": row.gap.name,
            "start": row.gap.start.isoformat(),
            "end": row.gap.end.isoformat(),
            "agent_hours": row.gap.agent_hours,
            "points": row.gap.points,
            "able": row.able,
            "reasons": row.counts,
            "people": row.people,
            "text": row.text,
        }
        for row in found.reasons
    ]
    heads = [
        {"date": row.date.isoformat(), "shift": row.shift, "required": row.required, "assigned": row.assigned}
        for row in found.headcount
    ]
    left_out = {
        "left_out": found.left_out,
        "left_out_hours": found.left_out_hours,
        "left_out_points": found.left_out_points,
    }
    return {"gaps": rows, "headcount": heads, **left_out, "notes": list(notes)}
