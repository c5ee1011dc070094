"""Dantzig's formulation: how many of each group of identical agents work each weekly tour; HiGHS, nothing else.

A tour is one shift, start and length on every day worked (Dantzig 1954), breaks in the middle of their windows; which
tours are legal is read from the same automata that our own lines come from.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from benchmarks.figures import Peer
from benchmarks.plain import ticks_at_work
from scheduler.problem.arrays.problem import Problem

Tour = tuple[int, ...]
"""The variants worked, one a day worked."""


def solve_tours(problem: Problem, seconds: float) -> Peer:
    """Solve for shortage on live queues with counts of tours; the seconds begin when the model is written."""
    model = _Model(problem)
    started = time.perf_counter()
    answer = milp(
        model.cost,
        integrality=model.whole,
        bounds=model.bounds,
        constraints=model.rows,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = getattr(answer, "mip_dual_bound", None)
    return Peer(
        points=None if answer.x is None else float(answer.fun),
        bound=float(bound) if bound is not None and np.isfinite(bound) else 0.0,
        seconds=time.perf_counter() - started,
        size=f"{int(model.whole.sum()):,} tours of {model.groups:,} groups, {model.rows.A.shape[0]:,} rows",
    )


def tours_of(problem: Problem, a: int) -> set[Tour]:
    """The legal tours of an agent."""
    return {tour for identity in _identities(problem, a) for tour in _walk(problem, a, identity)}


def _identities(problem: Problem, a: int) -> list[dict[int, int]]:
    """Shift, start and length -> the variant of each day that has it and that the agent may work."""
    variants, people = problem.variants, problem.people
    found: dict[tuple[str, int, int], dict[int, int]] = defaultdict(dict)
    for d in range(problem.grid.days):
        low, high = (int(edge) for edge in variants.first[people.alphabet[a], d : d + 2])
        for v in range(low, high):
            if people.mask[people.mask_first[a, d] + v - low]:
                letter = variants.letter[v]
                found[letter.shift, letter.local_start, letter.end - letter.start][d] = v
    return list(found.values())


def _walk(problem: Problem, a: int, identity: dict[int, int]) -> Iterator[Tour]:
    """Every path through the agent's automaton that works the identity's variants or nothing."""
    people, automata, days = problem.people, problem.automata, problem.grid.days
    first = problem.variants.first[people.alphabet[a]]
    stack: list[tuple[int, int, Tour]] = [(0, int(people.entry[a]), ())] if people.entry[a] >= 0 else []
    while stack:
        d, node, tour = stack.pop()
        if d == days:
            yield tour
            continue
        choices = [(int(people.off_block[a, d]), tour)]
        if d in identity:
            block = automata.block[automata.block_first[people.automaton[a], d] + identity[d] - first[d]]
            choices.append((int(block), (*tour, identity[d])))
        for arc in range(int(automata.arc_ptr[node]), int(automata.arc_ptr[node + 1])):
            after = int(automata.arc_node[arc])
            stack += [(d + 1, after, longer) for block, longer in choices if block == automata.arc_block[arc]]


class _Model:
    """Columns: counts of tours, people of a profile on a queue, people missing; all but the first are continuous."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.entries: list[tuple[int, int, float]] = []
        self.row_low: list[float] = []
        self.row_high: list[float] = []
        self.column_cost: list[float] = []
        self.column_high: list[float] = []
        self.column_whole: list[int] = []
        self.supply: dict[tuple[int, int], int] = {}
        """Profile and interval -> the row of those at work, less those on queues."""
        self.groups = 0
        self._tours()
        self._queues()
        shape = (len(self.row_low), len(self.column_cost))
        row, column, amount = zip(*self.entries, strict=True)
        self.rows: Any = LinearConstraint(
            coo_array((amount, (row, column)), shape).tocsr(), self.row_low, self.row_high
        )
        self.cost = np.array(self.column_cost)
        self.bounds = Bounds(np.zeros(shape[1]), np.array(self.column_high))
        self.whole: npt.NDArray[np.int64] = np.array(self.column_whole)

    def _column(self, cost: float, high: float, whole: int) -> int:
        self.column_cost.append(cost)
        self.column_high.append(high)
        self.column_whole.append(whole)
        return len(self.column_cost) - 1

    def _row(self, low: float, high: float = np.inf) -> int:
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1

    def _supply(self, p: int, i: int) -> int:
        if (p, i) not in self.supply:
            self.supply[p, i] = self._row(-float(self.problem.demand.given[p, i]))
        return self.supply[p, i]

    def _tours(self) -> None:
        people = self.problem.people
        ticks: dict[int, dict[int, int]] = {}
        kinds, first, counts = np.unique(people.kind, return_index=True, return_counts=True)
        self.groups = len(kinds)
        for a, count in zip(first, counts, strict=True):
            group = self._row(0.0, float(count))
            for tour in sorted(tours_of(self.problem, int(a))):
                x = self._column(0.0, float(count), 1)
                self.entries.append((group, x, 1.0))
                for v in tour:
                    if v not in ticks:
                        ticks[v] = ticks_at_work(self.problem, v)
                    for i, amount in ticks[v].items():
                        self.entries.append((self._supply(int(people.profile[a]), i), x, float(amount)))

    def _queues(self) -> None:
        demand, grid = self.problem.demand, self.problem.grid
        for q in (q for q in range(len(demand.weight)) if demand.weight[q] > 0):
            serving = [p for p, profile in enumerate(demand.profiles) if q in profile]
            for i in (i for i in range(grid.intervals) if demand.need[q, i] > 0):
                need = float(demand.need[q, i])
                row = self._row(need)
                self.entries.append((row, self._column(float(demand.weight[q]), need, 0), 1.0))
                for p in serving:
                    y = self._column(0.0, need, 0)
                    self.entries += [(row, y, 1.0), (self._supply(p, i), y, -1.0)]
