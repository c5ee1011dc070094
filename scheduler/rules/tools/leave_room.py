"""How far leave between two times of day raises the week's maximum hours; the independent check's half.

`problem.grid.leave_room` is the solver's half; the two share no code, so that each checks the other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import accumulate, repeat
from typing import Any

from scheduler.rules.diary import Diary
from scheduler.rules.tools.credit import Credited


def gives_way(diary: Diary, week: Collection[date], leave: Collection[Credited]) -> int:
    """Minutes by which the week's maximum rises: the leave between times of day if no shifts fit beside it, else 0.

    Without this, a visit to a doctor would be a conflict for everybody who owes 40 hours in five shifts of eight.
    """
    by_clock = sum(one.minutes for one in leave if not one.whole)
    if not by_clock or (most := _settings(diary, "hours_week").get("max")) is None:
        return 0
    credit, credited = sum(one.minutes for one in leave), sum(one.whole for one in leave)
    hours, days = _settings(diary, "hours_week"), _settings(diary, "days_week")
    employed = all(map(diary.agent.employed, week))
    low, high = (60 * (hours.get("min") or 0) if employed else 0), 60 * (most + diary.contract.overtime.max_hours_week)
    fewest, longest = (days.get("min") or 0) if employed else 0, min(7, days.get("max", 7))
    totals = accumulate(repeat(_paid(diary), longest - credited), _plus, initial=frozenset([0]))
    kept = (
        round(low) <= total + credit and (total == 0 or total + credit <= round(high))
        for number, reached in enumerate(totals, credited)
        for total in reached
        if number >= fewest
    )
    return 0 if any(kept) else by_clock


def _plus(totals: frozenset[int], paid: frozenset[int]) -> frozenset[int]:
    return frozenset(total + one for total in totals for one in paid)


def _paid(diary: Diary) -> frozenset[int]:
    """Minutes that a shift of the agent may be paid."""
    operation, agent = diary.operation, diary.agent
    shifts = operation.shifts_of(agent)
    return frozenset(operation.paid_minutes(agent.site, one, length) for one in shifts for length in one.lengths())


def _settings(diary: Diary, rule: str) -> dict[str, Any]:
    found = diary.contract.limits.get(rule)
    return found if isinstance(found, dict) else {}
