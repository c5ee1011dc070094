"""Putting lines into the ledger and taking them out (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled, quick, within
from scheduler.model.lines.own_points import linked, own_points, rise
from scheduler.model.lines.tables import (
    COVERS,
    DESCRIBED,
    END,
    HEAD_LAST,
    HEAD_SHIFT,
    HEAD_WHO,
    OFF_HIGH,
    OFF_LOW,
    OVER,
    PLAN,
    PROFILE,
    SHIFT,
    START,
    TERM_HIGH,
    TERM_LOW,
    UNDER,
    WANTED,
)


@compiled
def enter(t, ledger, a, sign):  # type: ignore[no-untyped-def]
    """Enter (+1) or take out (-1) the whole line of agent `a` as it stands in the ledger; the points follow."""
    enter_days(t, ledger, a, sign, t.days - t.days, t.days)


@compiled
def enter_days(t, ledger, a, sign, first, last):  # type: ignore[no-untyped-def]
    """Enter or take out the days first .. last - 1 of the line only; the points follow."""
    points, p = sign * linked(t, ledger.letter[a], a, first, last), t.agent[a, PROFILE]
    for d in range(first, last):
        v = ledger.letter[a, d]
        if v < 0:
            continue
        low, high = _spread(t, ledger, a, d, v, sign)
        points += _enter_rows(t, ledger, p, low, high)
        if t.agent[a, COVERS]:
            cells = t.interval_ticks // t.cell_ticks
            for c in range(low * cells, high * cells):
                points += t.cover_weight * _presence(ledger.cover, t.agent[a, COVERS], c, ledger.held[c])
        points += sign * own_points(t, a, d, v)
        points += rise(t, ledger, a, d, v, sign)
        if t.head_ptr[d] < t.head_ptr[d + 1]:
            points += _headcount(t, ledger, a, d, v, sign)
    ledger.points[0] += points


@within
def _enter_rows(t, ledger, p, low, high):  # type: ignore[no-untyped-def]
    """Put the ticks that were written into the sets of the profile's rows; the change in points."""
    slack, worst, weight, kept = ledger.slack, ledger.worst, t.term_weight, ledger.kept
    held_first, held, rest_first, rest = t.held_first[p], t.held_sets, t.rest_first[p], t.rest_sets
    own_first, own, first, last = t.own_first[p], t.own_sets, t.reach[p, TERM_LOW], t.reach[p, TERM_HIGH]
    points = _supply(
        slack, worst, own_first, own, held_first, held, rest_first, rest, weight, first, last, ledger.work, kept, low,
        high,
    )  # fmt: skip
    own_first, own, first, last = t.off_first[p], t.off_sets, t.reach[p, OFF_LOW], t.reach[p, OFF_HIGH]
    if first < last:
        points += _supply(
            slack, worst, own_first, own, held_first, held, rest_first, rest, weight, first, last, ledger.off, kept,
            low, high,
        )  # fmt: skip
    return points


@within
def _spread(t, ledger, a, d, v, sign):  # type: ignore[no-untyped-def]
    """Write the ticks at work and on shift of one day into the ledger's rows; the intervals that they touch."""
    size, p = t.interval_ticks, t.agent[a, PROFILE]
    low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
    first, last = low // size, (high + size - 1) // size
    for i in range(first, last):
        present = sign * (min(high, (i + 1) * size) - max(low, i * size))
        ledger.work[i] = present
        ledger.kept[i] = present
    if t.reach[p, OFF_LOW] < t.reach[p, OFF_HIGH]:
        for i in range(first, last):  # who cannot stand by anyway is not missing there
            ledger.off[i] = -sign * min(abs(ledger.work[i]), t.standing[a, i])
    if t.agent[a, COVERS]:
        cells = size // t.cell_ticks
        for c in range(first * cells, last * cells):
            ledger.held[c] = 0.0
        _hold(t, ledger, low, high, sign)
    for b in range(ledger.pause.shape[2]):
        at = ledger.pause[a, d, b]
        end = min(at + ledger.length[a, d, b], high)
        away = 0 <= at < end and t.away[t.variant[v, PLAN], b]
        goes_on = at > low and not away  # with who holds it in the minute before
        if away and t.agent[a, COVERS]:
            _hold(t, ledger, at, end, -sign)
        while 0 <= at < end:
            edge = min(end, (at // size + 1) * size)
            lost = sign * (edge - at)
            ledger.work[at // size] -= lost
            if not goes_on:
                ledger.kept[at // size] -= lost
            at = edge
    return first, last


@quick
def _supply(  # type: ignore[no-untyped-def]
    slack, worst, own_first, own, held_first, held, rest_first, rest, weight, t_low, t_high, work, kept, low, high,
):  # fmt: skip
    """Put agent-ticks at work, or kept for duties, into every set that the profile can serve; the change in points."""
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
        for q in range(held_first[term], held_first[term + 1]):
            line = slack[held[q]]
            for i in range(low, high):
                line[i] -= kept[i]
        greatest(slack, own, own_first[term], own_first[term + 1], row, low, high)
        greatest(slack, held, held_first[term], held_first[term + 1], row, low, high)
        greatest(slack, rest, rest_first[term], rest_first[term + 1], row, low, high)
        for i in range(low, high):
            after += row[i]
        points += weight[term] * (after - before)
    return points


@quick
def greatest(slack, sets, first, last, row, low, high):  # type: ignore[no-untyped-def]
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
def _hold(t, ledger, low, high, sign):  # type: ignore[no-untyped-def]
    """Add the ticks low .. high - 1 to those in which shared duties are held, cell by cell."""
    for c in range(low // t.cell_ticks, (high + t.cell_ticks - 1) // t.cell_ticks):
        ledger.held[c] += sign * (min(high, (c + 1) * t.cell_ticks) - max(low, c * t.cell_ticks))


@within
def _presence(cover, covers, cell, ticks):  # type: ignore[no-untyped-def]
    missing = 0.0
    for c in range(cover.shape[0]):
        if (covers >> c) & 1:
            before = cover[c, cell]
            cover[c, cell] = before - ticks
            missing += max(0.0, cover[c, cell]) - max(0.0, before)
    return missing


@within
def _headcount(t, ledger, a, d, v, sign):  # type: ignore[no-untyped-def]
    points, h = 0.0, t.head_ptr[d]
    while h < t.head_ptr[d + 1]:
        last, before, after = t.head[h, HEAD_LAST], 0.0, 0.0
        if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT]:
            for k in range(h, last):
                before = max(before, miss(t.head_points[k], ledger.heads[k]))
                if t.described[t.agent[a, DESCRIBED], t.head[k, HEAD_WHO]]:
                    ledger.heads[k] += sign
                after = max(after, miss(t.head_points[k], ledger.heads[k]))
            points += after - before
        h = last
    return points


@compiled
def miss(points, people):  # type: ignore[no-untyped-def]
    """Points of a headcount row with so many people."""
    missing = points[WANTED] - people
    return points[UNDER] * missing if missing > 0.0 else -points[OVER] * missing
