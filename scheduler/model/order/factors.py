"""The weight of each level of goals in strict order while one of them is searched."""

from __future__ import annotations

import math

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.needs.order import Ordered

PIECE = 1000.0
"""Points for one piece (see `Ordered.piece`) of the current level."""
OUTWEIGH, OUTWEIGH_RIGID = 8.0, 1000.0
"""Penalty ratio between the least part of the level before and a piece of the current one; with headcount alone.

Headcount problems are solved nearly exactly, so a ratio that forbids any trade is safe there.
"""
EARLIER = 2.0
"""Penalty ratio between the least parts of two neighbouring levels before the current one."""
NEXT, LATER = 0.1, 0.5
"""Weight of a piece of the next level against the current one; of each later level against the one before it."""
HELD = 2.0
"""Weight of a missing hour of earlier queues in the bound, relative to an hour of the current level."""


def factors(ordered: Ordered, now: int, rigid: bool) -> FloatArray:
    """[level] points for a unit of its amount while level `now` is the current one."""
    found = np.zeros(len(ordered.levels))
    found[now] = 1.0 if rigid else PIECE / ordered.piece[now]
    piece = found[now] * float(ordered.piece[now])
    worth = piece * (OUTWEIGH_RIGID if rigid else OUTWEIGH)
    for place in range(now - 1, -1, -1):
        found[place] = worth / ordered.least[place]
        found[place] = math.ceil(found[place]) if rigid else found[place]
        worth *= EARLIER
    for place in range(now + 1, 0 if rigid else len(found)):
        piece *= NEXT if place == now + 1 else LATER
        found[place] = piece / ordered.piece[place]
    return found


def bounding_factors(ordered: Ordered, now: int) -> FloatArray:
    """[level] weights for the bound of level `now`: with the queues before it, if it is one of queues, else alone.

    The points of all levels under these weights are at least the bound. Subtracting the most points that equally good
    rosters have on the levels before gives a bound of level `now`.
    """
    found = np.zeros(len(ordered.levels))
    if ordered.levels[now].hourly:
        found[[place for place in range(now) if ordered.levels[place].priority]] = HELD
    found[now] = 1.0
    return found
