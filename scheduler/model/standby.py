"""Standby: who is on call outside shifts, in stretches as long as can be, shared by who has had least."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.clock import Horizon, instant
from scheduler.goals.duty_hours import duty_intervals
from scheduler.operation import Agent, Operation, Worked
from scheduler.roster import Duty

Span = tuple[int, int]


def stand_by(operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> dict[str, list[tuple[int, int, str]]]:
    """Standby spans by agent (minutes from the horizon's start): never on a shift, beside one, on leave or doubled."""
    busy = _busy(operation, horizon, duties)
    minutes: dict[str, int] = defaultdict(int)
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for cover in operation.cover:
        if cover.kind != "on_call":
            continue
        people = [agent for agent in operation.agents if cover.staffed_by(agent)]
        for _ in range(cover.agents):
            for window in duty_intervals(operation, horizon, cover):
                for agent, start, end in _relay(people, window, busy, minutes, horizon):
                    found[agent].append((start, end, f"on_call:{cover.name}"))
                    busy[agent].append((start, end))
                    minutes[agent] += end - start
    return found


def _relay(
    people: list[Agent], window: Span, busy: dict[str, list[Span]], minutes: dict[str, int], horizon: Horizon
) -> list[tuple[str, int, int]]:
    """Cover a window by handing over as seldom as can be; where nobody is free it stays open until somebody is."""
    rows, at = [], window[0]
    while at < window[1]:
        reach = {agent.id: _free_until(agent, at, window[1], busy, horizon) for agent in people}
        best = max(reach, key=lambda name: (min(reach[name], at + 720), -minutes[name], name), default=None)
        if best is None or reach[best] <= at:
            at = _next_change(people, at, window[1], busy)
            continue
        rows.append((best, at, reach[best]))
        at = reach[best]
    return rows


def _free_until(agent: Agent, at: int, end: int, busy: dict[str, list[Span]], horizon: Horizon) -> int:
    """How long the agent could stand by from `at`; `at` itself where not at all."""
    day = horizon.moment(at)
    if not agent.employed(day.date()):
        return at
    for start, until in busy[agent.id]:
        if start <= at < until:
            return at
        if at < start < end:
            end = start
    return end


def _next_change(people: list[Agent], at: int, end: int, busy: dict[str, list[Span]]) -> int:
    edges = [until for agent in people for _, until in busy[agent.id] if at < until < end]
    return min(edges, default=end)


def _busy(operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> dict[str, list[Span]]:
    """When each agent can not stand by: shifts with an interval's air before and after, and leave."""
    air, busy = operation.interval_minutes, defaultdict[str, list[Span]](list)
    rows: list[Duty | Worked] = [*duties, *operation.history]
    for row in rows:
        busy[row.agent].append((horizon.minute(row.start) - air, horizon.minute(row.end) + air))
    zones = {agent.id: agent.time_zone for agent in operation.agents}
    for leave in operation.leave:
        if leave.first_day and leave.last_day:
            zone = zones[leave.agent]
            span = (instant(leave.first_day, 0, zone), instant(leave.last_day, 1440, zone))
        else:
            assert leave.start is not None
            assert leave.end is not None
            span = (leave.start, leave.end)
        busy[leave.agent].append((horizon.minute(span[0]), horizon.minute(span[1])))
    return busy
