"""Starts of the working days beside those that are given anew: changes of start cost points (compiled)."""

from __future__ import annotations

import numpy as np

from scheduler.compiled import compiled
from scheduler.problem.arrays.irregular import WEEK


@compiled
def look_beside(t, s, letter, first, last):  # type: ignore[no-untyped-def]
    """Write to the scratch which starts the days first .. last - 1 should have, by the line [day] that stands.

    A whole line leans on the start of one of its days, drawn at random.
    """
    if last - first == t.days:
        start = -1
        for d in range(t.days):
            if letter[d] >= 0 and (start < 0 or np.random.random() < 1.0 / WEEK):
                start = t.local[letter[d]]
        s.beside[:, 0] = start
        s.beside[:, 1] = -1
        return
    for d in range(first, last):
        s.beside[d, 0] = _start(t, letter, d, -1)
        s.beside[d, 1] = _start(t, letter, d, 1)


@compiled
def _start(t, letter, d, step):  # type: ignore[no-untyped-def]
    """The start of the next working day in that direction; -1 where there is none in a week."""
    for k in range(1, WEEK + 1):
        at = d + step * k
        if at < 0 or at >= t.days:
            break
        if letter[at] >= 0:
            return t.local[letter[at]]
    return -1
