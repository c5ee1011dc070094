"""What each level of goals in order weighs while one of them is in hand."""

from __future__ import annotations

import math

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.needs.order import Ordered

PIECE = 1000.0
"""Points for a piece (see `Ordered`) of the level in hand."""
OUTWEIGH, OUTWEIGH_RIGID = 8.0, 1000.0
"""How many pieces of the level in hand the least part of the one before outweighs; where lines are chosen all but
exactly it can be so many that nothing is ever traded."""
EARLIER = 2.0
"""How much more the least part of a level weighs than that of the next, both being held."""
NEXT, LATER = 0.1, 0.5
"""What a piece of the next level weighs beside one of that in hand, and of each after it beside the one before."""
HELD = 2.0
"""What a missing hour of earlier queues weighs beside one of those in hand, in the bound."""


def factors(ordered: Ordered, now: int, rigid: bool) -> FloatArray:
    """[level] points for a unit of its amount while level `now` is in hand."""
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

    Whatever they are, points of all levels are at least the bound; less what rosters as good in the levels before
    have there at most, they bound the level in hand.
    """
    found = np.zeros(len(ordered.levels))
    if ordered.levels[now].hourly:
        found[[place for place in range(now) if ordered.levels[place].priority]] = HELD
    found[now] = 1.0
    return found
