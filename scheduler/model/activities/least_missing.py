"""The plan of deferred work in a roster that stands by which least is missing: a linear program over the horizon.

The search plans queue after queue, and the flow serves interval after interval: neither knows who is scarce later.
People of one profile are one, and whole minutes are left to the flow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_arrivals, lost_backlog
from scheduler.requirement import DeferredWork

MOST_COLUMNS = 150_000
"""Columns beyond which the program is not solved: it would take too long."""
LITTLE = 1e-6
"""Minutes by which limits are loosened, so that rounding makes none of them infeasible."""


def least_missing(problem: Problem, supply: FloatArray, wanted: FloatArray) -> FloatArray | None:
    """A plan [place, interval] in agent-ticks, what is late where it could be last; None where there is none to be had.

    `supply` [profile, interval] are minutes at work, `wanted` [row, interval] those for what may not wait.
    """
    program = _Program(problem, supply, wanted)
    if not program.places or program.columns > MOST_COLUMNS or not all(map(_in_order, problem.demand.deferred)):
        return None
    found = program.solve()
    return None if found is None else found / problem.grid.tick_minutes


def _in_order(work: DeferredWork) -> bool:
    """Whether work that arrives later is never due earlier; the program needs that."""
    due = work.due[work.arrivals > 0]
    return bool((np.diff(due) >= 0).all()) and (due.size == 0 or int(due[0]) >= int(_last(work.backlog)))


def _last(amounts: FloatArray) -> int:
    """The last index with an amount, or 0."""
    return int(np.flatnonzero(amounts > 0).max(initial=0))


class _Program:
    """The program. Columns: minutes of each profile on each row; minutes of each queue done, given up, and both so far.

    By the end of an interval, the minutes done or given up are at least those due and at most those arrived.
    """

    def __init__(self, problem: Problem, supply: FloatArray, wanted: FloatArray) -> None:
        demand = problem.demand
        self.problem, self.supply, self.wanted = problem, supply, wanted.copy()
        self.wanted[list(demand.deferred_row)] = 0.0
        self.count, self.profiles, self.rows = problem.grid.intervals, len(demand.profiles), wanted.shape[0]
        self.places = [place for place, row in enumerate(demand.deferred_row) if demand.weight[row] > 0]
        self.columns = 0
        self.entries: list[tuple[IntArray, IntArray, float]] = []
        """(limits, columns, value) of the matrix whose rows are at most `_most`."""
        self.sums: list[tuple[IntArray, IntArray, float]] = []
        """(sums, columns, value) of the matrix whose rows are 0."""
        self.low, self.high, self.cost = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
        self._people()
        self._short()
        self.done = {place: self._queue(place, at) for at, place in enumerate(self.places)}

    def solve(self) -> FloatArray | None:
        """[place, interval] minutes done or given up; None where the solver finds no answer."""
        most = self._most()
        bounds: Any = np.column_stack((np.concatenate(self.low), np.concatenate(self.high)))
        found = linprog(
            np.concatenate(self.cost),
            A_ub=_matrix(self.entries, most.size, self.columns),
            b_ub=most,
            A_eq=_matrix(self.sums, self.count * len(self.places), self.columns),
            b_eq=np.zeros(self.count * len(self.places)),
            bounds=bounds,
            method="highs",
        )
        if found.x is None:
            return None
        plan = np.zeros((len(self.problem.demand.deferred), self.count))
        for place, (done, late) in self.done.items():
            plan[place] = np.maximum(0.0, found.x[done] + found.x[late])
        return plan

    def _most(self) -> FloatArray:
        """Each profile's people, then what each row wants, less: nothing for deferred work."""
        return np.concatenate((self.supply.ravel(), -self.wanted.ravel()))

    def _people(self) -> None:
        demand = self.problem.demand
        for profile, rows in enumerate(demand.profiles):
            for row in sorted(rows):
                wanted = self.wanted[row] > 0
                if row in demand.deferred_row:
                    wanted = demand.deferred[demand.deferred_row.index(row)].open
                where = np.flatnonzero(wanted & (self.supply[profile] > 0))
                columns = self._new(where.size, 0.0, np.zeros(where.size), np.full(where.size, np.inf))
                self.entries.append((profile * self.count + where, columns, 1.0))
                self.entries.append(((self.profiles + row) * self.count + where, columns, -1.0))

    def _short(self) -> None:
        """The columns of what is missing of work that may not wait."""
        for row in range(self.rows):
            where = np.flatnonzero(self.wanted[row])
            most, weight = self.wanted[row, where], float(self.problem.demand.weight[row])
            columns = self._new(where.size, weight, np.zeros(where.size), most)
            self.entries.append(((self.profiles + row) * self.count + where, columns, -1.0))

    def _queue(self, place: int, at: int) -> tuple[IntArray, IntArray]:
        """Add a queue; its columns of minutes done and of minutes given up."""
        demand, every, none = self.problem.demand, np.arange(self.count), np.zeros(self.count)
        work, row = demand.deferred[place], demand.deferred_row[place]
        free = np.where(work.open, np.inf, 0.0)
        done, late = self._new(self.count, 0.0, none, free), self._new(self.count, demand.weight[row], none, free)
        so_far = self._new(self.count, 0.0, *_cumulated(work))
        self.entries.append(((self.profiles + row) * self.count + every, done, 1.0))
        for columns, value in ((so_far, 1.0), (done, -1.0), (late, -1.0)):
            self.sums.append((at * self.count + every, columns, value))
        self.sums.append((at * self.count + every[1:], so_far[:-1], -1.0))
        return done, late

    def _new(self, count: int, cost: float, low: FloatArray, high: FloatArray) -> IntArray:
        """Add columns with a cost and bounds; their numbers."""
        self.cost.append(np.full(count, cost))
        self.low.append(low)
        self.high.append(high)
        self.columns += count
        return np.arange(self.columns - count, self.columns)


def _cumulated(work: DeferredWork) -> tuple[FloatArray, FloatArray]:
    """[interval] minutes due by its end, and arrived by its start, of work due in the horizon that can be in time."""
    count = work.due.size
    backlog = np.where(lost_backlog(work), 0.0, work.backlog)
    arrivals = np.where(lost_arrivals(work) | (work.due >= count), 0.0, work.arrivals)
    due = np.append(backlog[1:], 0.0)
    np.add.at(due, np.minimum(work.due, count) - 1, arrivals)
    arrivals[0] += backlog.sum()
    return np.cumsum(due) / 60, np.cumsum(arrivals) / 60 + LITTLE


def _matrix(entries: list[tuple[IntArray, IntArray, float]], rows: int, columns: int) -> Any:
    values = [np.full(at.size, value) for at, _, value in entries]
    places = tuple(np.concatenate([entry[part] for entry in entries]) for part in (0, 1))
    return coo_array((np.concatenate(values), places), shape=(rows, columns))
