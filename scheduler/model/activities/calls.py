"""Breaks in which an exclusive duty can go on, and the points saved if an agent takes it up just before the break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from scheduler.count.presence import minute_counts
from scheduler.model.activities.flow_worth import SCALE
from scheduler.model.activities.network import SINK, Network
from scheduler.model.lines.rests import Piece, Rests
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem

Pieces = Mapping[int, Mapping[int, list[Piece]]]
"""[interval][agent] spans at work outside breaks, in minutes from the horizon's start."""


class Call(NamedTuple):
    """Breaks that begin and end together, and an exclusive duty that is wanted in them.

    An agent who holds the duty in the last minute before the break holds it in the break, too.
    """

    row: int
    """The duty's row of the demand."""
    start: int
    """Minutes from the horizon's start at which the breaks begin."""
    agents: frozenset[int]
    """Agents who may hold the duty and take such a break."""
    people: int
    """The most people that the duty wants at once during the breaks."""
    worth: float
    """Points saved if one of these agents holds the duty in the break."""


class Calls:
    """The calls of a roster, by the interval of the minute before the break."""

    def __init__(
        self, problem: Problem, rests: Rests, wanted: Mapping[int, IntArray], free: Pieces, plan: FloatArray | None
    ) -> None:
        """`wanted` [minute] people by row of an exclusive duty; `free` the time at work outside breaks.

        `plan` [place, interval] agent-ticks of deferred work; they count as needed in the interval.
        """
        self.problem, self.wanted = problem, wanted
        self.saved = _Saved(problem, free, plan)
        self.of: dict[int, list[Call]] = defaultdict(list)
        served = [problem.demand.profiles[profile] for profile in problem.people.profile]
        for row, people in wanted.items():
            able = {a for a, rows in enumerate(served) if row in rows}
            there = [piece for own in free.values() for a, pieces in own.items() if a in able for piece in pieces]
            lacking = people > minute_counts(problem.grid.horizon, there)
            for interval, soon in rests.soon.items():
                self.of[interval] += self._calls(row, lacking, {a: soon[a] for a in sorted(able & soon.keys())})

    def _calls(self, row: int, lacking: BoolArray, soon: Mapping[int, list[Piece]]) -> Iterator[Call]:
        """The calls of a duty in an interval: `lacking` [minute] whether it lacks people, `soon` [agent] breaks."""
        by_break: dict[Piece, set[int]] = defaultdict(set)
        for a, pauses in soon.items():
            for pause in pauses:
                by_break[pause].add(a)
        for (start, end), agents in by_break.items():
            low, high = max(0, start), min(self.wanted[row].size, end)
            people = int(np.max(self.wanted[row][low:high], initial=0))
            if people > 0 and (worth := self._worth(row, low, high, lacking)) > 0:
                yield Call(row, start, frozenset(agents), people, worth)

    def _worth(self, row: int, start: int, end: int, lacking: BoolArray) -> float:
        """Points saved if the duty is held from `start` to `end` in a break.

        The greater of the points of the duty itself and those of the work that its holders would do instead.
        """
        tick, size = self.problem.grid.tick_minutes, self.problem.grid.interval_ticks * self.problem.grid.tick_minutes
        own = float(lacking[start:end].sum()) / tick * float(self.problem.demand.weight[row])
        edges = [start, *range(start - start % size + size, end, size), end]
        return max(own, sum(self.saved.points(low // size, row, high - low) for low, high in pairwise(edges)))


class _Saved:
    """Points by which an interval misses less if a duty is held in a break; agents of one profile are summed."""

    def __init__(self, problem: Problem, free: Pieces, plan: FloatArray | None) -> None:
        demand, tick = problem.demand, problem.grid.tick_minutes
        self.problem, self.missing = problem, dict[tuple[int, int, int], float]()
        """Least points missing, by interval, row and minutes held; -1 is the row where nothing is held."""
        self.supply = np.rint(demand.given * tick).astype(np.int64)
        for interval in sorted(free.keys() & set(range(problem.grid.intervals))):
            for a, pieces in free[interval].items():
                self.supply[problem.people.profile[a], interval] += sum(end - start for start, end in pieces)
        wanted = demand.need[: demand.activities] * tick
        if plan is not None:
            wanted[list(demand.deferred_row)] = plan * tick
        self.wanted = np.rint(wanted).astype(np.int64)
        self.worth = np.rint(demand.weight[: demand.activities] * SCALE / tick).astype(np.int64)

    def points(self, interval: int, row: int, minutes: int) -> float:
        """Points by which an interval misses less if a break holds a duty for `minutes`."""
        return self._missing(interval, row, 0) - self._missing(interval, row, minutes)

    def _missing(self, interval: int, row: int, held: int) -> float:
        key = (interval, row if held else -1, held)
        if key not in self.missing:
            wanted = self.wanted[:, interval].copy()
            wanted[row] = max(0, wanted[row] - held)
            self.missing[key] = self._least(interval, wanted)
        return self.missing[key]

    def _least(self, interval: int, wanted: IntArray) -> float:
        """The least points missing in an interval; `wanted` [row] minutes."""
        network = Network()
        for profile in np.flatnonzero(self.supply[:, interval]).tolist():
            minutes = int(self.supply[profile, interval])
            network.supply(profile, minutes)
            for row in sorted(row for row in self.problem.demand.profiles[profile] if wanted[row] > 0):
                network.add(profile, ("row", row), minutes)
        for row in np.flatnonzero(wanted).tolist():
            network.add(("row", row), SINK, int(wanted[row]), int(self.worth[row]))
        network.solve()
        return float(wanted @ self.worth - network.worth) / SCALE
