"""The best piece of a line: some days anew, between days of the same line that stand (compiled).

A few days cost a fraction of the whole line, and agents who are given the same days anew at once can trade them.
"""

from __future__ import annotations

from scheduler.compiled import NOTHING, compiled, within
from scheduler.model.lines.price import price_blocks, step_back, write_days
from scheduler.model.lines.tables import ALPHABET, AUTOMATON, BLOCK, ENTRY, NODE, OFF_BLOCK


@compiled
def best_piece(t, s, gains, a, noise, letter, first, last):  # type: ignore[no-untyped-def]
    """The value of the agent's best days first .. last - 1 between those of `letter` [day], written to the scratch.

    Gains must have been laid out for what those days touch. NOTHING where no legal line is left.
    """
    base = t.node_first[t.agent[a, AUTOMATON], 0]
    _stand_after(t, s, a, letter, last, base)
    for d in range(last - 1, first - 1, -1):
        price_blocks(t, s, gains, a, d, noise)
        step_back(t, s, t.agent[a, AUTOMATON], d)
    n = _stand_before(t, s, a, letter, first, base)
    value = s.node[n - base] if n >= 0 else NOTHING
    if value > NOTHING / 2:
        write_days(t, s, n, first, last, base)
    return value


@within
def _block_of(t, a, d, v):  # type: ignore[no-untyped-def]
    """The block of what an agent does on a day: a variant, or none."""
    if v < 0:
        return t.agent_day[a, d, OFF_BLOCK]
    return t.block[t.block_first[t.agent[a, AUTOMATON], d] + v - t.first[t.agent[a, ALPHABET], d]]


@compiled
def _stand_after(t, s, a, letter, last, base):  # type: ignore[no-untyped-def]
    """What the days that stand after the piece cost on top, for the nodes of day `last` from which they can be spelled.

    Of guesses that spell the same days the cheapest count.
    """
    m, priced = t.agent[a, AUTOMATON], t.arc_points.size > 0
    s.node[t.node_first[m, t.days] - base] = 0.0
    for d in range(t.days - 1, last - 1, -1):
        block = _block_of(t, a, d, letter[d])
        for n in range(t.node_first[m, d], t.node_first[m, d + 1]):
            s.node[n - base] = NOTHING
            for e in range(t.arc_ptr[n], t.arc_ptr[n + 1]):
                if t.arc[e, BLOCK] == block and s.node[t.arc[e, NODE] - base] > NOTHING / 2:
                    value = s.node[t.arc[e, NODE] - base] - (t.arc_points[e] if priced else 0.0)
                    s.node[n - base] = max(s.node[n - base], value)
                    if not priced:
                        break


@compiled
def _stand_before(t, s, a, letter, first, base):  # type: ignore[no-untyped-def]
    """The best node of day `first` to which the days that stand before the piece lead; rules may guess, so to several.

    `s.front` holds the nodes of one day after the other, `s.paid` what the cheapest way there costs.
    """
    priced = t.arc_points.size > 0
    s.front[0, 0], s.paid[0, 0] = t.agent[a, ENTRY], 0.0
    count = 1
    for d in range(first):
        block, found = _block_of(t, a, d, letter[d]), 0
        for k in range(count):
            n = s.front[d % 2, k]
            for e in range(t.arc_ptr[n], t.arc_ptr[n + 1]):
                if t.arc[e, BLOCK] == block:
                    cost = s.paid[d % 2, k] + (t.arc_points[e] if priced else 0.0)
                    found = _reach(s.front[(d + 1) % 2], s.paid[(d + 1) % 2], found, t.arc[e, NODE], cost)
        count = found
    best, chosen = NOTHING, -1
    for k in range(count):
        n = s.front[first % 2, k]
        if s.node[n - base] - s.paid[first % 2, k] > best:
            best, chosen = s.node[n - base] - s.paid[first % 2, k], n
    return chosen


@compiled
def _reach(front, paid, found, node, cost):  # type: ignore[no-untyped-def]
    """How many nodes of a day are reached, with this one: what it costs is written down where that is less."""
    for k in range(found):
        if front[k] == node:
            paid[k] = min(paid[k], cost)
            return found
    if found < front.size:
        front[found], paid[found] = node, cost
        found += 1
    return found
