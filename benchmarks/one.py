"""One solve in a process of its own, as figures in JSON: how fast, how good, how proved, how much memory."""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import replace
from pathlib import Path

STARTED = time.perf_counter()


def main(argv: list[str]) -> int:
    """Print the figures of one solve."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks one", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--weeks", type=int, default=1)
    parser.add_argument("--goals", default="")
    parser.add_argument("--flat", action="store_true", help="one weight for all queues: points are agent-hours x 100")
    parser.add_argument("--plain", action="store_true", help="the textbook model instead")
    chosen = parser.parse_args(argv)
    print(json.dumps(plain(chosen) if chosen.plain else ours(chosen)))
    return 0


def opened(chosen: argparse.Namespace):  # type: ignore[no-untyped-def]
    """The operation, its horizon and its requirement."""
    from scheduler.load import choose_horizon, load
    from scheduler.staffing import staff

    operation = load(chosen.workspace)
    if chosen.flat:
        operation = replace(operation, goals={**operation.goals, "short": {"weight": 100}})
    horizon = choose_horizon(operation, None, chosen.weeks)
    return operation, horizon, staff(operation, horizon)


def ours(chosen: argparse.Namespace) -> dict[str, object]:
    """Solve, check and count."""
    from scheduler.judge import check, score
    from scheduler.model import SolveSettings, solve

    operation, horizon, requirement = opened(chosen)
    loaded = time.perf_counter() - STARTED
    goals = tuple(goal for goal in chosen.goals.split(",") if goal)
    result = solve(operation, horizon, requirement, SolveSettings(chosen.seconds, chosen.workers, only_goals=goals))
    told = score(operation, horizon, requirement, result.roster, only_goals=goals)
    return {
        "agents": len(operation.agents),
        "loaded_seconds": loaded,
        "first_roster_seconds": result.first_roster_seconds,
        "seconds": result.seconds,
        "objective": told.objective,
        "points": told.points,
        "bound": result.bound,
        "bounds": result.bounds,
        "short_hours": told.short_agent_hours,
        "required_hours": told.required_agent_hours,
        "findings": len(check(operation, horizon, result.roster)),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def plain(chosen: argparse.Namespace) -> dict[str, object]:
    """The textbook model on the same problem."""
    from benchmarks.plain import solve_plain
    from scheduler.problem.pose import pose

    operation, horizon, requirement = opened(chosen)
    problem = pose(operation, horizon, requirement, ("short",))
    figures = solve_plain(operation, problem, chosen.seconds, chosen.workers)
    hours = requirement.required.sum() * operation.interval_minutes / 60
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"objective": figures.points, "bound": figures.bound, "required_hours": hours, "memory_mb": memory}
