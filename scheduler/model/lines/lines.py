"""Whole lines at given prices of headcount: the best of each agent, and all that are nearly as good (compiled)."""

from __future__ import annotations

import numpy as np

from scheduler.compiled import NOTHING, allocating, compiled, within
from scheduler.model.lines.own_points import own_variant
from scheduler.model.lines.pauses import write_breaks
from scheduler.model.lines.price import best_line, lay_out
from scheduler.model.lines.tables import (
    ALPHABET,
    AUTOMATON,
    BLOCK,
    DESCRIBED,
    ENTRY,
    HEAD_SHIFT,
    HEAD_WHO,
    MASK,
    NODE,
    OFF_BLOCK,
    PLAN,
    SHIFT,
    START,
)


@allocating
def price_lines(t, s, gains, agents, heads, letters, values):  # type: ignore[no-untyped-def]
    """The best line of each agent where one more person on a row of headcount is worth `heads`.

    Fills `letters` [agent, day] and `values` [agent]: what the line is worth, less its own points.
    """
    for k in range(agents.size):
        _price_heads(t, gains, agents[k], heads)
        lay_out(t, gains, s)
        values[k] = best_line(t, s, gains, agents[k], 0.0)
        letters[k] = s.letter


@within
def _price_heads(t, gains, a, heads):  # type: ignore[no-untyped-def]
    for i in range(t.intervals):
        gains.full[i] = 0.0
        gains.part[i] = 0.0
        gains.presence[i] = 0.0
        gains.held[i] = 0.0
    for d in range(t.days):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.described[t.agent[a, DESCRIBED], t.head[h, HEAD_WHO]]:
                gains.heads[d, t.head[h, HEAD_SHIFT]] += heads[h]


@allocating
def near_lines(t, s, gains, a, heads, slack, found):  # type: ignore[no-untyped-def]
    """All lines of an agent worth at most `slack` less than its best; how many there are, or -1 if more than fit.

    `found` [place, day] is filled. A rule's guesses may spell one line more than once. Every step of the search ends in
    a line, because the best worth of the rest of the way is known exactly.
    """
    _price_heads(t, gains, a, heads)
    lay_out(t, gains, s)
    best = best_line(t, s, gains, a, 0.0)
    if best <= NOTHING / 2:
        return 0
    base, least = t.node_first[t.agent[a, AUTOMATON], 0], best - slack
    sums = np.zeros(t.days + 1)
    letters, nodes, arcs, tries = np.zeros((4, t.days + 1), dtype=np.int64)
    nodes[0] = t.agent[a, ENTRY]
    arcs[0] = t.arc_ptr[nodes[0]]
    d, count = 0, 0
    while d >= 0:
        if arcs[d] >= t.arc_ptr[nodes[d] + 1]:
            d -= 1
            continue
        e, v, worth = _next_try(t, gains, a, d, arcs, tries)
        if worth <= NOTHING / 2:
            continue
        total = sums[d] + worth - (t.arc_points[e] if t.arc_points.size > 0 else 0.0)
        if total + s.node[t.arc[e, NODE] - base] < least:
            continue
        letters[d] = v
        if d + 1 == t.days:
            if count >= found.shape[0]:
                return -1
            found[count] = letters[: t.days]
            count += 1
            continue
        d += 1
        nodes[d], sums[d] = t.arc[e, NODE], total
        arcs[d], tries[d] = t.arc_ptr[nodes[d]], 0
    return count


@compiled
def _next_try(t, gains, a, d, arcs, tries):  # type: ignore[no-untyped-def]
    """The next letter on the arc in hand: (arc, variant or -1, worth); the try after the last variant is a day off."""
    m, alphabet = t.agent[a, AUTOMATON], t.agent[a, ALPHABET]
    first, last = t.first[alphabet, d], t.first[alphabet, d + 1]
    e, k = arcs[d], tries[d]
    tries[d] += 1
    if first + k > last:
        arcs[d] += 1
        tries[d] = 0
        return e, -1, NOTHING
    b = t.arc[e, BLOCK]
    if first + k == last:
        return e, -1, 0.0 if t.agent_day[a, d, OFF_BLOCK] == b else NOTHING
    v = first + k
    if t.block[t.block_first[m, d] + k] != b or not t.mask[t.agent_day[a, d, MASK] + k]:
        return e, v, NOTHING
    shift = t.variant[v, SHIFT]
    worth = gains.heads[d, shift] - t.work_points[a, d] - t.shift_points[a, d, shift] - t.cost[v]
    return e, v, worth - own_variant(t, a, d, v)


@compiled
def place_breaks(t, s, gains, letter):  # type: ignore[no-untyped-def]
    """Write the breaks of a line into `s.pause` and `s.length`, anywhere that their windows allow."""
    for i in range(t.intervals):
        gains.full[i] = 0.0
        gains.part[i] = 0.0
        gains.presence[i] = 0.0
        gains.held[i] = 0.0
    lay_out(t, gains, s)
    for d in range(t.days):
        for b in range(s.pause.shape[1]):
            s.pause[d, b] = -1
            s.length[d, b] = 0
        if letter[d] >= 0 and t.variant[letter[d], PLAN] >= 0:
            write_breaks(t, s, t.variant[letter[d], START], t.variant[letter[d], PLAN], d)
