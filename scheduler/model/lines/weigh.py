"""What an agent who is out of the ledger would gain by working (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled, quick, within
from scheduler.model.lines.ledger import greatest, miss
from scheduler.model.lines.tables import (
    COVERS,
    DESCRIBED,
    HEAD_LAST,
    HEAD_SHIFT,
    HEAD_WHO,
    OFF_HIGH,
    OFF_LOW,
    PROFILE,
    TERM_HIGH,
    TERM_LOW,
)

NEAR = 1.0
"""Agents too many at which half of the lean is left."""


@compiled
def weigh(t, ledger, gains, a):  # type: ignore[no-untyped-def]
    """Write into `gains` what agent `a`, now out of the ledger, would gain by working."""
    none = t.days - t.days  # 0, but no literal: each literal would be compiled anew
    weigh_days(t, ledger, gains, a, none, t.days, none, t.intervals)


@compiled
def weigh_days(t, ledger, gains, a, first, last, low, high):  # type: ignore[no-untyped-def]
    """Weigh the days first .. last - 1, which lie in the intervals low .. high - 1."""
    p = t.agent[a, PROFILE]
    first_held, held, first_rest, rest = t.held_first[p], t.held_sets, t.rest_first[p], t.rest_sets
    _weigh_queues(
        ledger.slack, t.own_first[p], t.own_sets, first_held, held, first_rest, rest, t.term_weight,
        t.reach[p, TERM_LOW], t.reach[p, TERM_HIGH], float(t.interval_ticks), float(t.part_ticks), gains.full,
        gains.part, ledger.work, ledger.held, ledger.kept, low, high, gains.lean[0],
    )  # fmt: skip
    for i in range(low, high):
        gains.presence[i] = 0.0
        gains.held[i] = 0.0
    if t.agent[a, COVERS]:
        for i in range(low, high):
            gains.held[i] = t.cover_weight * _cover_gain(t, ledger.cover, t.agent[a, COVERS], i)
    if t.reach[p, OFF_LOW] < t.reach[p, OFF_HIGH]:
        _weigh_standby(t, ledger, gains, a, p, low, high)
    if gains.trust[0] > 0.0:
        _guided(t, gains, p, low, high)
    for d in range(first, last):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        _weigh_heads(t, ledger, gains, a, d)


@within
def _weigh_heads(t, ledger, gains, a, d):  # type: ignore[no-untyped-def]
    """What one more person on each family's rows spares."""
    h = t.head_ptr[d]
    while h < t.head_ptr[d + 1]:
        last, before, after = t.head[h, HEAD_LAST], 0.0, 0.0
        for k in range(h, last):
            here = miss(t.head_points[k], ledger.heads[k])
            before = max(before, here)
            if t.described[t.agent[a, DESCRIBED], t.head[k, HEAD_WHO]]:
                here = miss(t.head_points[k], ledger.heads[k] + 1.0)
            after = max(after, here)
        gains.heads[d, t.head[h, HEAD_SHIFT]] += before - after
        h = last


@within
def _guided(t, gains, p, low, high):  # type: ignore[no-untyped-def]
    """Between what is missing now and what the bound's prices say of it."""
    trust, size = gains.trust[0], float(t.interval_ticks)
    for i in range(low, high):
        gains.full[i] += trust * (gains.guide[0, p, i] * size - gains.full[i])
        gains.part[i] += trust * (gains.guide[0, p, i] * t.part_ticks - gains.part[i])
        gains.presence[i] += trust * gains.guide[1, p, i] * size
        gains.held[i] += trust * gains.guide[2, p, i] * size


@quick
def _weigh_queues(  # type: ignore[no-untyped-def]
    slack, own_first, own_sets, held_first, held_sets, rest_first, rest_sets, weight, t_low, t_high, size, part, full,
    piece, own, held, rest, low, high, lean,
):  # fmt: skip
    for i in range(low, high):
        full[i] = 0.0
        piece[i] = 0.0
    for term in range(t_low, t_high):
        for i in range(low, high):
            own[i] = -1e9
            held[i] = -1e9
            rest[i] = -1e9
        greatest(slack, own_sets, own_first[term], own_first[term + 1], own, low, high)
        greatest(slack, held_sets, held_first[term], held_first[term + 1], held, low, high)
        greatest(slack, rest_sets, rest_first[term], rest_first[term + 1], rest, low, high)
        reach = NEAR * size
        for i in range(low, high):
            other = max(rest[i], held[i] - size)
            worked = _felt(max(other, own[i] - size), lean, reach)
            full[i] += weight[term] * (_felt(max(rest[i], own[i], held[i]), lean, reach) - worked)
            piece[i] += weight[term] * (_felt(max(other, own[i] - size + part), lean, reach) - worked)


@within
def _weigh_standby(t, ledger, gains, a, p, low, high):  # type: ignore[no-untyped-def]
    """What standby loses where the agent works instead."""
    for term in range(t.reach[p, OFF_LOW], t.reach[p, OFF_HIGH]):
        for i in range(low, high):
            ledger.work[i] = 0.0
            ledger.off[i] = 0.0
            for q in range(t.rest_first[p, term], t.rest_first[p, term + 1]):
                ledger.work[i] = max(ledger.work[i], ledger.slack[t.rest_sets[q], i])
            for q in range(t.off_first[p, term], t.off_first[p, term + 1]):
                ledger.off[i] = max(ledger.off[i], ledger.slack[t.off_sets[q], i] + t.standing[a, i])
            gains.presence[i] -= t.term_weight[term] * (max(ledger.work[i], ledger.off[i]) - ledger.worst[term, i])


@within
def _felt(missing, lean, reach):  # type: ignore[no-untyped-def]
    """What is missing, and below nothing a share of it that fades: where too many are, fewer too many is better."""
    below = min(missing, 0.0)
    return max(missing, 0.0) + lean * below / (1.0 - below / reach)


@within
def _cover_gain(t, cover, covers, i):  # type: ignore[no-untyped-def]
    gain, size, cells = 0.0, float(t.cell_ticks), t.interval_ticks // t.cell_ticks
    for c in range(cover.shape[0]):
        if (covers >> c) & 1:
            for cell in range(i * cells, (i + 1) * cells):
                gain += max(0.0, cover[c, cell]) - max(0.0, cover[c, cell] - size)
    return gain
