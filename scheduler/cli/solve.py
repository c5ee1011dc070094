"""`scheduler solve`: from a workspace to a roster and its report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import rich_click as click

from scheduler.cli import options
from scheduler.cli.judged import judged, judged_files, judged_story
from scheduler.cli.signals import stopping
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation
    from scheduler.report.answer import Answer
    from scheduler.roster import Roster


@click.command("solve")
@options.reading
@options.solving
@click.option("--goals", metavar="A,B", default="", help="Strive for these goals only, as in `--goals short`.")
@click.option(
    "--start", metavar="ROSTER", type=click.Path(path_type=Path), help="Search on from this roster of the same week."
)
@click.option("--give-up", is_flag=True, help="Where limits conflict, write a roster with the fewest limits given up.")
@click.option("--judge", is_flag=True, help="Simulate the roster, move requirements and solve again, up to 3 times.")
@options.out
@options.force
@options.as_json
def command(
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    scenario: str | None,
    time_limit: float,
    workers: int,
    seed: int,
    goals: str,
    start: Path | None,
    give_up: bool,
    judge: bool,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Find a roster, prove how good it is, and write its report.

    Ctrl-C (or a TERM) stops the search and writes the best roster so far. With --judge each round takes the time limit;
    what was moved and why is told, and the roster kept is never worse by simulation than the first.

    Example: scheduler solve --from 2026-12-21 --time-limit 60
    """
    from scheduler import report
    from scheduler.cli.ticker import Ticker
    from scheduler.model import SolveSettings
    from scheduler.model.warm import warm_up
    from scheduler.report.summary import summary
    from scheduler.scenarios import run
    from scheduler.store import write_whole

    operation, horizon, notes = options.open_workspace(
        workspace, first=first, weeks=weeks, forecast=forecast, scenario=scenario
    )
    options.print_notes(notes)
    folder = options.report_folder(workspace, horizon, out, scenario)
    options.refuse_early(folder, force)
    in_hand = roster_in_hand(start, operation, horizon)
    warm_up(lambda text: click.echo(text, err=True))
    with stopping() as stop, Ticker() as ticker:
        settings = SolveSettings(time_limit, workers, seed, give_up, chosen_goals(goals), stop, in_hand)
        answer = run(operation, horizon, settings, ticker)
        verdict = judged(answer, settings, ticker) if judge else None
    answer = verdict.chosen.answer if verdict else answer
    write_whole(folder, {**report.files(answer), **(judged_files(verdict) if verdict else {})}, force=force)
    if answer.result.stopped_by == "interrupt":
        options.print_notes(["stopped; this is the best roster so far"])
    if as_json:
        story = {"judge": judged_story(verdict)} if verdict else {}
        options.print_json({**summary(answer), **story, "report": str(folder), "notes": list(notes)})
    else:
        told = [wrap(line, 80, subsequent_indent="    ") for line in (judged_story(verdict) if verdict else ())]
        click.echo("\n".join([*chain(*told), *lines(answer, folder)]))


def roster_in_hand(path: Path | None, operation: Operation, horizon: Horizon) -> Roster | None:
    """The roster to search on from; raises `InputError` where it is of another week."""
    from scheduler.load.rosters import read_roster

    if path is None:
        return None
    loaded = read_roster(path, operation)
    if loaded.horizon != horizon:
        held = f"{loaded.horizon.first} to {loaded.horizon.last}"
        raise InputError(f"--start {path}: a roster of {held}; {horizon.first} to {horizon.last} is being solved")
    return loaded.roster


def chosen_goals(text: str) -> tuple[str, ...]:
    """`"short,cover"` -> ("short", "cover"); raises `InputError` for a goal that does not exist."""
    from scheduler.goals import GOALS

    chosen = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in chosen if name not in GOALS]
    if unknown:
        raise InputError(f"--goals: {', '.join(unknown)} is no goal; there are {', '.join(GOALS)}")
    return chosen


def lines(answer: Answer, folder: Path) -> Iterator[str]:
    """What a planner reads at the end, at most 80 columns wide."""
    result, score = answer.result, answer.score
    yield answer.operation.name
    yield f"{answer.horizon.first} to {answer.horizon.last}: {answer.status} roster after {result.seconds:.1f} s"
    yield ""
    yield f"{'goal':<14}{'points':>14}{'bound':>14}"
    for goal, points in score.points.items():
        bound = f"{result.bounds[goal]:,.0f}" if goal in result.bounds else "-"
        yield f"{goal:<14}{points:>14,}{bound:>14}"
    yield f"{'all':<14}{score.objective:>14,}{answer.bound:>14,}   gap {100 * answer.gap:.2f} %"
    yield ""
    short, required = score.short_agent_hours, score.required_agent_hours
    yield f"short              {short:,.1f} of {required:,.1f} agent-hours ({100 * short / max(required, 1e-9):.2f} %)"
    yield f"late               {score.tallies['late'].amount:,.1f} agent-hours of work that may wait"
    yield f"open escalation    {score.tallies['cover'].amount:,.1f} h"
    yield f"limits broken      {len(answer.findings)}"
    for given_up in result.given_up:
        yield f"given up           {given_up.agent}: {given_up.limit}: {given_up.reason}"
    yield f"open {folder / 'index.html'}"
