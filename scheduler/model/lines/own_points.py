"""An agent's own points: of single variants, and what rises with what else a line holds (compiled)."""

from __future__ import annotations

import numpy as np

from scheduler.compiled import allocating, compiled
from scheduler.model.lines.tables import ALPHABET, AUTOMATON, BLOCK, ENTRY, NODE, OFF_BLOCK, SHIFT
from scheduler.problem.arrays.irregular import line_points


@compiled
def own_points(t, a, d, v):  # type: ignore[no-untyped-def]
    """Points for an agent who works a variant on a day, whatever else the line holds."""
    return t.work_points[a, d] + t.shift_points[a, d, t.variant[v, SHIFT]] + t.cost[v] + own_variant(t, a, d, v)


@compiled
def own_variant(t, a, d, v):  # type: ignore[no-untyped-def]
    """Points for an agent who works a variant on a day, besides those of the day and of the shift."""
    if t.variant_points.size == 0:
        return 0.0
    return t.variant_points[t.variant_first[a, d] + v - t.first[t.agent[a, ALPHABET], d]]


@compiled
def rise(t, ledger, a, d, v, sign):  # type: ignore[no-untyped-def]
    """Points of one more (`sign` 1) or less (-1) weekend or holiday shift, and of its minutes of overtime."""
    points, week = 0.0, d // 7
    if t.burden[a, d] > 0.0:
        before = ledger.burdens[a]
        ledger.burdens[a] = before + sign
        points += sign * t.burden[a, d] * min(before, before + sign)
    if t.over[a] != 0.0:
        before = ledger.paid[a, week] - t.free[a, week]
        ledger.paid[a, week] += sign * t.paid[v]
        points += t.over[a] * (max(0.0, before + sign * t.paid[v]) - max(0.0, before))
    return points


@compiled
def irregular(t, letter, a, first, last):  # type: ignore[no-untyped-def]
    """Points of changes of start and lone days of an agent's line that involve the days first .. last - 1."""
    if t.steady[0] + t.steady[1] + t.steady[2] == 0.0:
        return 0.0
    return line_points(letter, t.local, t.idle[a], t.before[a], t.steady, first, last)


@compiled
def linked(t, letter, a, first, last):  # type: ignore[no-untyped-def]
    """Points of an agent's line that depend on several days at once, some of them among first .. last - 1."""
    return irregular(t, letter, a, first, last) + along(t, t.track_points, letter, a)


@allocating
def along(t, points, letter, a):  # type: ignore[no-untyped-def]
    """Points [arc] of the cheapest way through the agent's automaton that spells a line; 0 for a line that has none."""
    if points.size == 0 or t.agent[a, ENTRY] < 0:
        return 0.0
    m, alphabet = t.agent[a, AUTOMATON], t.agent[a, ALPHABET]
    here = np.zeros(1)
    low, high = t.agent[a, ENTRY], t.agent[a, ENTRY] + 1
    for d in range(t.days):
        first, after = t.node_first[m, d + 1], t.node_first[m, d + 2] if d + 1 < t.days else t.node_first[m, d + 1] + 1
        block = t.agent_day[a, d, OFF_BLOCK]
        if letter[d] >= 0:
            block = t.block[t.block_first[m, d] + letter[d] - t.first[alphabet, d]]
        there = np.full(after - first, np.inf)
        for n in range(low, high):
            if here[n - low] < np.inf:
                for e in range(t.arc_ptr[n], t.arc_ptr[n + 1]):
                    if t.arc[e, BLOCK] == block:
                        k = t.arc[e, NODE] - first
                        there[k] = min(there[k], here[n - low] + points[e])
        here, low, high = there, first, after
    return here[0] if here[0] < np.inf else 0.0


@compiled
def risen(t, ledger, a):  # type: ignore[no-untyped-def]
    """Rising points of an agent's line: counted days, overtime, steady weeks and tracks."""
    points, weight = linked(t, ledger.letter[a], a, t.days - t.days, t.days), 0.0
    for d in range(t.days):
        weight = max(weight, t.burden[a, d])
    if weight > 0.0:
        points += weight * ledger.burdens[a] * (ledger.burdens[a] - 1.0) / 2.0
    if t.over[a] != 0.0:
        for week in range(ledger.paid.shape[1]):
            points += t.over[a] * max(0.0, ledger.paid[a, week] - t.free[a, week])
    return points
