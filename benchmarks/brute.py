"""Every legal roster of a tiny operation, counted: the least points that there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.judge import check, score
from scheduler.operation import Agent, Operation
from scheduler.requirement import Requirement
from scheduler.roster import Duty, Roster

Line = tuple[Duty, ...]


def least_points(operation: Operation, horizon: Horizon, requirement: Requirement, most: int) -> int | None:
    """The least objective of all legal rosters; None where there are none, or more than `most`.

    Shifts have no breaks and people no choice of what they do at work, so that a roster is its shifts.
    """
    lines = [list(legal_lines(operation, horizon, agent)) for agent in operation.agents]
    if not all(lines) or prod(map(len, lines)) > most:
        return None
    rosters = (Roster(tuple(duty for line in chosen for duty in line)) for chosen in product(*lines))
    return min(score(operation, horizon, requirement, roster).objective for roster in rosters)


def legal_lines(operation: Operation, horizon: Horizon, agent: Agent) -> Iterator[Line]:
    """Every row of shifts of one person in which the check finds nothing."""
    alone = replace(operation, agents=(agent,))
    days = [list(choices(alone, horizon, agent, day)) for day in horizon.dates()]
    for chosen in product(*days):
        line = tuple(duty for duty in chosen if duty is not None)
        if not check(alone, horizon, Roster(line, breaks_known=False)):
            yield line


def choices(operation: Operation, horizon: Horizon, agent: Agent, day: date) -> Iterator[Duty | None]:
    """What a person may do on a date: nothing, or any shift that no pin, leave, availability or last day forbids."""
    pinned = {pin.shift for pin in operation.pins if pin.agent == agent.id and pin.day == day}
    if not pinned - {"off"}:
        yield None
    for shift in operation.shifts_of(agent) if not pinned or pinned - {"off"} else ():
        for minute, length in product(shift.starts(operation.shift_step_minutes), shift.lengths()):
            start = instant(day, minute, agent.time_zone)
            end = horizon.moment(horizon.minute(start) + length)
            paid = operation.paid_minutes(agent.site, shift, minutes_between(start, end))
            duty = Duty(agent.id, day, shift.id, start, end, agent.site, paid)
            if shift.id in pinned or (not pinned and sound(operation, horizon, agent, duty)):
                yield duty


def sound(operation: Operation, horizon: Horizon, agent: Agent, duty: Duty) -> bool:
    """Whether the shift breaks none of the limits that look at a shift alone."""
    single = ("time_off", "availability", "employment", "known_shifts", "roster")
    found = check(operation, horizon, Roster((duty,), breaks_known=False))
    return agent.employed(duty.day) and not any(finding.rule in single for finding in found)
