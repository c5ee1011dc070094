"""`scheduler cover`: who holds each duty of a roster, recounted; or who holds each duty at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options

if TYPE_CHECKING:
    from datetime import datetime

    from scheduler.cli.opened import OpenedRoster
    from scheduler.judge.duty import DutyCount
    from scheduler.rules import Finding

BROKEN = 3
WIDTH = 80
TOLD = 12
"""Holes, and people able, told for one duty in the table; `--json` has all."""


@click.command("cover")
@options.roster
@options.opening
@click.option("--at", "instant", metavar="INSTANT", help="Who holds each duty then, such as 2026-12-21T08:00-08:00.")
@options.as_json
@click.pass_context
def command(
    context: click.Context,
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    instant: str | None,
    as_json: bool,
) -> None:
    """Recount who holds each duty: minutes due, held and open, and every hole with its reason.

    duty.csv is judged against roster.csv and activities.csv; without it, it is said who is able and at work. `--at`
    answers who holds each duty at an instant, until when, and who is next. Times are those of the planning zone.

    Exit status: 0 duty.csv is right (a hole that nobody could hold is no fault), 2 wrong input, 3 it is wrong.

    Example: scheduler cover reports/2026-12-21 --at 2026-12-21T08:00-08:00
    """
    from scheduler.cli.holders import print_holders
    from scheduler.cli.opened import open_roster
    from scheduler.judge.duty import duty_counts, duty_findings

    opened = open_roster(workspace, roster, forecast, scenario)
    findings = tuple(duty_findings(opened.operation, opened.horizon, opened.roster))
    if instant is not None:
        print_holders(opened, instant, findings, as_json)
    elif as_json:
        counts = duty_counts(opened.operation, opened.horizon, opened.roster)
        options.print_json(answer(opened, counts, findings))
    else:
        counts = duty_counts(opened.operation, opened.horizon, opened.roster)
        options.print_notes((*opened.notes, *unnamed(opened)))
        options.print_lines(lines(opened, counts, findings))
    context.exit(BROKEN if findings else 0)


def unnamed(opened: OpenedRoster) -> Iterator[str]:
    """A note where nobody is named."""
    if opened.roster.held is None and opened.operation.cover:
        yield "there is no duty.csv, so nobody is named; counted is who may hold each duty and is at work"


def lines(opened: OpenedRoster, counts: tuple[DutyCount, ...], findings: tuple[Finding, ...]) -> Iterator[str]:
    """Wrong rows, then a table of the duties, then the holes of each and, where nobody is named, who is able."""
    from scheduler.cli.check import broken

    if findings:
        yield from broken(findings)
        yield ""
    if not counts:
        yield "no duty is asked for in cover.toml"
        return
    yield f"{'duty':<50}{'due h':>10}{'held h':>10}{'open h':>10}"
    for one in counts:
        yield f"{_short(_name(one), 49):<50}" + "".join(
            f"{minutes / 60:>10,.2f}" for minutes in (one.minutes, one.held, one.open)
        )
    for one in counts:
        told = [*_holes(opened, one), *_able(one)]
        if told:
            yield ""
            yield _short(_name(one), WIDTH)
            yield from told


def _holes(opened: OpenedRoster, one: DutyCount) -> Iterator[str]:
    from scheduler.judge.duty.told import clocks

    horizon = opened.horizon
    for hole in one.holes[:TOLD]:
        yield f"  open {clocks(horizon, horizon.minute(hole.start), horizon.minute(hole.end))}"
        yield from wrap(hole.reason, WIDTH, initial_indent="    ", subsequent_indent="    ")
    if len(one.holes) > TOLD:
        left = sum((hole.end - hole.start).total_seconds() for hole in one.holes[TOLD:]) / 3600
        yield f"  and {len(one.holes) - TOLD} more, {left:,.2f} h; `--json` has them all"


def _able(one: DutyCount) -> Iterator[str]:
    for agent, minutes in (one.able or ())[:TOLD]:
        yield f"  {one.there} {minutes / 60:>9,.2f} h  {_short(agent, WIDTH - 16 - len(one.there))}"
    if len(one.able or ()) > TOLD:
        yield f"  and {len(one.able or ()) - TOLD} more people; `--json` has them all"


def _name(one: DutyCount) -> str:
    return f"{one.cover}/{one.tier}" if one.tier else one.cover


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def answer(opened: OpenedRoster, counts: tuple[DutyCount, ...], findings: tuple[Finding, ...]) -> dict[str, Any]:
    """What `--json` prints: times of the planning zone."""
    from scheduler.report.text import instant_text

    def text(moment: datetime) -> str:
        return instant_text(moment, opened.horizon.time_zone)

    duties = [
        {
            "cover": one.cover,
            "tier": one.tier,
            "minutes": one.minutes,
            "held": one.held,
            "open": one.open,
            "holes": [{"start": text(hole.start), "end": text(hole.end), "reason": hole.reason} for hole in one.holes],
            "two_places": list(one.two_places),
            **({} if one.able is None else {"able": [{"agent": agent, "minutes": m} for agent, m in one.able]}),
        }
        for one in counts
    ]
    told = [vars(finding) for finding in findings]
    return {"duties": duties, "findings": told, "notes": [*opened.notes, *unnamed(opened)]}
