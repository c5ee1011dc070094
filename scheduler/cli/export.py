"""`scheduler export`: a roster as a workbook, as calendars, or as a lead's sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from scheduler.cli import options
from scheduler.cli.check import BROKEN, broken
from scheduler.cli.report import answered, home
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.cli.opened import OpenedRoster
    from scheduler.operation import Agent, Operation
    from scheduler.rules import Finding


@click.command("export")
@click.argument("roster", metavar="DIR", type=click.Path(path_type=Path))
@options.opening
@click.option(
    "--format",
    "kind",
    type=click.Choice(["xlsx", "ics", "csv"]),
    required=True,
    help="A workbook (xlsx), calendars (ics) or a lead's sheet (csv).",
)
@click.option("--site", metavar="S", help="Only the agents of this site.")
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="File to write (ics: folder). Default: roster.xlsx, calendars/ or lead.csv in the report folder.",
)
@click.option("--with-violations", is_flag=True, help="Hand on a roster that breaks limits, too.")
@options.force
@options.as_json
@click.pass_context
def command(
    context: click.Context,
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    kind: str,
    site: str | None,
    out: Path | None,
    with_violations: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Hand a roster on: a workbook, one calendar an agent and one a duty, or a lead's sheet.

    DIR is a report folder. Calendars keep the identity of shifts and duties: what changed since the last export is
    updated, what is no more is cancelled. Nothing exported says why someone is on leave. A roster that breaks limits
    is handed on only with --with-violations; limits that `solve --give-up` gave up count as kept.

    Exit status: 0 done, 2 wrong input, 3 limits are broken and nothing is written.

    Example: scheduler export reports/2026-12-21 --format xlsx --site seattle
    """
    from scheduler.cli.opened import open_roster

    opened = open_roster(workspace, roster, forecast, scenario)
    agents = chosen(opened.operation, site)
    findings = () if with_violations else not_accepted(opened)
    if findings:
        refuse_broken(findings, as_json, opened.notes)
        context.exit(BROKEN)
    folder = home(workspace, roster) if out is None else None
    if kind == "ics":
        written = hand_on_calendars(opened, agents, folder, out, force)
    else:
        made = table(opened, agents, kind)
        written = [hand_on_file(made, kind, site, folder, out, force)]
    if as_json:
        options.print_json(
            {"files": [str(path) for path in written], "agents": len(agents), "notes": list(opened.notes)}
        )
        return
    options.print_notes(opened.notes)
    click.echo(f"wrote {written[0] if len(written) == 1 else f'{len(written)} calendars in {written[0].parent}'}")


def chosen(operation: Operation, site: str | None) -> list[Agent]:
    """The agents of a site, or all; raises `InputError` for a site that does not exist."""
    if site is not None and site not in operation.sites:
        from scheduler.load.complaints import meant

        raise InputError(f"--site: unknown site {site!r}; {meant(site, operation.sites)}")
    return [agent for agent in operation.agents if site in (None, agent.site)]


def not_accepted(opened: OpenedRoster) -> tuple[Finding, ...]:
    """The limits that the roster breaks and that no solve gave up."""
    from scheduler.judge import check
    from scheduler.report.answer.accepted import accepted_in, is_accepted

    accepted = accepted_in(opened.summary)
    found = check(opened.operation, opened.horizon, opened.roster)
    return tuple(finding for finding in found if not is_accepted(finding, accepted))


def refuse_broken(findings: tuple[Finding, ...], as_json: bool, notes: tuple[str, ...]) -> None:
    """Say which limits are broken, and how to hand the roster on all the same."""
    if as_json:
        told = [vars(finding) for finding in findings]
        options.print_json({"files": [], "limits_broken": len(findings), "findings": told, "notes": list(notes)})
        return
    options.print_notes(notes)
    why = "Error: the roster breaks limits, so it is not handed on; `--with-violations` hands it on all the same"
    options.print_lines((why, *broken(findings)), err=True)


def table(opened: OpenedRoster, agents: list[Agent], kind: str) -> bytes:
    """The workbook, which tells the whole bill, or the lead's sheet."""
    from scheduler.report.sheets.leads import lead_sheet
    from scheduler.report.sheets.workbook import workbook

    if kind == "csv":
        return lead_sheet(opened.operation, opened.roster, agents)
    return workbook(answered(opened), agents)


def hand_on_file(made: bytes, kind: str, site: str | None, folder: Path | None, out: Path | None, force: bool) -> Path:
    """Write a workbook or a sheet to `out`, or under its own name into the report folder."""
    from scheduler.store import write_file, write_whole

    if folder is None:
        assert out is not None
        write_file(out, made)
        return out
    name = {"xlsx": "roster", "csv": "lead"}[kind] + (f"-{site}" if site else "") + f".{kind}"
    write_whole(folder, {name: made}, force=force, add=True)
    return folder / name


def hand_on_calendars(
    opened: OpenedRoster, agents: list[Agent], folder: Path | None, out: Path | None, force: bool
) -> list[Path]:
    """Write the calendars into the report folder's `calendars/`, or into `out`; what was told before is beside them."""
    from scheduler.report.calendars.calendars import calendars
    from scheduler.report.calendars.told import MEMORY
    from scheduler.store import write_whole

    place = folder / "calendars" if folder is not None else out
    assert place is not None
    memory = (place / MEMORY).read_bytes() if (place / MEMORY).is_file() else None
    now = datetime.now(UTC).replace(microsecond=0)
    made = calendars(opened.operation, opened.horizon, opened.roster, agents, memory, now)
    if folder is not None:
        write_whole(folder, {f"calendars/{name}": content for name, content in made.items()}, force=force, add=True)
    else:
        write_whole(place, made, force=force, add=True)
    return [place / name for name in sorted(made) if name != MEMORY]
