"""Contacts at steady rates before a crew that shares queues, event by event (compiled).

The routing is that of the simulation of rosters (docs/simulation.md): a contact goes to the longest idle of the free
agents put on its queue, else to the longest idle of others who can serve it. Whoever comes free takes the most urgent
contact in line, among equals the one that has waited longest. A message keeps its agent busy as a call does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.compiled import typed as compiled
from scheduler.compiled import typed_allocating as allocating
from scheduler.operation import BoolArray, FloatArray, IntArray

LINE = 1024
"""Contacts in one line at most; more are lost."""
FREE = np.inf


class Crew(NamedTuple):
    """Queues and the agents who serve them."""

    rate: FloatArray
    """[queue] contacts a second."""
    handle: FloatArray
    """[queue] mean seconds, exponential."""
    patience: FloatArray
    """[queue] mean seconds, exponential; infinite where nobody leaves."""
    within: FloatArray
    """[queue] seconds in which a contact is in time."""
    priority: IntArray
    """[queue] 1 is most urgent."""
    able: BoolArray
    """[agent, queue]"""
    put_on: IntArray
    """[agent] the queue that the agent is put on."""


class Line(NamedTuple):
    """Contacts that wait, by queue; a queue's places are used in turn."""

    since: FloatArray
    """[queue, place] second of arrival."""
    until: FloatArray
    """[queue, place] second at which the contact leaves."""
    ends: IntArray
    """[queue, 2] the first contact in line, and the one after the last."""


class Hands(NamedTuple):
    """What agents do."""

    done: FloatArray
    """[agent] when the contact in hand ends, or `FREE`."""
    idle: FloatArray
    """[agent] since when the agent is free."""


def play(crew: Crew, contacts: int, seed: int) -> FloatArray:
    """[queue, 3] contacts that arrive, are answered in time, and leave, of so many in all."""
    queues = crew.rate.size
    told = np.zeros((queues, 3))
    line = Line(np.zeros((queues, LINE)), np.zeros((queues, LINE)), np.zeros((queues, 2), np.int64))
    shares = np.cumsum(crew.rate) / crew.rate.sum()
    hands = Hands(np.full(crew.put_on.size, FREE), np.zeros(crew.put_on.size))
    _play(crew, line, told, hands, shares, contacts, seed)
    return told


@allocating  # numpy's least and its place want arrays of their own
def _play(crew: Crew, line: Line, told: FloatArray, hands: Hands, shares: FloatArray, contacts: int, seed: int) -> None:
    """Contacts arrive by chance, and people become free; `told` is filled."""
    np.random.seed(seed)
    arrival = 0.0
    for _ in range(contacts):
        arrival += np.random.exponential(1 / crew.rate.sum())
        while hands.done.size > 0 and hands.done.min() <= arrival:
            agent = int(hands.done.argmin())
            _comes_free(crew, line, told, hands, agent)
        queue = min(shares.size - 1, int(np.searchsorted(shares, np.random.random())))
        _arrives(crew, line, told, hands, queue, arrival)


@compiled
def _arrives(crew: Crew, line: Line, told: FloatArray, hands: Hands, queue: int, now: float) -> None:
    """A contact finds an agent, or stands in line."""
    told[queue, 0] += 1
    best = -1
    for agent in range(hands.done.size):
        if hands.done[agent] == FREE and crew.able[agent, queue]:
            own, other = crew.put_on[agent] == queue, best >= 0 and crew.put_on[best] == queue
            if best < 0 or (own and not other) or (own == other and hands.idle[agent] < hands.idle[best]):
                best = agent
    first, after = line.ends[queue]
    if best >= 0:
        told[queue, 1] += 1
        hands.done[best] = now + np.random.exponential(crew.handle[queue])
    elif after - first < LINE:
        line.since[queue, after % LINE] = now
        line.until[queue, after % LINE] = now + np.random.exponential(1.0) * crew.patience[queue]
        line.ends[queue, 1] += 1


@compiled
def _comes_free(crew: Crew, line: Line, told: FloatArray, hands: Hands, agent: int) -> None:
    """An agent takes the next contact in line, or is idle."""
    now, best = hands.done[agent], -1
    for queue in range(crew.rate.size):
        if crew.able[agent, queue]:
            _leave(line, told, queue, now)
            if line.ends[queue, 0] < line.ends[queue, 1] and (best < 0 or _before(crew, line, queue, best)):
                best = queue
    hands.done[agent], hands.idle[agent] = FREE, now
    if best >= 0:
        told[best, 1] += now - line.since[best, line.ends[best, 0] % LINE] <= crew.within[best]
        line.ends[best, 0] += 1
        hands.done[agent] = now + np.random.exponential(crew.handle[best])


@compiled
def _leave(line: Line, told: FloatArray, queue: int, now: float) -> None:
    """The first in line leave whose patience has ended."""
    while line.ends[queue, 0] < line.ends[queue, 1] and line.until[queue, line.ends[queue, 0] % LINE] < now:
        told[queue, 2] += 1
        line.ends[queue, 0] += 1


@compiled
def _before(crew: Crew, line: Line, one: int, other: int) -> bool:
    """Whether the first in line of one queue comes before that of another."""
    first, second = line.since[one, line.ends[one, 0] % LINE], line.since[other, line.ends[other, 0] % LINE]
    urgent, less = crew.priority[one], crew.priority[other]
    return bool(urgent < less or (urgent == less and first < second))
