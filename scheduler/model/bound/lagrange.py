"""What all agents would bring at given prices: each kind's best line, counted as often as it has people (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled, within
from scheduler.model.lines.pauses import break_loss
from scheduler.model.lines.price import clear_blocks, lay_out, step_back, trace
from scheduler.model.lines.tables import (
    ALPHABET,
    AUTOMATON,
    COVERS,
    DESCRIBED,
    END,
    HEAD_SHIFT,
    HEAD_WHO,
    KEY,
    MASK,
    PLAN,
    PROFILE,
    SHIFT,
    SLOT,
    START,
    TICKS,
)


@compiled
def respond(t, s, gains, worth, people, prices, brought):  # type: ignore[no-untyped-def]
    """The sum of the best lines' values; what they supply is added to the arrays of `brought`.

    `people` are agents, how many each stands for, and two numbers: neighbours with the first one alike may work the
    same variants at the same prices, whose worth is kept in `worth`; neighbours with the second one alike differ in
    history only, and share the way back through their automaton. `prices` are points an agent-tick [at work | on top,
    on shift | holding duties, profile, interval], for cover [cover, interval], and for a person on a headcount row.
    `brought` are agent-ticks [at work | on shift | holding duties, profile, interval], for cover, people on rows, and
    the value of each one's line. Everybody must have a line.
    """
    agents, counts, same, alike = people
    total = 0.0
    for k in range(agents.size):
        a = agents[k]
        if k == 0 or same[k] != same[k - 1]:
            _price(t, gains, a, prices)
            lay_out(t, gains, s)
            _price_variants(t, s, gains, t.agent[a, ALPHABET], worth)
        if k == 0 or alike[k] != alike[k - 1]:
            _look_back(t, s, worth, a)
        brought[3][k] = trace(t, s, a)
        total += counts[k] * brought[3][k]
        for d in range(t.days):
            if s.letter[d] >= 0:
                _add(t, s, a, d, counts[k], brought)
    return total


@within
def _price_variants(t, s, gains, alphabet, worth):  # type: ignore[no-untyped-def]
    """What each variant is worth with its breaks where they lose least, before anybody's own points."""
    for d in range(t.days):
        plan, start, loss = -1, 0, 0.0
        for v in range(t.first[alphabet, d], t.first[alphabet, d + 1]):
            low, high = min(max(t.variant[v, START], 0), t.ticks), min(max(t.variant[v, END], 0), t.ticks)
            worth[v] = s.work[high] - s.work[low] + s.presence[high] - s.presence[low] - t.cost[v]
            worth[v] += gains.heads[d, t.variant[v, SHIFT]]
            if t.variant[v, PLAN] >= 0:
                if t.variant[v, PLAN] != plan or t.variant[v, START] != start:
                    plan, start = t.variant[v, PLAN], t.variant[v, START]
                    loss = break_loss(t, s, start, plan)
                worth[v] -= loss


@within
def _look_back(t, s, worth, a):  # type: ignore[no-untyped-def]
    """The best value from each node of the agent's automaton to the end."""
    m, alphabet = t.agent[a, AUTOMATON], t.agent[a, ALPHABET]
    s.node[t.node_first[m, t.days] - t.node_first[m, 0]] = 0.0
    for d in range(t.days - 1, -1, -1):
        clear_blocks(t, s, a, m, d)
        first, mask, block = t.first[alphabet, d], t.agent_day[a, d, MASK], t.block_first[m, d]
        priced, own = t.variant_points.size > 0, t.variant_first[a, d] - first
        # the points of a variant are read in place: a call that takes all tables doubles the time of this loop
        for v in range(first, t.first[alphabet, d + 1]):
            if t.mask[mask + v - first]:
                value = worth[v] - t.work_points[a, d] - t.shift_points[a, d, t.variant[v, SHIFT]]
                if priced:
                    value -= t.variant_points[own + v]
                b = t.block[block + v - first]
                if value > s.value[b]:
                    s.value[b] = value
                    s.best[d, b] = v
        step_back(t, s, m, d)


@within
def _price(t, gains, a, prices):  # type: ignore[no-untyped-def]
    rates, cover, heads = prices
    size, p = t.interval_ticks, t.agent[a, PROFILE]
    for i in range(t.intervals):
        gains.full[i] = rates[0, p, i] * size
        gains.part[i] = rates[0, p, i] * t.part_ticks
        gains.presence[i] = rates[1, p, i] * size
        here = rates[2, p, i]
        for c in range(cover.shape[0]):
            if (t.agent[a, COVERS] >> c) & 1:
                here += cover[c, i]
        gains.held[i] = here * size
    for d in range(t.days):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.described[t.agent[a, DESCRIBED], t.head[h, HEAD_WHO]]:
                gains.heads[d, t.head[h, HEAD_SHIFT]] += heads[h]


@compiled
def _hold(t, a, i, ticks, supply, presence):  # type: ignore[no-untyped-def]
    """Add ticks in which the agent holds duties."""
    supply[2, t.agent[a, PROFILE], i] += ticks
    for c in range(presence.shape[0]):
        if (t.agent[a, COVERS] >> c) & 1:
            presence[c, i] += ticks


@within
def _add(t, s, a, d, count, brought):  # type: ignore[no-untyped-def]
    supply, presence, people, _ = brought
    v, size, p = s.letter[d], t.interval_ticks, t.agent[a, PROFILE]
    low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
    for i in range(low // size, (high + size - 1) // size):
        first, last = max(low, i * size), min(high, (i + 1) * size)
        supply[0, p, i] += count * (last - first)
        supply[1, p, i] += count * (last - first)
        _hold(t, a, i, count * (last - first), supply, presence)
    if t.variant[v, PLAN] >= 0:
        order = t.order_ptr[t.variant[v, PLAN]]
        for b in range(t.break_ptr[order], t.break_ptr[order + 1]):
            at = s.pause[d, t.pause[b, SLOT]]
            away = t.pause[b, KEY] >= t.away_from
            for k in range(max(at, 0), min(at + t.pause[b, TICKS], t.ticks)):
                supply[0, p, k // size] -= count
                if away:
                    _hold(t, a, k // size, -count, supply, presence)
    for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
        if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT] and t.described[t.agent[a, DESCRIBED], t.head[h, HEAD_WHO]]:
            people[h] += count
