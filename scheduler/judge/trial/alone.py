"""What a workspace says of one person, so that a judge of that person reads nobody else's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scheduler.clock import Horizon
from scheduler.judge.trial.own import Own
from scheduler.operation import Operation


class Alone:
    """The operation cut to single people; each cut is kept."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation = operation
        self.agents = {agent.id: agent for agent in operation.agents}
        tables = ("leave", "availability", "wishes", "pins", "history", "duty_wishes", "duty_pins", "duty_history")
        self._rows = {table: _by_agent(getattr(operation, table)) for table in tables}
        before = [row for row in operation.history if row.day < horizon.first]
        self._first = min(before, key=lambda row: row.day, default=None)
        self._kept: dict[tuple[str, bool], Operation] = {}
        self.staffed = {agent.id for agent in operation.agents for one in operation.cover if one.staffed_by(agent)}
        """Agents who may hold a tier of a duty."""

    def of(self, agent: str, own: Own) -> Operation:
        """The operation with one agent; without duties where neither the agent nor the agent's rows have one.

        One more row of history stays where it is the earliest of all: it says from when on days are known.
        """
        duties = agent in self.staffed or bool(own.held) or any(_of_duty(row.activity) for row in own.activities)
        key = agent, duties
        if key not in self._kept:
            rows: dict[str, Any] = {table: tuple(known.get(agent, ())) for table, known in self._rows.items()}
            if self._first is not None and self._first.agent != agent:
                rows["history"] = (self._first, *rows["history"])
            cover = self.operation.cover if duties else ()
            self._kept[key] = replace(self.operation, agents=(self.agents[agent],), cover=cover, headcount=(), **rows)
        return self._kept[key]


def _of_duty(activity: str) -> bool:
    return activity.startswith(("on_call:", "cover:"))


def _by_agent(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.agent].append(row)
    return dict(found)
