"""A first plan of standby: stretches as long as can be, each for who can hold longest and has had least."""

from __future__ import annotations

from collections import defaultdict

from scheduler.clock import Horizon
from scheduler.model.escalation.standby.holders import Holders
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_intervals
from scheduler.problem.needs.away import Span

Stretch = tuple[int, int, int]
"""A standby duty's place in `Holders.duties`, and minutes from the horizon's start."""
LONG = 720
"""Minutes beyond which a longer stretch is no better."""


def relayed(operation: Operation, horizon: Horizon, holders: Holders) -> dict[str, list[Stretch]]:
    """Stretches by agent. A duty that few agents may hold is shared first.

    A day wished off is left alone where somebody else can stand by.
    """
    relay = _Relay(holders)
    found: dict[str, list[Stretch]] = defaultdict(list)
    for place in sorted(range(len(holders.duties)), key=lambda place: len(holders.able[place])):
        tier = holders.duties[place]
        for _ in range(tier.agents):
            for window in duty_intervals(operation, horizon, tier.cover):
                for agent, start, end in relay.run(holders.able[place], window):
                    found[agent].append((place, start, end))
    return found


class _Relay:
    """Hands standby from one agent to the next, and keeps what each has stood by."""

    def __init__(self, holders: Holders) -> None:
        self.busy = {name: [*spans] for name, spans in holders.busy.items()}
        self.unloved = holders.unloved
        self.minutes: dict[str, int] = defaultdict(int)

    def run(self, names: list[str], window: Span) -> list[tuple[str, int, int]]:
        """Cover a window by handing over as seldom as can be; where nobody is free it stays open until somebody is."""
        rows, (at, end) = [], window
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
