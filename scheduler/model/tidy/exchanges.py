"""Days exchanged in a ring of two or three agents while every limit holds and points do not rise (compiled).

An exchange is kept if points fall; or if they stay and the unevenness falls (see `Sharing`); or, between two agents, if
both stay and there are fewer changes of start and lone days. A ring of two in which one is off hands a shift over.
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import allocating, compiled, within
from scheduler.model.lines.ledger import enter_days
from scheduler.model.lines.own_points import linked
from scheduler.model.lines.tables import ALPHABET
from scheduler.model.tidy.needless import SAME, WEEK, legal
from scheduler.model.tidy.sharing import DAYS, HOURS, NIGHTS, UNIT, WEEKENDS
from scheduler.problem.arrays.irregular import TOLERANCE, line_points

RING = 3
"""Agents of an exchange at most."""
RINGS = 1500
"""Rings of three that are tried for an agent at most; 300 partners make 90,000, which would take hours."""


@allocating
def tally(t, ledger, share, totals, a):  # type: ignore[no-untyped-def]
    """Write what the agent has of each count, history included, into `totals` [agent, count]."""
    totals[a] = share.before[a]
    for d in range(t.days):
        v = ledger.letter[a, d]
        if v >= 0:
            totals[a, NIGHTS] += share.night[v]
            totals[a, WEEKENDS] += share.weekend[a, d]
            totals[a, HOURS] += t.paid[v] / UNIT
            totals[a, DAYS] += 1 - share.night[v]


@allocating
def even_out(t, ledger, s, share, stays, totals, a, fresh, moved):  # type: ignore[no-untyped-def]
    """Try to exchange a day, two days of a week, or a week between agent `a` and one or two partners of greater number.

    Rings are tried of which a member is `fresh` [agent]; who takes part in one that is kept is `moved`. Where rings of
    three are more than `RINGS`, each second member is tried with those alone that follow it, in a circle.
    """
    partners = share.partner[share.partner_first[a] : share.partner_first[a + 1]]
    ring = np.zeros(RING, dtype=np.int64)
    ring[0], many = a, partners.size * partners.size > RINGS
    for i in range(partners.size):
        ring[1] = partners[i]
        if fresh[a] or fresh[ring[1]]:
            _over_days(t, ledger, s, share, stays, totals, ring, 2, moved)
        for step in range(RINGS // partners.size if many else partners.size):
            j = (i + 1 + step) % partners.size if many else step
            ring[2] = partners[j]
            some = fresh[a] or fresh[ring[1]] or fresh[ring[2]]
            if j != i and some and _are_partners(share, partners[i], partners[j]):
                _over_days(t, ledger, s, share, stays, totals, ring, 3, moved)


@within
def _are_partners(share, a, b):  # type: ignore[no-untyped-def]
    low, high = min(a, b), max(a, b)
    found = False
    for k in range(share.partner_first[low], share.partner_first[low + 1]):
        if share.partner[k] == high:
            found = True
            break
    return found


@allocating
def _over_days(t, ledger, s, share, stays, totals, ring, size, moved):  # type: ignore[no-untyped-def]
    """Try the ring with each day, each two days of a week, and each week."""
    chosen = np.zeros(t.days, dtype=np.bool_)
    for first in range(0, t.days, WEEK):
        last = min(first + WEEK, t.days)
        for d in range(first, last):
            chosen[d] = True
            turned(t, ledger, s, share, stays, totals, ring, size, chosen, d, d + 1, moved)
            for other in range(d + 1, last):
                chosen[other] = True
                turned(t, ledger, s, share, stays, totals, ring, size, chosen, d, other + 1, moved)
                chosen[other] = False
            chosen[d] = False
        chosen[first:last] = True
        turned(t, ledger, s, share, stays, totals, ring, size, chosen, first, last, moved)
        chosen[first:last] = False


@allocating
def turned(t, ledger, s, share, stays, totals, ring, size, chosen, first, last, moved):  # type: ignore[no-untyped-def]
    """Let each agent of the ring take the chosen days of the next, if that is better."""
    uneven = _change(t, ledger, share, totals, ring, size, chosen, first, last)
    if uneven > -SAME and size > 2:
        return
    rows = np.empty((RING, t.days), dtype=np.int64)
    if not _spell(t, ledger, share, stays, ring, size, chosen, first, last, rows):
        return
    cheaper, steadier = 0.0, 0.0
    for k in range(size):
        a = ring[k]
        cheaper -= linked(t, rows[k], a, first, last) - linked(t, ledger.letter[a], a, first, last)
        steadier -= _irregular_days(t, rows[k], a, first, last) - _irregular_days(t, ledger.letter[a], a, first, last)
    better = uneven < -SAME or (uneven <= SAME and steadier > 0.0)
    if not better and cheaper <= SAME:
        return
    for k in range(size):
        if not legal(t, s, ring[k], rows[k]):
            return
    if not _exchanged(t, ledger, ring, size, rows, first, last, SAME if better else -SAME):
        return
    for k in range(size):
        tally(t, ledger, share, totals, ring[k])
        moved[ring[k]] = True


@allocating
def _irregular_days(t, row, a, first, last):  # type: ignore[no-untyped-def]
    """Changes of start and lone days that the days first .. last - 1 have a hand in, each as one."""
    each = np.array([1.0, 1.0, 1.0, t.steady[TOLERANCE]])
    return line_points(row, t.local, t.idle[a], t.before[a], each, first, last)


@compiled
def _change(t, ledger, share, totals, ring, size, chosen, first, last):  # type: ignore[no-untyped-def]
    """The amount by which the unevenness rises."""
    rise = 0.0
    for k in range(size):
        a, other = ring[k], ring[(k + 1) % size]
        nights, weekends, paid, shifts = 0, 0, 0, 0
        for d in range(first, last):
            if chosen[d]:
                old, new = ledger.letter[a, d], ledger.letter[other, d]
                if old >= 0:
                    nights -= share.night[old]
                    weekends -= share.weekend[a, d]
                    paid -= t.paid[old]
                    shifts -= 1
                if new >= 0:
                    new = share.same[new, t.agent[a, ALPHABET]]  # a night on the clocks of who takes it
                    if new < 0:
                        return np.inf
                    nights += share.night[new]
                    weekends += share.weekend[a, d]
                    paid += t.paid[new]
                    shifts += 1
        days = shifts - nights
        hours = max(0.0, totals[a, HOURS] + paid / UNIT), max(0.0, totals[a, HOURS])
        rise += (
            share.factor[a, NIGHTS] * nights * (2.0 * totals[a, NIGHTS] + nights)
            + share.factor[a, WEEKENDS] * weekends * (2.0 * totals[a, WEEKENDS] + weekends)
            + share.factor[a, DAYS] * days * (2.0 * totals[a, DAYS] + days)
            + share.factor[a, HOURS] * (hours[0] * hours[0] - hours[1] * hours[1])
        )
    return rise


@allocating
def _spell(t, ledger, share, stays, ring, size, chosen, first, last, rows):  # type: ignore[no-untyped-def]
    """Write the lines after an exchange into `rows`; whether it changes anything, and nothing that is obliged."""
    differs = False
    for k in range(size):
        a, other = ring[k], ring[(k + 1) % size]
        rows[k] = ledger.letter[a]
        for d in range(first, last):
            v = ledger.letter[other, d] if chosen[d] else rows[k, d]
            if v >= 0 and chosen[d]:
                v = share.same[v, t.agent[a, ALPHABET]]
                if v < 0:
                    return False
            if v != rows[k, d]:
                differs = True
                if stays[a, d]:
                    return False
            rows[k, d] = v
    return differs


@allocating
def _exchanged(t, ledger, ring, size, rows, first, last, rise):  # type: ignore[no-untyped-def]
    """Give the agents of a ring the lines `rows`, with the breaks of the shifts; whether points rise by less."""
    points, breaks = ledger.points[0], ledger.pause.shape[2]
    letter = np.empty((RING, t.days), dtype=np.int64)
    pause = np.empty((RING, t.days, breaks), dtype=np.int64)
    length = np.empty((RING, t.days, breaks), dtype=np.int64)
    for k in range(size):
        enter_days(t, ledger, ring[k], -1.0, first, last)
        letter[k], pause[k], length[k] = ledger.letter[ring[k]], ledger.pause[ring[k]], ledger.length[ring[k]]
    for k in range(size):
        a, other = ring[k], (k + 1) % size
        for d in range(first, last):
            if rows[k, d] != letter[k, d]:
                ledger.letter[a, d] = rows[k, d]
                ledger.pause[a, d], ledger.length[a, d] = pause[other, d], length[other, d]
        enter_days(t, ledger, a, 1.0, first, last)
    if ledger.points[0] <= points + rise:
        return True
    for k in range(size):
        enter_days(t, ledger, ring[k], -1.0, first, last)
    for k in range(size):
        a = ring[k]
        ledger.letter[a], ledger.pause[a], ledger.length[a] = letter[k], pause[k], length[k]
        enter_days(t, ledger, a, 1.0, first, last)
    ledger.points[0] = points
    return False
