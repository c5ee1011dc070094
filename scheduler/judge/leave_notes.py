"""What of the horizon's leave counts as worked, where a planner may have thought otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from scheduler.clock import Horizon, instant
from scheduler.operation import Operation
from scheduler.rules.diary import Diary, bare
from scheduler.rules.tools.credit import UNPAID, contract_days, credited

MOST_NAMED = 5
"""Days that a note names; the others are counted."""


def leave_notes(operation: Operation, horizon: Horizon) -> tuple[str, ...]:
    """One line each for leave by the clock, for days without credit, and for days on which rows overlap."""
    hours, none, twice = [], [], []
    people = {row.agent for row in operation.leave}
    for agent in (agent for agent in operation.agents if agent.id in people):
        diary = bare(operation, horizon, agent)
        for week in diary.weeks():
            found = credited(diary, week)
            full = sum(one.whole for one in found.values()) >= contract_days(diary)
            for day in (day for day in week if agent.employed(day)):
                rows, named = list(_kinds(diary, day)), f"{agent.id} {day}"
                if day in found and not found[day].whole and found[day].minutes:
                    hours.append(f"{named} {found[day].minutes / 60:g} h")
                none += [named] if _paid_whole(rows) and day not in found and not full else []
                twice += [named] if len(rows) > 1 else []
    return (
        *_note("leave by the clock counts as worked:", hours),
        *_note("leave on days off anyway (weekend, availability) keeps people free and adds no hours:", none),
        *_note("leave that overlaps counts once, whichever row counts more:", twice),
    )


def _paid_whole(rows: Sequence[tuple[str, bool]]) -> bool:
    return any(whole and kind not in UNPAID for kind, whole in rows)


def _kinds(diary: Diary, day: date) -> Iterator[tuple[str, bool]]:
    """(kind, whether it is the whole day) of each row of leave that touches the day."""
    first, last = (instant(one, 0, diary.agent.time_zone) for one in (day, day + timedelta(days=1)))
    for row, start, end in diary.leave_spans():
        if start < last and first < end:
            yield row.kind, start <= first and last <= end


def _note(told: str, days: Sequence[str]) -> Iterator[str]:
    if days:
        more = f" and {len(days) - MOST_NAMED} more" if len(days) > MOST_NAMED else ""
        yield f"{told} {', '.join(days[:MOST_NAMED])}{more}"
