"""The places that breaks may take in a shift, as plans that letters share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy as np

from scheduler.operation import IntArray, Operation
from scheduler.problem.arrays.problem import BreakPlans, Variants
from scheduler.rules.tools.break_orders import ANY, Gaps, Order, is_loose, orders, phase_of
from scheduler.rules.track import Letter

Plan = tuple[Gaps, tuple[Order, ...], frozenset[int]]
"""Work between breaks, the orders that they may fall in, and which of them nobody holds a duty in."""


HELD = 60
"""The longest unpaid break, in minutes, in which an agent holds a duty."""


class PlanBook:
    """Break plans, each kept once; starts are aligned to the break grid, which is counted on the agent's clock."""

    def __init__(self, operation: Operation, tick: int) -> None:
        self.operation = operation
        self.tick = tick
        self.step = operation.break_step_minutes
        self.plans: dict[Plan, int] = {}
        self.known: dict[tuple[str, str, int, int, Gaps], int] = {}

    def plan(self, site: str, letter: Letter, gaps: Gaps = ANY) -> int:
        """The number of the plan of a letter's breaks at that site, with so much work between; -1 without breaks.

        A letter that has no place for its breaks with that work between is nobody's whom the limit binds: its plan is
        that of somebody whose limit was given up.
        """
        length, phase = letter.end - letter.start, phase_of(letter, self.step)
        key = (site, letter.shift, length, phase, gaps)
        if key not in self.known:
            pauses = self.operation.breaks_of(site, self.operation.shifts[letter.shift], length)
            found = orders(pauses, length, phase, self.step, gaps)
            away = frozenset(slot for slot, pause in enumerate(pauses) if not pause.paid and pause.minutes > HELD)
            bound = Gaps(gaps.least, gaps.most)  # the windows keep meals by themselves
            loose = not found or all(is_loose(order, bound) for order in found)
            kept = (ANY if loose else bound, found or orders(pauses, length, phase, self.step), away)
            self.known[key] = self.plans.setdefault(kept, len(self.plans)) if pauses else -1
        return self.known[key]

    def flat(self) -> BreakPlans:
        """Every plan as arrays."""
        found = [order for _, plan, _ in self.plans for order in plan]
        away = [row[3] in gone for _, plan, gone in self.plans for order in plan for row in order]
        rows = np.array([row for order in found for row in order], dtype=np.int64).reshape(-1, 4)
        return BreakPlans(
            order_ptr=_pointers(len(plan) for _, plan, _ in self.plans),
            break_ptr=_pointers(len(order) for order in found),
            ticks=rows[:, 0] // self.tick,
            low=rows[:, 1] // self.tick,
            high=rows[:, 2] // self.tick,
            slot=rows[:, 3].copy(),
            away=np.array(away, dtype=np.bool_),
            gaps=self._gaps(),
            step=self.step // self.tick,
        )

    def _gaps(self) -> IntArray:
        """[plan, least | most] ticks between breaks, rounded to what ticks can tell; least 0 and most -1 where any."""
        rows = [
            (-(-least // self.tick), most // self.tick) if (least, most) != ANY[:2] else (0, -1)
            for (least, most, _), _, _ in self.plans
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _pointers(sizes: Iterable[int]) -> IntArray:
    return np.array([0, *accumulate(sizes)], dtype=np.int64)


def common_grid(plans: BreakPlans, variants: Variants) -> int:
    """Ticks between the places, counted from the horizon's start, on which the breaks of all shifts start.

    Breaks go by the clocks of agents, whose quarters need not be those of the planning zone (Kathmandu is at +05:45).
    """
    first = plans.break_ptr[plans.order_ptr[:-1]]  # the places of a plan are whole steps apart
    known = np.flatnonzero(variants.plan >= 0)
    known = known[np.diff(plans.order_ptr)[variants.plan[known]] > 0]
    return int(np.gcd.reduce(variants.start[known] + plans.low[first[variants.plan[known]]], initial=plans.step))
