"""The orders in which a shift's breaks may fall, each with windows that leave every other break a place (minutes)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, permutations
from math import ceil, floor

from scheduler.operation import Break
from scheduler.rules.track import Letter

MOST_PERMUTED = 4
"""Of more breaks than these in one shift only the order of their windows is tried."""

Placed = tuple[int, int, int, int]
"""Minutes, first start, last start (both from the shift's start), place in the shift's list."""
Order = tuple[Placed, ...]
Gaps = tuple[int, int]
"""Least and most minutes of work between breaks; the most also before the first and after the last."""

ANY: Gaps = (0, 24 * 60 * 7)
"""No stretch of work is too short or too long."""


def phase_of(letter: Letter, step: int) -> int:
    """Minutes from a shift's start to the next multiple of the step on the agent's clock."""
    return -letter.local_start % step


def tightest(spans: Iterable[tuple[int | None, int | None]]) -> Gaps:
    """The gaps that keep every one of the limits, each a least and a most of which either may be missing."""
    rows = list(spans)
    least = max((low for low, _ in rows if low is not None), default=ANY[0])
    return least, min((high for _, high in rows if high is not None), default=ANY[1])


def orders(pauses: Sequence[Break], length: int, phase: int, step: int, gaps: Gaps = ANY) -> tuple[Order, ...]:
    """Every order in which the breaks of a shift of that length can be taken; none where they cannot.

    Breaks start `phase` minutes after the shift does, then every `step`. Whichever start of a break in its window is
    taken, the others still have one: the windows of neighbours are all that binds them.
    """
    placed = [_placed(pause, place, length, phase, step) for place, pause in enumerate(pauses)]
    placed.sort(key=lambda one: (one[1], one[2]))
    tries = permutations(placed) if len(placed) <= MOST_PERMUTED else [tuple(placed)]
    found = (_tightened(order, length, phase, step, gaps) for order in tries)
    return tuple(dict.fromkeys(order for order in found if order))


def _placed(pause: Break, place: int, length: int, phase: int, step: int) -> Placed:
    low, high = (60 * hours for hours in pause.between_hours)
    high = min(high, length - pause.minutes)
    return (pause.minutes, _up(low, phase, step), _down(high, phase, step), place)


def _up(minute: float, phase: int, step: int) -> int:
    """The first place of the grid at or after a minute."""
    return phase + step * ceil((minute - phase) / step)


def _down(minute: float, phase: int, step: int) -> int:
    """The last place of the grid at or before a minute."""
    return phase + step * floor((minute - phase) / step)


def _tightened(order: Order, length: int, phase: int, step: int, gaps: Gaps) -> Order | None:
    """The order with windows cut to what the breaks before and after leave; None where it cannot be."""
    rows, most = [list(row) for row in order], gaps[1]
    apart = [_apart(row[0], step, gaps) for row in rows]
    if rows:
        rows[0][2] = min(rows[0][2], _down(most, phase, step))
        rows[-1][1] = max(rows[-1][1], _up(length - most - rows[-1][0], phase, step))
    for place, (before, row) in enumerate(pairwise(rows)):
        row[1] = max(row[1], before[1] + apart[place][0])
        row[2] = min(row[2], before[2] + apart[place][1])
    for place in reversed(range(len(rows) - 1)):
        row, after = rows[place], rows[place + 1]
        row[1] = max(row[1], after[1] - apart[place][1])
        row[2] = min(row[2], after[2] - apart[place][0])
    sound = all(low <= high for low, high in apart[:-1]) and all(row[1] <= row[2] for row in rows)
    return tuple((row[0], row[1], row[2], row[3]) for row in rows) if sound else None


def _apart(minutes: int, step: int, gaps: Gaps) -> tuple[int, int]:
    """How long after a break of so many minutes starts the next may: breaks never touch, and start on the grid."""
    return step * ceil((minutes + max(1, gaps[0])) / step), step * floor((minutes + gaps[1]) / step)
