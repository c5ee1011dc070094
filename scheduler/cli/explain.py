"""`scheduler explain`: why nobody could, for each shortage and each open escalation hour of a roster."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.cli.opened import OpenedRoster
    from scheduler.judge import Explanation
    from scheduler.report.answer.missed_targets import MissedTarget


@click.command("explain")
@options.roster
@options.opening
@click.option("--worst", metavar="N", type=click.IntRange(min=0), default=30, show_default=True, help="Shortages told.")
@click.option("--agent", metavar="ID", help="Why this person works each shift that he or she does, or nothing.")
@options.as_json
def command(
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    worst: int,
    agent: str | None,
    as_json: bool,
) -> None:
    """Why nobody could come, for each open escalation hour and the worst shortages.

    Queues that miss a target in the report's simulation come first, each with its worst hour: how many contacts are
    late, and what those who can serve it do. Then days on which people are missing: for each pool of queues that share
    people, or queue that shares none, how many agent-hours, and which targets of live queues are missed on that day.

    Everyone who is able is asked at the time when most are missing: at work, on leave, or kept away by which limit.

    With --agent each shift of one person is told with what it stands for: a limit such as the contract's minimum, a
    pin, a duty, the queue and interval that it serves; or that it is needless. A duty that is held in the shift and
    that others could hold without it is told last.

    Example: scheduler explain reports/2026-12-21 --agent A001
    """
    from scheduler.cli.opened import open_roster
    from scheduler.goals import Case
    from scheduler.judge import explain
    from scheduler.report.answer.missed_targets import missed_targets
    from scheduler.report.answer.short_days import as_rows, in_full, short_days

    opened = open_roster(workspace, roster, forecast, scenario)
    if agent is not None:
        of_agent(opened, agent, as_json)
        return
    found = explain(opened.operation, opened.horizon, opened.requirement, opened.roster, worst)
    service, case = service_of(opened), Case(opened.operation, opened.horizon, opened.requirement, opened.roster)
    days, missed = short_days(case, service), missed_targets(case, service)
    if as_json:
        told = {"short_days": as_rows(days), "missed_targets": [as_row(target) for target in missed]}
        options.print_json({**answer(found, opened.notes), **told})
        return
    options.print_notes(opened.notes)
    options.print_lines(chain((target.text for target in missed), in_full(days), found.lines()))


def service_of(opened: OpenedRoster) -> dict[str, Any] | None:
    """What the report tells of the service of this roster by these inputs; None where it tells that of another."""
    from scheduler.report.answer.again import service_told

    return None if opened.changed or opened.summary is None else service_told(opened.summary, opened.roster)


def as_row(target: MissedTarget) -> dict[str, Any]:
    """A row of `missed_targets` of `--json`."""
    return {
        "queue": target.queue,
        "words": target.words,
        "worst": target.worst,
        "planned": target.planned,
        "required": target.required,
        "able": target.why.able,
        "agents": target.why.agents,
        "hours": target.why.hours,
        "text": target.text,
    }


def of_agent(opened: OpenedRoster, name: str, as_json: bool) -> None:
    """Print what one person's shifts stand for; raises `InputError` for somebody unknown."""
    from scheduler.cli.kept import kept_roster
    from scheduler.judge.obliged import kept_shifts
    from scheduler.judge.rows.shifts import readable
    from scheduler.judge.trial import Terms, Trial
    from scheduler.judge.why import why_nothing, why_shifts
    from scheduler.report.answer.again import goals_asked

    operation, horizon = opened.operation, opened.horizon
    if name not in {agent.id for agent in operation.agents}:
        raise InputError(f"--agent {name}: none of the {len(operation.agents)} agents of config/agents.csv")
    kept, notes = kept_roster(operation, opened.summary)
    sound = readable(operation, horizon, opened.roster)
    trial = Trial(operation, horizon, opened.requirement, sound, Terms(goals_asked(opened.summary)))
    shifts, nothing = list(why_shifts(trial, name, kept_shifts(kept))), why_nothing(trial, operation.agent(name))
    if as_json:
        rows = [{"date": row.duty.day.isoformat(), "shift": row.duty.shift, "text": row.text, "reasons": row.reasons}
                for row in shifts]  # fmt: skip
        options.print_json({"agent": name, "shifts": rows, "nothing": nothing, "notes": [*opened.notes, *notes]})
        return
    options.print_notes((*opened.notes, *notes))
    told = ([row.text, *(f"  {reason}" for reason in row.reasons)] for row in shifts)
    options.print_lines([nothing] if nothing else chain.from_iterable(told))


def answer(found: Explanation, notes: tuple[str, ...]) -> dict[str, Any]:
    """What `--json` prints of reasons: instants in UTC."""
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
    return {"gaps": rows, "pools": list(found.pools), "headcount": heads, **left_out, "notes": list(notes)}
