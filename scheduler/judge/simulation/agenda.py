"""What comes next on the floor by itself: contacts that end, breaks and rests that end; the earliest first.

It is a heap in two arrays. Python's `heapq` wants a list, and compiled code that holds a list counts references to
every array of the floor in every call: that took four fifths of a simulation's time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.compiled import typed as compiled
from scheduler.operation import FloatArray, IntArray


class Agenda(NamedTuple):
    """Events as a binary heap: when, and the contact that ends, or -(agent + 1) whose break or rest ends."""

    when: FloatArray
    """[index] seconds from the horizon's start."""
    what: IntArray
    """[index]"""
    size: IntArray
    """[1] how many events there are."""


def empty_agenda(room: int) -> Agenda:
    """An agenda for so many events at once."""
    return Agenda(np.full(room, np.inf), np.zeros(room, dtype=np.int64), np.zeros(1, dtype=np.int64))


def doubled(agenda: Agenda) -> Agenda:
    """A copy of an agenda with twice the room."""
    more = empty_agenda(agenda.when.size)
    return Agenda(np.concatenate([agenda.when, more.when]), np.concatenate([agenda.what, more.what]), agenda.size)


@compiled
def next_time(agenda: Agenda) -> float:
    """When the earliest event is; infinite where there is none."""
    return float(agenda.when[0]) if agenda.size[0] > 0 else np.inf


@compiled
def push(agenda: Agenda, when: float, what: int) -> None:
    """Add an event. Danger: there must be room, which nothing looks at here."""
    index = agenda.size[0]
    agenda.size[0] += 1
    while index > 0:
        above = (index - 1) // 2
        if not comes_before(when, what, agenda.when[above], agenda.what[above]):
            break
        agenda.when[index], agenda.what[index] = agenda.when[above], agenda.what[above]
        index = above
    agenda.when[index], agenda.what[index] = when, what


@compiled
def pop(agenda: Agenda) -> int:
    """Take out the earliest event: what it is. Danger: there must be one, which nothing looks at here."""
    found = agenda.what[0]
    agenda.size[0] -= 1
    size = agenda.size[0]
    when, what, index = agenda.when[size], agenda.what[size], 0
    while 2 * index + 1 < size:
        below = 2 * index + 1
        if below + 1 < size and comes_before(
            agenda.when[below + 1], agenda.what[below + 1], agenda.when[below], agenda.what[below]
        ):
            below += 1
        if not comes_before(agenda.when[below], agenda.what[below], when, what):
            break
        agenda.when[index], agenda.what[index] = agenda.when[below], agenda.what[below]
        index = below
    agenda.when[index], agenda.what[index] = when, what
    return int(found)


@compiled
def comes_before(when: float, what: int, other_when: float, other: int) -> bool:
    """The order of events; at one time that of their numbers."""
    return when < other_when or (when == other_when and what < other)
