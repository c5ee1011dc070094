"""Breaks in which an agent can hold an exclusive duty: paid breaks, and unpaid ones of at most `HELD` minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scheduler.clock import Horizon
from scheduler.problem.grid.pauses import HELD
from scheduler.roster import Duty

Piece = tuple[int, int]
"""A span (start, end) in minutes from the horizon's start."""


class Rest(NamedTuple):
    """The part of an agent's break that lies in one interval."""

    agent: int
    start: int
    """Minutes from the horizon's start."""
    minutes: int
    fresh: bool
    """Whether the part begins with the interval: the agent's work before it lies in earlier ones."""


class Held(NamedTuple):
    """The part of a break in one interval in which an agent holds an exclusive duty."""

    row: int
    start: int
    minutes: int


class Rests:
    """The breaks of some shifts in which a duty can be held, by interval."""

    def __init__(self, horizon: Horizon, size: int, number: Mapping[str, int], duties: Iterable[Duty]) -> None:
        """`size` is the minutes of an interval, `number` the agents' numbers by id."""
        self.size = size
        self.of: dict[int, list[Rest]] = defaultdict(list)
        self.soon: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
        """[interval][agent] breaks that begin after the interval's start, up to its end."""
        for duty in duties:
            first, a = horizon.minute(duty.start), number[duty.agent]
            for start, end in held_breaks(horizon, duty):
                if start > first:  # a break that opens the shift follows no duty
                    self.soon[(start - 1) // size][a].append((start, end))
                    self._add(a, start, end)

    def _add(self, agent: int, start: int, end: int) -> None:
        size = self.size
        for interval in range(start // size, -(-end // size)):
            low, high = max(start, interval * size), min(end, (interval + 1) * size)
            self.of[interval].append(Rest(agent, low, high - low, low == interval * size))


def held_breaks(horizon: Horizon, duty: Duty) -> list[Piece]:
    """The breaks of a shift in which its agent may hold an exclusive duty."""
    pauses = [(horizon.minute(one.start), horizon.minute(one.end), one.paid) for one in duty.pauses]
    return [(start, end) for start, end, paid in pauses if paid or end - start <= HELD]
