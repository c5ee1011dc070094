"""What a planner reads at the end of a solve, in 80 columns: the roster first, then the points of the solve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from scheduler.agreement import whole_minutes

if TYPE_CHECKING:
    from scheduler.report.answer.answer import Answer


def lines(answer: Answer, folder: Path, summary: Mapping[str, Any]) -> Iterator[str]:
    """The whole bill."""
    result = answer.result
    only = f" for {answer.score.only} only" if answer.score.only else ""
    yield answer.operation.name
    yield f"{answer.horizon.first} to {answer.horizon.last}: {answer.status} roster{only} after {result.seconds:.1f} s"
    yield ""
    for told in roster_lines(answer, summary):
        yield from wrap(told, 80, subsequent_indent=" " * 19)
    yield ""
    yield from order_lines(answer)
    yield from points_lines(answer)
    yield f"open {folder / 'index.html'}"


def roster_lines(answer: Answer, summary: Mapping[str, Any]) -> Iterator[str]:
    """What the roster gives and misses: service, people, duties, limits, money."""
    from scheduler.goals.cover import Cover
    from scheduler.goals.late import Late
    from scheduler.report.answer import short_days
    from scheduler.report.answer.signed import signed_lines
    from scheduler.report.answer.verdicts import service_lines

    score = answer.score
    yield from service_lines(answer.service)
    short, required = score.short_agent_hours, score.required_agent_hours
    yield f"short              {short:,.1f} of {required:,.1f} agent-hours ({100 * short / max(required, 1e-9):.2f} %)"
    yield from short_days.in_short(answer.short_days)
    late, opened = (score.tallies[goal.name].amount for goal in (Late, Cover))
    yield f"late               {late:,.1f} agent-hours of work that may wait, not rostered in time"
    yield f"open escalation    {opened:,.1f} h"
    yield f"limits broken      {len(answer.findings)}"
    if money := summary.get("money"):
        yield f"cost               {', '.join(f'{part} {amount:,.0f}' for part, amount in money.items() if amount)}"
    yield from signed_lines(summary)
    yield from (f"given up           {row.agent}: {row.limit}: {row.reason}" for row in answer.result.given_up)


def points_lines(answer: Answer) -> Iterator[str]:
    """The points of each goal beside its bound, what could still be saved, and what does not agree."""
    from scheduler.report.answer.badge import standing

    result, score = answer.result, answer.score
    yield f"{'goal':<14}{'points':>14}{'bound':>14}"
    for goal, points in score.points.items():
        bound = f"{answer.bounds[goal]:,}" if goal in answer.bounds else "-"
        yield f"{goal:<14}{points:>14,}{bound:>14}"
    yield f"{'all':<14}{score.objective:>14,}{proved(answer)}"
    yield from wrap(standing(answer), 80, subsequent_indent="  ")
    yield from apart(answer)
    yield from (line for told in answer.differences for line in wrap(told, 80, subsequent_indent="  "))
    yield from wrap(whole_minutes(result.rounding), 80, subsequent_indent="  ")
    if result.not_compared:
        yield from wrap(f"the model and the count are not compared: {result.not_compared}", 80, subsequent_indent="  ")


def proved(answer: Answer) -> str:
    """The bound and the gap, as they end a line."""
    if answer.bound is None or answer.gap is None:
        return f"{'-':>14}   gap unknown"
    return f"{answer.bound:>14,}   gap {100 * answer.gap:.2f} %"


def apart(answer: Answer) -> Iterator[str]:
    """A line where the bounds of the goals do not add up to that of all."""
    if answer.bound is not None and round(sum(answer.bounds.values())) != round(answer.bound):
        yield "a goal's bound is for that goal alone; they need not add up to that of all"


def order_lines(answer: Answer) -> Iterator[str]:
    """The levels of goals in strict order, where that was asked for."""
    if not answer.order:
        return
    yield f"{'in order':<14}{'amount':>14}{'bound':>14}   unit"
    for row in answer.order:
        proved = ", proved" if row.proved else ""
        yield f"{row.level:<14}{row.amount:>14,.1f}{row.bound:>14,.1f}   {row.unit}{proved}"
    yield ""
