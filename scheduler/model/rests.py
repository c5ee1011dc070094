"""Breaks in which an exclusive duty goes on: who takes one when, and who should hold the duty before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scheduler.clock import Horizon
from scheduler.problem.pauses import HELD
from scheduler.roster import Duty


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
        self.of: dict[int, list[Rest]] = defaultdict(list)
        self.soon: dict[int, dict[int, list[int]]] = defaultdict(dict)
        """[interval][agent] when the breaks begin that do so within it or at its end."""
        for duty in duties:
            first = horizon.minute(duty.start)
            for pause in duty.pauses:
                start, end = horizon.minute(pause.start), horizon.minute(pause.end)
                if pause.paid or end - start <= HELD:
                    self._add(number[duty.agent], first, start, end, size)

    def _add(self, agent: int, first: int, start: int, end: int, size: int) -> None:
        if start > first:
            self.soon[(start - 1) // size].setdefault(agent, []).append(start)
        for interval in range(start // size, -(-end // size)):
            low, high = max(start, interval * size), min(end, (interval + 1) * size)
            self.of[interval].append(Rest(agent, low, high - low, first < start and low == interval * size))
