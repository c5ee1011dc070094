"""The best legal sequence of activities of one shift, the others standing: a dynamic program (compiled).

A state is what is held (nothing since a pause, nothing since shared time, or a row with a limit and how long, up to its
shortest stretch), graphic minutes since the last pause, graphic minutes of the shift, and the meetings attended.
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import NOTHING, allocating, compiled, within
from scheduler.model.activities.day.day_cost import divide, enter, measure, price, without
from scheduler.model.activities.day.day_tables import (
    DECOMPRESSION,
    FIRST,
    FREE,
    HIGH,
    INTERVAL,
    KIND,
    LAST,
    LENGTH,
    LOW,
    MEETING,
    MINUTES,
    PAUSED,
    RESET,
    ROW_LOW,
    ROW_OPEN,
    SEAT,
    SEAT_HIGH,
    SEAT_LOW,
    SHARED,
    SPELL,
    START,
    TODAY,
)

AT_EDGE, AT_IDLE, ROWS = 0, 1, 2


@compiled
def sweep(t, s, room):  # type: ignore[no-untyped-def]
    """Give each shift in turn its best sequence; the points won (the first time, legality comes first)."""
    won = 0.0
    for d in range(t.duty.shape[0]):
        won += _revise(t, s, room, d)
    return won


@allocating
def _revise(t, s, room, d):  # type: ignore[no-untyped-def]
    low, high = t.duty[d, FIRST], t.duty[d, LAST]
    before, first = measure(t, s, room, d), not s.legal[d]
    was_on = room.worked_on.copy()
    enter(t, s, d, -1)
    room.old[: high - low] = s.choice[low:high]
    room.old_part[: high - low] = s.part[low:high]
    price(t, s, room, d)
    before -= without(t, room, d, was_on)
    _best(t, s, room, d)
    s.legal[d] = True
    divide(t, s, room, d)
    enter(t, s, d, 1)
    after = measure(t, s, room, d)
    after -= without(t, room, d, room.worked_on)
    if first or after < before - 1e-6:
        return before - after
    enter(t, s, d, -1)
    s.choice[low:high] = room.old[: high - low]
    s.part[low:high] = room.old_part[: high - low]
    enter(t, s, d, 1)
    return 0.0


@compiled
def _best(t, s, room, d):  # type: ignore[no-untyped-def]
    """Write the best sequence into `s.choice`; graphic minutes of the shift are counted only where they matter."""
    mask = _seats(t, s, room, d)
    _numbered(t, room, d)
    _program(t, s, room, d, mask, 1)
    graphic = 0
    for e in range(t.duty[d, FIRST], t.duty[d, LAST]):
        if t.element[e, KIND] == FREE and s.choice[e] >= 0 and t.graphic[s.choice[e]]:
            graphic += -(-t.element[e, LENGTH] // t.unit)
    if 0 <= t.duty[d, TODAY] < graphic:
        _program(t, s, room, d, mask, t.duty[d, TODAY] + 1)


@within
def _numbered(t, room, d):  # type: ignore[no-untyped-def]
    """Number the states of holding a row: `room.mine` and `room.so_far` by state, `room.base` the first of each row."""
    count, low = ROWS, t.duty[d, ROW_LOW]
    room.mine[:ROWS] = -1
    for j in range(t.duty[d, ROW_OPEN] - low):
        room.base[j] = count
        for units in range(t.stretch[t.rows[low + j]] + 1):
            room.mine[count], room.so_far[count] = j, units
            count += 1
    room.base[t.duty[d, ROW_OPEN] - low] = count


@within
def _seats(t, s, room, d):  # type: ignore[no-untyped-def]
    """Enter where each meeting of one's own may begin and ends; returns a mask of those attended in another shift."""
    low, mask = t.duty[d, FIRST], 0
    for k in range(t.duty[d, SEAT_LOW], t.duty[d, SEAT_HIGH]):
        b = k - t.duty[d, SEAT_LOW]
        mask |= (1 << b) if s.taken[t.seat[k, SEAT]] else 0
        for e in range(low, t.duty[d, LAST]):
            room.seat_end[b, e - low] = -1
            end, f = t.element[e, START] + t.seat[k, MINUTES], e
            if t.element[e, START] < t.seat[k, LOW] or end > t.seat[k, HIGH] or t.element[e, START] % t.unit:
                continue
            while f < t.duty[d, LAST] and t.element[f, KIND] == FREE and t.element[f, START] < end:
                f += 1
            if f > e and t.element[f - 1, START] + t.element[f - 1, LENGTH] == end:
                room.seat_end[b, e - low] = f - low
    return mask


@compiled
def _program(t, s, room, d, mask, days):  # type: ignore[no-untyped-def]
    """The best sequence with so many counts of graphic units told apart; 1 counts none."""
    low, size = t.duty[d, FIRST], t.duty[d, LAST] - t.duty[d, FIRST]
    spells, masks = max(0, t.duty[d, SPELL]) + 1, 1 << (t.duty[d, SEAT_HIGH] - t.duty[d, SEAT_LOW])
    holds = room.base[t.duty[d, ROW_OPEN] - t.duty[d, ROW_LOW]]
    step, states = spells * days * masks, holds * spells * days * masks
    value, back, act = room.value, room.back, room.act
    value[: states * (size + 1)] = NOTHING
    value[mask] = 0.0
    for k in range(size):
        _usable(t, room, d, k)
        for hold in range(holds):
            for rest in range(step):
                at = k * states + hold * step + rest
                if value[at] > NOTHING / 2:
                    _go_on(t, room, d, k, hold, rest, at, value, back, act, states, step, spells, days, masks)
    at = size * states + np.argmax(value[size * states : (size + 1) * states])
    while at >= states:
        before = back[at]
        for k in range(before // states, at // states):
            s.choice[low + k] = act[at]
        at = before


@within
def _usable(t, room, d, k):  # type: ignore[no-untyped-def]
    """The agent's rows that gain something in an element, or that one may have to stay on."""
    count, low = 0, t.duty[d, ROW_LOW]
    for j in range(t.duty[d, ROW_OPEN] - low):
        if room.gain[j, k, 0] > 0.0 or room.gain[j, k, 1] > 0.0 or t.stretch[t.rows[low + j]] > 0:
            room.usable[count] = j
            count += 1
    room.usable[room.usable.size - 1] = count


@within
def _go_on(t, room, d, k, hold, rest, at, value, back, act, states, step, spells, days, masks):  # type: ignore[no-untyped-def]
    """Every way on from a state before element `k` of the shift."""
    e, now = t.duty[d, FIRST] + k, value[at]
    mask, spell = rest % masks, rest // masks // days
    ahead = (k + 1) * states
    if t.element[e, KIND] != FREE:
        kept = rest if t.element[e, KIND] != RESET else rest - spell * days * masks
        _put(value, back, act, at, ahead + kept, now, SHARED)
        return
    mine, so_far = (room.mine[hold], room.so_far[hold]) if hold >= ROWS else (-1, 0)
    free = mine < 0 or hold == room.base[mine + 1] - 1
    if free:
        _put(value, back, act, at, ahead + AT_IDLE * step + rest, now + room.shared[k], SHARED)
    if spell > 0 and t.element[e, PAUSED] >= 0:
        to = (k + t.element[e, PAUSED]) * states + rest - spell * days * masks
        _put(value, back, act, at, to, now - 1e-4, DECOMPRESSION)
    for b in range(t.duty[d, SEAT_HIGH] - t.duty[d, SEAT_LOW]):
        if not mask >> b & 1 and room.seat_end[b, k] >= 0:
            to = room.seat_end[b, k] * states + rest + (1 << b)
            _put(value, back, act, at, to, now + t.seat_points[t.duty[d, SEAT_LOW] + b], MEETING - b)
    if t.element[e, INTERVAL] < 0:
        return
    _serve(t, room, d, k, hold, mine, so_far, free, rest, at, value, back, act, ahead, step, spells, days, masks)


@within
def _serve(t, room, d, k, hold, mine, so_far, free, rest, at, value, back, act, ahead, step, spells, days, masks):  # type: ignore[no-untyped-def]
    """Put an element on each row that the limits allow."""
    e, now = t.duty[d, FIRST] + k, value[at]
    today, spell = rest // masks % days, rest // masks // days
    up, down = -(-t.element[e, LENGTH] // t.unit), t.element[e, LENGTH] // t.unit
    for place in range(room.usable[room.usable.size - 1]):
        j = room.usable[place]
        row, more = t.rows[t.duty[d, ROW_LOW] + j], 0
        if not free and j != mine:
            continue
        if t.graphic[row]:
            if (spells > 1 or t.duty[d, SPELL] == 0) and spell + up >= spells:
                continue
            if days > 1 and today + up >= days:
                continue
            more = (up * days if spells > 1 else 0) * masks + (up if days > 1 else 0) * masks
        stay = j == mine
        long = t.stretch[row] if hold == AT_EDGE else min(t.stretch[row], down + (so_far if stay else 0))
        to = ahead + (room.base[j] + long) * step + rest + more
        _put(value, back, act, at, to, now + room.gain[j, k, 1 if stay else 0], row)


@within
def _put(value, back, act, at, to, worth, what):  # type: ignore[no-untyped-def]
    """Reach a state, where no better way is known."""
    if worth > value[to]:
        value[to] = worth
        back[to] = at
        act[to] = what
