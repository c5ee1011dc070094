"""`scheduler check`: does a roster keep every limit, and how far is it from each goal? No solver is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.agreement import whole_minutes
from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.cli.opened import OpenedRoster
    from scheduler.goals import Tally
    from scheduler.judge import Score
    from scheduler.judge.sharing import Move
    from scheduler.judge.signed import Signed
    from scheduler.rules import Finding

BROKEN = 3


@click.command("check")
@options.roster
@options.opening
@click.option("--thorough", is_flag=True, help="Try every shift, and moves until 10 are found, however long it takes.")
@options.as_json
@click.pass_context
def command(
    context: click.Context,
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    thorough: bool,
    as_json: bool,
) -> None:
    """Recount a roster: every limit it breaks, and its points for each goal.

    ROSTER is a report folder or a roster file. The count reads the files alone and shares nothing with the solver.

    Notes name needless shifts and moves that would share the work more evenly; neither costs a point or breaks a limit.
    Both are searched for during 5 seconds in all, and the exit status does not depend on them.

    Exit status: 0 no limit is broken, 2 wrong input, 3 limits are broken.

    Example: scheduler check reports/2026-12-21
    """
    from scheduler.cli.opened import open_roster
    from scheduler.judge import check, score
    from scheduler.judge.sharing import widest
    from scheduler.report.answer.again import goals_asked, rounding_of

    opened = open_roster(workspace, roster, forecast, scenario)
    findings = check(opened.operation, opened.horizon, opened.roster)
    counted = score(opened.operation, opened.horizon, opened.requirement, opened.roster, goals_asked(opened.summary))
    found, more = would_sign(opened, thorough, counted)
    if as_json:
        options.print_json({**answer(findings, counted, (*opened.notes, *more)), **signed_answer(found)})
    else:
        options.print_notes((*opened.notes, *more))
        options.print_lines(lines(findings, counted, rounding_of(opened.summary, counted.points)))
        options.print_lines([f"widest in a group: {widest(found.shares)}"])
        options.print_notes(found.notes())
    context.exit(BROKEN if findings else 0)


def would_sign(opened: OpenedRoster, thorough: bool, counted: Score) -> tuple[Signed, tuple[str, ...]]:
    """What of a roster is needless or uneven, and notes on what was taken as kept."""
    from scheduler.cli.kept import kept_roster
    from scheduler.judge.obliged import kept_shifts
    from scheduler.judge.signed import signed
    from scheduler.judge.trial import Terms
    from scheduler.report.answer.again import goals_asked

    kept, notes = kept_roster(opened.operation, opened.summary)
    manifest = (opened.summary or {}).get("manifest") or {}
    terms = Terms(goals_asked(opened.summary), kept_shifts(kept), bool(manifest.get("lexicographic")))
    found = signed(opened.operation, opened.horizon, opened.requirement, opened.roster, terms, thorough, counted.case)
    return found, notes


def lines(findings: tuple[Finding, ...], counted: Score, rounding: Mapping[str, float]) -> Iterator[str]:
    """Findings under their limits, then points under their goals."""
    yield from broken(findings)
    yield ""
    yield f"{'goal':<12}{'points':>14}  amount"
    for goal in counted.points:
        yield from tally_lines(goal, counted.tallies[goal])
    yield f"{'all':<12}{counted.objective:>14,}"
    yield from filter(None, [whole_minutes(rounding)])
    if counted.others:
        yield f"not striven for, as the roster was solved for {counted.only} only:"
    for goal, tally in counted.others.items():
        yield from tally_lines(goal, tally)
    share = 100 * counted.short_agent_hours / counted.required_agent_hours if counted.required_agent_hours else 0.0
    yield f"short {counted.short_agent_hours:,.1f} of {counted.required_agent_hours:,.1f} agent-hours ({share:.2f} %)"


def signed_answer(found: Signed) -> dict[str, Any]:
    """What `--json` prints of needless work and of sharing."""
    rows = [{"agent": row.agent, "date": row.day.isoformat(), "shift": row.shift, "paid_minutes": row.paid_minutes}
            for row in found.needless.shifts]  # fmt: skip
    return {
        "needless_hours": found.needless.hours,
        "needless": {"shifts": rows, "tried": found.needless.tried, "all": found.needless.all},
        "sharing": [vars(row) for row in found.shares],
        "moves": {"found": [vars_of(move) for move in found.even.moves], "tried": found.even.tried,
                  "all": found.even.all},
    }  # fmt: skip


def vars_of(move: Move) -> dict[str, Any]:
    """A move without the rows that it gives people."""
    return {"agents": list(move.agents), "what": move.what, "gain": round(move.gain, 6)}


def tally_lines(goal: str, tally: Tally) -> Iterator[str]:
    """A goal's points and amount, and notes on it."""
    yield f"{goal:<12}{tally.points:>14,}  {tally.amount:,.1f} {tally.unit}"
    yield from (f"{'':<28}{note}" for note in tally.notes)


def broken(findings: tuple[Finding, ...]) -> Iterator[str]:
    """One line a finding under its limit; or that there is none."""
    if not findings:
        yield "no limit is broken"
        return
    agents = len({finding.agent for finding in findings} - {""})
    yield f"broken limits: {len(findings)}, agents: {agents}"
    for rule, rows in groupby(sorted(findings, key=lambda row: row.rule), key=lambda row: row.rule):
        told = list(rows)
        yield f"{rule} ({len(told)})"
        for finding in told:
            yield f"  {finding.message}" + (f" [{finding.source}]" if finding.source else "")


def answer(findings: tuple[Finding, ...], counted: Score, notes: tuple[str, ...]) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "limits_broken": len(findings),
        "findings": [vars(finding) for finding in findings],
        "points": counted.points,
        "objective": counted.objective,
        "other_points": {goal: tally.points for goal, tally in counted.others.items()},
        "amounts": {goal: {"amount": row.amount, "unit": row.unit} for goal, row in counted.tallies.items()},
        "short_agent_hours": counted.short_agent_hours,
        "required_agent_hours": counted.required_agent_hours,
        "notes": list(notes),
    }
