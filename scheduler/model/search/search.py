"""Ruin and recreate: take a few lines out, give each agent back its best legal one, accept as in annealing (compiled).

Measured in the design's notes: on interval cover this beats CP-SAT over cells or tours by an order of magnitude.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.compiled import NOTHING, allocating, compiled, within
from scheduler.model.lines.beside import look_beside
from scheduler.model.lines.ledger import enter, enter_days
from scheduler.model.lines.piece import best_piece
from scheduler.model.lines.price import best_line, lay_out, lay_out_some
from scheduler.model.lines.tables import ALPHABET, PLAN, SLOT, TICKS
from scheduler.model.lines.weigh import weigh, weigh_days
from scheduler.model.search.guide import at_prices
from scheduler.operation import BoolArray, IntArray

MOST_RUINED = 4
WHOLE = 0.3
"""Share of rounds that give whole lines anew; the others give a few days."""
MOST_DAYS = 3
LEAN, LEANING = 0.5, 0.7
"""Weight of one surplus agent against one missing agent, and the share of rounds that use it."""
MOST_TRIES = 40
RIVALS = 16
"""Agents whose regret is compared when one is drawn, fewer than so many."""


class Lines(NamedTuple):
    """Whole lines: [agent, day] variants, [agent, day, break] ticks of starts and lengths."""

    letter: IntArray
    pause: IntArray
    length: IntArray


class Changed(NamedTuple):
    """Agents whose lines differ from the best roster's."""

    size: IntArray
    """One entry: how many."""
    agent: IntArray
    flag: BoolArray


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


@allocating
def improve(t, ledger, gains, s, agents, heat, noise, rounds, kept, best):  # type: ignore[no-untyped-def]
    """Run `rounds` of ruin and recreate; `kept` and `best[0]` are the best roster met.

    With `rounds` 0 it constructs: each of `agents`, in turn, takes the best line for what is missing then.
    """
    ruined = np.empty(MOST_RUINED, dtype=np.int64)
    held = Lines(
        np.empty((MOST_RUINED, t.days), dtype=np.int64),
        np.empty((MOST_RUINED, t.days, s.pause.shape[1]), dtype=np.int64),
        np.empty((MOST_RUINED, t.days, s.pause.shape[1]), dtype=np.int64),
    )
    agents_in_all = ledger.letter.shape[0]
    changed = Changed(np.zeros(1, np.int64), np.empty(agents_in_all, np.int64), np.zeros(agents_in_all, np.bool_))
    steps = rounds if rounds > 0 else agents.size
    for step in range(steps):
        gains.lean[0] = LEAN if np.random.random() < LEANING else 0.0
        gains.trust[0] = gains.trust[1] * np.random.random()
        first, last = _days(t, rounds)
        count = _choose(ledger.letter, agents, gains, ruined, step, rounds, first, last)
        before = ledger.points[0]
        for k in range(count):
            a = ruined[k]
            _copy(ledger.letter, ledger.pause, ledger.length, a, held.letter, held.pause, held.length, k, first, last)
            if rounds > 0:
                enter_days(t, ledger, a, -1.0, first, last)
        for k in range(count):
            _recreate(t, ledger, gains, s, ruined[k], noise, held, k, first, last)
        worse = ledger.points[0] - before
        if rounds > 0 and worse > 0.0 and (heat <= 0.0 or np.random.random() >= np.exp(-worse / heat)):
            for k in range(count):
                enter_days(t, ledger, ruined[k], -1.0, first, last)
            for k in range(count):
                _put_back(t, ledger, ruined[k], held, k, first, last)
        elif rounds > 0:
            _note(t, ledger, gains, changed, ruined, count)
            if ledger.points[0] < best[0] - 1e-6:
                best[0] = ledger.points[0]
                _keep(t, ledger, changed, kept)


@compiled
def _note(t, ledger, gains, changed, ruined, count):  # type: ignore[no-untyped-def]
    """Remember whose lines differ from those that are kept, and what they regret now."""
    for k in range(count):
        if gains.trust[1] > 0.0:
            gains.regret[ruined[k]] = gains.best[ruined[k]] - at_prices(t, ledger, gains, ruined[k])
        if not changed.flag[ruined[k]]:
            changed.flag[ruined[k]] = True
            changed.agent[changed.size[0]] = ruined[k]
            changed.size[0] += 1


@compiled
def _keep(t, ledger, changed, kept):  # type: ignore[no-untyped-def]
    """The roster that stands is the best: copy the lines that differ."""
    none = t.days - t.days
    for k in range(changed.size[0]):
        a = changed.agent[k]
        changed.flag[a] = False
        _copy(ledger.letter, ledger.pause, ledger.length, a, kept.letter, kept.pause, kept.length, a, none, t.days)
    changed.size[0] = 0


@compiled
def _put_back(t, ledger, a, held, k, first, last):  # type: ignore[no-untyped-def]
    """Give an agent the days back that were held."""
    _copy(held.letter, held.pause, held.length, k, ledger.letter, ledger.pause, ledger.length, a, first, last)
    enter_days(t, ledger, a, 1.0, first, last)


@compiled
def _recreate(t, ledger, gains, s, a, noise, held, k, first, last):  # type: ignore[no-untyped-def]
    """Give an agent the best days first .. last - 1 for what is missing now, or back what was held."""
    if t.leaning > 0.0:
        look_beside(t, s, ledger.letter[a], first, last)
    if last - first == t.days:
        weigh(t, ledger, gains, a)
        lay_out(t, gains, s)
        best_line(t, s, gains, a, noise)
    else:
        alphabet = t.agent[a, ALPHABET]
        low, high = t.intervals, t.intervals - t.intervals
        for d in range(first, last):
            if t.day_span[alphabet, d, 1] > t.day_span[alphabet, d, 0]:
                low, high = min(low, t.day_span[alphabet, d, 0]), max(high, t.day_span[alphabet, d, 1])
        if high > low:
            weigh_days(t, ledger, gains, a, first, last, low, high)
            lay_out_some(t, gains, s, low, high)
        if best_piece(t, s, gains, a, noise, ledger.letter[a], first, last) <= NOTHING / 2:
            _put_back(t, ledger, a, held, k, first, last)
            return
    _copy_in(s.letter, s.pause, s.length, ledger.letter, ledger.pause, ledger.length, a, first, last)
    enter_days(t, ledger, a, 1.0, first, last)


@compiled
def _copy(letter, pause, length, a, to_letter, to_pause, to_length, k, first, last):  # type: ignore[no-untyped-def]
    for d in range(first, last):
        to_letter[k, d] = letter[a, d]
        for b in range(pause.shape[2]):
            to_pause[k, d, b] = pause[a, d, b]
            to_length[k, d, b] = length[a, d, b]


@within
def _copy_in(letter, pause, length, to_letter, to_pause, to_length, a, first, last):  # type: ignore[no-untyped-def]
    for d in range(first, last):
        to_letter[a, d] = letter[d]
        for b in range(pause.shape[1]):
            to_pause[a, d, b] = pause[d, b]
            to_length[a, d, b] = length[d, b]


@within
def _days(t, rounds):  # type: ignore[no-untyped-def]
    """Draw the days that are given anew: all of them, or a few in a row."""
    if rounds == 0 or t.days < 2 or np.random.random() < WHOLE:
        return t.days - t.days, t.days
    size = min(1 + int(MOST_DAYS * np.random.random()), t.days - 1)
    first = np.random.randint(t.days - size + 1)
    return first, first + size


@within
def _draw(agents, gains):  # type: ignore[no-untyped-def]
    """An agent; where prices guide, of a few drawn the one who regrets most (a tournament of random size)."""
    a = agents[np.random.randint(agents.size)]
    for _ in range(int(RIVALS * np.random.random()) if gains.trust[1] > 0.0 else 0):
        other = agents[np.random.randint(agents.size)]
        if gains.regret[other] > gains.regret[a]:
            a = other
    return a


@within
def _choose(letter, agents, gains, ruined, step, rounds, first, last):  # type: ignore[no-untyped-def]
    """Between one and four different agents, fewer more often; while constructing, the next in turn.

    Of single days those who work on them are likelier: the others' lines may leave them no choice.
    """
    if rounds == 0:
        ruined[0] = agents[step]
        return 1
    count = min(1 + int(MOST_RUINED * np.random.random() ** 1.5), MOST_RUINED, agents.size)
    found, tries = 0, 0
    while found < count:
        a = _draw(agents, gains)
        known = last - first == 1 and letter[a, first] < 0 and tries < MOST_TRIES
        tries += 1
        for k in range(found):
            known = known or ruined[k] == a
        if not known:
            ruined[found] = a
            found += 1
    return count
