"""Which agent takes which contact.

An agent who is free takes the most urgent live contact of all that the agent can serve; among queues equally urgent,
whoever has waited longest. A contact goes to the longest idle agent, those first whose activity is its queue.
Work that may wait is for those rostered on it, and fills the others' idle time, the earliest due first; what only
fills is put down for a live contact, first by those who serve the fewest queues, and goes on later, with anyone.
Nothing urgent is overtaken: an agent who holds messages takes no further one while a more urgent call waits that wants
all of an agent.
"""

from __future__ import annotations

import math

from scheduler.compiled import typed as compiled
from scheduler.judge.simulation.agenda import Agenda, push
from scheduler.judge.simulation.floor import (
    FULL,
    Floor,
    count_time,
    enter_list,
    front,
    idle_rows,
    leave_list,
    return_to_line,
)


@compiled
def can_work_on(s: Floor, q: int, now: float) -> bool:
    """Whether work of that queue lies there and its queue is open."""
    i = int(now // s.step)
    return bool(s.head[q] >= 0 and 0 <= i < s.open.shape[1] and s.open[q, i])


@compiled
def has_own_work(s: Floor, a: int, now: float) -> bool:
    """Whether the agent is rostered on work that may wait, and some lies there."""
    own = s.people[a].activity
    return bool(own >= 0 and s.deferred[own] and can_work_on(s, own, now))


@compiled
def next_live(s: Floor, a: int, now: float) -> int:
    """The live contact that the agent should take next, or -1."""
    best = -1
    for q in s.live[s.profile[a]]:
        if q < 0 or (best >= 0 and s.priority[q] > s.priority[s.contacts[best].queue]):
            break
        c = front(s, q, now)
        if c >= 0 and (best < 0 or s.contacts[c].arrival < s.contacts[best].arrival):
            best = c
    return best


@compiled
def next_deferred(s: Floor, a: int, now: float) -> int:
    """The work that may wait that the agent should begin next: the earliest due, or -1."""
    best = -1
    for q in s.waits[s.profile[a]]:
        if q >= 0 and can_work_on(s, q, now) and (best < 0 or s.contacts[s.head[q]].due < s.contacts[best].due):
            best = s.head[q]
    return best


@compiled
def choose(s: Floor, a: int, now: float) -> int:
    """What an agent with room takes next, or -1."""
    free = s.people[a].load <= 0.0
    rested = free and s.people[a].rested <= now
    if rested and has_own_work(s, a, now):
        return int(s.head[s.people[a].activity])
    c = next_live(s, a, now)
    if c >= 0:
        q = s.contacts[c].queue
        fits = free or (not s.whole[q] and s.people[a].load + 1.0 / s.held[a, q] <= 1.0 + 1e-9)
        return c if fits else -1
    return next_deferred(s, a, now) if rested else -1


@compiled
def take(s: Floor, agenda: Agenda, a: int, c: int, now: float) -> None:
    """The agent takes the first contact of a line in hand."""
    q = s.contacts[c].queue
    s.head[q] = s.contacts[c].behind
    if math.isnan(s.contacts[c].started):
        s.contacts[c].started = s.contacts[c].turn = now
    count_time(s, a, now)
    if s.people[a].load <= 0.0:
        s.people[a].rest = max(0.0, s.people[a].rested - now)
    if s.deferred[q]:
        s.people[a].item = c
        s.people[a].filling = s.people[a].activity != q
    s.people[a].load += 1.0 if s.whole[q] else 1.0 / s.held[a, q]
    s.people[a].here = True
    s.contacts[c].holder = a
    s.contacts[c].ends = now + s.contacts[c].left_to_do
    push(agenda, s.contacts[c].ends, c)


@compiled
def put_down(s: Floor, a: int, now: float) -> None:
    """Work that may wait goes back to the front of its line with what is left to do."""
    c, left = s.people[a].item, s.contacts[s.people[a].item].ends - now
    count_time(s, a, now)
    s.people[a].rest += (s.contacts[c].left_to_do - left) * s.breather[s.contacts[c].queue]
    s.contacts[c].left_to_do, s.contacts[c].ends = left, -1.0
    s.people[a].item, s.people[a].load, s.people[a].idle_since = -1, 0.0, now
    s.people[a].rested = now + s.people[a].rest
    return_to_line(s, c)


@compiled
def begin_break(s: Floor, agenda: Agenda, a: int, now: float) -> None:
    """A break that is owed begins once nothing is in hand and no other break is under way; a rest goes on after it."""
    if not s.people[a].on or s.people[a].owed <= 0.0 or s.people[a].load > 0.0 or s.people[a].until > now:
        return
    if s.people[a].rested > now:
        s.people[a].rested += s.people[a].owed
    s.people[a].until = now + s.people[a].owed
    s.people[a].owed = 0.0
    push(agenda, s.people[a].until, -(a + 1))


@compiled
def look(s: Floor, agenda: Agenda, a: int, now: float) -> None:
    """An agent takes what it has room for, and waits in the list of those who could do more."""
    leave_list(s, a)
    count_time(s, a, now)
    begin_break(s, agenda, a, now)
    ready = s.people[a].on and s.people[a].until <= now and s.people[a].owed <= 0.0
    s.people[a].here = s.people[a].load > 0.0 or (s.people[a].on and s.people[a].until <= now)
    if not ready:
        return
    while s.people[a].load < FULL:
        c = choose(s, a, now)
        if c < 0:
            break
        take(s, agenda, a, c, now)
    p, other = s.profile[a], idle_rows(s)
    if s.people[a].item >= 0:
        if s.people[a].filling:
            enter_list(s, a, other + s.serves.shape[0] + p)
    elif s.people[a].load <= 0.0:
        enter_list(s, a, p * (s.head.size + 1) + s.people[a].activity + 1)
        if s.people[a].rested > now:
            push(agenda, s.people[a].rested, -(a + 1))
    elif s.people[a].load < FULL:
        enter_list(s, a, other + p)


@compiled
def longest_idle(s: Floor, q: int) -> int:
    """The longest idle agent who serves the queue, those first whose activity it is; -1 for none."""
    best, width = -1, s.head.size + 1
    for p in range(s.serves.shape[0]):
        if s.idle[p] > 0 and s.serves[p, q]:
            a = s.first[p * width + q + 1]
            if a >= 0 and (best < 0 or s.people[a].idle_since < s.people[best].idle_since):
                best = a
    if best >= 0:
        return best
    for p in range(s.serves.shape[0]):
        if s.idle[p] > 0 and s.serves[p, q]:
            for row in range(p * width, (p + 1) * width):
                a = s.first[row]
                if a >= 0 and (best < 0 or s.people[a].idle_since < s.people[best].idle_since):
                    best = a
    return best


@compiled
def before(s: Floor, q: int, a: int, b: int) -> bool:
    """Whether agent a comes before b for the queue's work: those on it first, then the longest idle."""
    on_it, b_on_it = s.people[a].activity == q, s.people[b].activity == q
    return bool(on_it and not b_on_it) or bool(on_it == b_on_it and s.people[a].idle_since < s.people[b].idle_since)


@compiled
def longest_rested(s: Floor, q: int, now: float) -> int:
    """Agent for work that may wait: as `longest_idle`, but only of those who have had their breather."""
    best, width = -1, s.head.size + 1
    for p in range(s.serves.shape[0]):
        if s.idle[p] > 0 and s.serves[p, q]:
            for row in range(p * width, (p + 1) * width):
                a = s.first[row]
                while a >= 0 and s.people[a].rested > now:
                    a = s.people[a].following
                if a < 0:
                    continue
                if best < 0 or before(s, q, a, best):
                    best = a
    return best


@compiled
def offer_message(s: Floor, agenda: Agenda, c: int, now: float) -> None:
    """People who hold messages look whether there is room for one more."""
    for p in range(s.serves.shape[0]):
        if s.serves[p, s.contacts[c].queue]:
            a = s.first[idle_rows(s) + p]
            while a >= 0 and math.isnan(s.contacts[c].started):
                after = s.people[a].following
                if choose(s, a, now) >= 0:  # else the list stays as it is: who is put in again might be met again
                    look(s, agenda, a, now)
                a = after


@compiled
def offer_to_filling(s: Floor, agenda: Agenda, c: int, now: float) -> int:
    """Somebody who only fills idle time puts that work down for a live contact: whoever serves the fewest queues.

    Returns the queue of that work, or -1.
    """
    for p in range(s.serves.shape[0]):
        a = s.first[idle_rows(s) + s.serves.shape[0] + p] if s.serves[p, s.contacts[c].queue] else -1
        while a >= 0 and has_own_work(s, a, now):  # would take that, not the contact
            a = s.people[a].following
        if a >= 0:
            q = s.contacts[s.people[a].item].queue
            put_down(s, a, now)
            look(s, agenda, a, now)
            return int(q)
    return -1
