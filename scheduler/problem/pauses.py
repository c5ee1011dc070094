"""The places that breaks may take in a shift, as plans that letters share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, permutations
from math import ceil, floor

import numpy as np

from scheduler.operation import Break, IntArray, Operation
from scheduler.problem.problem import BreakPlans
from scheduler.rules.track import Letter

MOST_PERMUTED = 4
"""Of more breaks than these in one shift only the order of their windows is tried."""

Placed = tuple[int, int, int, int]
"""Ticks, first start, last start (both from the shift's start), place in the shift's list."""


class PlanBook:
    """Break plans, each kept once; starts are aligned to the break grid, which is counted on the clock."""

    def __init__(self, operation: Operation, tick: int) -> None:
        self.operation = operation
        self.tick = tick
        self.step = operation.break_step_minutes
        self.orders: dict[tuple[tuple[Placed, ...], ...], int] = {}
        self.known: dict[tuple[str, str, int, int], int] = {}

    def plan(self, site: str, letter: Letter) -> int:
        """The number of the plan of a letter's breaks at that site; -1 where it has none."""
        length, phase = letter.end - letter.start, -letter.start % self.step
        key = (site, letter.shift, length, phase)
        if key not in self.known:
            pauses = self.operation.breaks_of(site, self.operation.shifts[letter.shift], length)
            orders = self._orders(pauses, length, phase)
            self.known[key] = self.orders.setdefault(orders, len(self.orders)) if pauses else -1
        return self.known[key]

    def _orders(self, pauses: tuple[Break, ...], length: int, phase: int) -> tuple[tuple[Placed, ...], ...]:
        placed = [self._placed(pause, place, length, phase) for place, pause in enumerate(pauses)]
        placed.sort(key=lambda one: (one[1], one[2]))
        tries = permutations(placed) if len(placed) <= MOST_PERMUTED else [tuple(placed)]
        found = (self._tightened(order) for order in tries)
        return tuple(dict.fromkeys(order for order in found if order))

    def _placed(self, pause: Break, place: int, length: int, phase: int) -> Placed:
        """Starts on the grid: `phase` minutes after the shift's start, then every step."""
        low, high = (60 * hours for hours in pause.between_hours)
        high = min(high, length - pause.minutes)
        first = phase + self.step * ceil((low - phase) / self.step)
        last = phase + self.step * floor((high - phase) / self.step)
        return (pause.minutes // self.tick, first // self.tick, last // self.tick, place)

    def _tightened(self, order: tuple[Placed, ...]) -> tuple[Placed, ...] | None:
        """The order with windows cut to what the breaks before and after leave; None where it cannot be."""
        stride, rows = self.step // self.tick, list(order)
        for place in range(1, len(rows)):  # the next break starts at least one step of the grid after the last ends
            before, (ticks, low, high, slot) = rows[place - 1], rows[place]
            earliest = before[1] + stride * (before[0] // stride + 1)
            rows[place] = (ticks, max(low, earliest), high, slot)
        for place in reversed(range(len(rows) - 1)):
            after, (ticks, low, high, slot) = rows[place + 1], rows[place]
            rows[place] = (ticks, low, min(high, after[2] - stride * (ticks // stride + 1)), slot)
        return tuple(rows) if all(low <= high for _, low, high, _ in rows) else None

    def flat(self) -> BreakPlans:
        """Every plan as arrays."""
        orders = [order for plan in self.orders for order in plan]
        rows = np.array([row for order in orders for row in order], dtype=np.int64).reshape(-1, 4)
        return BreakPlans(
            order_ptr=_pointers(len(plan) for plan in self.orders),
            break_ptr=_pointers(len(order) for order in orders),
            ticks=rows[:, 0].copy(),
            low=rows[:, 1].copy(),
            high=rows[:, 2].copy(),
            slot=rows[:, 3].copy(),
            step=self.step // self.tick,
        )


def _pointers(sizes: Iterable[int]) -> IntArray:
    return np.array([0, *accumulate(sizes)], dtype=np.int64)
