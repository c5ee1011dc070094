"""Who could be at work when: employed, not on leave, and within a shift that site and contract offer."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import numpy as np

from scheduler.clock import Horizon, instant, local
from scheduler.operation import Agent, BoolArray, Leave, Operation

Kind = tuple[str, str, str]
"""Site, contract and time zone: agents who share them may work the same shifts."""


def present(operation: Operation, horizon: Horizon) -> BoolArray:
    """[agent, interval] whether some shift could have the agent there; where there are no shifts, all day.

    Availability within a day, rest and weekly hours are not looked at: fewer may come than can.
    """
    step = operation.interval_minutes
    count, leave = horizon.intervals(step), defaultdict[str, list[Leave]](list)
    for row in operation.leave:
        leave[row.agent].append(row)

    @cache
    def dates(zone: str) -> list[date]:
        return [local(horizon.moment(step * interval), zone).date() for interval in range(count)]

    @cache
    def reached(kind: Kind) -> BoolArray:
        return _reached(operation, horizon, kind)

    found = np.zeros((len(operation.agents), count), dtype=bool)
    for place, agent in enumerate(operation.agents):
        days = dates(agent.time_zone)
        free = {day: _free(agent, day, leave[agent.id]) for day in set(days)}
        found[place] = reached((agent.site, agent.contract, agent.time_zone)) & [free[day] for day in days]
    return found


def _free(agent: Agent, day: date, leave: list[Leave]) -> bool:
    """Whether the agent is employed on a date and not on leave for all of it."""
    whole = ((row.first_day, row.last_day) for row in leave)
    return agent.employed(day) and not any(first and last and first <= day <= last for first, last in whole)


def _reached(operation: Operation, horizon: Horizon, kind: Kind) -> BoolArray:
    """[interval] whether a shift that such agents may work reaches it."""
    zone = kind[2]
    step = operation.interval_minutes
    found = np.zeros(horizon.intervals(step), dtype=bool)
    if not operation.shifts:
        return ~found
    someone = next(one for one in operation.agents if (one.site, one.contract, one.time_zone) == kind)
    for shift in operation.shifts_of(someone):
        for back in range(-2, 7 * horizon.weeks + 1):
            for start in shift.starts(operation.shift_step_minutes):
                begin = horizon.minute(instant(horizon.first + timedelta(days=back), start, zone))
                found[max(0, begin // step) : max(0, -(-(begin + shift.lengths()[-1]) // step))] = True
    return found
