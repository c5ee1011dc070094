"""`scheduler solve`: from a workspace to a roster and its report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import rich_click as click
from click.core import ParameterSource

from scheduler.cli import options
from scheduler.cli.asked import ITERATIONS, Asked, answered, told_of
from scheduler.cli.bill import lines
from scheduler.cli.judged import judged_files, judged_story
from scheduler.cli.played import played
from scheduler.cli.rejected import kept
from scheduler.cli.signals import stopping
from scheduler.cli.start import mark_of, roster_in_hand
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.loop import Judged
    from scheduler.operation import Operation
    from scheduler.report.answer.answer import Answer

    Opened = tuple[Operation, Horizon, tuple[str, ...]]
    """A workspace, its horizon, and notes on both."""


@click.command("solve")
@options.reading
@options.solving
@click.option("--goals", metavar="A,B", default="", help="Strive for these goals only, as in `--goals short`.")
@click.option("--lexicographic", is_flag=True, help="Goals in strict order, one after another, instead of weights.")
@click.option(
    "--start", metavar="ROSTER", type=click.Path(path_type=Path), help="Search on from this roster of the same week."
)
@click.option("--tidy", is_flag=True, help="Shifts of --start that serve nothing may go; else they stay.")
@click.option("--deterministic", is_flag=True, help="By a budget of iterations: the same roster on every run.")
@click.option(
    "--iterations", metavar="N", type=click.IntRange(min=1), help="The budget of --deterministic. Default: 20000."
)
@click.option("--give-up", is_flag=True, help="Where limits conflict, write a roster with the fewest limits given up.")
@click.option("--judge", is_flag=True, help="Simulate the roster, move requirements and solve again, up to 3 times.")
@options.out
@options.force
@options.as_json
@click.pass_context
def command(
    context: click.Context,
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    scenario: str | None,
    time_limit: float,
    workers: int,
    seed: int,
    goals: str,
    lexicographic: bool,
    start: Path | None,
    tidy: bool,
    deterministic: bool,
    iterations: int | None,
    give_up: bool,
    judge: bool,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Find a roster, prove how good it is, and write its report.

    Ctrl-C (or a TERM) stops the search and writes the best roster so far. With --judge each round takes the time limit;
    what was moved and why is told, and the roster kept is never worse by simulation than the first.

    What earlier report folders say was worked, and who held which duty, counts as history: duties go on over midnight
    between two weeks with their holders while these are able, and limits on holders count the weeks before.

    With --lexicographic goals are met in strict order, as docs/goals.md lists them, short queues priority by priority.
    Points stay those of the weights; the summary's `order` has each level's amount and bound.

    With --deterministic the clock does not count: the budget is in iterations, the roster is the same on the same
    versions, and `scheduler verify` repeats it.

    Example: scheduler solve --from 2026-12-21 --time-limit 60
    """
    timed = context.get_parameter_source("time_limit") is not ParameterSource.DEFAULT
    refuse_together(deterministic, timed, iterations, tidy, start)
    asked = Asked(
        forecast, scenario, chosen_goals(goals), judge, give_up, deterministic,
        (iterations or ITERATIONS) if deterministic else None, None if deterministic else time_limit, seed, workers,
        str(start) if start else None, mark_of(start), lexicographic, tidy,
    )  # fmt: skip
    opened, folder = ready_to_solve(workspace, first, weeks, asked, out, force)
    answer, verdict = solved(asked, opened, start, folder)
    answer = played({"": answer}, lambda bare: written(bare[""], verdict, folder, force))[""]
    made = written(answer, verdict, folder, force)
    tell(answer, verdict, folder, opened[2], json.loads(made["summary.json"]), as_json)


def refuse_together(deterministic: bool, timed: bool, iterations: int | None, tidy: bool, start: Path | None) -> None:
    """Raise `UsageError` for options that contradict each other."""
    if deterministic and timed:
        raise click.UsageError("--deterministic counts iterations, so it takes no --time-limit; give --iterations N")
    if iterations is not None and not deterministic:
        raise click.UsageError("--iterations is the budget of --deterministic; give both, or --time-limit")
    if tidy and start is None:
        raise click.UsageError("--tidy frees the shifts of --start; give --start ROSTER, or leave --tidy out")


def chosen_goals(text: str) -> tuple[str, ...]:
    """`"short,cover"` -> ("short", "cover"); raises `InputError` for a goal that does not exist."""
    from scheduler.goals import GOALS

    chosen = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in chosen if name not in GOALS]
    if unknown:
        raise InputError(f"--goals: {', '.join(unknown)} is no goal; there are {', '.join(GOALS)}")
    return chosen


def ready_to_solve(
    workspace: Path, first: date | None, weeks: int, asked: Asked, out: Path | None, force: bool
) -> tuple[Opened, Path]:
    """Read the workspace, print its notes, and name the report folder; raises `InputError` where it may not be written.

    The folder is refused before the solve, which takes long.
    """
    opened = options.open_workspace(
        workspace, first=first, weeks=weeks, forecast=asked.forecast, scenario=asked.scenario
    )
    _, horizon, notes = opened
    options.print_notes(notes)
    folder = options.report_folder(workspace, horizon, out, asked.scenario)
    options.refuse_early(folder, force)
    return opened, folder


def solved(asked: Asked, opened: Opened, start: Path | None, folder: Path) -> tuple[Answer, Judged | None]:
    """Solve as asked until the end or a signal; a roster that the check refuses is kept beside `folder`."""
    from scheduler.cli.ticker import Ticker
    from scheduler.model.warm import warm_up

    operation, horizon, _ = opened
    in_hand = roster_in_hand(start, operation, horizon, asked.scenario)
    warm_up(lambda text: click.echo(text, err=True))
    with kept(folder, told_of(asked, operation, horizon)), stopping() as stop, Ticker() as ticker:
        return answered(asked, operation, horizon, asked.settings(in_hand, stop), ticker)


def written(answer: Answer, verdict: Judged | None, folder: Path, force: bool) -> dict[str, bytes]:
    """Write the report, and what the judge's loop found where it was asked for; name -> content."""
    from scheduler.cli.rescued import rescuing
    from scheduler.store import write_whole

    with rescuing(answer, folder, force):
        made = made_of(answer, verdict)
        write_whole(folder, made, force=force)
    return made


def made_of(answer: Answer, verdict: Judged | None) -> dict[str, bytes]:
    """Name -> content of the report, of its simulation, and of the judge's loop."""
    from scheduler import report
    from scheduler.report.simulation.page import simulation_files

    found = answer.simulation
    made = {**report.files(answer, found is not None), **(judged_files(verdict) if verdict else {})}
    if found is not None:
        made.update(simulation_files(answer.operation, found, found.notes, report=True))
    return made


def tell(
    answer: Answer,
    verdict: Judged | None,
    folder: Path,
    notes: Sequence[str],
    summary: Mapping[str, Any],
    as_json: bool = False,
) -> None:
    """Print the answer: lines for a planner; or its `summary` with the judge's story, for programs."""
    if answer.result.stopped_by == "interrupt":
        options.print_notes(["stopped; this is the best roster so far"])
    story = judged_story(verdict) if verdict else []
    if as_json:
        judge = {"judge": story} if verdict else {}
        options.print_json({**summary, **judge, "report": str(folder), "notes": list(notes)})
        return
    rounds = chain.from_iterable(wrap(line, 80, subsequent_indent="    ") for line in story)
    click.echo("\n".join([*rounds, *lines(answer, folder, summary)]))
