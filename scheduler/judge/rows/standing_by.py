"""May an agent stand by then? Standby is judged by the agent's own days, leave, pins and hours, as shifts are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scheduler.clock import instant, local, minutes_between
from scheduler.operation import Agent, Availability, Leave, Operation
from scheduler.roster import Activity
from scheduler.rules.rule import Finding

ON_CALL = "on_call:"


def standby_findings(operation: Operation, agent: Agent, rows: list[Activity]) -> Iterator[Finding]:
    """Every fault of the agent's standby, row by row."""
    stretches = [row for row in rows if row.activity.startswith(ON_CALL)]
    if not stretches:
        return
    off = {pin.day for pin in operation.pins if pin.agent == agent.id and pin.shift == "off"}
    leave = [row for row in operation.leave if row.agent == agent.id]
    hours = [row for row in operation.availability if row.agent == agent.id]
    for row in stretches:
        yield from _of_days(agent, row, off)
        yield from _of_leave(agent, row, leave)
        yield from _of_hours(agent, row, hours)


def hindrance(operation: Operation, agent: Agent, start: datetime, end: datetime) -> str:
    """The rule that forbids the agent to stand by at that time; empty where none does."""
    trial = Activity(agent.id, start, end, f"{ON_CALL}")
    return next((found.rule for found in standby_findings(operation, agent, [trial])), "")


def _of_days(agent: Agent, row: Activity, off: set[date]) -> Iterator[Finding]:
    """The first and the last day, and days that a pin keeps free."""
    first, last = agent.first_day, agent.last_day
    for day, minutes in _days(agent, row):
        if first is not None and day < first:
            yield _fault("employment", agent, day, minutes, f"on {day}, before the first day {first}")
        if last is not None and day > last:
            yield _fault("employment", agent, day, minutes, f"on {day}, after the last day {last}")
        if day in off:
            yield _fault("fixed", agent, day, minutes, f"on {day}; it is fixed as off")


def _of_leave(agent: Agent, row: Activity, leave: list[Leave]) -> Iterator[Finding]:
    for away in leave:
        start, end = away.start, away.end
        if away.first_day is not None and away.last_day is not None:
            start = instant(away.first_day, 0, agent.time_zone)
            end = instant(away.last_day + timedelta(days=1), 0, agent.time_zone)
        if start is None or end is None:
            continue
        minutes = minutes_between(max(start, row.start), min(end, row.end))
        if minutes > 0:
            day = local(max(start, row.start), agent.time_zone).date()
            yield _fault("time_off", agent, day, minutes, f"on {day} during approved leave ({away.kind})")


def _of_hours(agent: Agent, row: Activity, hours: list[Availability]) -> Iterator[Finding]:
    """The first moment outside the hours in which the agent can work."""
    reached = row.start
    while hours and reached < row.end:
        end = max((end for start, end in _spans(agent, hours, reached) if start <= reached), default=reached)
        if end <= reached:
            clock, minutes = local(reached, agent.time_zone), minutes_between(reached, row.end)
            text = f"on {clock.date()} and is not available at {clock:%H:%M}"
            yield _fault("availability", agent, clock.date(), minutes, text)
            return
        reached = end


def _spans(agent: Agent, hours: list[Availability], moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The agent's hours about a moment."""
    today = local(moment, agent.time_zone).date()
    for day in (today - timedelta(days=1), today):
        for row in hours:
            if row.weekday == day.weekday():
                yield instant(day, row.start, agent.time_zone), instant(day, row.end, agent.time_zone)


def _days(agent: Agent, row: Activity) -> Iterator[tuple[date, int]]:
    """The dates on the agent's own clocks that a stretch touches, and its minutes on each."""
    day = local(row.start, agent.time_zone).date()
    while (start := instant(day, 0, agent.time_zone)) < row.end:
        day += timedelta(days=1)
        minutes = minutes_between(max(start, row.start), min(instant(day, 0, agent.time_zone), row.end))
        if minutes > 0:
            yield day - timedelta(days=1), minutes


def _fault(rule: str, agent: Agent, day: date, minutes: int, text: str) -> Finding:
    return Finding(rule, agent.id, day, f"{agent.id} stands by {minutes / 60:g} h {text}", minutes / 60, "hours", "")
