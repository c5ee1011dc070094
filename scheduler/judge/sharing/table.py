"""How evenly a roster is shared: the least and the most that members of a group carry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.judge.obliged import Mark
from scheduler.judge.sharing.counts import UNIT, Carried
from scheduler.judge.sharing.groups import groups_of
from scheduler.judge.trial import EMPTY, Own
from scheduler.operation import Operation

HOURS = ("hours", "standby")


@dataclass(frozen=True)
class Share:
    """One count of one group."""

    group: str
    count: str
    """`nights`, `weekends`, `hours` or `standby`."""
    least: float
    """Shifts; hours of `hours` and `standby`."""
    most: float


def shares(
    operation: Operation, horizon: Horizon, people: Mapping[str, Own], kept: Collection[Mark] = ()
) -> tuple[Share, ...]:
    """A row for each count of each group of two or more."""
    carried = Carried(operation, horizon, kept)
    amounts = {}
    for agent in operation.agents:
        own = people.get(agent.id, EMPTY)
        amounts[agent.id] = carried.amounts(agent, carried.of(agent, own), own)
    found = []
    for group in groups_of(operation, horizon):
        for count in group.counts:
            unit = UNIT / 60 if count in HOURS else 1
            values = [amounts[agent][count] * unit for agent in group.weights]
            found.append(Share(group.name, count, round(min(values), 2), round(max(values), 2)))
    return tuple(found)
