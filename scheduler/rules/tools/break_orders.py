"""The orders in which a shift's breaks may fall, each with windows that leave every other break a place (minutes)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, permutations
from math import ceil, floor
from typing import NamedTuple

from scheduler.operation import Break
from scheduler.rules.track import Letter

MOST_PERMUTED = 4
"""The most breaks of a shift that are tried in every order; more are tried in the order of their windows only."""

Placed = tuple[int, int, int, int]
"""Minutes, first start, last start (both from the shift's start), place in the shift's list."""
Order = tuple[Placed, ...]


class Gaps(NamedTuple):
    """What may lie between breaks, in minutes."""

    least: int = 0
    """The least work between two breaks."""
    most: int = 24 * 60 * 7
    """The most work between two breaks, before the first and after the last."""
    meals: tuple[tuple[int, int], ...] = ()
    """How long a break is that counts as a meal, and the most between meals, before the first and after the last."""


ANY = Gaps()
"""No stretch of work is too short or too long."""


def phase_of(letter: Letter, step: int) -> int:
    """Minutes from a shift's start to the next multiple of the step on the agent's clock."""
    return -letter.local_start % step


def tightest(rows: Iterable[Gaps]) -> Gaps:
    """The gaps that keep every one of the limits."""
    every = list(rows)
    least, most = max((one.least for one in every), default=0), min((one.most for one in every), default=ANY.most)
    return Gaps(least, most, tuple(sorted({meal for one in every for meal in one.meals})))


def can_be_placed(pauses: Sequence[Break], length: int, phase: int, step: int, gaps: Gaps) -> bool:
    """Whether a shift of that length can take its breaks within the gaps; one without breaks keeps the most ones."""
    if not pauses:
        return all(length <= most for most in (gaps.most, *(most for _, most in gaps.meals)))
    return bool(orders(pauses, length, phase, step, gaps))


def orders(pauses: Sequence[Break], length: int, phase: int, step: int, gaps: Gaps = ANY) -> tuple[Order, ...]:
    """Every order in which the breaks of a shift of that length can be taken; none where they cannot.

    Breaks start `phase` minutes after the shift does, then every `step`. Whichever start of a break in its window is
    taken, the others still have one: the windows of neighbours are all that binds them. Where meals are too far from
    each other at the ends of their windows, there is an order for each place of the first of them.
    """
    placed = [_placed(pause, place, length, phase, step) for place, pause in enumerate(pauses)]
    placed.sort(key=lambda one: (one[1], one[2]))
    tries = permutations(placed) if len(placed) <= MOST_PERMUTED else [tuple(placed)]
    grid = (length, phase, step, gaps)
    found = (order for one in tries for order in _with_meals(_tightened(_near_ends(one, *grid), *grid), *grid))
    return tuple(dict.fromkeys(found))


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


def _near_ends(order: Order, length: int, phase: int, step: int, gaps: Gaps) -> Order | None:
    """The order with the first meal near enough to the shift's start and the last to its end; None where none is."""
    rows = list(order)
    for minutes, most in gaps.meals:
        meals = [place for place, row in enumerate(rows) if row[0] >= minutes]
        if not meals and length > most:
            return None
        for place in meals[:1]:
            rows[place] = _cut(rows[place], high=_down(most, phase, step))
        for place in meals[-1:]:
            rows[place] = _cut(rows[place], low=_up(length - most - rows[place][0], phase, step))
    return tuple(rows)


def _with_meals(order: Order | None, length: int, phase: int, step: int, gaps: Gaps) -> Iterator[Order]:
    """Orders whose windows keep meals together, which hold the same places as this one where meals are not too far."""
    if not order:
        return
    apart = next(_meals_apart(order, gaps), None)
    if apart is None:
        yield order
        return
    first, then, most = apart
    minutes, low, high, _ = order[first]
    free = min(high, max(low, _up(order[then][2] - most - minutes, phase, step)))
    for start in range(low, free + 1, step):
        rows = list(order)
        rows[first] = _cut(rows[first], low=start, high=high if start == free else start)
        rows[then] = _cut(rows[then], high=_down(start + minutes + most, phase, step))
        yield from _with_meals(_tightened(tuple(rows), length, phase, step, gaps), length, phase, step, gaps)


def _meals_apart(order: Order, gaps: Gaps) -> Iterator[tuple[int, int, int]]:
    """Two meals of the order whose windows let them lie too far from each other, and the most that may lie between."""
    for minutes, most in gaps.meals:
        meals = [place for place, row in enumerate(order) if row[0] >= minutes]
        for first, then in pairwise(meals):
            if order[then][2] - order[first][1] - order[first][0] > most:
                yield first, then, most


def _cut(row: Placed, low: int = 0, high: int = ANY.most) -> Placed:
    """The break with its window cut to these starts."""
    return (row[0], max(row[1], low), min(row[2], high), row[3])


def is_loose(order: Order, gaps: Gaps) -> bool:
    """Whether no places in the order's windows lie too near or too far: then nothing else need be watched."""
    return all(
        after[2] - before[1] - before[0] <= gaps.most
        and (gaps.least <= 1 or after[1] - before[2] - before[0] >= gaps.least)
        for before, after in pairwise(order)
    )


def _tightened(order: Order | None, length: int, phase: int, step: int, gaps: Gaps) -> Order | None:
    """The order with windows cut to what the breaks before and after leave; None where it cannot be."""
    if order is None:
        return None
    rows, most = [list(row) for row in order], gaps.most
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
    return step * ceil((minutes + max(1, gaps.least)) / step), step * floor((minutes + gaps.most) / step)
