"""An answer made again from a report's files: recounted in full, with the bound that was proved when it was solved."""

from __future__ import annotations

from math import inf
from typing import Any

from scheduler.clock import Horizon
from scheduler.goals import GOALS
from scheduler.judge import check, explain, score
from scheduler.operation import Operation, fingerprint
from scheduler.report.answer.accepted import accepted_in
from scheduler.report.answer.answer import Answer
from scheduler.report.answer.duty_proof import proof_again
from scheduler.report.answer.manifest import history_mark
from scheduler.report.answer.signed import KEYS
from scheduler.report.answer.summary import mark_of
from scheduler.report.answer.told_keys import Service, Signed, is_intact
from scheduler.requirement import Requirement
from scheduler.result import GivenUp, LevelBound, Progress, Result
from scheduler.roster import Roster

LEFT_OUT: dict[str, Any] = {"bound": None, "bounds": {}, "order": [], "agreement": {}, "story": [], "duty": {}}
"""Keys of a summary that are emptied when the inputs have changed: all that was proved, and how."""


def answer_again(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    roster: Roster,
    summary: dict[str, Any] | None,
    changed: bool = False,
    edited: bool = False,
) -> Answer:
    """Count a roster anew; bound, gap and story are kept only while the inputs are those that it was made with.

    `edited` says that its files were changed since they were written; a copy of an edited roster is known by its mark.
    """
    summary = {**(summary or {}), **(summary or {}).get("of_the_solve", {})}
    solved = bool(summary) and (bool(summary.get("solved", True)) or "of_the_solve" in summary)
    counted = score(operation, horizon, requirement, roster, goals_asked(summary))
    return Answer(
        operation=operation,
        horizon=horizon,
        requirement=requirement,
        result=_result(roster, {**summary, **LEFT_OUT} if changed else summary, counted.points),
        score=counted,
        findings=check(operation, horizon, roster),
        explanation=explain(operation, horizon, requirement, roster),
        manifest=summary.get("manifest", {}),
        solved=solved,
        accepted=accepted_in(summary),
        edited=edited or summary.get("edited") == mark_of(roster),
        told_service=None if changed else service_told(summary, roster),
        signed=None if changed or edited or not same_points(summary, counted.points) else told_before(summary),
    )


def same_points(summary: dict[str, Any], points: dict[str, int]) -> bool:
    """Whether a roster counts as it did when it was written."""
    return bool(summary.get("points") == points)


def service_told(summary: dict[str, Any], roster: Roster) -> dict[str, Any] | None:
    """What the summary says of the service of this very roster; None where another was simulated, or it is damaged."""
    told = summary.get("service")
    if not isinstance(told, dict) or told.get("roster") != mark_of(roster):
        return None
    return told if is_intact(Service, told) else None


def told_before(summary: dict[str, Any]) -> dict[str, object] | None:
    """What the summary says of needless hours and sharing; None where it says nothing, or is damaged."""
    return {key: summary[key] for key in KEYS} if is_intact(Signed, summary) else None


def goals_asked(summary: dict[str, Any] | None) -> tuple[str, ...]:
    """The goals that a roster was solved for, by its manifest, else by the points in its summary; empty: all."""
    summary = summary or {}
    named = summary.get("manifest", {}).get("goals", summary.get("points", {}))
    return tuple(goal for goal in named if goal in GOALS)


def rounding_of(summary: dict[str, Any] | None, points: dict[str, int]) -> dict[str, float]:
    """Goal -> the part of its points that whole minutes cost, while the count is that of the summary."""
    agreed = (summary or {}).get("agreement", {}) if points == (summary or {}).get("points") else {}
    return dict(agreed.get("rounding", {}))


def since_made(operation: Operation, horizon: Horizon, summary: dict[str, Any] | None) -> tuple[bool, tuple[str, ...]]:
    """Whether the inputs are others, within the horizon, than the roster was made with; and a note that says so."""
    summary = summary or {}
    names = changed_inputs(operation, summary)
    before = summary.get("fingerprint")
    if before == fingerprint(operation, horizon) or not (before or names):
        return False, ()
    manifest = summary.get("manifest", {})
    history = manifest.get("history", mark := history_mark(operation)) != mark
    if history and not {"config/history.csv", "config/duty_history.csv"} & {*names}:
        names.append("what was worked before, as earlier reports say")
    what = ", ".join(names) or "what this version reads in the files"
    proved = ", and bound, gap and story of its solve are left out" if summary.get("solved", True) else ""
    return True, (f"not as it was when the roster was made: {what}; the roster is judged by today's files{proved}",)


def changed_inputs(operation: Operation, summary: dict[str, Any]) -> list[str]:
    """The files whose content is not what the summary says was read."""
    before, now = summary.get("inputs", {}), operation.inputs
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name)) if before else []


def _result(roster: Roster, summary: dict[str, Any], points: dict[str, int]) -> Result:
    """How the solve went; what it believed is of no use once the roster or the count is another."""
    agreed = summary.get("agreement", {}) if points == summary.get("points") else {}
    return Result(
        roster=roster,
        bound=inf if summary.get("bound", 0) is None else float(summary.get("bound", 0)),
        bounds={goal: float(bound) for goal, bound in summary.get("bounds", {}).items()},
        seconds=float(summary.get("seconds", 0)),
        first_roster_seconds=float(summary.get("first_roster_seconds", 0)),
        seed=int(summary.get("seed", 0)),
        workers=int(summary.get("workers", 0)),
        stopped_by=summary.get("stopped_by") or "time",
        story=tuple(
            Progress(row["seconds"], row["best"], row["bound"], row["step"]) for row in summary.get("story", ())
        ),
        order=tuple(LevelBound(row["level"], float(row["bound"])) for row in summary.get("order", ())),
        given_up=tuple(GivenUp(row["agent"], row["limit"], row["reason"]) for row in summary.get("given_up", ())),
        rounding=rounding_of(summary, points),
        duty=proof_again(summary),
        not_compared=agreed.get("not_compared", ""),
        believed={goal: row["believed"] for goal, row in agreed.get("goals", {}).items()},
    )
