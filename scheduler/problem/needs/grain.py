"""The grain of supply: what agents bring to an interval comes in multiples of so many ticks.

Where shifts and breaks begin and end on half hours, half an hour of an agent is never at hand: a need of 2.3 agents is
met by three or missed by 0.3. A bound that knows it is higher than one in which 2.3 agents may come.
"""

from __future__ import annotations

from math import gcd

import numpy as np

from scheduler.operation import IntArray
from scheduler.problem.arrays.problem import Problem

MOST_PARTS = 12
"""Parts that presence comes in where breaks cut it finer: with more of them it is taken to come as fine as work."""

Reach = list[tuple[int, int]]
"""(interval, counted from the one in which the shift starts; ticks by which its supply there may differ)."""


def grains(problem: Problem) -> tuple[IntArray, IntArray]:
    """[set, interval] ticks of which supply to a set of queues is always a multiple, at work and on shift.

    Sets are those of all terms in turn; 0 where nobody can be there, and for sets that hold duties.
    """
    demand, people = problem.demand, problem.people
    if not demand.terms:
        return np.zeros((0, problem.grid.intervals), np.int64), np.zeros((0, problem.grid.intervals), np.int64)
    by_alphabet = _of_alphabets(problem)
    pairs = set(zip(people.profile.tolist(), people.alphabet.tolist(), strict=True))
    sets = [queues for term in demand.terms for queues in term.sets]
    found = np.zeros((2, len(sets), problem.grid.intervals), dtype=np.int64)
    for place, queues in enumerate(sets):
        if not demand.counted[list(queues)].all():
            continue
        for alphabet in {alphabet for profile, alphabet in pairs if demand.profiles[profile] & queues}:
            found[:, place] = np.gcd(found[:, place], by_alphabet[:, alphabet])
    grain, whole = found
    return grain, np.where(whole > MOST_PARTS * grain, grain, whole)


def _of_alphabets(problem: Problem) -> IntArray:
    """[at work | on shift, alphabet, interval] the greatest common divisor of all that a shift can bring."""
    grid, variants = problem.grid, problem.variants
    found = np.zeros((2, variants.first.shape[0], grid.intervals), dtype=np.int64)
    known: dict[tuple[int, int, int], tuple[Reach, Reach]] = {}
    for alphabet in range(found.shape[1]):
        for v in range(int(variants.first[alphabet, 0]), int(variants.first[alphabet, -1])):
            first, within = divmod(int(variants.start[v]), grid.interval_ticks)
            key = (within, int(variants.end[v] - variants.start[v]), int(variants.plan[v]))
            if key not in known:
                known[key] = (_reach(problem, *key), _reach(problem, *key[:2], -1))
            for row, reach in zip(found[:, alphabet], known[key], strict=True):
                for offset, ticks in reach:
                    if 0 <= first + offset < grid.intervals:
                        row[first + offset] = gcd(int(row[first + offset]), ticks)
    return found


def _reach(problem: Problem, start: int, length: int, plan: int) -> Reach:
    """What a shift may bring that starts so many ticks into an interval: the whole of it, or less by a break."""
    size = problem.grid.interval_ticks
    ticks: dict[int, int] = {}
    _cut(ticks, size, start, start + length)
    plans = problem.plans
    orders = range(int(plans.order_ptr[plan]), int(plans.order_ptr[plan + 1])) if plan >= 0 else ()
    for b in (b for order in orders for b in range(int(plans.break_ptr[order]), int(plans.break_ptr[order + 1]))):
        for at in range(start + int(plans.low[b]), start + int(plans.high[b]) + 1, plans.step):
            _cut(ticks, size, at, at + int(plans.ticks[b]))
    return list(ticks.items())


def _cut(ticks: dict[int, int], size: int, start: int, end: int) -> None:
    """Count a span in each interval that it touches."""
    for i in range(start // size, -(-end // size)):
        ticks[i] = gcd(ticks.get(i, 0), min(end, (i + 1) * size) - max(start, i * size))
