"""The best legal line of one agent for given gains: a dynamic program over the agent's automaton (compiled).

The value of a variant is what its working ticks gain, less what its breaks lose where they lose least, plus points of
its own. Letters that the rules treat alike share a block, whose value is that of its best letter.
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import NOTHING, compiled, within
from scheduler.model.lines.pauses import break_loss, write_breaks
from scheduler.model.lines.tables import (
    ALPHABET,
    AUTOMATON,
    BLOCK,
    END,
    ENTRY,
    KEY,
    MASK,
    NODE,
    OFF_BLOCK,
    PLAN,
    SHIFT,
    START,
    TICKS,
)
from scheduler.problem.arrays.irregular import TOLERANCE, apart

KNOWN = 62
"""Keys of breaks that are remembered as laid out: bits of a number."""


@compiled
def lay_out(t, gains, s):  # type: ignore[no-untyped-def]
    """Running sums of gains over ticks, and what a break that starts at each tick loses."""
    lay_out_some(t, gains, s, t.intervals - t.intervals, t.intervals)


@compiled
def lay_out_some(t, gains, s, low, high):  # type: ignore[no-untyped-def]
    """Lay out the gains of the intervals low .. high - 1 only; the running sums begin there."""
    size = t.interval_ticks
    s.work[low * size] = 0.0
    s.presence[low * size] = 0.0
    for i in range(low, high):
        each, here = gains.full[i] / size, (gains.presence[i] + gains.held[i]) / size
        for k in range(i * size, i * size + size):
            s.work[k + 1] = s.work[k] + each
            s.presence[k + 1] = s.presence[k] + here
    done = 0
    for b in range(len(t.pause)):
        length, key = t.pause[b, TICKS], t.pause[b, KEY]
        if key < KNOWN and (done >> key) & 1:
            continue
        done |= 1 << min(key, KNOWN)
        first = (low * size + t.break_grid - 1) // t.break_grid * t.break_grid
        for k in range(first, high * size, t.break_grid):
            s.loss[key, k] = _loss(t, gains, k, min(k + length, t.ticks), key >= t.away_from)


@compiled
def _loss(t, gains, low, high, away):  # type: ignore[no-untyped-def]
    """What the ticks low .. high - 1 lose when a break takes them: a concave piece of each interval.

    Where the agent is `away`, no duty is held either.
    """
    size, part, total, at = t.interval_ticks, t.part_ticks, 0.0, low
    while at < high:
        i = at // size
        lost = min(high, (i + 1) * size) - at
        if away:
            total += (gains.full[i] + gains.held[i]) * lost / size
        elif lost <= part:
            total += gains.part[i] * lost / part
        else:
            total += gains.part[i] + (gains.full[i] - gains.part[i]) * (lost - part) / (size - part)
        at += lost
    return total


@compiled
def price_blocks(t, s, gains, a, d, noise):  # type: ignore[no-untyped-def]
    """The value and the best variant of each block of a day: gains at work, less breaks, and points of its own."""
    m, alphabet = t.agent[a, AUTOMATON], t.agent[a, ALPHABET]
    clear_blocks(t, s, a, m, d)
    first, mask, block = t.first[alphabet, d], t.agent_day[a, d, MASK], t.block_first[m, d]
    plan, start, loss = -1, 0, 0.0
    priced, own = t.variant_points.size > 0, t.variant_first[a, d] - first
    # the points of a variant are read in place: a call that takes all tables doubles the time of this loop
    for v in range(first, t.first[alphabet, d + 1]):
        if not t.mask[mask + v - first]:
            continue
        low, high = min(max(t.variant[v, START], 0), t.ticks), min(max(t.variant[v, END], 0), t.ticks)
        value = s.work[high] - s.work[low] + s.presence[high] - s.presence[low]
        value += (
            gains.heads[d, t.variant[v, SHIFT]]
            - t.work_points[a, d]
            - t.shift_points[a, d, t.variant[v, SHIFT]]
            - t.cost[v]
        )
        if priced:
            value -= t.variant_points[own + v]
        value -= _lean(t, s, d, v)
        b = t.block[block + v - first]
        if value + noise <= s.value[b]:
            continue  # breaks only lose: it can not become the block's best
        if t.variant[v, PLAN] >= 0:
            if t.variant[v, PLAN] != plan or t.variant[v, START] != start:
                plan, start = t.variant[v, PLAN], t.variant[v, START]
                loss = break_loss(t, s, start, plan)
            value -= loss
        if noise > 0.0:
            value += noise * np.random.random()
        if value > s.value[b]:
            s.value[b] = value
            s.best[d, b] = v


@within
def clear_blocks(t, s, a, m, d):  # type: ignore[no-untyped-def]
    """No block of a day has a variant yet; a day off is worth 0."""
    for b in range(t.blocks[m, d]):
        s.value[b] = NOTHING
        s.best[d, b] = -1
    if t.agent_day[a, d, OFF_BLOCK] >= 0:
        s.value[t.agent_day[a, d, OFF_BLOCK]] = 0.0


@within
def _lean(t, s, d, v):  # type: ignore[no-untyped-def]
    """Points for the starts of days beside from which this one differs, where no arc carries them."""
    points = 0.0
    if t.leaning > 0.0:
        for k in range(2):
            if s.beside[d, k] >= 0 and apart(t.local[v], s.beside[d, k]) > t.steady[TOLERANCE]:
                points += t.leaning
    return points


@compiled
def best_line(t, s, gains, a, noise):  # type: ignore[no-untyped-def]
    """The value of the agent's best line, written to `s.letter` and `s.pause`; NOTHING where there is none.

    `lay_out` must have been called with the same gains; `noise` adds up to so many points to each variant.
    """
    if t.agent[a, ENTRY] < 0:
        return NOTHING
    look_back(t, s, gains, a, noise)
    return trace(t, s, a)


@compiled
def look_back(t, s, gains, a, noise):  # type: ignore[no-untyped-def]
    """The best value from each node of the agent's automaton to the end."""
    m = t.agent[a, AUTOMATON]
    s.node[t.node_first[m, t.days] - t.node_first[m, 0]] = 0.0
    for d in range(t.days - 1, -1, -1):
        price_blocks(t, s, gains, a, d, noise)
        step_back(t, s, m, d)


@compiled
def step_back(t, s, m, d):  # type: ignore[no-untyped-def]
    """The best value from each node of one day, given the day's blocks and the nodes of the next."""
    base, priced = t.node_first[m, 0], t.arc_points.size > 0
    for n in range(t.node_first[m, d], t.node_first[m, d + 1]):
        best, chosen = NOTHING, -1
        for e in range(t.arc_ptr[n], t.arc_ptr[n + 1]):
            value = s.value[t.arc[e, BLOCK]] + s.node[t.arc[e, NODE] - base]
            if priced:
                value -= t.arc_points[e]
            if value > best:
                best, chosen = value, e
        s.node[n - base] = best
        s.arc[n - base] = chosen


@compiled
def trace(t, s, a):  # type: ignore[no-untyped-def]
    """The value of the line that `look_back` found from the agent's own history on, written to the scratch."""
    base = t.node_first[t.agent[a, AUTOMATON], 0]
    n = t.agent[a, ENTRY]
    total = s.node[n - base]
    if total <= NOTHING / 2:
        return NOTHING
    write_days(t, s, n, t.days - t.days, t.days, base)
    return total


@compiled
def write_days(t, s, n, first, last, base):  # type: ignore[no-untyped-def]
    """Write the best days first .. last - 1 from node `n` on, with their breaks, to the scratch."""
    for d in range(first, last):
        e = s.arc[n - base]
        v = s.best[d, t.arc[e, BLOCK]]
        s.letter[d] = v
        for b in range(s.pause.shape[1]):
            s.pause[d, b] = -1
        if v >= 0 and t.variant[v, PLAN] >= 0:
            write_breaks(t, s, t.variant[v, START], t.variant[v, PLAN], d)
        n = t.arc[e, NODE]
