"""Lines are proposed, CP-SAT disposes: of the lines that the search met, the best choice for some agents at once.

The other agents stand still. Each chosen agent takes exactly one of the lines known for it; what is missing then is
counted over the sets that can still be short, cover and headcount likewise. The incumbent is a complete hint, and what
comes back is entered into a ledger and counted there: the choice can only help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.headcount.choice_heads import ChoiceHeads
from scheduler.model.lines.ledger import enter
from scheduler.model.lines.own_points import along, own_points
from scheduler.model.lines.tables import (
    COVERS,
    END,
    HELD,
    OFF,
    PLAN,
    PROFILE,
    START,
    WORK,
)
from scheduler.model.search.engine import WARM, Found, Searcher
from scheduler.operation import FloatArray, IntArray

FINE = 256
"""Parts of an agent-tick in the model's whole numbers."""
SCALE = 100_000
"""Parts of a point in the model's whole numbers."""
SETS = 12
"""Sets of a term and interval that the model looks at, the worst first; the ledger counts them all."""
MOST_LINES = 2000
WARM_SECONDS, CHOICE_SECONDS = 2.0, 4.0
"""Seconds of a warm search, and of a choice among the lines that it met."""


@dataclass(frozen=True)
class Line:
    """One agent's line and what it brings."""

    agent: int
    letter: IntArray
    pause: IntArray
    length: IntArray
    work: FloatArray
    held: FloatArray
    off: FloatArray
    cells: FloatArray
    """Ticks by interval: at work, holding duties, and (below 0) lost to standby; `cells`: of shared duties, by cell."""
    points: float


class Master:
    """Chooses among known lines; keeps a searcher of its own to stand on and to count with."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher, self.tables = searcher, searcher.tables
        self.random = np.random.default_rng(searcher.seed)

    def improve(self, found: Found, seconds: float, workers: int) -> Found | None:
        """A better roster than `found`, or None; agents are drawn at random among those with a choice."""
        searcher, known = self.searcher, self.searcher.board.lines
        agents = self.random.permutation([a for a in known if len(known[a]) > 1])
        chosen, count = [], 0
        for a in agents:
            if count + len(known[a]) > MOST_LINES:
                break
            chosen.append(int(a))
            count += len(known[a]) + 1
        if not chosen:
            return None
        searcher.restart(found)
        lines = {a: self._lines(a) for a in chosen}
        for a in chosen:
            enter(self.tables, searcher.ledger, a, -1.0)
        taken = _Choice(self, lines).solve(seconds, workers)
        for a in chosen:
            line = lines[a][taken[a]]
            searcher.ledger.letter[a], searcher.ledger.pause[a] = line.letter, line.pause
            searcher.ledger.length[a] = line.length
            enter(self.tables, searcher.ledger, a, 1.0)
        points = float(searcher.ledger.points[0])
        if points >= found.points - 1e-6:
            return None
        letter, pause = searcher.ledger.letter.copy(), searcher.ledger.pause.copy()
        return replace(found, points=points, letter=letter, pause=pause)

    def _lines(self, a: int) -> list[Line]:
        """The line that stands first, then those that were met."""
        ledger = self.searcher.ledger
        rows = [(ledger.letter[a].copy(), ledger.pause[a].copy(), ledger.length[a].copy())]
        rows += [row for row in self.searcher.board.lines[a].values() if not np.array_equal(row[1], rows[0][1])]
        return [self._line(a, *row) for row in rows]

    def _line(self, a: int, letter: IntArray, pause: IntArray, length: IntArray) -> Line:
        t, rising = self.tables, self.searcher.problem.rising
        points = sum(rising.of_line(a, letter, t.paid)) + along(t, t.track_points, letter, a)
        at_work, held, off = np.zeros((3, t.ticks))
        for d, v in enumerate(letter):
            if v < 0:
                continue
            low, high = max(int(t.variant[v, START]), 0), min(int(t.variant[v, END]), t.ticks)
            at_work[low:high] += 1
            held[low:high] += 1
            off[low:high] -= np.repeat(t.standing[a] > 0, t.interval_ticks)[low:high] if t.standing.size else 1
            for slot, (at, ticks) in enumerate(zip(pause[d], length[d], strict=True)):
                if at >= 0:
                    at_work[max(at, 0) : min(at + ticks, high)] -= 1
                    held[max(at, 0) : min(at + ticks, high)] -= int(t.away[t.variant[v, PLAN], slot])
            points += own_points(t, a, d, v)
        cells = held.reshape(-1, t.cell_ticks).sum(axis=1)
        work, held, off = np.stack((at_work, held, off)).reshape(3, t.intervals, t.interval_ticks).sum(axis=2)
        return Line(a, letter, pause, length, work, held, off, cells, points)


def choose_lines(searcher: Searcher, go_on: Callable[[], bool], until: float) -> None:
    """Without queues CP-SAT chooses among the lines met so far, in turn with warm searches that meet others.

    Measured: on headcount it finds the last points that the search misses; on interval cover the search alone is
    better (see docs/performance.md), so it has the time there. `until` is seconds since the start.
    """
    master, board = Master(searcher), searcher.board
    while go_on() and searcher.seconds() < until:
        left = until - searcher.seconds()
        searcher.restart()
        searcher.run(searcher.seconds() + min(WARM_SECONDS, left), go_on, WARM)
        best = board.best
        if best is not None and go_on():
            better = master.improve(best, min(CHOICE_SECONDS, max(0.1, left - WARM_SECONDS)), 1)
            if better is not None:
                board.offer(replace(better, seconds=searcher.seconds()))


class _Choice:
    """The CP-SAT model of one choice."""

    def __init__(self, master: Master, lines: dict[int, list[Line]]) -> None:
        self.tables, self.ledger, self.lines = master.tables, master.searcher.ledger, lines
        self.demand = master.searcher.problem.demand
        self.model = cp_model.CpModel()
        self.takes = {a: [self.model.new_bool_var("") for _ in row] for a, row in lines.items()}
        self.cost: list[Any] = []
        for a, row in self.takes.items():
            self.model.add_exactly_one(row)
            for index, x in enumerate(row):
                self.model.add_hint(x, index == 0)
                self.cost.append(round(SCALE * lines[a][index].points) * x)

    def solve(self, seconds: float, workers: int) -> dict[int, int]:
        """The line that each agent takes; the first one if nothing better was found in time."""
        self._queues()
        self._cover()
        self._heads()
        self.model.minimize(sum(self.cost))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return dict.fromkeys(self.lines, 0)
        return {a: next(i for i, x in enumerate(row) if solver.boolean_value(x)) for a, row in self.takes.items()}

    def _queues(self) -> None:
        t = self.tables
        touched = np.flatnonzero(sum(line.off for row in self.lines.values() for line in row))
        for term in range(t.term_weight.size):
            low, high = int(t.term_first[term]), int(t.term_first[term + 1])
            weight = round(SCALE * float(t.term_weight[term]) / FINE)
            for i in touched:
                slack = self.ledger.slack[low:high, i]
                sets = [k for k in np.argsort(-slack, kind="stable")[:SETS] if slack[k] > -self._most_off(low + k)]
                if sets:
                    self._term(low, sets, int(i), weight)

    def _term(self, low: int, sets: Sequence[Any], i: int, weight: int) -> None:
        """The worst of a term's sets in an interval: one variable, a row a set."""
        t = self.tables
        wanted = [int(np.floor(FINE * float(self.ledger.slack[low + k, i]))) for k in sets]
        most = max(want + FINE * self._most_off(low + k) for k, want in zip(sets, wanted, strict=True))
        short = self.model.new_int_var(0, max(0, round(most)), "")
        hint = 0
        for k, want in zip(sets, wanted, strict=True):
            brought, first = [], 0
            for a, row in self.lines.items():
                kind = int(t.touch[t.agent[a, PROFILE], low + k])
                if kind:
                    for index, line in enumerate(row):
                        amount = round(FINE * float({WORK: line.work, HELD: line.held, OFF: line.off}[kind][i]))
                        if amount:
                            brought.append(amount * self.takes[a][index])
                            first += amount if index == 0 else 0
            self.model.add(short + sum(brought) >= want)
            hint = max(hint, want - first)
        self.model.add_hint(short, hint)
        self.cost.append(weight * short)

    def _most_off(self, place: int) -> float:
        """The most ticks that those who choose may take off a standby set."""
        t = self.tables
        return float(sum(t.touch[t.agent[a, PROFILE], place] == OFF for a in self.lines) * t.interval_ticks)

    def _cover(self) -> None:
        t, weight = self.tables, round(SCALE * float(self.tables.cover_weight) / FINE)
        for c in range(self.ledger.cover.shape[0]):
            holders = [a for a in self.lines if (int(t.agent[a, COVERS]) >> c) & 1]
            for i in np.flatnonzero(self.ledger.cover[c] > 0):
                brought, first = [], 0
                for a in holders:
                    for index, line in enumerate(self.lines[a]):
                        amount = round(FINE * float(line.cells[i]))
                        brought.append((amount, self.takes[a][index]))
                        first += amount if index == 0 else 0
                want = round(FINE * float(self.ledger.cover[c, i]))
                short = self.model.new_int_var(0, want, "")
                self.model.add(short + sum(amount * x for amount, x in brought) >= want)
                self.model.add_hint(short, max(0, want - first))
                self.cost.append(weight * short)

    def _heads(self) -> None:
        takes = {
            a: [(x, line.letter) for x, line in zip(row, self.lines[a], strict=True)] for a, row in self.takes.items()
        }
        for people, points in ChoiceHeads(self.model, self.tables, self.demand, self.ledger, takes).costs():
            self.cost.append(round(SCALE * points) * people)
