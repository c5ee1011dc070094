"""What minutes on a row are worth to the flow of an interval: pieces of (parts of minutes, flow units each)."""

from __future__ import annotations

import numpy as np

SCALE = 1000
"""Flow units a point: the flow counts in whole numbers."""
STAY = 3
"""Flow units a minute for staying on the row served before: less than `NEED`."""
NEED = 4 * STAY
"""The least flow units a minute of any need."""
EAGER = NEED - 1
"""The least flow units for holding an exclusive duty just before a break in which it then goes on."""
LIVE_SPARE = 1
"""Flow units a minute on a live queue that lacks nobody: better than idle."""
MOST = 10**12
"""The greatest flow units of one unit: the flow's sums must fit into 64 bits."""
AHEAD = 0.1
"""What a minute of deferred work is worth before it is planned, as a share of what it is worth then."""


def in_parts(parts: float, worth: int) -> list[tuple[int, int]]:
    """(whole parts, worth) and (1, worth x fraction) for the fraction of a part that is left."""
    whole = int(parts + 1e-6)
    broken = parts - whole
    return [(whole, worth), (int(broken > 1e-6), max(LIVE_SPARE, round(worth * broken)))]


def positive(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of at least one part."""
    return [(capacity, value) for capacity, value in pieces if capacity > 0]


def of_deferred(planned: float, timely: float, overdue: float, worth: int, ahead: int) -> list[tuple[int, int]]:
    """(parts, flow units) of deferred work: planned by now, other work that is not late yet, late work."""
    rest = _up(timely) - _up(planned)
    return [*in_parts(planned, worth), (rest, ahead), (_up(overdue), 2 * LIVE_SPARE)]


def _up(parts: float) -> int:
    return int(np.ceil(parts - 1e-6))
