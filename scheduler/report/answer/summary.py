"""`summary.json`: the answer in one object, for programs and for reading a report folder back."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from math import isinf

from scheduler import __version__
from scheduler.goals.cost import money_of
from scheduler.goals.regular import irregular_in
from scheduler.report.answer.accepted import Accepted, is_accepted
from scheduler.report.answer.amounts import amounts_told
from scheduler.report.answer.answer import Answer, Standing
from scheduler.report.answer.duty_proof import duty_summary
from scheduler.report.answer.short_days import as_rows
from scheduler.report.answer.signed import signed
from scheduler.report.text import instant_text
from scheduler.roster import Roster
from scheduler.rules.rule import Finding


def summary(answer: Answer) -> dict[str, object]:
    """Every key that `formats.md` names, then the solve's story; hours of missing people are agent-hours."""
    score, result = answer.score, answer.result
    return {
        "status": answer.status,
        "objective": score.objective,
        "bound": answer.bound,
        "gap": None if answer.gap is None else round(answer.gap, 6),
        "points": dict(score.points),
        "bounds": dict(answer.bounds),
        **({"order": [order_row(one) for one in answer.order]} if answer.order else {}),
        "seconds": round(result.seconds, 3),
        "horizon": horizon(answer),
        "agents": len(answer.operation.agents),
        "short_agent_hours": tidy(score.short_agent_hours),
        "required_agent_hours": tidy(score.required_agent_hours),
        **duty_summary(list(answer.priorities), answer.result.duty),
        **given(answer),
        "amounts": amounts_told(answer),
        **({"money": spent} if any((spent := asdict(money_of(answer.score.case))).values()) else {}),
        **({"service": {**answer.service, "roster": mark_of(result.roster)}} if answer.service is not None else {}),
        "short_days": as_rows(answer.short_days),
        **({"agreement": agreed(answer)} if answer.agreement.rows or result.not_compared else {}),
        "violations": [violation(finding, answer.accepted) for finding in answer.findings],
        "versions": versions(),
        "inputs": dict(sorted(answer.operation.inputs.items())),
        "seed": result.seed,
        "workers": result.workers,
        "irregular": irregular_days(answer),
        "solved": answer.solved and answer.legal,
        **({"edited": mark_of(result.roster)} if answer.edited else {}),
        **signed(answer),
        "manifest": answer.manifest,
        "fingerprint": answer.fingerprint,
        **story(answer),
    }


def irregular_days(answer: Answer) -> dict[str, int]:
    """`irregular` of summary.json: changes of start, lone days off and lone working days, at any weight of the goal."""
    return asdict(irregular_in(answer.score.case))


def given(answer: Answer) -> dict[str, object]:
    """`given` of summary.json: what stands before points, and whether it is proved least."""
    if not answer.priorities or answer.result.roster.held is None:
        return {}
    minutes = sum(row.open_minutes for row in answer.priorities)
    return {"given": {"open_minutes": minutes, "splits": answer.splits, "proved": answer.given_proved}}


def agreed(answer: Answer) -> dict[str, object]:
    """What the solver believes of the roster beside what was counted; `agrees` is None where nothing was compared."""
    found, result = answer.agreement, answer.result
    goals = {row.goal: {"believed": tidy(row.believed), "counted": row.counted, "allowed": tidy(row.allowed)}
             for row in found.rows}  # fmt: skip
    whole = {goal: tidy(points) for goal, points in result.rounding.items()}
    why = {"not_compared": result.not_compared} if result.not_compared else {}
    return {"agrees": found.agrees if found.rows else None, "goals": goals, "rounding": whole, **why}


def order_row(one: Standing) -> dict[str, object]:
    """One level of goals in strict order."""
    return {**asdict(one), "amount": tidy(one.amount), "bound": tidy(one.bound)}


def horizon(answer: Answer) -> dict[str, str]:
    """The two instants between which demand and cover run, on the planning zone's clocks."""
    span = answer.horizon
    return {"start": instant_text(span.start, span.time_zone), "end": instant_text(span.end, span.time_zone)}


def violation(finding: Finding, accepted: Accepted) -> dict[str, object]:
    """A broken limit: rule, agent, date, sentence, amount and unit, source, and whether it was given up knowingly."""
    day = finding.day.isoformat() if finding.day else None
    return {**asdict(finding), "day": day, "accepted": is_accepted(finding, accepted)}


def story(answer: Answer) -> dict[str, object]:
    """How the solve went: when the first roster stood, what stopped it, the best and the bound over time.

    Where the roster is another than it ended with, or breaks limits, the solve's own word stands apart.
    """
    result, own = answer.result, of_the_solve(answer)
    kept = answer.legal and not answer.edited
    return {
        "first_roster_seconds": round(result.first_roster_seconds, 3),
        "stopped_by": own["stopped_by"] if kept and answer.solved else None,
        "given_up": [asdict(row) for row in result.given_up],
        "story": own["story"] if kept else [],
        **({"of_the_solve": own} if answer.solved and not kept else {}),
    }


def of_the_solve(answer: Answer) -> dict[str, object]:
    """What the solve proved and told, whatever became of its roster: it holds again once an edit is taken back."""
    result = answer.result
    return {
        "bound": None if isinf(result.bound) else tidy(result.bound),
        "bounds": {goal: tidy(bound) for goal, bound in result.bounds.items() if not isinf(bound)},
        "order": [{"level": row.level, "bound": tidy(row.bound)} for row in result.order],
        "stopped_by": result.stopped_by,
        "story": [
            {"seconds": round(row.seconds, 3), "best": row.best, "bound": tidy(row.bound), "step": row.step}
            for row in result.story
        ],
    }


def mark_of(roster: Roster) -> str:
    """A mark by which a roster is known again: its shifts, activities and duties, whatever file they come from."""
    shifts = [(row.agent, str(row.day), row.shift, row.start.timestamp(), row.end.timestamp()) for row in roster.duties]
    done = [(row.agent, row.start.timestamp(), row.end.timestamp(), row.activity) for row in roster.activities]
    held = [(row.cover, row.tier, row.start.timestamp(), row.end.timestamp(), row.agent) for row in roster.held or ()]
    return hashlib.sha256(repr((sorted(shifts), sorted(done), sorted(held))).encode()).hexdigest()


def versions() -> dict[str, str]:
    """What made this roster: scheduler and the solver beneath it."""
    try:
        return {"scheduler": __version__, "ortools": version("ortools")}
    except PackageNotFoundError:  # a report is re-rendered on a machine without the solver
        return {"scheduler": __version__, "ortools": ""}


def tidy(value: float) -> float:
    """Six decimals, and a whole number where it is one."""
    rounded = round(float(value), 6)
    return int(rounded) if rounded.is_integer() else rounded
