"""`scheduler compare`: what-ifs side by side, each with its bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import rich_click as click

from scheduler.cli import options
from scheduler.cli.opened import BASE
from scheduler.cli.played import played
from scheduler.cli.rejected import kept
from scheduler.cli.signals import stopping
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation
    from scheduler.report import Answer
    from scheduler.scenarios import Measures


@click.command("compare")
@click.argument("names", metavar="base NAME…", nargs=-1, required=True)
@options.workspace
@options.from_date
@options.weeks
@options.forecast
@options.solving
@click.option("--out", metavar="DIR", help="Folder to write. Default: reports/compare-DATE/ of the workspace.")
@options.force
@options.as_json
def command(
    names: tuple[str, ...],
    workspace: Path,
    first: date | None,
    weeks: int,
    forecast: tuple[str, ...],
    time_limit: float,
    workers: int,
    seed: int,
    out: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Solve scenarios with the same seed and time, and lay them side by side.

    A NAME is a file config/scenarios/NAME.toml; `base` is the plan as it is. Writes a page, people.csv, shortages.csv
    and compare.json.

    Example: scheduler compare base more-volume six-more-in-barcelona --time-limit 60
    """
    from scheduler.cli.ticker import Ticker
    from scheduler.model import SolveSettings
    from scheduler.model.warm import warm_up
    from scheduler.scenarios import run
    from scheduler.store import write_whole

    workspaces = opened_all(names, workspace, first, weeks, forecast)
    first = workspaces[names[0]][1].first
    options.print_notes(dict.fromkeys(note for _, _, notes in workspaces.values() for note in notes))
    folder = Path(out) if out else workspace / "reports" / f"compare-{first}"
    options.refuse_early(folder, force)
    answers: dict[str, Answer] = {}
    warm_up(lambda text: click.echo(text, err=True))
    with stopping() as stop:
        for name, (operation, horizon, _) in workspaces.items():
            if not stop.is_set():
                click.echo(f"{name}:", err=True)
                with kept(folder, made_with(name, operation, forecast)), Ticker() as ticker:
                    answers[name] = run(operation, horizon, SolveSettings(time_limit, workers, seed, stop=stop), ticker)
    answers = played(answers, lambda bare: write_whole(folder, files(bare), force=force))
    write_whole(folder, files(answers), force=force)
    if as_json:
        options.print_json({**comparison(answers), "report": str(folder)})
    else:
        said = [wrap(line, 80, subsequent_indent="  ") for line in verdicts(answers)]
        queues = by_queue(answers)
        tables = [*rows_as_lines(table(columns(answers))), "", *([*rows_as_lines(queues), ""] if queues else [])]
        click.echo("\n".join([*tables, *chain(*said), f"open {folder / 'index.html'}"]))


LUCK = "± is what chance leaves of the simulation; another solve of a scenario moves its service, too"


def opened_all(
    names: tuple[str, ...], workspace: Path, first: date | None, weeks: int, forecast: tuple[str, ...]
) -> dict[str, tuple[Operation, Horizon, tuple[str, ...]]]:
    """Scenario -> workspace, horizon and notes, all of the week of the first; raises `InputError` for equal names.

    All are read before any is solved: a fault in the last would cost the time of the others.
    """
    if len(set(names)) < max(2, len(names)):
        raise InputError("compare wants two or more different names, such as `scheduler compare base NAME`")
    found = {}
    for name in names:
        chosen = None if name == BASE else name
        opened = options.open_workspace(workspace, first=first, weeks=weeks, forecast=forecast, scenario=chosen)
        found[name], first = opened, opened[1].first
    return found


def made_with(name: str, operation: Operation, forecast: tuple[str, ...]) -> dict[str, Any]:
    """What a roster's manifest says of its inputs."""
    from scheduler.report.answer.manifest import forecasts_chosen

    return {"scenario": None if name == BASE else name, "forecast": forecasts_chosen(operation, forecast)}


def columns(answers: Mapping[str, Answer]) -> list[Measures]:
    from scheduler.scenarios import measures

    return [measures(name, answer) for name, answer in answers.items()]


def verdicts(answers: Mapping[str, Answer]) -> list[str]:
    """How each scenario differs from the first in service and in points, and what the solver believes uncounted."""
    from scheduler.scenarios import service_verdict, verdict

    base, *others = columns(answers)
    served = [line for other in others if (line := service_verdict(base, other))]
    apart = [f"{name}: {told}" for name, answer in answers.items() for told in answer.differences]
    served += [LUCK] if served else []
    return [*served, *(verdict(base, other) for other in others), *apart]


def table(found: Sequence[Measures]) -> list[list[str]]:
    """The comparison as text: a header, then one row a figure and one column a scenario."""
    rows = [["", *(column.name for column in found)]]
    if any(column.live_in_time is not None for column in found):
        shares = ("-" if column.live_in_time is None else f"{100 * column.live_in_time:.1f} %" for column in found)
        rows.append(["live contacts in time", *shares])
    if any(column.targets_missed is not None for column in found):
        missed = ("-" if column.targets_missed is None else f"{len(column.targets_missed)}" for column in found)
        rows.append(["targets missed", *missed])
    return [*rows, *_hours(found), *_points(found)]


def _points(found: Sequence[Measures]) -> list[list[str]]:
    """What the solver strives for: points, and what is proved of them; goals without points in any are left out."""
    goals = dict.fromkeys(goal for column in found for goal, points in column.points.items() if points)
    rows = [["objective", *(f"{column.objective:,}" for column in found)]]
    rows.append(["bound", *("-" if column.bound is None else f"{column.bound:,}" for column in found)])
    rows.append(["gap", *("-" if column.gap is None else f"{100 * column.gap:.2f} %" for column in found)])
    rows.append(["model and count", *(column.model_and_count for column in found)])
    for goal in goals:
        rows.append([f"{goal}, points", *(f"{column.points.get(goal, 0):,}" for column in found)])
        if any(column.bounds.get(goal, 0) for column in found):
            shown = (f"{column.bounds[goal]:,.0f}" if goal in column.bounds else "-" for column in found)
            rows.append(["  alone, at least", *shown])
    return rows


def _hours(found: Sequence[Measures]) -> list[list[str]]:
    """What is missing and what it costs, in hours, money and people."""
    rows = list[list[str]]()
    rows.append(["short, agent-hours", *(f"{column.short_agent_hours:,.1f}" for column in found)])
    rows.append(["required, agent-hours", *(f"{column.required_agent_hours:,.1f}" for column in found)])
    rows.append(["late, agent-hours", *(f"{column.late_agent_hours:,.1f}" for column in found)])
    rows.append(["open escalation, hours", *(f"{column.open_cover_hours:,.1f}" for column in found)])
    for duty in dict.fromkeys(duty for column in found for duty in column.open_duties):
        if any(column.open_duties.get(duty) for column in found):
            hours = (f"{column.open_duties[duty]:,.1f}" if duty in column.open_duties else "-" for column in found)
            rows.append([f"  {duty}", *hours])
    rows.append(["cost", *(f"{column.cost:,.0f}" for column in found)])
    rows.append(["people", *(f"{column.agents:,}" for column in found)])
    return rows


def rows_as_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns aligned: words to the left, figures to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(cells))
        for cells in (zip(row, widths, strict=True) for row in rows)
    ]


def comparison(answers: Mapping[str, Answer]) -> dict[str, object]:
    """The object of compare.json and `--json`."""
    from scheduler.report.queues_compared import queues_of

    found = zip(columns(answers), answers.values(), strict=True)
    rows = [{**asdict(column), "queues": queues_of(answer.service)} for column, answer in found]
    return {"scenarios": rows, "verdicts": verdicts(answers)}


def by_queue(answers: Mapping[str, Answer]) -> list[list[str]]:
    """The queues that miss a target in one of the scenarios; nothing where none does."""
    from scheduler.report.queues_compared import queue_table

    return queue_table({name: answer.service for name, answer in answers.items()})


def files(answers: Mapping[str, Answer]) -> dict[str, bytes]:
    """index.html, compare.json, people.csv and shortages.csv."""
    from scheduler.report.compare_page import compare_page
    from scheduler.report.text import csv_bytes, instant_text, json_bytes, number
    from scheduler.scenarios import person_changes, short_changes

    (base_name, base), *others = answers.items()
    zone_name = base.operation.time_zone
    people = [
        (name, row.agent, row.name, row.site, number(row.hours_base), number(row.hours), row.days_changed)
        for name, other in others
        for row in person_changes(base, other)
    ]
    shortages = [
        (name, row.queue, instant_text(row.start, zone_name), row.minutes, number(row.short_base), number(row.short))
        for name, other in others
        for row in short_changes(base, other)
    ]
    title = f"{base.operation.name}: {' / '.join(answers)}"
    dates, seed = f"{base.horizon.first} to {base.horizon.last}", base.result.seed
    subtitle = f"{dates}; each solved with seed {seed} and the same time; changes are against {base_name}"
    tables = table(columns(answers)), by_queue(answers)
    return {
        "index.html": compare_page(title, subtitle, tables, verdicts(answers), answers),
        "compare.json": json_bytes(comparison(answers)),
        "people.csv": csv_bytes(("scenario", "agent", "name", "site", "hours_base", "hours", "days_changed"), people),
        "shortages.csv": csv_bytes(("scenario", "queue", "start", "minutes", "short_base", "short"), shortages),
    }
