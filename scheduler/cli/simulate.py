"""`scheduler simulate`: a finished roster against simulated contacts, or against given ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from scheduler.cli import options

if TYPE_CHECKING:
    from scheduler.cli.opened import OpenedRoster
    from scheduler.judge.simulation import Simulation, SimulationSettings

share = click.FloatRange(0, 1, max_open=True)


@click.command("simulate")
@options.roster
@options.opening
@click.option(
    "--replications",
    metavar="N",
    type=click.IntRange(1, 10_000),
    help="How often the horizon is played. Default: as often as at the end of a solve.",
)
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(0, 2**31 - 1),
    default=1,
    show_default=True,
    help="Seed; the same seed gives the same contacts to every roster.",
)
@click.option(
    "--arrivals",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Replay these contacts instead of drawing them: queue,arrival,handle_seconds,patience_seconds.",
)
@click.option(
    "--absence", metavar="P", type=share, help="Chance that a shift is not worked. Default: each queue's own `absence`."
)
@click.option(
    "--forecast-error",
    metavar="CV",
    type=click.FloatRange(0, 5),
    default=0.0,
    show_default=True,
    help="Coefficient of variation of one factor a day on all volume.",
)
@click.option(
    "--handle-cv",
    metavar="CV",
    type=click.FloatRange(0, 10),
    help="Lognormal handle times with this coefficient of variation. Default: exponential.",
)
@options.out
@options.force
@options.as_json
def command(
    roster: Path,
    workspace: Path,
    forecast: tuple[str, ...],
    scenario: str | None,
    replications: int | None,
    seed: int,
    arrivals: Path | None,
    absence: float | None,
    forecast_error: float,
    handle_cv: float | None,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Play a finished roster against contacts that arrive by chance, and report what callers meet.

    ROSTER is a report folder or a roster file. Agents are routed by skill, take their breaks and fill idle time with
    work that may wait; docs/simulation.md states the model. Writes simulation.html, .csv and .json beside the roster;
    a report that tells no service, or one of fewer replications, then tells this one if the seed is that of `solve`
    and no option changes what is left to chance.

    Example: scheduler simulate reports/2026-12-21 --replications 100
    """
    from scheduler.cli.opened import open_roster
    from scheduler.judge.simulation import SimulationSettings
    from scheduler.report.answer.service import SEED
    from scheduler.report.answer.service import replications as usual
    from scheduler.report.simulation.page import simulation_files
    from scheduler.store import write_whole

    opened = open_roster(workspace, roster, forecast, scenario)
    count = replications or usual(opened.requirement)
    settings = SimulationSettings(count, seed, absence, forecast_error, handle_cv)
    found, notes = simulated(opened, settings, arrivals)
    folder = out or home(workspace, roster)
    files = simulation_files(opened.operation, found, notes, (folder / "index.html").is_file())
    whole = (roster if roster.exists() else workspace / roster).resolve() in {folder.resolve(), *_own(folder)}
    if out is None and arrivals is None and whole and settings == SimulationSettings(count, SEED):
        files |= renewed(opened, found)
    write_whole(folder, files, force=force, add=True)
    if as_json:
        click.echo(files["simulation.json"].decode(), nl=False)
        return
    options.print_notes((*opened.notes, *notes))
    click.echo("\n".join(lines(found)))
    if "summary.json" in files:
        click.echo(f"{folder / 'index.html'} and summary.json tell this simulation now")
    click.echo(f"open {folder / 'simulation.html'}")


def simulated(
    opened: OpenedRoster, settings: SimulationSettings, arrivals: Path | None
) -> tuple[Simulation, tuple[str, ...]]:
    """The simulation, and what a planner should know of it."""
    from scheduler.judge.simulation import read_contacts, simulate

    given, notes = None, tuple[str, ...]()
    if arrivals is not None:
        given, notes = read_contacts(arrivals, opened.operation, opened.horizon)
    found = simulate(opened.operation, opened.horizon, opened.requirement, opened.roster, settings, given)
    return found, (*notes, *found.notes)


def renewed(opened: OpenedRoster, found: Simulation) -> dict[str, bytes]:
    """A report with this service, but for what planners edit; nothing without a report, or where its inputs changed.

    A service of more replications stays.
    """
    from scheduler.cli.report import OWN, answered
    from scheduler.report import files
    from scheduler.report.answer.service import service_table

    answer = answered(opened)
    finer = (answer.told_service or {}).get("replications", 0) > found.settings.replications
    if opened.summary is None or opened.changed or finer:
        return {}
    made = files(replace(answer, told_service=service_table(found)), beside=True)
    return {name: content for name, content in made.items() if name not in OWN}


def _own(folder: Path) -> set[Path]:
    """The report's own roster file, where the folder is a report."""
    return {(folder / "roster.csv").resolve()} if (folder / "summary.json").is_file() else set()


def home(root: Path, roster: Path) -> Path:
    """The folder that the roster lies in."""
    path = roster if roster.exists() else root / roster
    return path if path.is_dir() else path.parent


def lines(found: Simulation) -> Iterator[str]:
    """The service as the end of a solve tells it, one line a queue over the horizon, all live queues day by day."""
    from scheduler.report.answer.service import service_table
    from scheduler.report.answer.verdicts import service_lines

    whole, live = found.whole, found.live
    days = ["given contacts" if found.replayed else "days drawn from the forecast"]
    yield f"{found.settings.replications} replications of {days[0]}; ± is the 95 % confidence interval"
    yield from service_lines(service_table(found))
    yield ""
    heads = ("offered", "in time", "target", "wait s", "given up", "busy")
    yield f"{'queue':<22}" + "".join(f"{word:>14}" if word == "in time" else f"{word:>10}" for word in heads)
    for row, queue in enumerate(found.queues):
        target = f"{queue.service.share:.0%}" if queue.service is not None else "-"
        level, half = whole.service_level.mean[row, 0], whole.service_level.half[row, 0]
        yield (
            f"{queue.id:<22}{whole.offered.mean[row, 0]:>10,.0f}{percent(level, half):>14}{target:>10}"
            f"{number(whole.asa_seconds.mean[row, 0]):>10}{whole.abandoned.mean[row, 0]:>10,.1f}"
            f"{percent(whole.occupancy.mean[row, 0]):>10}"
        )
    yield ""
    dates = list(found.horizon.dates())
    for column, day in enumerate(sorted(set(found.day.tolist()))):
        level = percent(live.service_level.mean[0, column], live.service_level.half[0, column])
        yield f"{dates[day]:%a %d %b}  live queues {level} in time of {live.offered.mean[0, column]:,.0f}"


def percent(value: float, half: float | None = None) -> str:
    """`81.2 %`, or `81.2 ± 0.4 %`; a dash where there is nothing to be a share of."""
    if value != value:
        return "-"
    if half is None or half != half:
        return f"{100 * value:.1f} %"
    return f"{100 * value:.1f} ± {100 * half:.1f} %"


def number(value: float) -> str:
    """A whole number; a dash where there is none."""
    return "-" if value != value else f"{value:,.0f}"
