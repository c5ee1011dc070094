"""Placing a shift's breaks where they lose least (compiled)."""

from __future__ import annotations

from scheduler.compiled import NOTHING, compiled, within
from scheduler.model.lines.tables import HIGH, KEY, LEAST, LOW, MOST, SLOT, TICKS


@compiled
def break_loss(t, s, start, plan):  # type: ignore[no-untyped-def]
    """The least loss of placing a plan's breaks in a shift that starts at that tick."""
    least, bounded = -NOTHING, t.gaps[plan, MOST] >= 0
    for order in range(t.order_ptr[plan], t.order_ptr[plan + 1]):
        low, high = t.break_ptr[order], t.break_ptr[order + 1]
        if bounded:
            loss, _ = _place_apart(t, s, start, low, high, plan)
        else:
            loss, _ = _place(start, low, high, t.pause, t.break_step, s.loss, s.place, s.back)
        least = min(least, loss)
    return least


@compiled
def _place(start, low, high, pause, step, loss, place, back):  # type: ignore[no-untyped-def]
    """One order of breaks: each starts after the one before has ended, with at least a tick between."""
    count = 0
    for b in range(low, high):
        row, before, last, first = b - low, b - 1, count, start + pause[b, LOW]
        count = (pause[b, HIGH] - pause[b, LOW]) // step + 1
        reach, best, where = 0, 0.0 if row == 0 else -NOTHING, -1
        for j in range(count):
            at = first + j * step
            while reach < last and row > 0 and start + pause[before, LOW] + reach * step + pause[before, TICKS] < at:
                if place[row - 1, reach] < best:
                    best, where = place[row - 1, reach], reach
                reach += 1
            place[row, j] = best
            if 0 <= at < loss.shape[1]:
                place[row, j] += loss[pause[b, KEY], at]
            back[row, j] = where
    chosen = 0
    for j in range(count):
        if place[high - low - 1, j] < place[high - low - 1, chosen]:
            chosen = j
    return place[high - low - 1, chosen], chosen


@compiled
def _place_apart(t, s, start, low, high, plan):  # type: ignore[no-untyped-def]
    """One order of breaks with bounded work between them (before and after, their windows bound it already)."""
    count, step, pause, place = 0, t.break_step, t.pause, s.place
    least, most = max(1, t.gaps[plan, LEAST]), t.gaps[plan, MOST]
    for b in range(low, high):
        row, before, last, first = b - low, b - 1, count, start + pause[b, LOW]
        count = (pause[b, HIGH] - pause[b, LOW]) // step + 1
        for j in range(count):
            at, best, where = first + j * step, 0.0 if row == 0 else -NOTHING, -1
            for i in range(last if row > 0 else 0):
                apart = at - (start + pause[before, LOW] + i * step + pause[before, TICKS])
                if least <= apart <= most and place[row - 1, i] < best:
                    best, where = place[row - 1, i], i
            place[row, j] = best
            if 0 <= at < s.loss.shape[1]:
                place[row, j] += s.loss[pause[b, KEY], at]
            s.back[row, j] = where
    chosen = 0
    for j in range(count):
        if place[high - low - 1, j] < place[high - low - 1, chosen]:
            chosen = j
    return place[high - low - 1, chosen], chosen


@within
def write_breaks(t, s, start, plan, d):  # type: ignore[no-untyped-def]
    """Write down where a plan's breaks lose least."""
    least = -NOTHING
    for order in range(t.order_ptr[plan], t.order_ptr[plan + 1]):
        low, high = t.break_ptr[order], t.break_ptr[order + 1]
        if t.gaps[plan, MOST] >= 0:
            loss, chosen = _place_apart(t, s, start, low, high, plan)
        else:
            loss, chosen = _place(start, low, high, t.pause, t.break_step, s.loss, s.place, s.back)
        if loss < least:
            least = loss
            for b in range(high - 1, low - 1, -1):
                s.pause[d, t.pause[b, SLOT]] = start + t.pause[b, LOW] + chosen * t.break_step
                s.length[d, t.pause[b, SLOT]] = t.pause[b, TICKS]
                chosen = s.back[b - low, chosen]
