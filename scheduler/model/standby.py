"""Standby: who is on call outside shifts, in stretches as long as can be, shared by who has had least."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.clock import Horizon
from scheduler.goals.duty_hours import duty_intervals
from scheduler.operation import Agent, Cover, Operation, Worked
from scheduler.problem.away import Span, away, wished_off
from scheduler.roster import Duty

Spans = dict[str, list[Span]]
LONG = 720
"""Minutes beyond which a longer stretch is no better."""


def stand_by(operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> dict[str, list[tuple[int, int, str]]]:
    """Standby spans by agent (minutes from the horizon's start): never on a shift, while away, or doubled.

    A duty that few people can hold is shared first; a day wished off is left alone where somebody else can.
    """
    relay = _Relay(operation, horizon, duties)
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for people, cover in sorted(_holders(operation), key=lambda pair: len(pair[0])):
        for _ in range(cover.agents):
            for window in duty_intervals(operation, horizon, cover):
                for agent, start, end in relay.run(people, window):
                    found[agent].append((start, end, f"on_call:{cover.name}"))
    return found


def _holders(operation: Operation) -> list[tuple[list[Agent], Cover]]:
    """Who may hold each standby duty."""
    duties = [cover for cover in operation.cover if cover.kind == "on_call"]
    return [([agent for agent in operation.agents if cover.staffed_by(agent)], cover) for cover in duties]


class _Relay:
    """Hands standby from one agent to the next, and keeps what each has stood by."""

    def __init__(self, operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> None:
        holders = {agent.id: agent for people, _ in _holders(operation) for agent in people}
        self.busy: Spans = {name: away(operation, horizon, agent) for name, agent in holders.items()}
        self.unloved: Spans = {name: wished_off(operation, horizon, agent) for name, agent in holders.items()}
        self.minutes: dict[str, int] = defaultdict(int)
        past = (row for row in operation.history if row.day < horizon.first)
        rows: list[Duty | Worked] = [*duties, *past]
        for row in rows:
            if row.agent in self.busy:
                self.busy[row.agent].append((horizon.minute(row.start), horizon.minute(row.end)))

    def run(self, people: list[Agent], window: Span) -> list[tuple[str, int, int]]:
        """Cover a window by handing over as seldom as can be; where nobody is free it stays open until somebody is."""
        rows, (at, end) = [], window
        names = [agent.id for agent in people]
        while at < end:
            change = min((until for name in names for until in self._ends(name) if at < until < end), default=end)
            reach = {name: _free_until(at, end, [*self.busy[name], *self.unloved[name]]) for name in names}
            if max(reach.values(), default=at) <= at:  # a day wished off, until somebody else is free
                reach = {name: _free_until(at, change, self.busy[name]) for name in names}
            if max(reach.values(), default=at) <= at:
                at = change
                continue
            best = max(reach, key=lambda name: (min(reach[name], at + LONG), -self.minutes[name], name))
            rows.append((best, at, reach[best]))
            self.busy[best].append((at, reach[best]))
            self.minutes[best] += reach[best] - at
            at = reach[best]
        return rows

    def _ends(self, name: str) -> list[int]:
        return [end for _, end in (*self.busy[name], *self.unloved[name])]


def _free_until(at: int, end: int, taken: list[Span]) -> int:
    """How long somebody with these spans taken is free from `at`; `at` itself where not at all."""
    for start, until in taken:
        if start <= at < until:
            return at
        if at < start < end:
            end = start
    return end
