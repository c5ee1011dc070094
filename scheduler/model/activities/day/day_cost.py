"""What is short and late as the activities stand, and what a minute more would gain where (compiled)."""

from __future__ import annotations

from scheduler.compiled import compiled, within
from scheduler.model.activities.day.day_tables import (
    EARLIER,
    FIRST,
    FREE,
    INTERVAL,
    KIND,
    LAST,
    LENGTH,
    MEETING,
    ROW_HIGH,
    ROW_LOW,
    ROW_OPEN,
    SEAT,
    SEAT_HIGH,
    SEAT_LOW,
    SHARED,
)

STAYING = 0.01
"""Points for staying on a row that still gains: less than any shortage."""
USEFUL = 0.001
"""Points a minute for work that nobody misses: better than idle."""

CLOSED = 12.0
"""How much worse than such work is time on a closed row, which only completes a stretch: staying there wins nothing."""


@compiled
def late_minutes(t, place, worked, room):  # type: ignore[no-untyped-def]
    """Minutes of deferred work not done when due, earliest due first; fills `room.late` and `room.waiting`."""
    size, left = worked.size, room.left
    left[:] = 0.0
    for d in range(size):
        left[d] += t.backlog[place, d]
        room.late[d] = 0.0
    total, low, since, waits = 0.0, 0, 0, left.sum()
    for i in range(size):
        if t.arrivals[place, i] > 0.0:
            d = min(t.due[place, i], size)
            left[d] += t.arrivals[place, i]
            waits += t.arrivals[place, i]
            low = min(low, d)
        overdue = 0.0
        for d in range(low, i + 1):
            overdue += left[d]
            left[d] = 0.0
        low = max(low, i + 1)
        if overdue > 0.0:
            total += overdue
            waits -= overdue
            for k in range(since, i):
                room.late[k] += overdue
        spare = worked[i] if t.open[place, i] else 0.0
        while spare > 0.0 and low <= size:
            done = min(left[low], spare)
            left[low] -= done
            waits -= done
            spare -= done
            if left[low] <= 0.0 and spare > 0.0:
                low += 1
        room.waiting[i] = waits
        if waits <= 1e-9:
            since = i + 1
    return total


@compiled
def measure(t, s, room, d):  # type: ignore[no-untyped-def]
    """Points of the rows that a shift's agent serves, where it could change them, less those of meetings attended.

    Of deferred rows only those count that it works on: `room.worked_on` says which.
    """
    first, last = t.need.shape[1], -1
    for e in range(t.duty[d, FIRST], t.duty[d, LAST]):
        i = t.element[e, INTERVAL]
        if i >= 0:
            first, last = min(first, i), max(last, i)
    points = 0.0
    for j in range(t.duty[d, ROW_HIGH] - t.duty[d, ROW_LOW]):
        row = t.rows[t.duty[d, ROW_LOW] + j]
        room.worked_on[j] = t.deferred[row] >= 0 and s.part[t.duty[d, FIRST] : t.duty[d, LAST], j].any()
        if t.deferred[row] < 0 or room.worked_on[j]:
            points += row_points(t, s.worked, room, row, first, last)
    for seat in range(t.duty[d, SEAT_LOW], t.duty[d, SEAT_HIGH]):
        if s.taken[t.seat[seat, SEAT]]:
            points -= t.seat_points[seat]
    return points


@compiled
def without(t, room, d, worked_on):  # type: ignore[no-untyped-def]
    """What the deferred rows that a shift works on come to without it, as `price` found."""
    points = 0.0
    for j in range(t.duty[d, ROW_HIGH] - t.duty[d, ROW_LOW]):
        points += room.without[j] if worked_on[j] else 0.0
    return points


@compiled
def row_points(t, worked, room, row, first, last):  # type: ignore[no-untyped-def]
    """Points of one row: live ones from the first to the last interval, deferred ones as a whole."""
    if t.deferred[row] >= 0:
        return t.weight[row] * late_minutes(t, t.deferred[row], worked[row], room)
    points = 0.0
    for i in range(first, last + 1):
        points += t.weight[row] * max(0.0, t.need[row, i] - worked[row, i])
    return points


@compiled
def price(t, s, room, d):  # type: ignore[no-untyped-def]
    """What each free element of a shift would gain, on each row with a limit and shared among the others."""
    low, first = t.duty[d, FIRST], t.duty[d, ROW_LOW]
    for j in range(t.duty[d, ROW_HIGH] - first):
        row, place = t.rows[first + j], t.deferred[t.rows[first + j]]
        limited = first + j < t.duty[d, ROW_OPEN]
        if place >= 0:
            room.without[j] = t.weight[row] * late_minutes(t, place, s.worked[row], room)
        for e in range(low, t.duty[d, LAST]):
            i, length, before, missing = t.element[e, INTERVAL], t.element[e, LENGTH], t.element[e, EARLIER], 0.0
            useful = -CLOSED * length
            if j == 0 or first + j == t.duty[d, ROW_OPEN]:
                room.shared[e - low] = 0.0
            if i >= 0 and place < 0:
                missing = max(0.0, t.need[row, i] - s.worked[row, i])
                useful = 1.0 * length * t.spare[row] if t.need[row, i] > 0.0 else useful
            elif i >= 0 and t.open[place, i]:
                missing, useful = room.late[i], min(length, 10.0 * room.waiting[i])
            room.missing[j, e - low] = missing
            if limited:
                after = min(before + length, missing) - min(before, missing)
                room.gain[j, e - low, 0] = t.weight[row] * min(length, missing) + USEFUL * useful
                room.gain[j, e - low, 1] = t.weight[row] * after + USEFUL * useful
                if room.gain[j, e - low, 1] > 0.0:
                    room.gain[j, e - low, 1] += STAYING
            elif useful > 0.0:
                room.shared[e - low] = USEFUL * useful
    _share(t, room, d)


@within
def _share(t, room, d):  # type: ignore[no-untyped-def]
    """What an element gains on rows without limits, the dearest first, where the minutes before it have been theirs."""
    low, first = t.duty[d, FIRST], t.duty[d, ROW_LOW]
    for e in range(low, t.duty[d, LAST]):
        skip, left = 1.0 * t.element[e, EARLIER], 1.0 * t.element[e, LENGTH]
        for j in range(t.duty[d, ROW_OPEN] - first, t.duty[d, ROW_HIGH] - first):
            missing = room.missing[j, e - low]
            taken = max(0.0, min(left, missing - skip))
            skip = max(0.0, skip - missing)
            left -= taken
            room.shared[e - low] += t.weight[t.rows[first + j]] * taken


@compiled
def enter(t, s, d, sign):  # type: ignore[no-untyped-def]
    """Put what a shift does in (1), or take it out (-1)."""
    for e in range(t.duty[d, FIRST], t.duty[d, LAST]):
        i = t.element[e, INTERVAL]
        for j in range(t.duty[d, ROW_HIGH] - t.duty[d, ROW_LOW]):
            if s.part[e, j] != 0.0:
                s.worked[t.rows[t.duty[d, ROW_LOW] + j], i] += sign * s.part[e, j]
        if s.choice[e] <= MEETING and t.element[e, KIND] == FREE:
            s.taken[t.seat[t.duty[d, SEAT_LOW] + MEETING - s.choice[e], SEAT]] = sign > 0


@compiled
def divide(t, s, room, d):  # type: ignore[no-untyped-def]
    """The minutes of what is chosen: pieces of a row are its own, shared ones go where most is missing."""
    low, first = t.duty[d, FIRST], t.duty[d, ROW_LOW]
    for e in range(low, t.duty[d, LAST]):
        s.part[e, :] = 0.0
        if t.element[e, KIND] != FREE or t.element[e, INTERVAL] < 0:
            continue
        left = 1.0 * t.element[e, LENGTH]
        for j in range(t.duty[d, ROW_HIGH] - first):
            if first + j < t.duty[d, ROW_OPEN]:
                s.part[e, j] = left if s.choice[e] == t.rows[first + j] else 0.0
            elif s.choice[e] == SHARED and left > 0.0:
                done, f = 0.0, e
                while t.element[f, EARLIER] > 0:
                    f -= 1
                    done += s.part[f, j]
                s.part[e, j] = max(0.0, min(left, room.missing[j, e - low] - done))
                left -= s.part[e, j]
