"""Shifts that serve nothing, taken out while every limit holds (compiled)."""

from __future__ import annotations

from scheduler.compiled import allocating, compiled, within
from scheduler.model.lines.ledger import enter_days
from scheduler.model.lines.tables import ALPHABET, AUTOMATON, BLOCK, ENTRY, MASK, NODE, OFF_BLOCK

SAME = 1e-7
"""Points within which two sums are equal."""
WEEK = 7


@compiled
def thin_out(t, ledger, s, stays, a):  # type: ignore[no-untyped-def]
    """Take out each week of the agent's shifts, then each shift, that may go for no points; how many shifts went.

    `stays` [agent, day] are obliged.
    """
    gone = 0
    for first in range(0, t.days, WEEK):
        gone += _taken_out(t, ledger, s, stays, a, first, min(first + WEEK, t.days))
    for d in range(t.days):
        gone += _taken_out(t, ledger, s, stays, a, d, d + 1)
    return gone


@allocating
def _taken_out(t, ledger, s, stays, a, first, last):  # type: ignore[no-untyped-def]
    """Take the shifts of those days out if that is legal and for no points; how many went."""
    shifts, points = may_go(t, ledger, s, stays, a, first, last), ledger.points[0]
    if shifts == 0:
        return 0
    letter, pause, length = ledger.letter[a].copy(), ledger.pause[a].copy(), ledger.length[a].copy()
    clear(t, ledger, a, first, last)
    if ledger.points[0] <= points + SAME:
        return shifts
    put_back(t, ledger, a, letter, pause, length, first, last)
    ledger.points[0] = points
    return 0


@allocating
def may_go(t, ledger, s, stays, a, first, last):  # type: ignore[no-untyped-def]
    """How many shifts the agent has on those days, if none is obliged and the line is legal without them; else 0."""
    row, shifts = ledger.letter[a].copy(), 0
    for d in range(first, last):
        if row[d] >= 0:
            if stays[a, d]:
                return 0
            shifts += 1
            row[d] = -1
    return shifts if shifts > 0 and legal(t, s, a, row) else 0


@compiled
def clear(t, ledger, a, first, last):  # type: ignore[no-untyped-def]
    """The agent does not work on those days any more; the points follow, those of the days around included."""
    enter_days(t, ledger, a, -1.0, first, last)
    for d in range(first, last):
        ledger.letter[a, d] = -1
        for b in range(ledger.pause.shape[2]):
            ledger.pause[a, d, b] = -1
            ledger.length[a, d, b] = 0
    enter_days(t, ledger, a, 1.0, first, last)


@allocating
def put_back(t, ledger, a, letter, pause, length, first, last):  # type: ignore[no-untyped-def]
    """The agent's line is as before."""
    enter_days(t, ledger, a, -1.0, first, last)
    ledger.letter[a], ledger.pause[a], ledger.length[a] = letter, pause, length
    enter_days(t, ledger, a, 1.0, first, last)


@compiled
def legal(t, s, a, row):  # type: ignore[no-untyped-def]
    """Whether the agent may work the line `row` [day]; rules may guess, so several nodes are followed."""
    m, count = t.agent[a, AUTOMATON], 1
    if t.agent[a, ENTRY] < 0:
        return False
    s.front[0, 0] = t.agent[a, ENTRY]
    for d in range(t.days):
        block, found = _spelled(t, a, m, d, row[d]), 0
        if block < 0:
            return False
        for k in range(count):
            n = s.front[d % 2, k]
            for e in range(t.arc_ptr[n], t.arc_ptr[n + 1]):
                if t.arc[e, BLOCK] == block and found < s.front.shape[1]:
                    s.front[(d + 1) % 2, found] = t.arc[e, NODE]
                    found += 1
        count = found
        if found == 0:
            return False
    return True


@within
def _spelled(t, a, m, d, v):  # type: ignore[no-untyped-def]
    """The block of what an agent does on a day; -1 where the agent may not."""
    if v < 0:
        return t.agent_day[a, d, OFF_BLOCK]
    place = v - t.first[t.agent[a, ALPHABET], d]
    return t.block[t.block_first[m, d] + place] if t.mask[t.agent_day[a, d, MASK] + place] else -1
