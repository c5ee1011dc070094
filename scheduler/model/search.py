"""Ruin and recreate: take a few agents' lines out, give each back its best legal one, accept as in annealing (compiled).

Measured in the design's notes: on interval cover this beats CP-SAT over cells or tours by an order of magnitude.
"""

from __future__ import annotations

import numpy as np

from scheduler.model.ledger import enter, weigh
from scheduler.model.price import NOTHING, best_line, compiled, lay_out

MOST_RUINED = 6


@compiled
def seed(number):  # type: ignore[no-untyped-def]
    """Seed the random numbers of the compiled code, in the thread that calls it."""
    np.random.seed(number)


@compiled
def recreate(t, ledger, gains, s, a, noise):  # type: ignore[no-untyped-def]
    """Give agent `a`, now out of the ledger, its best line; False where it has none."""
    weigh(t, ledger, gains, a)
    lay_out(t, gains, s)
    if best_line(t, s, gains, a, noise) <= NOTHING / 2:
        return False
    ledger.letter[a, :] = s.letter
    ledger.pause[a, :, :] = s.pause
    ledger.length[a, :, :] = s.length
    enter(t, ledger, a, 1)
    return True


@compiled
def enter_all(t, ledger):  # type: ignore[no-untyped-def]
    """Enter every line that stands in the ledger's rows; the lengths of breaks follow from the variants."""
    for a in range(ledger.letter.shape[0]):
        for d in range(t.days):
            v = ledger.letter[a, d]
            if v >= 0 and t.plan[v] >= 0:
                order = t.order_ptr[t.plan[v]]
                for b in range(t.break_ptr[order], t.break_ptr[order + 1]):
                    ledger.length[a, d, t.break_slot[b]] = t.break_ticks[b]
        enter(t, ledger, a, 1)


@compiled
def construct(t, ledger, gains, s, agents):  # type: ignore[no-untyped-def]
    """Give each agent in turn its best line; the first without one, or -1."""
    for a in agents:
        if not recreate(t, ledger, gains, s, a, 0.0):
            return a
    return -1


@compiled
def improve(t, ledger, gains, s, agents, heat, noise, rounds, best_letter, best_pause, best):  # type: ignore[no-untyped-def]
    """So many rounds of ruin and recreate; the best roster met is kept in `best_letter`, `best_pause`, `best[0]`."""
    ruined = np.empty(MOST_RUINED, dtype=np.int64)
    letters = np.empty((MOST_RUINED, t.days), dtype=np.int64)
    pauses = np.empty((MOST_RUINED, t.days, ledger.pause.shape[2]), dtype=np.int64)
    lengths = np.empty_like(pauses)
    for _ in range(rounds):
        count = _choose(agents, ruined)
        before = ledger.points[0]
        for k in range(count):
            a = ruined[k]
            letters[k, :] = ledger.letter[a, :]
            pauses[k, :, :] = ledger.pause[a, :, :]
            lengths[k, :, :] = ledger.length[a, :, :]
            enter(t, ledger, a, -1)
        for k in range(count):
            recreate(t, ledger, gains, s, ruined[k], noise)
        worse = ledger.points[0] - before
        if worse > 0.0 and (heat <= 0.0 or np.random.random() >= np.exp(-worse / heat)):
            _restore(t, ledger, ruined, letters, pauses, lengths, count)
        elif ledger.points[0] < best[0] - 1e-6:
            best[0] = ledger.points[0]
            best_letter[:, :] = ledger.letter
            best_pause[:, :, :] = ledger.pause


@compiled
def _choose(agents, ruined):  # type: ignore[no-untyped-def]
    """Between one and six different agents, fewer more often."""
    count = min(1 + int(MOST_RUINED * np.random.random() ** 1.5), MOST_RUINED, agents.size)
    found = 0
    while found < count:
        a = agents[np.random.randint(agents.size)]
        known = False
        for k in range(found):
            known = known or ruined[k] == a
        if not known:
            ruined[found] = a
            found += 1
    return count


@compiled
def _restore(t, ledger, ruined, letters, pauses, lengths, count):  # type: ignore[no-untyped-def]
    for k in range(count):
        enter(t, ledger, ruined[k], -1)
    for k in range(count):
        ledger.letter[ruined[k], :] = letters[k, :]
        ledger.pause[ruined[k], :, :] = pauses[k, :, :]
        ledger.length[ruined[k], :, :] = lengths[k, :, :]
        enter(t, ledger, ruined[k], 1)


