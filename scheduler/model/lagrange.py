"""What all agents would bring at given prices: each kind's best line, counted as often as it has people (compiled)."""

from __future__ import annotations

from scheduler.model.compiled import compiled, within
from scheduler.model.price import best_line, lay_out
from scheduler.model.tables import COVERS, END, FILTERS, HEAD_MASK, HEAD_SHIFT, PLAN, PROFILE, SHIFT, SLOT, START, TICKS


@compiled
def respond(t, s, gains, agents, counts, rates, cover, heads, supply, presence, people):  # type: ignore[no-untyped-def]
    """The sum of the best lines' values; what they supply is added to the last three arguments.

    `rates` [profile, interval] and `cover` [cover, interval] are points an agent-tick, `heads` points a person on
    the headcount row. An agent without any legal line is an error of the caller.
    """
    total = 0.0
    for k in range(agents.size):
        a = agents[k]
        _price(t, gains, a, rates, cover, heads)
        lay_out(t, gains, s)
        total += counts[k] * best_line(t, s, gains, a, 0.0)
        for d in range(t.days):
            if s.letter[d] >= 0:
                _add(t, s, a, d, counts[k], supply, presence, people)
    return total


@within
def _price(t, gains, a, rates, cover, heads):  # type: ignore[no-untyped-def]
    size = t.interval_ticks
    for i in range(t.intervals):
        rate = rates[t.agent[a, PROFILE], i]
        gains.full[i] = rate * size
        gains.part[i] = rate * t.part_ticks
        here = 0.0
        for c in range(cover.shape[0]):
            if (t.agent[a, COVERS] >> c) & 1:
                here += t.cover_sign[c] * cover[c, i]
        gains.presence[i] = here * size
    for d in range(t.days):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
                gains.heads[d, t.head[h, HEAD_SHIFT]] += heads[h]


@within
def _add(t, s, a, d, count, supply, presence, people):  # type: ignore[no-untyped-def]
    v, size = s.letter[d], t.interval_ticks
    low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
    for i in range(low // size, (high + size - 1) // size):
        first, last = max(low, i * size), min(high, (i + 1) * size)
        supply[t.agent[a, PROFILE], i] += count * (last - first)
        for c in range(presence.shape[0]):
            if (t.agent[a, COVERS] >> c) & 1:
                presence[c, i] += count * (last - first)
    if t.variant[v, PLAN] >= 0:
        order = t.order_ptr[t.variant[v, PLAN]]
        for b in range(t.break_ptr[order], t.break_ptr[order + 1]):
            at = s.pause[d, t.pause[b, SLOT]]
            for k in range(max(at, 0), min(at + t.pause[b, TICKS], t.ticks)):
                supply[t.agent[a, PROFILE], k // size] -= count
    for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
        if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT] and t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
            people[h] += count
