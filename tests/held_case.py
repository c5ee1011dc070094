"""The fake answer with its duty named, and a second duty on call with tiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from fake_answer import fake_answer

from scheduler.model.escalation.dealing.naming import named
from scheduler.operation import Cover
from scheduler.report import Answer
from scheduler.roster import Held

NIGHTS = Cover(
    name="Safety, nights", role="safety", tiers=("primary", "backup"), kind="on_call", hours=(1320, 1800)
)  # by name the backup would come first


def standby(tier: str, start: int, end: int, agent: str) -> Held:
    """A place of `Safety, nights` between hours of 22 December, by UTC."""
    first, last = (datetime(2026, 12, 22, hour, tzinfo=UTC) for hour in (start, end))
    return Held(NIGHTS.name, tier, first, last, agent, "on_call")


HELD = (
    standby("backup", 6, 14, "a003"),  # 22:00 of the 21st to 06:00 in Los Angeles
    standby("primary", 6, 10, "a001"),
    standby("primary", 10, 14, "a002"),
)


def held_answer() -> Answer:
    """`Escalation lead` as `named` names it, six stretches of it open; `Safety, nights` in the night to the 22nd."""
    answer = fake_answer()
    roster = answer.result.roster
    lead = named(answer.operation, answer.horizon, roster)
    operation = replace(answer.operation, cover=(NIGHTS, *answer.operation.cover))
    result = replace(answer.result, roster=replace(roster, held=(*lead, *HELD)))
    return replace(answer, operation=operation, result=result)
