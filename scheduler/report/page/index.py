"""`index.html`: one self-contained page that answers a planner's questions in order, with nothing from the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import plotly.offline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scheduler.agreement import whole_minutes
from scheduler.clock import zone
from scheduler.count.deferred import late_seconds
from scheduler.count.headcount_table import missing_people
from scheduler.goals import Goal
from scheduler.goals.cost import Money, money_of
from scheduler.goals.cover import Cover
from scheduler.judge.explain.reason_words import in_words
from scheduler.report.answer.amounts import saveable_words
from scheduler.report.answer.answer import Answer
from scheduler.report.answer.badge import badge
from scheduler.report.answer.signed import needless_words, spread_rows
from scheduler.report.answer.summary import summary
from scheduler.report.page.charts import figures
from scheduler.report.page.lanes import lanes
from scheduler.report.page.on_duty import on_duty
from scheduler.report.page.served import service_view
from scheduler.report.page.shortage import shortage
from scheduler.report.page.strips import cover_strips
from scheduler.report.people import holidays, people, unmet_wishes
from scheduler.report.text import short_day
from scheduler.requirement import DeferredWork

FOLDER = Path(__file__).parent
LITTLE = 180
"""Agent-seconds of late work that are told as 0 hours."""


def page(answer: Answer, told: Mapping[str, object] | None = None, beside: bool = False) -> bytes:
    """The whole page in UTF-8; every name in it is escaped.

    `told` is the summary, where it is made already; `beside` says whether simulation.html lies beside the page.
    """
    library = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    library.filters.update(hours=hours, points=points, day=day_text, short_day=short_day, in_words=in_words)
    return library.get_template("page.html").render(**view(answer, told or summary(answer)), beside=beside).encode()


def view(answer: Answer, told: Mapping[str, object]) -> dict[str, Any]:
    """What the template shows."""
    covers = cover_strips(answer)
    return {
        "answer": answer,
        "operation": answer.operation,
        "horizon": answer.horizon,
        "zone": zone(answer.horizon.time_zone),
        "summary": told,
        "service": service_view(answer.service),
        "money": money(answer),
        "paid_hours": sum(duty.paid_minutes for duty in answer.result.roster.duties) / 60,
        "needless": needless_words(told),
        "spread": spread_rows(told),
        "badge": badge(answer),
        "whole_minutes": whole_minutes(answer.result.rounding),
        "on_duty": on_duty(answer),
        "covers": covers,
        **shortage(answer),
        "cover_proved": proved(answer, Cover),
        "saveable": saveable_words(answer),
        "open_hours": max(sum(duty.open_hours for duty in covers), sum(duty.open for duty in answer.duties) / 60),
        "due_duties": len({duty.cover for duty in covers if duty.required_hours}),
        "cover_hours": sum(duty.required_hours for duty in covers),
        "deferred": deferred(answer),
        "people": people(answer),
        "holidays": holidays(answer.operation, answer.horizon),
        "unmet": unmet_wishes(answer),
        "missing_people": missing_people(answer.score.case.headcount),
        "wishes": sum(answer.horizon.holds(wish.day) for wish in answer.operation.wishes),
        "costs": costs(answer),
        "style": _inline("style.css"),
        "script": _inline("page.js"),
        "plotly": Markup(plotly.offline.get_plotlyjs()),
        "charts": {name: embedded(figure.to_plotly_json()) for name, figure in figures(answer).items()},
        "lanes": embedded(lanes(answer)),
    }


def money(answer: Answer) -> Money | None:
    """What the roster costs; None where no contract and no duty has a rate."""
    found = money_of(answer.score.case)
    return found if found.all else None


def deferred(answer: Answer) -> list[dict[str, Any]]:
    """Queue by queue of deferred work: hours of work, between contacts, spent and late, and the first late moment."""
    requirement, coverage = answer.requirement, answer.score.case.coverage
    whole = {work.queue: _hours_of(work) for work in requirement.all_deferred or requirement.deferred}
    step, found = requirement.interval_minutes, []
    for work in requirement.deferred:
        assigned = coverage.assigned[requirement.row(work.queue)]
        late = late_seconds(work, step, assigned)
        columns = late.nonzero()[0]
        found.append(
            {
                "queue": work.queue,
                "work": whole[work.queue],
                "between": whole[work.queue] - _hours_of(work),
                "spent": float(assigned.sum()) * step / 60,
                "late": float(late.sum()) / 3600,
                "first": answer.horizon.moment(int(columns[0]) * step) if late.sum() > LITTLE else None,
            }
        )
    return found


def _hours_of(work: DeferredWork) -> float:
    return float(work.arrivals.sum() + work.backlog.sum()) / 3600


def proved(answer: Answer, kind: type[Goal]) -> tuple[int, int] | None:
    """(bound, points) of a goal; None where it has no bound of its own."""
    bounds = answer.bounds
    return (bounds[kind.name], answer.score.tallies[kind.name].points) if kind.name in bounds else None


def costs(answer: Answer) -> list[dict[str, Any]]:
    """Goal by goal: amount, unit, points, and the bound of that goal solved alone where it is known."""
    bounds = answer.bounds
    return [
        {
            "goal": goal,
            "amount": tally.amount,
            "unit": tally.unit,
            "points": tally.points,
            "counted": goal in answer.score.points,
            "bound": bounds.get(goal),
        }
        for goal, tally in answer.score.tallies.items()
    ]


def embedded(found: Any) -> Markup:
    """JSON for a script element, in which no text can end the element or open a comment."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=_plain)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.tolist()


def _inline(name: str) -> Markup:
    return Markup((FOLDER / name).read_text(encoding="utf-8"))


def hours(value: float) -> str:
    """One decimal, thousands apart; a whole number without decimals."""
    return f"{value:,.1f}".removesuffix(".0")


def points(value: float) -> str:
    """A whole number, thousands apart."""
    return f"{value:,.0f}"


def day_text(value: date) -> str:
    """`Mon 21 Dec 2026`."""
    return f"{value:%a} {value.day} {value:%b %Y}"
