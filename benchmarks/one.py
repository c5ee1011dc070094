"""One solve in a process of its own, as one JSON object: how fast, how good, how proved.

The other benchmarks run it; memory is what the process that starts it sees.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.clock import Horizon
    from scheduler.operation import Operation
    from scheduler.requirement import Requirement
    from scheduler.result import Progress
    from scheduler.roster import Roster

FLAT = 100
"""Points an agent-hour on every queue where the weights are made flat."""


def main(argv: list[str]) -> int:
    """Print the figures of one solve."""
    begun = time.time()
    parser = argparse.ArgumentParser(prog="python -m benchmarks one", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=1)
    parser.add_argument("--goals", default="")
    parser.add_argument("--flat", action="store_true", help=f"{FLAT} points an agent-hour on every queue")
    parser.add_argument("--model", choices=("ours", "plain", "tours"), default="ours")
    parser.add_argument("--since", type=float, default=begun, help="when the process was started (seconds since 1970)")
    parser.add_argument("--roster", type=Path, help="write agent, day and shift of each duty there")
    chosen = parser.parse_args(argv)
    print(json.dumps(ours(chosen) if chosen.model == "ours" else peer(chosen)))
    return 0


def opened(chosen: argparse.Namespace) -> tuple[Operation, Horizon, Requirement]:
    """The operation, its horizon and its requirement."""
    from scheduler.load import choose_horizon, load
    from scheduler.staffing import staff

    operation = load(chosen.workspace)
    if chosen.flat:
        operation = replace(operation, goals={**operation.goals, "short": {"weight": FLAT}})
    horizon = choose_horizon(operation, None, chosen.weeks)
    return operation, horizon, staff(operation, horizon)


def ours(chosen: argparse.Namespace) -> dict[str, Any]:
    """Solve, check and count."""
    from scheduler.judge import check, score
    from scheduler.model import SolveSettings, solve
    from scheduler.model.warm import warm_up

    operation, horizon, requirement = opened(chosen)
    loaded = time.time() - chosen.since
    warm_up(lambda _: None)
    warm = time.time() - chosen.since
    goals = tuple(goal for goal in chosen.goals.split(",") if goal)
    settings = SolveSettings(chosen.seconds, chosen.workers, chosen.seed, only_goals=goals)
    result = solve(operation, horizon, requirement, settings)
    told = score(operation, horizon, requirement, result.roster, only_goals=goals)
    if chosen.roster:
        write_duties(chosen.roster, horizon, result.roster)
    return {
        "agents": len(operation.agents),
        "loaded_seconds": loaded,
        "started_seconds": warm,
        "first_roster_seconds": result.first_roster_seconds,
        "seconds": result.seconds,
        "stopped_by": result.stopped_by,
        "objective": told.objective,
        "points": told.points,
        "bound": result.bound,
        "bounds": result.bounds,
        "short_hours": told.short_agent_hours,
        "required_hours": told.required_agent_hours,
        "findings": len(check(operation, horizon, result.roster)),
        "story": [(line.seconds, line.best, line.bound) for line in result.story],
        "one_percent_seconds": seconds_until(result.story, result.bound + told.required_agent_hours * FLAT / 100),
        **posed(operation, horizon, requirement, goals),
    }


def posed(operation: Operation, horizon: Horizon, requirement: Requirement, goals: tuple[str, ...]) -> dict[str, Any]:
    """How long it takes to put the problem into numbers: a part of the solve, taken once more by itself.

    Nothing where the solve does so window by window: the lines of a whole year would not fit into memory.
    """
    from scheduler.model.horizon.shape import wants_windows
    from scheduler.problem.pose import pose

    if wants_windows(horizon, requirement):
        return {}
    start = time.perf_counter()
    problem = pose(operation, horizon, requirement, goals)
    return {"pose_seconds": time.perf_counter() - start, "kinds": len(set(problem.people.kind.tolist()))}


def seconds_until(story: tuple[Progress, ...], points: float) -> float | None:
    """When the best roster first had so few points; None where it never had."""
    return next((line.seconds for line in story if line.best is not None and line.best <= points + 1e-6), None)


def write_duties(file: Path, horizon: Horizon, roster: Roster) -> None:
    """Rows of agent, day counted from the horizon's first, shift."""
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows((duty.agent, horizon.day_index(duty.day), duty.shift) for duty in roster.duties)


def peer(chosen: argparse.Namespace) -> dict[str, Any]:
    """Another model of the same problem, for shortage alone."""
    from benchmarks.plain import solve_plain
    from benchmarks.tours import solve_tours
    from scheduler.problem.pose import pose

    operation, horizon, requirement = opened(chosen)
    problem = pose(operation, horizon, requirement, ("short",))
    if chosen.model == "plain":
        figures = solve_plain(operation, problem, chosen.seconds, chosen.workers)
    else:
        figures = solve_tours(problem, chosen.seconds)
    return {"objective": figures.points, "bound": figures.bound, "seconds": figures.seconds, "size": figures.size}
