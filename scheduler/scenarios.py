"""Runs: from an operation to a judged answer, for the plan as it is and for what-ifs side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scheduler.clock import Horizon
from scheduler.judge import check, explain, score
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.operation import Operation
from scheduler.report.answer import Answer
from scheduler.result import Progress
from scheduler.staffing import staff
from scheduler.store import with_history

Watcher = Callable[[Progress], None]

BASE = "base"
"""The name of the plan as it is, without a scenario."""


def run(operation: Operation, horizon: Horizon, settings: SolveSettings, watch: Watcher | None = None) -> Answer:
    """Staff, solve, then let the independent judges check, count and explain the roster.

    Raises `Conflict` or `NoRoster`; a roster that breaks a limit without `give_up` is a bug of the model.
    """
    requirement = staff(operation, horizon)
    result = solve(operation, horizon, requirement, settings, watch)
    findings = check(operation, horizon, result.roster)
    if findings and not settings.give_up:
        raise RuntimeError("the roster found breaks limits: " + "; ".join(finding.message for finding in findings[:5]))
    return Answer(
        operation=operation,
        horizon=horizon,
        requirement=requirement,
        result=result,
        score=score(operation, horizon, requirement, result.roster, settings.only_goals),
        findings=findings,
        explanation=explain(operation, horizon, requirement, result.roster),
    )


@dataclass(frozen=True)
class WhatIf:
    """One scenario, solved."""

    name: str
    answer: Answer
    notes: tuple[str, ...] = ()


def run_scenario(root: Path, name: str, first: date | None, weeks: int, settings: SolveSettings) -> WhatIf:
    """Read the workspace under that scenario (`base`: none) and run it."""
    operation = load(root, scenario=None if name == BASE else name)
    horizon = choose_horizon(operation, first, weeks)
    operation, notes = with_history(operation, horizon)
    return WhatIf(name, run(operation, horizon, replace(settings)), notes)
