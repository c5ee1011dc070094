"""Ruin and recreate: take a few lines out, give each agent back its best legal one, accept as in annealing (compiled).

Measured in the design's notes: on interval cover this beats CP-SAT over cells or tours by an order of magnitude.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.model.compiled import compiled, within
from scheduler.model.ledger import enter, weigh
from scheduler.model.price import best_line, lay_out
from scheduler.model.tables import PLAN, SLOT, TICKS
from scheduler.operation import IntArray

MOST_RUINED = 6


class Lines(NamedTuple):
    """Whole lines: [agent, day] variants, [agent, day, break] ticks of starts and lengths."""

    letter: IntArray
    pause: IntArray
    length: IntArray


@compiled
def seed(number):  # type: ignore[no-untyped-def]
    """Seed the random numbers of the compiled code, in the thread that calls it."""
    np.random.seed(number)


@compiled
def enter_all(t, ledger):  # type: ignore[no-untyped-def]
    """Enter every line that stands in the ledger's rows; the lengths of breaks follow from the variants."""
    for a in range(ledger.letter.shape[0]):
        for d in range(t.days):
            v = ledger.letter[a, d]
            if v >= 0 and t.variant[v, PLAN] >= 0:
                order = t.order_ptr[t.variant[v, PLAN]]
                for b in range(t.break_ptr[order], t.break_ptr[order + 1]):
                    ledger.length[a, d, t.pause[b, SLOT]] = t.pause[b, TICKS]
        enter(t, ledger, a, 1.0)


@compiled
def improve(t, ledger, gains, s, agents, heat, noise, rounds, kept, best):  # type: ignore[no-untyped-def]
    """So many rounds of ruin and recreate; `kept` and `best[0]` are the best roster met.

    With `rounds` 0 it constructs: each of `agents`, in turn, takes the best line for what is missing then.
    """
    ruined = np.empty(MOST_RUINED, dtype=np.int64)
    held = Lines(
        np.empty((MOST_RUINED, t.days), dtype=np.int64),
        np.empty((MOST_RUINED, t.days, s.pause.shape[1]), dtype=np.int64),
        np.empty((MOST_RUINED, t.days, s.pause.shape[1]), dtype=np.int64),
    )
    steps = rounds if rounds > 0 else agents.size
    for step in range(steps):
        count = _choose(agents, ruined, step, rounds)
        before = ledger.points[0]
        for k in range(count):
            a = ruined[k]
            _copy(ledger.letter, ledger.pause, ledger.length, a, held.letter, held.pause, held.length, k)
            if rounds > 0:
                enter(t, ledger, a, -1.0)
        for k in range(count):
            a = ruined[k]
            weigh(t, ledger, gains, a)
            lay_out(t, gains, s)
            best_line(t, s, gains, a, noise)
            _copy_in(s.letter, s.pause, s.length, ledger.letter, ledger.pause, ledger.length, a)
            enter(t, ledger, a, 1.0)
        worse = ledger.points[0] - before
        if rounds > 0 and worse > 0.0 and (heat <= 0.0 or np.random.random() >= np.exp(-worse / heat)):
            for k in range(count):
                enter(t, ledger, ruined[k], -1.0)
            for k in range(count):
                a = ruined[k]
                _copy(held.letter, held.pause, held.length, k, ledger.letter, ledger.pause, ledger.length, a)
                enter(t, ledger, a, 1.0)
        elif rounds > 0 and ledger.points[0] < best[0] - 1e-6:
            best[0] = ledger.points[0]
            for a in range(ledger.letter.shape[0]):
                _copy(ledger.letter, ledger.pause, ledger.length, a, kept.letter, kept.pause, kept.length, a)


@compiled
def _copy(letter, pause, length, a, to_letter, to_pause, to_length, k):  # type: ignore[no-untyped-def]
    for d in range(letter.shape[1]):
        to_letter[k, d] = letter[a, d]
        for b in range(pause.shape[2]):
            to_pause[k, d, b] = pause[a, d, b]
            to_length[k, d, b] = length[a, d, b]


@within
def _copy_in(letter, pause, length, to_letter, to_pause, to_length, a):  # type: ignore[no-untyped-def]
    for d in range(letter.size):
        to_letter[a, d] = letter[d]
        for b in range(pause.shape[1]):
            to_pause[a, d, b] = pause[d, b]
            to_length[a, d, b] = length[d, b]


@within
def _choose(agents, ruined, step, rounds):  # type: ignore[no-untyped-def]
    """Between one and six different agents, fewer more often; while constructing, the next in turn."""
    if rounds == 0:
        ruined[0] = agents[step]
        return 1
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
