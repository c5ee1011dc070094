"""Days exchanged in a ring of two or three agents while every limit holds and points do not rise (compiled).

An exchange is kept if the unevenness falls: see `Sharing`. A ring of two in which one is off is a shift handed over.
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import compiled, within
from scheduler.model.ledger import enter_days
from scheduler.model.tables import ALPHABET
from scheduler.model.tidy.needless import SAME, WEEK, legal
from scheduler.model.tidy.sharing import HOURS, NIGHTS, UNIT, WEEKENDS

RING = 3
"""Agents of an exchange at most."""


@compiled
def tally(t, ledger, share, totals, a):  # type: ignore[no-untyped-def]
    """Write what the agent has of each count, history included, into `totals` [agent, count]."""
    totals[a] = share.before[a]
    for d in range(t.days):
        v = ledger.letter[a, d]
        if v >= 0:
            totals[a, NIGHTS] += share.night[v]
            totals[a, WEEKENDS] += share.weekend[a, d]
            totals[a, HOURS] += t.paid[v] / UNIT


@compiled
def even_out(t, ledger, s, share, stays, totals, a, seen):  # type: ignore[no-untyped-def]
    """Every exchange of agent `a` with one or two partners of greater number: a day, two days of a week, or a week.

    Returns how many were kept; `seen[0]` counts those looked at.
    """
    kept, partners = 0, share.partner[share.partner_first[a] : share.partner_first[a + 1]]
    ring = np.zeros(RING, dtype=np.int64)
    ring[0] = a
    for i in range(partners.size):
        ring[1] = partners[i]
        kept += _over_days(t, ledger, s, share, stays, totals, ring, 2, seen)
        for j in range(partners.size):
            if j != i and _are_partners(share, partners[i], partners[j]):
                ring[2] = partners[j]
                kept += _over_days(t, ledger, s, share, stays, totals, ring, 3, seen)
    return kept


@within
def _are_partners(share, a, b):  # type: ignore[no-untyped-def]
    low, high = min(a, b), max(a, b)
    found = False
    for k in range(share.partner_first[low], share.partner_first[low + 1]):
        if share.partner[k] == high:
            found = True
            break
    return found


@compiled
def _over_days(t, ledger, s, share, stays, totals, ring, size, seen):  # type: ignore[no-untyped-def]
    """Try the ring with each day, each two days of a week, and each week."""
    kept, chosen = 0, np.zeros(t.days, dtype=np.bool_)
    for first in range(0, t.days, WEEK):
        last = min(first + WEEK, t.days)
        for d in range(first, last):
            chosen[d] = True
            kept += _turned(t, ledger, s, share, stays, totals, ring, size, chosen, d, d + 1, seen)
            for other in range(d + 1, last):
                chosen[other] = True
                kept += _turned(t, ledger, s, share, stays, totals, ring, size, chosen, d, other + 1, seen)
                chosen[other] = False
            chosen[d] = False
        chosen[first:last] = True
        kept += _turned(t, ledger, s, share, stays, totals, ring, size, chosen, first, last, seen)
        chosen[first:last] = False
    return kept


@compiled
def _turned(t, ledger, s, share, stays, totals, ring, size, chosen, first, last, seen):  # type: ignore[no-untyped-def]
    """Let each agent of the ring take the chosen days of the next; 1 if that is kept."""
    seen[0] += 1
    rows = np.empty((RING, t.days), dtype=np.int64)
    if _change(t, ledger, share, totals, ring, size, chosen, first, last) > -SAME:
        return 0
    if not _spell(t, ledger, share, stays, ring, size, chosen, first, last, rows):
        return 0
    for k in range(size):
        if not legal(t, s, ring[k], rows[k]):
            return 0
    if not _exchanged(t, ledger, ring, size, rows, first, last):
        return 0
    for k in range(size):
        tally(t, ledger, share, totals, ring[k])
    return 1


@compiled
def _change(t, ledger, share, totals, ring, size, chosen, first, last):  # type: ignore[no-untyped-def]
    """By how much the unevenness rises."""
    rise = 0.0
    for k in range(size):
        a, other = ring[k], ring[(k + 1) % size]
        nights, weekends, paid = 0.0, 0.0, 0.0
        for d in range(first, last):
            if chosen[d]:
                old, new = ledger.letter[a, d], ledger.letter[other, d]
                if old >= 0:
                    nights, weekends, paid = (
                        nights - share.night[old],
                        weekends - share.weekend[a, d],
                        paid - t.paid[old],
                    )
                if new >= 0:
                    nights, weekends, paid = (
                        nights + share.night[new],
                        weekends + share.weekend[a, d],
                        paid + t.paid[new],
                    )
        hours = max(0.0, totals[a, HOURS] + paid / UNIT), max(0.0, totals[a, HOURS])
        rise += (
            share.factor[a, NIGHTS] * nights * (2.0 * totals[a, NIGHTS] + nights)
            + share.factor[a, WEEKENDS] * weekends * (2.0 * totals[a, WEEKENDS] + weekends)
            + share.factor[a, HOURS] * (hours[0] * hours[0] - hours[1] * hours[1])
        )
    return rise


@compiled
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


@compiled
def _exchanged(t, ledger, ring, size, rows, first, last):  # type: ignore[no-untyped-def]
    """Give the agents of a ring the lines `rows`, with the breaks of the shifts; whether the points allow it."""
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
    if ledger.points[0] <= points + SAME:
        return True
    for k in range(size):
        enter_days(t, ledger, ring[k], -1.0, first, last)
    for k in range(size):
        a = ring[k]
        ledger.letter[a], ledger.pause[a], ledger.length[a] = letter[k], pause[k], length[k]
        enter_days(t, ledger, a, 1.0, first, last)
    ledger.points[0] = points
    return False
