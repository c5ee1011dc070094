"""The fake answer with a duty of two tiers on Tuesday evening, by hand: a hand-over, a hole, a holder at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fake_answer import MONDAY, PLANNING, fake_answer

from scheduler.clock import instant
from scheduler.judge.explain.explain import explain
from scheduler.judge.score import score
from scheduler.operation import Cover
from scheduler.report import Answer
from scheduler.roster import Activity, Held

SAFETY = Cover(
    name="Safety", role="lead", tiers=("primary", "backup"), kind={"primary": "on_call", "backup": "on_shift"},
    on=("tuesday",), hours="18:00-24:00", held_at_work=True, handover_minutes=15,
)  # fmt: skip
NEVER = Cover(name="Audit", role="lead", on=("2027-03-01",))
FINN, ANA, NIGHT = "a005", "a010", "a000"
"""Finn Lund is off on Tuesday, Ana O'Neil works till 22:30, and Ana Ruiz from 22:00."""


def span(start: float, end: float):  # type: ignore[no-untyped-def]
    """Hours of Tuesday 22 December in Los Angeles."""
    day = MONDAY + timedelta(days=1)
    return instant(day, round(60 * start), PLANNING), instant(day, round(60 * end), PLANNING)


HELD = (
    Held("Safety", "backup", *span(18, 22), "", "on_shift", "nobody is free"),
    Held("Safety", "backup", *span(22, 24), NIGHT, "on_shift"),
    Held("Safety", "primary", *span(18, 20), FINN, "on_call"),
    Held("Safety", "primary", *span(19.75, 20), ANA, "handover"),
    Held("Safety", "primary", *span(20, 24), ANA, "on_call"),
)
STANDBY = (
    Activity(FINN, *span(18, 20), "on_call:Safety/primary"),
    Activity(ANA, *span(22.5, 24), "on_call:Safety/primary"),
)


def tiers_answer() -> Answer:
    """Everything is counted again for the duties of this case alone."""
    answer = fake_answer()
    operation = replace(answer.operation, cover=(NEVER, SAFETY))
    roster = replace(answer.result.roster, held=HELD, activities=(*answer.result.roster.activities, *STANDBY))
    asked = (operation, answer.horizon, answer.requirement, roster)
    result = replace(answer.result, roster=roster)
    return replace(answer, operation=operation, result=result, score=score(*asked), explanation=explain(*asked))
