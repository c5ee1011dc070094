"""Do the shifts of a roster make sense at all? Rows that no limit could judge, and sums that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from scheduler.clock import Horizon, local, minutes_between
from scheduler.judge.rows.diaries import by_agent
from scheduler.operation import Operation
from scheduler.roster import Duty, Roster
from scheduler.rules.rule import Finding

RULE = "roster"


def fault(agent: str, day: date | None, message: str, amount: float = 1, unit: str = "rows") -> Finding:
    """A finding about the roster itself rather than about a limit."""
    return Finding(RULE, agent, day, message, amount, unit, "")


def readable(operation: Operation, horizon: Horizon, roster: Roster) -> Roster:
    """The roster without shifts that no limit could judge; the first of two shifts on one date stays."""
    kept: dict[tuple[str, date], Duty] = {}
    for duty in roster.duties:
        if not any(_unreadable(operation, horizon, duty)):
            kept.setdefault((duty.agent, duty.day), duty)
    return replace(roster, duties=tuple(kept.values()))


def shift_findings(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[Finding]:
    """Faults of single shifts, then two shifts of an agent on one date."""
    for duty in roster.duties:
        wrong = list(_unreadable(operation, horizon, duty))
        yield from wrong or _miscounted(operation, duty)
    yield from _twice(roster)


def _unreadable(operation: Operation, horizon: Horizon, duty: Duty) -> Iterator[Finding]:
    if not _knows(operation, duty.agent):
        text = f"{duty.agent} works on {duty.day} but is none of the {len(operation.agents)} agents"
        yield fault(duty.agent, duty.day, text)
    if not horizon.holds(duty.day):
        yield fault(
            duty.agent,
            duty.day,
            f"{duty.agent} has a shift on {duty.day}, outside the horizon {horizon.first} to {horizon.last}",
        )
    if duty.end <= duty.start:
        yield fault(duty.agent, duty.day, f"{duty.agent}'s shift of {duty.day} ends at or before its start")
    if duty.shift not in operation.shifts:
        text = f"{duty.agent} works {duty.shift!r} on {duty.day}, a shift that does not exist"
        yield fault(duty.agent, duty.day, text)


def _knows(operation: Operation, name: str) -> bool:
    try:
        operation.agent(name)
    except KeyError:
        return False
    return True


def _miscounted(operation: Operation, duty: Duty) -> Iterator[Finding]:
    """Date, site and paid time must be what the start, the agent and the shift's breaks say."""
    agent = operation.agent(duty.agent)
    day = local(duty.start, agent.time_zone).date()
    if day != duty.day:
        yield fault(agent.id, duty.day, f"{agent.id}'s shift of {duty.day} starts on {day} on the agent's own clocks")
    if duty.site != agent.site:
        text = f"{agent.id}'s shift of {duty.day} is at {duty.site!r}, the agent at {agent.site!r}"
        yield fault(agent.id, duty.day, text)
    minutes = minutes_between(duty.start, duty.end)
    paid = operation.paid_minutes(agent.site, operation.shifts[duty.shift], minutes)
    if paid != duty.paid_minutes:
        text = (
            f"{agent.id}'s shift of {duty.day} says {duty.paid_minutes} paid minutes; "
            f"{minutes} elapsed less its unpaid breaks are {paid}"
        )
        yield fault(agent.id, duty.day, text, abs(paid - duty.paid_minutes), "minutes")


def _twice(roster: Roster) -> Iterator[Finding]:
    for agent, duties in by_agent(sorted(roster.duties, key=lambda duty: (duty.agent, duty.day))).items():
        for first, second in pairwise(duties):
            if first.day == second.day:
                text = f"{agent} has two shifts on {first.day}: {first.shift} and {second.shift}"
                yield fault(agent, first.day, text)
