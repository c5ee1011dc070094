"""What `solve` is asked beside the workspace: kept in the manifest, and asked again by `verify`."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    import threading

    from scheduler.clock import Horizon
    from scheduler.loop import Judged
    from scheduler.model import SolveSettings
    from scheduler.operation import Operation
    from scheduler.report import Answer
    from scheduler.result import Progress
    from scheduler.roster import Roster

ITERATIONS = 20_000
"""The budget of `--deterministic`."""


@dataclass(frozen=True)
class Asked:
    """The options of a solve that decide which roster comes."""

    forecast: tuple[str, ...]
    scenario: str | None
    goals: tuple[str, ...]
    judge: bool
    give_up: bool
    deterministic: bool
    iterations: int | None
    time_limit: float | None
    seed: int
    workers: int
    start: str | None = None
    """The roster gone on from, as it was named, and a mark of it."""
    start_mark: str | None = None
    lexicographic: bool = False
    tidy: bool = False

    def settings(self, start: Roster | None, stop: threading.Event | None) -> SolveSettings:
        """The settings of the solver that these options ask for."""
        from scheduler.model import SolveSettings

        limit = math.inf if self.time_limit is None else self.time_limit
        return SolveSettings(
            limit, self.workers, self.seed, give_up=self.give_up, only_goals=self.goals, stop=stop,
            iterations=self.iterations, lexicographic=self.lexicographic, start=start, tidy=self.tidy,
        )  # fmt: skip


def answered(
    asked: Asked, operation: Operation, horizon: Horizon, settings: SolveSettings, watch: Callable[[Progress], None]
) -> tuple[Answer, Judged | None]:
    """Solve as asked: against the clock or by budget, with the judge's loop or without."""
    from scheduler.cli.judged import judged
    from scheduler.scenarios import run

    answer = run(operation, horizon, settings, watch)
    verdict = judged(answer, settings, watch) if asked.judge else None
    chosen = verdict.chosen.answer if verdict else answer
    return replace(chosen, manifest=told_of(asked, operation, horizon)), verdict


def told_of(asked: Asked, operation: Operation, horizon: Horizon) -> dict[str, Any]:
    """The manifest of a solve: chosen forecasts have their names inside the workspace."""
    from scheduler.report.answer.manifest import forecasts_chosen, manifest

    return manifest(operation, horizon, {**asdict(asked), "forecast": forecasts_chosen(operation, asked.forecast)})


def solved_again(workspace: Path, folder: Path, summary: dict[str, Any]) -> tuple[Answer, list[str]]:
    """Ask again what a report's manifest says; raises `InputError` where the files are not those of then."""
    from datetime import date

    from scheduler.cli.start import mark_of, roster_in_hand
    from scheduler.cli.ticker import Ticker
    from scheduler.model.warm import warm_up
    from scheduler.report.answer.manifest import history_mark, manifest

    told = summary["manifest"]
    asked = Asked(**{name: _tupled(told[name]) for name in Asked.__dataclass_fields__ if name in told})
    operation, horizon, _ = options.open_workspace(
        workspace, first=date.fromisoformat(told["from"]), weeks=told["weeks"], forecast=asked.forecast,
        scenario=asked.scenario,
    )  # fmt: skip
    changed = [f"{name}: changed since {folder} was made" for name in told_changes(operation, horizon, summary)]
    if history_mark(operation) != told["history"]:
        changed.append(
            f"{folder}: another history is read now than then; earlier reports, history.csv or duty_history.csv changed"
        )
    if asked.start and mark_of(Path(asked.start)) != asked.start_mark:
        changed.append(f"{asked.start}: not the roster any more that was gone on from")
    if changed:
        raise InputError(changed)
    now = manifest(operation, horizon, {})
    notes = [f"{name} {then} then, {now['packages'].get(name)} now: another roster may come"
             for name, then in told["packages"].items() if now["packages"].get(name) != then]  # fmt: skip
    start = roster_in_hand(Path(asked.start) if asked.start else None, operation, horizon, asked.scenario)
    warm_up(lambda _: None)
    with Ticker() as ticker:
        answer, _ = answered(asked, operation, horizon, asked.settings(start, None), ticker)
    return answer, notes


def told_changes(operation: Operation, horizon: Horizon, summary: dict[str, Any]) -> list[str]:
    """Files that changed, where that touches the horizon; who joins later counts, as chance is drawn by agent."""
    from scheduler.operation import fingerprint
    from scheduler.report.answer.again import changed_inputs

    same = summary.get("fingerprint") == fingerprint(operation, horizon)
    return [] if same and summary.get("agents") == len(operation.agents) else changed_inputs(operation, summary)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
