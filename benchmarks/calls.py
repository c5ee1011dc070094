"""A week of real calls: staffed from the weeks before, rostered, replayed: service level promised and delivered by day.

python -m benchmarks calls --file bank_calls_30min.csv --week 2003-10-20 --json calls.json

Counts are published by half-hour (within it, moments are drawn); handle time and patience are assumed, and the same
where the roster is promised and where it is replayed. So the difference is what a forecast's error costs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bank import Bank, Counts, mean_week, people_for, read, week_of, write, write_arrivals
from benchmarks.figures import parser_of, print_table, save

if TYPE_CHECKING:
    from scheduler.judge.simulation import Simulation
    from scheduler.report import Answer

COLUMNS = ("day", "forecast", "came", "off %", "promised %", "delivered %", "given up %", "busy %")


def main(argv: list[str]) -> int:
    """Print the week, day by day."""
    parser = parser_of("calls", __doc__)
    parser.add_argument("--file", type=Path, required=True, help="half-hourly counts")
    parser.add_argument("--week", type=date.fromisoformat, help="the Monday to replay; default: the last whole week")
    parser.add_argument("--weeks-before", type=int, default=6, help="whose mean is the forecast")
    parser.add_argument("--handle-seconds", type=float, default=200)
    parser.add_argument("--patience-seconds", type=float, default=600)
    parser.add_argument("--share", type=float, default=0.8)
    parser.add_argument("--within", type=float, default=20)
    parser.add_argument(
        "--quantile", type=float, help="staff for a busier day: the quantile, of days that vary by --cv"
    )
    parser.add_argument("--cv", type=float, default=0.08)
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the workspace is made and kept; default: nowhere")
    chosen = parser.parse_args(argv)
    counts = read(chosen.file)
    first = chosen.week or last_week(counts)
    forecast, came = mean_week(counts, first, chosen.weeks_before), week_of(counts, first)
    with ExitStack() as stack:
        folder = chosen.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        figures = measured(folder, first, forecast, came, chosen)
    title = f"{chosen.file.stem}, week of {first}: {figures['agents_at_work']} of {figures['agents']} agents at work"
    print_table(title, COLUMNS, rows(figures))
    print(
        f"short of requirement {figures['short_hours']:.1f} of {figures['required_hours']:.1f} agent-hours; "
        f"simulated {figures['contacts']:,} contacts in {figures['simulate_seconds']:.1f} s"
    )
    save(chosen.json, figures)
    return 0


def last_week(counts: Counts) -> date:
    """The Monday of the last week whose Friday is there."""
    last = max(counts).date()
    monday = last - timedelta(days=last.weekday())
    return monday if last.weekday() >= 4 else monday - timedelta(weeks=1)


def measured(folder: Path, first: date, forecast: Counts, came: Counts, chosen: argparse.Namespace) -> dict[str, Any]:
    """Roster the forecast, then simulate it twice: contacts drawn from the forecast, and those that came."""
    from scheduler.clock import Horizon
    from scheduler.judge.simulation import SimulationSettings, read_contacts, simulate

    answer = rostered(folder, Horizon(first, 1, "UTC"), forecast, chosen)
    settings = SimulationSettings(chosen.replications, chosen.seed)
    write_arrivals(folder / "arrivals.csv", came, chosen.seed)
    given, _ = read_contacts(folder / "arrivals.csv", answer.operation, answer.horizon)
    ask = (answer.operation, answer.horizon, answer.requirement, answer.result.roster, settings)
    begun = time.perf_counter()
    promised, delivered = simulate(*ask), simulate(*ask, given)
    at_work = {duty.agent for duty in answer.result.roster.duties}
    return {
        "week": str(first),
        "agents": len(answer.operation.agents),
        "agents_at_work": len(at_work),
        "short_hours": answer.score.short_agent_hours,
        "required_hours": answer.score.required_agent_hours,
        "contacts": round(2 * chosen.replications * sum(came.values())),
        "simulate_seconds": time.perf_counter() - begun,
        "days": list(days(first, forecast, came, promised, delivered)),
    }


def rostered(folder: Path, horizon: Any, forecast: Counts, chosen: argparse.Namespace) -> Answer:
    """The forecast's roster, by people enough."""
    from scheduler.load import load
    from scheduler.model import SolveSettings
    from scheduler.scenarios import run

    busy_day = (chosen.quantile, chosen.cv) if chosen.quantile else None
    bank = Bank(chosen.handle_seconds, chosen.patience_seconds, chosen.share, chosen.within, busy_day)
    write(folder, forecast, bank, 1)
    write(folder, forecast, bank, people_for(folder))
    operation = load(folder)
    return run(operation, horizon, SolveSettings(chosen.seconds, seed=chosen.seed))


def days(
    first: date, forecast: Counts, came: Counts, promised: Simulation, delivered: Simulation
) -> Iterator[dict[str, Any]]:
    """Each day that had calls, and the whole week last."""
    tables = [(promised.by_day, delivered.by_day, place, first + timedelta(days=place)) for place in range(7)]
    for before, after, column, day in [*tables, (promised.whole, delivered.whole, 0, None)]:
        expected, actual = (
            sum(calls for start, calls in counts.items() if day is None or start.date() == day)
            for counts in (forecast, came)
        )
        if actual:
            yield {
                "day": "week" if day is None else f"{day:%a %d %b}",
                "forecast": expected,
                "came": actual,
                "promised": float(before.service_level.mean[0, column]),
                "delivered": float(after.service_level.mean[0, column]),
                "delivered_half": float(after.service_level.half[0, column]),
                "abandoned": float(after.abandoned.mean[0, column]) / actual,
                "occupancy": float(after.occupancy.mean[0, column]),
            }


def rows(figures: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The table's cells."""
    for one in figures["days"]:
        shares = (
            one["came"] / one["forecast"] - 1,
            one["promised"],
            one["delivered"],
            one["abandoned"],
            one["occupancy"],
        )
        off, *rest = (f"{100 * share:.1f}" for share in shares)
        yield one["day"], f"{one['forecast']:,.0f}", f"{one['came']:,.0f}", off, *rest
