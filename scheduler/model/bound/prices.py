"""Prices of the bound, and how those of some goals are carried to others of the same people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.arrays.problem import Problem


@dataclass
class Prices:
    """A point of the dual, or a direction in it."""

    sets: FloatArray
    """[interval, set] for an agent-tick at work."""
    there: FloatArray
    """[interval, set] for one on shift, breaks included, on top."""
    cover: FloatArray
    """[cover, interval]"""
    heads: FloatArray
    """[headcount row]"""

    def plus(self, other: Prices, step: float) -> Prices:
        """This point moved so far along a direction."""
        return Prices(
            self.sets + step * other.sets,
            self.there + step * other.there,
            self.cover + step * other.cover,
            self.heads + step * other.heads,
        )

    def square(self) -> float:
        """The squared length of a direction."""
        return float(sum((part**2).sum() for part in (self.sets, self.there, self.cover, self.heads)))


def carry(of: Problem, prices: Prices, to: Problem, blank: Prices) -> Prices:
    """The prices of one problem's sets, cover and headcount as those of another; `blank` has its shapes.

    A set is the same but for rows that the other problem does not count. Where several terms have the same set, they
    go in order; the last one takes what is left over.
    """
    sets, there = np.zeros_like(blank.sets), np.zeros_like(blank.there)
    known = {key: place for place, key in enumerate(_named(to, None))}
    latest: dict[frozenset[int], int] = {}
    for place, (queues, number) in enumerate(_named(of, frozenset(row for rows, _ in known for row in rows))):
        latest[queues] = known.get((queues, number), latest.get(queues, -1))
        if latest[queues] >= 0:
            sets[:, latest[queues]] += prices.sets[:, place]
            there[:, latest[queues]] += prices.there[:, place]
    cover = prices.cover if to.demand.cover_weight > 0 else np.zeros_like(blank.cover)
    asked = to.demand.head_under.any() or to.demand.head_over.any()
    return Prices(sets, there, cover.copy(), prices.heads.copy() if asked else np.zeros_like(blank.heads))


def _named(problem: Problem, rows: frozenset[int] | None) -> Iterator[tuple[frozenset[int], int]]:
    """Each set of the terms in turn, of those rows alone, and how often it was there before."""
    seen = Counter[frozenset[int]]()
    for term in problem.demand.terms:
        for one in term.sets:
            queues = one if rows is None else one & rows
            yield queues, seen[queues]
            seen[queues] += 1
