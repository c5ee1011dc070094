"""When deferred work is meant to be done: planned into time that live queues leave, in the order of due times.

The plan is a need like any other, at the lowest weight. Work that finds no spare time is spread over its window,
where it asks the search for people. Work that is late whatever is done (`problem.needs.lost`) is in no plan.
"""

from __future__ import annotations

import heapq

import numpy as np

from scheduler.model.lines.standing import Ledger, SingleArray, fine, worst_of
from scheduler.model.lines.tables import Tables
from scheduler.operation import BoolArray, FloatArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_arrivals, lost_backlog

Batch = tuple[int, int, float]
"""Due (first late interval), arrival, agent-ticks."""


class Batches:
    """Deferred work of one queue at prices: each batch goes where it is cheapest before it is due, or is late."""

    def __init__(self, problem: Problem, place: int) -> None:
        work, demand, grid = problem.demand.deferred[place], problem.demand, problem.grid
        row, seconds = demand.deferred_row[place], grid.tick_minutes * 60
        self.late = float(demand.weight[row])
        self.member = np.array([float(row in queues) for term in demand.terms for queues in term.sets])
        due = [(i, int(work.due[i]), work.arrivals[i] / seconds) for i in range(grid.intervals)]
        due += [(0, i, work.backlog[i] / seconds) for i in range(grid.intervals)]
        self.batches = [batch for batch in due if batch[2] > 0 and batch[1] < grid.intervals]
        self.total = sum(batch[2] for batch in self.batches)
        self.open = work.open

    def respond(self, sets: FloatArray) -> tuple[float, FloatArray]:
        """The least points for all its work at the prices, and the agent-ticks worked in each interval."""
        planned = np.zeros(sets.shape[0])
        if not self.late:
            return 0.0, planned
        price = np.where(self.open, sets @ self.member, np.inf)
        points = 0.0
        for arrival, due, amount in self.batches:
            cheapest = arrival + int(price[arrival:due].argmin()) if due > arrival else -1
            if cheapest >= 0 and price[cheapest] < self.late:
                planned[cheapest] += amount
                points += amount * float(price[cheapest])
            else:
                points += amount * self.late
        return points, planned


class Deferral:
    """The plan of all deferred queues: `plan[place, interval]` agent-ticks."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        demand, grid = problem.demand, problem.grid
        sets = [queues for term in demand.terms for queues in term.sets]
        self.members: list[BoolArray] = [
            np.array([row in queues for queues in sets], dtype=np.bool_) for row in demand.deferred_row
        ]
        self.batches = [self._batches(p) if self.members[p].any() else [] for p in range(len(demand.deferred))]
        self.order = sorted(range(len(self.batches)), key=lambda place: _window(self.batches[place]))
        """Places, those whose work can wait least first: they have the first choice of spare time."""
        self.plan = np.zeros((len(demand.deferred), grid.intervals))
        for place, batches in enumerate(self.batches):
            for batch in batches:
                self._spread(place, batch)
            self.plan[place] = fine(self.plan[place])

    def _batches(self, place: int) -> list[Batch]:
        work, grid = self.problem.demand.deferred[place], self.problem.grid
        seconds = grid.tick_minutes * 60
        arrivals = np.where(lost_arrivals(work), 0.0, work.arrivals / seconds)
        backlog = np.where(lost_backlog(work), 0.0, work.backlog / seconds)
        rows = [(int(work.due[i]), i, arrivals[i]) for i in range(grid.intervals)]
        rows += [(i, 0, backlog[i]) for i in range(grid.intervals)]
        return sorted(row for row in rows if row[2] > 0 and row[0] < grid.intervals)

    def need(self) -> FloatArray:
        """[queue, interval] agent-ticks: live needs with the plan."""
        need = self.problem.demand.need.copy()
        for place, row in enumerate(self.problem.demand.deferred_row):
            need[row] += self.plan[place]
        return need

    def replan(self, t: Tables, ledger: Ledger) -> None:
        """Plan anew into what the ledger's roster leaves, and put the change into the ledger where it is no worse."""
        if not any(self.batches):  # none, or none that costs points when late
            return
        before, points, slack = self.plan.copy(), float(ledger.points[0]), ledger.slack.copy()
        worth = _shortage(t, ledger.slack)
        self.refill(t, ledger.slack, 0.0)
        ledger.points[0] = points + _shortage(t, ledger.slack) - worth
        if ledger.points[0] > points + 1e-9:
            self.plan[:] = before
            ledger.slack[:] = slack
            ledger.points[0] = points
        ledger.worst[:] = worst_of(self.problem, ledger.slack)

    def refill(self, t: Tables, slack: SingleArray | FloatArray, margin: float) -> None:
        """Plan all queues anew into what `slack` leaves, less a margin in each interval, and put the change into it.

        In double precision nothing is rounded.
        """
        for place, member in enumerate(self.members):
            slack[member] -= self.plan[place]
            self.plan[place] = 0.0
        for place in self.order:
            member = self.members[place]
            self._fill(place, np.maximum(self._spare(place, t, slack) - margin, 0.0))
            if slack.dtype == np.float32:
                self.plan[place] = fine(self.plan[place])
            slack[member] += self.plan[place]

    def _fill(self, place: int, spare: FloatArray) -> None:
        """Earliest due first within each interval; what is left over asks for people within its window."""
        waiting: list[Batch] = []
        coming = sorted(self.batches[place], key=lambda batch: batch[1])
        left: list[Batch] = []
        at = 0
        for i in range(spare.size):
            while at < len(coming) and coming[at][1] <= i:
                heapq.heappush(waiting, coming[at])
                at += 1
            room = float(spare[i])
            while waiting and (room > 1e-9 or waiting[0][0] <= i):
                due, arrival, amount = heapq.heappop(waiting)
                if due <= i:
                    left.append((due, arrival, amount))
                    continue
                done = min(room, amount)
                self.plan[place, i] += done
                room -= done
                if amount - done > 1e-9:
                    heapq.heappush(waiting, (due, arrival, amount - done))
        for batch in left + waiting:
            self._spread(place, batch)

    def _spare(self, place: int, t: Tables, slack: SingleArray | FloatArray) -> FloatArray:
        """[interval] what the queue may take without anyone else going short: its term's worst less its own sets'."""
        member, work = self.members[place], self.problem.demand.deferred[place]
        spare = np.full(slack.shape[1], np.inf)
        for term in range(t.term_weight.size):
            part = slice(int(t.term_first[term]), int(t.term_first[term + 1]))
            own = member[part]
            if own.any():
                worst = slack[part].max(axis=0, initial=0.0)
                spare = np.minimum(spare, worst - slack[part][own].max(axis=0))
        return np.where(work.open & np.isfinite(spare), np.maximum(spare, 0.0), 0.0)

    def _spread(self, place: int, batch: Batch) -> None:
        due, arrival, amount = batch
        window = np.flatnonzero(self.problem.demand.deferred[place].open[arrival:due]) + arrival
        self.plan[place, window] += amount / window.size


def _window(batches: list[Batch]) -> float:
    """The mean intervals from arrival to due time."""
    amount = sum(amount for _, _, amount in batches)
    return sum((due - arrival) * amount for due, arrival, amount in batches) / max(amount, 1e-9)


def _shortage(t: Tables, slack: SingleArray | FloatArray) -> float:
    points = 0.0
    for term in range(t.term_weight.size):
        part = slack[int(t.term_first[term]) : int(t.term_first[term + 1])]
        points += float(t.term_weight[term] * part.max(axis=0, initial=0.0).sum(dtype=np.float64))
    return points
