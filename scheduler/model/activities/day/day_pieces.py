"""Shifts whose activities are limited, cut into pieces for the day stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import gcd
from typing import Any

import numpy as np

from scheduler.model.activities.day.day_tables import FIXED, FREE, RESET, ROW_HIGH, ROW_LOW, DayTables
from scheduler.model.activities.gathering import meetings_weight
from scheduler.model.activities.serve import Span
from scheduler.operation import IntArray, Operation, activity_step
from scheduler.operation.meeting_times import Occasion
from scheduler.operation.meetings import SHORTEST
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.limits.graphic_minutes import NEVER, graphic_of

MOST_SEATS = 2
"""Blocks of one's own that one shift may hold: each doubles the states."""

Piece = tuple[int, int, str]
"""Start, end, and the break or meeting that takes it; empty for free time."""


def wants_pieces(operation: Operation, problem: Problem, a: int) -> bool:
    """Whether a limit binds what the agent of that number serves."""
    served, known = problem.demand.profiles[problem.people.profile[a]], len(problem.queues)
    queues = [problem.queues[row] for row in served if row < known]
    if any(operation.queues[name].minimum_stretch_minutes for name in queues):
        return True
    if not any(operation.queues[name].graphic for name in queues):
        return False
    return graphic_of(operation, limits_for(operation, operation.agents[a])) is not None


@dataclass
class Pieces:
    """The pieces of some shifts, and what their agents may do."""

    operation: Operation
    problem: Problem
    duties: list[Duty]
    holes: Mapping[Duty, list[Span]]
    alone: list[Occasion]
    seats: int = 0
    seats_of: list[list[str]] = field(default_factory=list)
    """[duty] the activities of its seats."""

    def __post_init__(self) -> None:
        self.number = {agent.id: index for index, agent in enumerate(self.operation.agents)}
        self.size = self.operation.interval_minutes
        self.limits = {name: self._graphic(name) for name in {duty.agent for duty in self.duties}}
        self.unit, self.weight = self._unit(), meetings_weight(self.operation)
        self.sittings: dict[str, list[tuple[int, Occasion]]] = {}
        for one in self.alone:
            for name in one.windows:
                self.sittings.setdefault(name, []).append((self.seats, one))
                self.seats += 1

    def _graphic(self, agent: str) -> tuple[int, int, int]:
        found = graphic_of(self.operation, limits_for(self.operation, self.operation.agent(agent)))
        return found or (NEVER, NEVER, 0)

    def _unit(self) -> int:
        """Minutes in which limits are counted: they divide the grid and, where that is not too fine, every limit."""
        unit = activity_step(self.size, self.operation.break_step_minutes)
        wanted = {queue.minimum_stretch_minutes for queue in self.operation.queues.values()}
        wanted |= {minutes for limits in self.limits.values() for minutes in limits if minutes < NEVER}
        for minutes in sorted(wanted):
            unit = gcd(unit, minutes) if gcd(unit, minutes) >= SHORTEST else unit
        return gcd(unit, self.size)

    def tables(self) -> DayTables:
        """Everything as arrays."""
        duties, elements, rows = list[list[int]](), list[list[int]](), list[int]()
        seats: list[tuple[int, int, int, int, float]] = []
        for duty in self.duties:
            limited, rest = self._rows(duty.agent)
            pieces, sat = self._pieces(duty), self._seats(duty)
            first = (len(elements), len(rows), len(seats))
            elements += self._elements(pieces, self.limits[duty.agent][2])
            rows += [*limited, *rest]
            seats += [seat for seat, _ in sat]
            self.seats_of.append([name for _, name in sat])
            length = pieces[-1][1] - pieces[0][0]
            most = [minutes // self.unit if minutes < length else -1 for minutes in self.limits[duty.agent][:2]]
            most[0] = 0 if most[1] == 0 else most[0]  # a day's limit below a unit: none at all
            rowed = (first[1], first[1] + len(limited), len(rows))
            duties.append([first[0], len(elements), *rowed, first[2], len(seats), *most])
        return DayTables(
            unit=self.unit,
            duty=_whole(duties, 9),
            element=_whole(elements, 6),
            rows=np.array(rows, dtype=np.int64),
            seat=_whole([list(seat[:4]) for seat in seats], 4),
            seat_points=np.array([seat[4] for seat in seats], dtype=np.float64),
            **self._demand(),
        )

    def _demand(self) -> dict[str, Any]:
        demand, tick = self.problem.demand, self.problem.grid.tick_minutes
        queues = [self.operation.queues[name] for name in self.problem.queues]
        more = len(demand.weight) - len(queues)
        deferred = np.full(len(demand.weight), -1, dtype=np.int64)
        deferred[list(demand.deferred_row)] = range(len(demand.deferred_row))
        shape = (len(demand.deferred), demand.need.shape[1])
        work = demand.deferred
        graphic = np.array([queue.graphic for queue in queues] + [False] * more, dtype=np.bool_)
        stretch = [-(-queue.minimum_stretch_minutes // self.unit) for queue in queues] + [0] * more
        return {
            "need": demand.need * tick,
            "weight": demand.weight / tick,
            "spare": demand.counted & ~graphic,
            "deferred": deferred,
            "arrivals": np.array([one.arrivals / 60 for one in work]).reshape(shape),
            "backlog": np.array([one.backlog / 60 for one in work]).reshape(shape),
            "due": np.array([one.due for one in work], dtype=np.int64).reshape(shape),
            "open": np.array([one.open for one in work], dtype=np.bool_).reshape(shape),
            "graphic": graphic,
            "stretch": np.array(stretch, dtype=np.int64),
        }

    def _rows(self, agent: str) -> tuple[list[int], list[int]]:
        """The rows that the agent serves: those with a limit, and those without, the dearest first."""
        demand, known = self.problem.demand, len(self.problem.queues)
        served = sorted(demand.profiles[self.problem.people.profile[self.number[agent]]])
        graphic = min(self.limits[agent][:2]) < NEVER
        queues = {row: self.operation.queues[self.problem.queues[row]] for row in served if row < known}
        limited = [row for row, queue in queues.items() if queue.minimum_stretch_minutes or (queue.graphic and graphic)]
        rest = [row for row in served if row not in limited]
        return limited, sorted(rest, key=lambda row: (-float(demand.weight[row]), row))

    def _pieces(self, duty: Duty) -> list[Piece]:
        """The shift from start to end: breaks, meetings together, and free time cut at the grid."""
        minute, found = self.problem.grid.horizon.minute, list[Piece]()
        at, end = minute(duty.start), minute(duty.end)
        for start, stop, name in (*self.holes[duty], (end, end, "")):
            while at < start:
                edge = min(start, (at // self.unit + 1) * self.unit)
                found.append((at, edge, ""))
                at = edge
            if stop > at:
                found.append((at, stop, name))
                at = stop
        return found

    def _elements(self, pieces: list[Piece], decompression: int) -> list[list[int]]:
        last, rows = self.problem.grid.intervals * self.size, []
        for k, (start, end, name) in enumerate(pieces):
            kind = FREE if not name else FIXED
            if name.startswith("break:") and end - self._rest_begins(pieces, k) >= decompression:
                kind = RESET
            interval = start // self.size if 0 <= start < last else -1
            paused = self._paused(pieces, k, decompression) if kind == FREE else -1
            rows.append([start, end - start, interval, kind, self._earlier(pieces, k), paused])
        return rows

    def _rest_begins(self, pieces: list[Piece], k: int) -> int:
        """When the breaks right before piece `k`, or with it, begin."""
        while k > 0 and pieces[k - 1][2].startswith("break:"):
            k -= 1
        return pieces[k][0]

    def _paused(self, pieces: list[Piece], k: int, decompression: int) -> int:
        """How many pieces from `k` on make a pause that is long enough, breaks before and in it counted; or -1."""
        until = self._rest_begins(pieces, k) + decompression
        for count, (_, end, name) in enumerate(pieces[k:], start=1):
            if name.startswith("meeting:"):
                return -1
            if end >= until:
                return count
        return -1

    def _earlier(self, pieces: list[Piece], k: int) -> int:
        """Free minutes right before a piece, in its interval."""
        begin = pieces[k][0]
        while k > 0 and not pieces[k - 1][2] and pieces[k - 1][0] // self.size == pieces[k][0] // self.size:
            k -= 1
        return begin - pieces[k][0]

    def _seats(self, duty: Duty) -> list[tuple[tuple[int, int, int, int, float], str]]:
        """The blocks of one's own that the shift has room for, the dearest first."""
        minute, found = self.problem.grid.horizon.minute, []
        start, end = minute(duty.start), minute(duty.end)
        for seat, one in self.sittings.get(duty.agent, ()):
            cut = [(max(start, low), min(end, high)) for low, high in one.windows[duty.agent]]
            low, high = max(cut, key=lambda window: window[1] - window[0])
            points = float(one.meeting.weight * self.weight)
            if high - low >= one.meeting.minutes and points > 0:
                found.append(((seat, one.meeting.minutes, low, high, points), one.meeting.activity))
        return sorted(found, key=lambda row: (-row[0][4], row[0]))[:MOST_SEATS]

    def columns(self, tables: DayTables, d: int) -> dict[int, int]:
        """Row -> its place among the rows of a shift's agent."""
        rows = tables.rows[tables.duty[d, ROW_LOW] : tables.duty[d, ROW_HIGH]].tolist()
        return {row: place for place, row in enumerate(rows)}


def _whole(rows: list[list[int]], columns: int) -> IntArray:
    return np.array(rows, dtype=np.int64).reshape(-1, columns)
