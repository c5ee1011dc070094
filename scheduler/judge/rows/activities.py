"""Do the activities of a roster make sense: one at a time, all of the shift, and only what the agent can do?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from scheduler.clock import Horizon, local, minutes_between
from scheduler.judge.rows.shifts import fault
from scheduler.judge.rows.standing_by import standby_findings
from scheduler.operation import Agent, Operation, Worked
from scheduler.operation.duty_hours import is_due
from scheduler.operation.meeting_times import window_of
from scheduler.roster import Activity, Duty, Roster
from scheduler.rules.rule import Finding


@dataclass(frozen=True)
class Stretch:
    """One agent at work: the hours of a shift, of the roster or of history."""

    start: datetime
    end: datetime
    duty: Duty | None = None
    """The shift of the roster; None for a shift of history, which may have no activities."""


Timed = TypeVar("Timed", Stretch, Activity)


def activity_findings(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[Finding]:
    """Every fault of activities.csv against the shifts; nothing where the roster is bare (no activities at all)."""
    if not roster.activities:
        return
    known = {agent.id: agent for agent in operation.agents}
    shifts = roster.by_agent()
    doing = roster.activities_by_agent()
    past: dict[str, list[Worked]] = {}
    for row in operation.history:
        past.setdefault(row.agent, []).append(row)
    for name in sorted(doing.keys() - known.keys()):
        yield fault(name, None, f"activities name {name}, who is none of the {len(known)} agents")
    for agent in operation.agents:
        mine = shifts.get(agent.id, ()), doing.get(agent.id, ())
        yield from _of_agent(operation, horizon, agent, mine, past.get(agent.id, ()))


def agent_findings(
    operation: Operation, horizon: Horizon, agent: Agent, duties: Sequence[Duty], rows: Sequence[Activity]
) -> Iterator[Finding]:
    """Every fault of one agent's activities, by start, against the agent's shifts, by date."""
    past = [row for row in operation.history if row.agent == agent.id]
    yield from _of_agent(operation, horizon, agent, (duties, rows), past)


def _of_agent(
    operation: Operation,
    horizon: Horizon,
    agent: Agent,
    mine: tuple[Sequence[Duty], Sequence[Activity]],
    past: Iterable[Worked],
) -> Iterator[Finding]:
    """`mine` are the agent's shifts and activities, `past` the agent's history."""
    rows = list(mine[1])
    before = [Stretch(row.start, row.end) for row in past if row.day < horizon.first]
    duties = [Stretch(duty.start, duty.end, duty) for duty in mine[0] if duty.end > duty.start]
    stretches = sorted((*before, *duties), key=lambda stretch: stretch.start)
    yield from _ordered(agent, rows)
    for row in rows:
        yield from _possible(operation, horizon, agent, row)
        yield from _placed(agent, row, near(stretches, row.start, row.end))
    yield from standby_findings(operation, agent, rows)
    for stretch in duties:
        yield from _filled(agent, stretch, near(rows, stretch.start, stretch.end))


def near(rows: list[Timed], start: datetime, end: datetime) -> list[Timed]:
    """The rows that begin within the time, touch its ends, or run into it; `rows` are in the order of their starts."""
    first = bisect_left(rows, start, key=lambda row: row.start)
    last = bisect_right(rows, end, key=lambda row: row.start)
    return rows[max(0, first - 1) : last]


def _ordered(agent: Agent, rows: list[Activity]) -> Iterator[Finding]:
    for row in rows:
        if row.end <= row.start:
            text = f"{agent.id}'s {_what(agent, row)} ends at or before its start"
            yield fault(agent.id, _day(agent, row.start), text)
    for first, second in pairwise(rows):
        if second.start < first.end and first.start < second.end:
            text = f"{agent.id} has two activities at once: {_what(agent, first)} and {_what(agent, second)}"
            yield fault(agent.id, _day(agent, second.start), text, minutes_between(second.start, first.end), "minutes")


def _possible(operation: Operation, horizon: Horizon, agent: Agent, row: Activity) -> Iterator[Finding]:
    """Queues want the skill and the language, duties the role, meetings an invitation."""
    kind, _, name = row.activity.partition(":")
    text = ""
    if kind == "queue":
        queue = operation.queues.get(name)
        if queue is None:
            text = f"is on queue {name!r}, which does not exist"
        elif not agent.serves(queue):
            text = f"is on {name} but lacks its skill {queue.skill} or its language {queue.language}"
    elif kind in ("cover", "on_call"):
        duties = [tier for tier in operation.tiers if tier.label == name]
        if not duties:
            text = f"is on duty {name!r}, which does not exist"
        elif not any(tier.staffed_by(agent) for tier in duties):
            text = f"is on duty {name} but lacks its role {duties[0].role} or its language"
    elif kind == "meeting":
        text = _out_of_place(operation, horizon, agent, row, name)
    if text:
        yield fault(agent.id, _day(agent, row.start), f"{agent.id} {text} ({_what(agent, row)})")


def _out_of_place(operation: Operation, horizon: Horizon, agent: Agent, row: Activity, name: str) -> str:
    """What is wrong with a meeting; empty where nothing is."""
    meeting = operation.meetings.get(name)
    if meeting is None:
        return f"is at meeting {name!r}, which does not exist"
    if not meeting.invites(agent):
        return f"is at meeting {name}, which does not invite the agent"
    days = [_day(agent, row.start) + timedelta(days=step) for step in range(-2, 3)]
    windows = [window_of(operation, horizon, meeting, agent, day) for day in days if is_due(operation, meeting, day)]
    at, until = horizon.minute(row.start), horizon.minute(row.end)
    return "" if covered(at, until, windows) else f"is at meeting {name} outside its days and hours"


def covered(start: int, end: int, windows: list[tuple[int, int]]) -> bool:
    """Whether the windows together hold the whole span."""
    for first, last in sorted(windows):
        start = max(start, last) if first <= start else start
    return start >= end


def _placed(agent: Agent, row: Activity, stretches: list[Stretch]) -> Iterator[Finding]:
    """Standby lies outside every shift, and may begin where one ends; all else lies within one."""
    if row.activity.startswith("on_call:"):
        if any(row.start < stretch.end and stretch.start < row.end for stretch in stretches):
            text = f"{agent.id}'s standby of {_day(agent, row.start)} overlaps a shift ({_what(agent, row)})"
            yield fault(agent.id, _day(agent, row.start), text)
    elif not any(stretch.start <= row.start and row.end <= stretch.end for stretch in stretches):
        text = f"{agent.id} is active on {_day(agent, row.start)} outside every shift ({_what(agent, row)})"
        yield fault(agent.id, _day(agent, row.start), text)


def _filled(agent: Agent, stretch: Stretch, rows: list[Activity]) -> Iterator[Finding]:
    """Activities fill a shift from start to end, and its breaks are those of the shift."""
    duty = stretch.duty
    if duty is None:
        return
    inside = [row for row in rows if row.start < stretch.end and row.end > stretch.start]
    at, gap = stretch.start, 0
    for row in inside:
        gap += max(0, minutes_between(at, row.start))
        at = max(at, row.end)
    gap += max(0, minutes_between(at, stretch.end))
    if gap:
        text = f"{agent.id}'s activities leave {gap} minutes of the shift of {duty.day} empty"
        yield fault(agent.id, duty.day, text, gap, "minutes")
    told = sorted((f"break:{pause.name}", pause.start, pause.end) for pause in duty.pauses)
    done = sorted((row.activity, row.start, row.end) for row in inside if row.activity.startswith("break:"))
    if told != done:
        yield fault(agent.id, duty.day, f"{agent.id}'s breaks of {duty.day} are not those of the activities")


def _day(agent: Agent, moment: datetime) -> date:
    return local(moment, agent.time_zone).date()


def _what(agent: Agent, row: Activity) -> str:
    """`queue:calls 09:00-11:30` on the agent's own clocks."""
    start, end = (local(moment, agent.time_zone).strftime("%H:%M") for moment in (row.start, row.end))
    return f"{row.activity} {start}-{end}"
