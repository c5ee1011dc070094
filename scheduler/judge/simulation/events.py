"""The loop over events: contacts arrive, people come, pause and go, work is finished, in the order of time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from scheduler.compiled import typed as compiled
from scheduler.judge.simulation.agenda import Agenda, doubled, empty_agenda, next_time, pop
from scheduler.judge.simulation.floor import Floor, count_time, join_line
from scheduler.judge.simulation.routing import (
    can_work_on,
    has_own_work,
    longest_idle,
    longest_rested,
    look,
    next_live,
    offer_message,
    offer_to_filling,
    put_down,
)
from scheduler.operation import FloatArray, IntArray

ON, PAUSE, SPELL, OFF, HOME, OPENS = range(6)
"""Kinds of moves: on a queue; a rostered break; away from the desk by chance; on other duty; end of shift; opening."""


class Moves(NamedTuple):
    """What the roster makes people do, in the order of time."""

    time: FloatArray
    agent: IntArray
    kind: IntArray
    value: FloatArray
    """By `kind`: the queue of the activity for ON (-1 for none), seconds for PAUSE and SPELL, the queue for OPENS."""


def run(s: Floor, moves: Moves) -> None:
    """Play a replication to its end; `s` is filled."""
    room = _pushed_at_most(s)
    agenda, cursor = empty_agenda(2 * room), np.zeros(3, dtype=np.int64)
    while not play_on(s, agenda, moves, cursor, room):
        agenda = doubled(agenda)


def _pushed_at_most(s: Floor) -> int:
    """Events that one event adds at most: 3 x people + 1 looks, each with `held` contacts, one break and one rest.

    Danger: `push` writes beyond its arrays where this is too small.
    """
    return 4 * (s.people.size + 1) * (int(s.held.max(initial=1)) + 2)


@compiled
def play_on(s: Floor, agenda: Agenda, moves: Moves, cursor: IntArray, room: int) -> bool:
    """Play until the end, or until the agenda may lack room for one more event; True at the end.

    `cursor` [3] has the next contact, move and interval; it is moved on.
    """
    while agenda.size[0] + room <= agenda.when.size:
        contact, move = cursor[0], cursor[1]
        moved = moves.time[move] if move < moves.time.size else math.inf
        arrived = s.contacts[contact].arrival if contact < s.contacts.size else math.inf
        coming = next_time(agenda)
        now = min(moved, arrived, coming)
        cursor[2] = age_lines(s, cursor[2], now)
        if now == math.inf:
            return True
        if moved == now:
            change(s, agenda, moves, move)
            cursor[1] += 1
        elif coming == now:
            next_event(s, agenda, now)
        else:
            arrive(s, agenda, contact, now)
            cursor[0] += 1
    return False


@compiled
def next_event(s: Floor, agenda: Agenda, now: float) -> None:
    """The earliest event of the agenda: a contact ends, unless it was put down, or a break or rest does."""
    code = pop(agenda)
    if code < 0:
        look(s, agenda, -code - 1, now)
    elif s.contacts[code].ends == now:
        finish(s, agenda, code, now)


@compiled
def age_lines(s: Floor, tick: int, now: float) -> int:
    """Look at the lines at every interval's end up to now; the next interval to look at."""
    while tick < s.oldest.shape[1] and (tick + 1) * s.step <= now:
        moment = (tick + 1) * s.step
        for q in range(s.head.size):
            c = s.head[q]
            while c >= 0 and s.contacts[c].leave <= moment:
                c = s.contacts[c].behind
            s.oldest[q, tick] = moment - s.contacts[c].arrival if c >= 0 else 0.0
        tick += 1
    return tick


@compiled
def arrive(s: Floor, agenda: Agenda, c: int, now: float) -> None:
    """A contact joins its line, and whoever can take it is found."""
    q = s.contacts[c].queue
    join_line(s, c)
    if s.deferred[q]:
        hand_out(s, agenda, q, now)
        return
    while math.isnan(s.contacts[c].started):
        a = longest_idle(s, q)
        if a < 0:
            break
        look(s, agenda, a, now)
        if s.people[a].load <= 0.0:
            break
    if math.isnan(s.contacts[c].started) and not s.whole[q]:
        offer_message(s, agenda, c, now)
    if math.isnan(s.contacts[c].started):
        left = offer_to_filling(s, agenda, c, now)
        if left >= 0:
            hand_out(s, agenda, left, now)


@compiled
def hand_out(s: Floor, agenda: Agenda, q: int, now: float) -> None:
    """Work that may wait goes to idle people while both last."""
    while can_work_on(s, q, now):
        a = longest_rested(s, q, now)
        if a < 0:
            return
        look(s, agenda, a, now)
        if s.people[a].load <= 0.0:
            return


@compiled
def finish(s: Floor, agenda: Agenda, c: int, now: float) -> None:
    """A contact is done; its agent looks for the next."""
    a, q = s.contacts[c].holder, s.contacts[c].queue
    count_time(s, a, now)
    s.contacts[c].finished, s.contacts[c].ends = now, -1.0  # put down and taken up at once, it has two such events
    s.people[a].load -= 1.0 if s.whole[q] else 1.0 / s.held[a, q]
    if s.people[a].item == c:
        s.people[a].item = -1
        s.people[a].rest += s.contacts[c].left_to_do * s.breather[q]
    if s.people[a].load < 1e-6:
        s.people[a].load, s.people[a].idle_since, s.people[a].rested = 0.0, now, now + s.people[a].rest
    look(s, agenda, a, now)


@compiled
def change(s: Floor, agenda: Agenda, moves: Moves, m: int) -> None:
    """A move of the roster. Live contacts in hand are finished first; work that may wait is put down."""
    now, a, kind, value = moves.time[m], moves.agent[m], moves.kind[m], moves.value[m]
    if kind == OPENS:
        hand_out(s, agenda, int(value), now)
        return
    if kind == SPELL and not s.people[a].on:
        return
    count_time(s, a, now)
    left = int(s.contacts[s.people[a].item].queue) if kind != ON and s.people[a].item >= 0 else -1
    if left >= 0:
        put_down(s, a, now)
    if kind == ON:
        if not s.people[a].on and s.people[a].load <= 0.0:
            s.people[a].idle_since = now
        s.people[a].on, s.people[a].activity = True, int(value)
        if s.people[a].item >= 0:
            s.people[a].filling = s.contacts[s.people[a].item].queue != int(value)
            if s.people[a].filling and next_live(s, a, now) >= 0 and not has_own_work(s, a, now):
                left = int(s.contacts[s.people[a].item].queue)
                put_down(s, a, now)
    elif kind in (PAUSE, SPELL):
        s.people[a].owed += value
    else:
        s.people[a].on = False
        # what is left of a break or spell begins again with the next queue, and ends with the shift
        s.people[a].owed = 0.0 if kind == HOME else s.people[a].owed + max(0.0, s.people[a].until - now)
        s.people[a].until = 0.0
    look(s, agenda, a, now)
    if left >= 0:
        hand_out(s, agenda, left, now)
