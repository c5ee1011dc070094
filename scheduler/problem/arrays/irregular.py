"""What a whole line costs for changes of start and lone days, or the part of it that some days have a hand in."""

from __future__ import annotations

from scheduler.compiled import compiled

OFF, LEAVE, AWAY, WORK = range(4)
"""What a day is: unknown days before history are as those before somebody joined."""
START, LONE_OFF, LONE_ON, TOLERANCE = range(4)
DAY, WEEK = 1440, 7
"""Minutes of a day; days after which a start is not compared any more."""


@compiled
def line_points(letter, local, idle, before, prices, first, last):  # type: ignore[no-untyped-def]
    """Points of what the days first .. last - 1 of a line have a hand in.

    `letter` is [day] a variant or -1, `local` [variant] the minute at which it starts, `idle` [day + 2] what each day
    is without a shift from two days before the line on, `before` the last start in history and how many days ago (0:
    none), `prices` [START | LONE_OFF | LONE_ON | TOLERANCE].
    """
    points = 0.0
    if prices[START] > 0.0:
        points += prices[START] * _changes(letter, local, before, prices[TOLERANCE], first, last)
    if prices[LONE_OFF] > 0.0 or prices[LONE_ON] > 0.0:
        for d in range(first - 1, min(last + 1, letter.size - 1)):
            middle = _kind(letter, idle, d)
            if middle == OFF and _kind(letter, idle, d - 1) == WORK and _kind(letter, idle, d + 1) == WORK:
                points += prices[LONE_OFF]
            elif middle == WORK and _kind(letter, idle, d - 1) <= LEAVE and _kind(letter, idle, d + 1) <= LEAVE:
                points += prices[LONE_ON]
    return points


@compiled
def _kind(letter, idle, d):  # type: ignore[no-untyped-def]
    if d < -2:
        return AWAY
    return WORK if d >= 0 and letter[d] >= 0 else idle[d + 2]


@compiled
def apart(one, other):  # type: ignore[no-untyped-def]
    """Minutes between two minutes of the day, the shorter way around the clock."""
    way = (one - other) % DAY
    return min(way, DAY - way)


@compiled
def _changes(letter, local, before, tolerance, first, last):  # type: ignore[no-untyped-def]
    """Changes of start from the last working day before `first` to the first one from `last` on."""
    known, start, at, count = before[1] > 0, before[0], -before[1], 0
    for d in range(max(0, first - WEEK), first):
        if letter[d] >= 0:
            known, start, at = True, local[letter[d]], d
    for d in range(first, min(letter.size, last + WEEK)):
        if letter[d] < 0:
            continue
        if known and d - at <= WEEK and apart(local[letter[d]], start) > tolerance:
            count += 1
        known, start, at = True, local[letter[d]], d
        if d >= last:
            break
    return count
