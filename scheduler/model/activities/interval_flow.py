"""Shares the minutes of an interval among the rows that people serve, for the most worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from scheduler.model.activities.calls import Call
from scheduler.model.activities.flow_worth import STAY
from scheduler.model.activities.network import SINK, Network


@dataclass(frozen=True)
class Present:
    """An agent, or the agents of a profile, at work in an interval outside breaks."""

    agent: int
    """The agent's number, or -1 - profile for those carried over from before the horizon."""
    parts: int
    """Free minutes times the parts of a minute."""
    last: int
    """The row that the agent served last, or -1."""
    rows: dict[int, int]
    """Row that the agent may serve -> for how many parts at most."""


class Before(NamedTuple):
    """The time of an agent just before a break."""

    agent: int
    start: int
    """The break's start, in minutes of the horizon."""


def shared_out(
    people: Collection[Present],
    rows: Mapping[int, list[tuple[int, int]]],
    calls: Collection[tuple[Call, int]],
    parts: int,
    came_free: Counter[int],
) -> dict[int, dict[int, int]]:
    """[agent][row] parts of minutes, of which one minute has so many.

    `rows` are pieces of (parts, flow units each); `calls` come with the flow units of one part just before the break.
    Counts into `came_free` [row] the parts of minutes that cost nothing: see `_take_up`.
    """
    if not people:
        return {}
    network = Network()
    for one in people:
        network.supply(one.agent, one.parts)
        for row, most in one.rows.items():
            network.add(one.agent, ("row", row), most, STAY if row == one.last else 0)
    _take_up(network, people, calls, parts)
    for row, pieces in rows.items():
        for capacity, worth in pieces:
            network.add(("row", row), SINK, capacity, worth)
    units = network.solve()
    for (tail, head), used in units.items():
        if parts > 1 and isinstance(tail, Before) and isinstance(head, Call):
            came_free[head.row] += used
    return _by_agent(people, units)


def _take_up(network: Network, people: Collection[Present], calls: Collection[tuple[Call, int]], parts: int) -> None:
    """One part of each agent just before a break, for the one duty that goes on in the break.

    A whole minute is taken from the agent's time. A part of it comes free: what it costs is rounding.
    """
    present = {one.agent: one for one in people}
    before: set[Before] = set()
    for call, worth in calls:
        network.add(call, ("row", call.row), call.people, worth)
        for a in sorted(call.agents & present.keys()):
            if present[a].rows.get(call.row, 0) > 0:
                network.add(Before(a, call.start), call, 1)
                before.add(Before(a, call.start))
    for one in sorted(before):
        if parts == 1:
            network.add(one.agent, one, 1)
        else:
            network.supply(one, 1)


def _by_agent(people: Collection[Present], units: Mapping[tuple[Any, Any], int]) -> dict[int, dict[int, int]]:
    """[agent][row] parts of minutes, from the flow's units by arc."""
    answer: dict[int, dict[int, int]] = {one.agent: {} for one in people}
    for (tail, head), parts in units.items():
        if head != SINK and (isinstance(head, Call) or tail in answer) and not isinstance(head, Before):
            agent, row = (tail.agent, head.row) if isinstance(head, Call) else (tail, head[1])
            answer[agent][row] = answer[agent].get(row, 0) + parts
    return {agent: rows for agent, rows in answer.items() if rows}
