"""Numbers for the distinct columns of a table (compiled): points of ways, of which a layer has few and often alike."""

from __future__ import annotations

import numpy as np

from scheduler.compiled import allocating, compiled
from scheduler.problem.automata.product import FIRST_ROOM, GOLDEN


@allocating
def number_columns(bits):  # type: ignore[no-untyped-def]
    """(each column's number among the distinct ones, the first column of each number) of rows of integers."""
    width, room, count = bits.shape[1], FIRST_ROOM, 0
    while room < 2 * width:
        room *= 2
    number, first = np.empty(width, dtype=np.int64), np.empty(width, dtype=np.int64)
    places = np.full(room, -1, dtype=np.int64)
    for c in range(width):
        if c > 0 and _alike(bits, c - 1, c):
            number[c] = number[c - 1]
            continue
        at = _code_of(bits, c) & (room - 1)
        while places[at] >= 0 and not _alike(bits, first[places[at]], c):
            at = (at + 1) & (room - 1)
        if places[at] < 0:
            places[at], first[count] = count, c
            count += 1
        number[c] = places[at]
    return number, first[:count].copy()


@compiled
def _alike(bits, one, other):  # type: ignore[no-untyped-def]
    r = 0
    while r < bits.shape[0] and bits[r, one] == bits[r, other]:
        r += 1
    return r == bits.shape[0]


@compiled
def _code_of(bits, c):  # type: ignore[no-untyped-def]
    code = np.int64(1)
    for r in range(bits.shape[0]):
        code = (code ^ bits[r, c]) * GOLDEN
        code ^= code >> 29
    return code >> 32
