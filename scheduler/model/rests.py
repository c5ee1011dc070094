"""Breaks in which an exclusive duty goes on: who takes one when, and who should hold the duty before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scheduler.clock import Horizon
from scheduler.problem.pauses import HELD
from scheduler.roster import Duty

Piece = tuple[int, int]
"""Minutes from the horizon's start."""


class Rest(NamedTuple):
    """An agent on a break in an interval."""

    agent: int
    start: int
    """Minutes from the horizon's start."""
    minutes: int
    fresh: bool
    """Whether the agent does nothing else in the interval before it, and did something in the shift before that."""


class Held(NamedTuple):
    """A break, within an interval, in which an exclusive duty goes on."""

    row: int
    start: int
    minutes: int


class Rests:
    """The breaks of some duties, by interval of that many minutes."""

    def __init__(self, horizon: Horizon, size: int, number: Mapping[str, int], duties: Iterable[Duty]) -> None:
        """`number` of agents by name."""
        self.size = size
        self.of: dict[int, list[Rest]] = defaultdict(list)
        self.soon: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
        """[interval][agent] the breaks that begin within it or at its end."""
        for duty in duties:
            first, a = horizon.minute(duty.start), number[duty.agent]
            for start, end in _pauses(horizon, duty):
                if start > first:
                    self.soon[(start - 1) // size][a].append((start, end))
                self._add(a, first, start, end)

    def _add(self, agent: int, first: int, start: int, end: int) -> None:
        size = self.size
        for interval in range(start // size, -(-end // size)):
            low, high = max(start, interval * size), min(end, (interval + 1) * size)
            self.of[interval].append(Rest(agent, low, high - low, first < start and low == interval * size))


def _pauses(horizon: Horizon, duty: Duty) -> list[Piece]:
    """Those in which a duty may go on."""
    pauses = [(horizon.minute(one.start), horizon.minute(one.end), one.paid) for one in duty.pauses]
    return [(start, end) for start, end, paid in pauses if paid or end - start <= HELD]
