"""What the bound's prices tell the search: what work is worth, and whose line is far from the best at these prices.

At the optimum of the bound every line in use is a best one at the prices (complementary slackness; Lagrangian
heuristics as in Caprara, Fischetti & Toth 1999). So whoever regrets most is who a search should give days anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.compiled import compiled, within
from scheduler.model.lines.own_points import irregular, own_points, risen
from scheduler.model.lines.tables import COVERS, DESCRIBED, END, HEAD_SHIFT, HEAD_WHO, PLAN, PROFILE, SHIFT, START
from scheduler.operation import FloatArray


@dataclass(frozen=True)
class Guide:
    """The bound's best prices."""

    rates: FloatArray
    """[at work | on shift | holding duties | not standing by, profile, interval] points an agent-tick."""
    cover: FloatArray
    """[cover, interval] points an agent-tick on shift."""
    heads: FloatArray
    """[headcount row] points a person."""
    best: FloatArray
    """[agent] points of the best line at these prices."""


@compiled
def regret_all(t, ledger, gains):  # type: ignore[no-untyped-def]
    """Write down by how many points everybody's line is worse than the best one at the prices."""
    for a in range(ledger.letter.shape[0]):
        gains.regret[a] = gains.best[a] - at_prices(t, ledger, gains, a)


@compiled
def at_prices(t, ledger, gains, a):  # type: ignore[no-untyped-def]
    """Points of an agent's line at the prices: its work and presence, less its own points."""
    p, size, total = t.agent[a, PROFILE], t.interval_ticks, -risen(t, ledger, a)
    if t.leaning > 0.0:  # the bound's lines do not carry the price of irregular days
        total += irregular(t, ledger.letter[a], a, t.days - t.days, t.days)
    for d in range(t.days):
        v = ledger.letter[a, d]
        if v < 0:
            continue
        low, high = max(t.variant[v, START], 0), min(t.variant[v, END], t.ticks)
        for i in range(low // size, (high + size - 1) // size):
            here = gains.guide[0, p, i] + gains.guide[1, p, i] + gains.guide[3, p, i] + _holding(t, gains, a, p, i)
            total += here * (min(high, (i + 1) * size) - max(low, i * size))
        for b in range(ledger.pause.shape[2]):
            at = ledger.pause[a, d, b]
            if at >= 0:
                away = t.away[t.variant[v, PLAN], b]
                for k in range(at, min(at + ledger.length[a, d, b], high)):
                    total -= gains.guide[0, p, k // size]
                    if away:
                        total -= _holding(t, gains, a, p, k // size)
        total -= own_points(t, a, d, v)
        total += _as_head(t, gains, a, d, v)
    return total


@compiled
def _holding(t, gains, a, p, i):  # type: ignore[no-untyped-def]
    """Points an agent-tick of holding duties, exclusive or beside all else."""
    total = gains.guide[2, p, i]
    for c in range(gains.cover.shape[0]):
        if (t.agent[a, COVERS] >> c) & 1:
            total += gains.cover[c, i]
    return total


@within
def _as_head(t, gains, a, d, v):  # type: ignore[no-untyped-def]
    """Points of an agent as one of the people whom headcount wants on a shift."""
    points = 0.0
    for h in range(t.head_ptr[d], t.head_ptr[d + 1]):
        if t.head[h, HEAD_SHIFT] == t.variant[v, SHIFT] and t.described[t.agent[a, DESCRIBED], t.head[h, HEAD_WHO]]:
            points += gains.people[h]
    return points
