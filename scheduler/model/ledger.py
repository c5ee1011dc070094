"""Putting lines into the ledger and taking them out, and what one more agent would gain (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled, quick, within
from scheduler.model.rising import rise
from scheduler.model.tables import (
    COVERS,
    END,
    FILTERS,
    HEAD_MASK,
    HEAD_SHIFT,
    OVER,
    PROFILE,
    SHIFT,
    START,
    TERM_HIGH,
    TERM_LOW,
    UNDER,
    WANTED,
)

NEAR = 1.0
"""Agents too many at which half of the lean is left."""


@compiled
def enter(t, ledger, a, sign):  # type: ignore[no-untyped-def]
    """Enter (+1) or take out (-1) the whole line of agent `a` as it stands in the ledger; the points follow."""
    enter_days(t, ledger, a, sign, t.days - t.days, t.days)


@compiled
def enter_days(t, ledger, a, sign, first, last):  # type: ignore[no-untyped-def]
    """The same for the days first .. last - 1 only."""
    points, p = 0.0, t.agent[a, PROFILE]
    for d in range(first, last):
        v = ledger.letter[a, d]
        if v < 0:
            continue
        low, high = _spread(t, ledger, a, d, v, sign)
        points += _supply(
            ledger.slack,
            ledger.worst,
            t.own_first[p],
            t.own_sets,
            t.rest_first[p],
            t.rest_sets,
            t.term_weight,
            t.reach[p, TERM_LOW],
            t.reach[p, TERM_HIGH],
            ledger.work,
            low,
            high,
        )
        if t.agent[a, COVERS]:
            for i in range(low, high):
                points += t.cover_weight * _presence(
                    ledger.cover, t.cover_sign, t.agent[a, COVERS], i, ledger.present[i]
                )
        points += sign * (t.work_points[a, d] + t.shift_points[a, d, t.variant[v, SHIFT]] + t.cost[v])
        points += rise(t, ledger, a, d, v, sign)
        if t.head_ptr[d] < t.head_ptr[d + 1]:
            points += _headcount(t, ledger, a, d, v, sign)
    ledger.points[0] += points


@within
def _spread(t, ledger, a, d, v, sign):  # type: ignore[no-untyped-def]
    """Write the ticks at work and on shift of one day into the ledger's rows; the intervals that they touch."""
    size = t.interval_ticks
    low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
    first, last = low // size, (high + size - 1) // size
    for i in range(first, last):
        present = sign * (min(high, (i + 1) * size) - max(low, i * size))
        ledger.work[i] = present
        ledger.present[i] = present
    for b in range(ledger.pause.shape[2]):
        at = ledger.pause[a, d, b]
        end = min(at + ledger.length[a, d, b], high)
        while 0 <= at < end:
            edge = min(end, (at // size + 1) * size)
            ledger.work[at // size] -= sign * (edge - at)
            at = edge
    return first, last


@quick
def _supply(slack, worst, own_first, own, rest_first, rest, weight, t_low, t_high, work, low, high):  # type: ignore[no-untyped-def]
    """Put agent-ticks into every set that the profile can serve; the change in points."""
    points = 0.0
    for term in range(t_low, t_high):
        row, before, after = worst[term], 0.0, 0.0
        for i in range(low, high):
            before += row[i]
            row[i] = 0.0
        for q in range(own_first[term], own_first[term + 1]):
            line = slack[own[q]]
            for i in range(low, high):
                line[i] -= work[i]
        _greatest(slack, own, own_first[term], own_first[term + 1], row, low, high)
        _greatest(slack, rest, rest_first[term], rest_first[term + 1], row, low, high)
        for i in range(low, high):
            after += row[i]
        points += weight[term] * (after - before)
    return points


@quick
def _greatest(slack, sets, first, last, row, low, high):  # type: ignore[no-untyped-def]
    """Raise `row` to the greatest of some sets' rows; four at a time, so that the loop runs in vector registers."""
    q = first
    while q + 4 <= last:
        a, b, c, d = slack[sets[q]], slack[sets[q + 1]], slack[sets[q + 2]], slack[sets[q + 3]]
        for i in range(low, high):
            one = a[i] if a[i] > b[i] else b[i]
            two = c[i] if c[i] > d[i] else d[i]
            most = one if one > two else two
            row[i] = most if most > row[i] else row[i]
        q += 4
    while q < last:
        a = slack[sets[q]]
        for i in range(low, high):
            row[i] = a[i] if a[i] > row[i] else row[i]
        q += 1


@within
def _presence(cover, signs, covers, i, ticks):  # type: ignore[no-untyped-def]
    missing = 0.0
    for c in range(cover.shape[0]):
        if (covers >> c) & 1:
            before = cover[c, i]
            cover[c, i] = before - signs[c] * ticks
            missing += max(0.0, cover[c, i]) - max(0.0, before)
    return missing


@within
def _headcount(t, ledger, a, d, v, sign):  # type: ignore[no-untyped-def]
    points = 0.0
    for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
        if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT] and t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
            before = ledger.heads[h]
            ledger.heads[h] = before + sign
            points += _miss(t.head_points[h], before + sign) - _miss(t.head_points[h], before)
    return points


@compiled
def _miss(points, people):  # type: ignore[no-untyped-def]
    """Points of a headcount row with so many people."""
    missing = points[WANTED] - people
    return points[UNDER] * missing if missing > 0.0 else -points[OVER] * missing


@compiled
def weigh(t, ledger, gains, a):  # type: ignore[no-untyped-def]
    """Write into `gains` what agent `a`, now out of the ledger, would gain by working."""
    none = t.days - t.days  # 0, but no literal: each literal would be compiled anew
    weigh_days(t, ledger, gains, a, none, t.days, none, t.intervals)


@compiled
def weigh_days(t, ledger, gains, a, first, last, low, high):  # type: ignore[no-untyped-def]
    """The same for the days first .. last - 1, which lie in the intervals low .. high - 1."""
    p = t.agent[a, PROFILE]
    _weigh_queues(
        ledger.slack,
        t.own_first[p],
        t.own_sets,
        t.rest_first[p],
        t.rest_sets,
        t.term_weight,
        t.reach[p, TERM_LOW],
        t.reach[p, TERM_HIGH],
        float(t.interval_ticks),
        float(t.part_ticks),
        gains.full,
        gains.part,
        ledger.work,
        ledger.present,
        low,
        high,
        gains.lean[0],
    )
    for i in range(low, high):
        gains.presence[i] = 0.0
    if t.agent[a, COVERS]:
        for i in range(low, high):
            gains.presence[i] = t.cover_weight * _cover_gain(
                ledger.cover, t.cover_sign, t.agent[a, COVERS], i, t.interval_ticks
            )
    if gains.trust[0] > 0.0:
        _guided(t, gains, p, low, high)
    for d in range(first, last):
        for k in range(gains.heads.shape[1]):
            gains.heads[d, k] = 0.0
        for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
            if t.agent[a, FILTERS] & t.head[h, HEAD_MASK]:
                gains.heads[d, t.head[h, HEAD_SHIFT]] += _miss(t.head_points[h], ledger.heads[h]) - _miss(
                    t.head_points[h], ledger.heads[h] + 1.0
                )


@within
def _guided(t, gains, p, low, high):  # type: ignore[no-untyped-def]
    """Between what is missing now and what the bound's prices say of it."""
    trust, size = gains.trust[0], float(t.interval_ticks)
    for i in range(low, high):
        gains.full[i] += trust * (gains.guide[0, p, i] * size - gains.full[i])
        gains.part[i] += trust * (gains.guide[0, p, i] * t.part_ticks - gains.part[i])
        gains.presence[i] += trust * gains.guide[1, p, i] * size


@quick
def _weigh_queues(  # type: ignore[no-untyped-def]
    slack, own_first, own_sets, rest_first, rest_sets, weight, t_low, t_high, size, part, full, piece, own, rest, low,
    high, lean,
):  # fmt: skip
    for i in range(low, high):
        full[i] = 0.0
        piece[i] = 0.0
    for term in range(t_low, t_high):
        for i in range(low, high):
            own[i] = -1e9
            rest[i] = -1e9
        _greatest(slack, own_sets, own_first[term], own_first[term + 1], own, low, high)
        _greatest(slack, rest_sets, rest_first[term], rest_first[term + 1], rest, low, high)
        reach = NEAR * size
        for i in range(low, high):
            worked = _felt(max(rest[i], own[i] - size), lean, reach)
            full[i] += weight[term] * (_felt(max(rest[i], own[i]), lean, reach) - worked)
            piece[i] += weight[term] * (_felt(max(rest[i], own[i] - size + part), lean, reach) - worked)


@within
def _felt(missing, lean, reach):  # type: ignore[no-untyped-def]
    """What is missing, and below nothing a share of it that fades: where too many are, fewer too many is better."""
    below = min(missing, 0.0)
    return max(missing, 0.0) + lean * below / (1.0 - below / reach)


@within
def _cover_gain(cover, signs, covers, i, size):  # type: ignore[no-untyped-def]
    gain = 0.0
    for c in range(cover.shape[0]):
        if (covers >> c) & 1:
            gain += max(0.0, cover[c, i]) - max(0.0, cover[c, i] - signs[c] * size)
    return gain
