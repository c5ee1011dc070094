"""The floor at one moment: waiting lines of contacts, and agents in lists by what they could take next.

Times are seconds from the horizon's start. An agent is in one list at most: idle (by profile and activity, the
longest idle first), partly busy with messages, or filling idle time with work that may wait (both by profile).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.compiled import typed as compiled
from scheduler.operation import BoolArray, FloatArray, IntArray

FULL = 1.0 - 1e-9

Records = npt.NDArray[np.void]
CONTACT = np.dtype(
    [
        ("queue", np.int64),
        ("arrival", np.float64),
        ("left_to_do", np.float64),
        ("leave", np.float64),  # when the contact gives up; infinite for never
        ("due", np.float64),
        ("started", np.float64),  # NaN until somebody takes it
        ("finished", np.float64),
        ("turn", np.float64),  # when somebody would have taken it, whether it was still there or not: its virtual wait
        ("ends", np.float64),
        ("holder", np.int64),
        ("behind", np.int64),  # the next contact in line
    ]
)
PERSON = np.dtype(
    [
        ("on", np.bool_),  # rostered on queues now
        ("activity", np.int64),  # the queue of the rostered activity, or -1
        ("until", np.float64),  # when the break under way ends
        ("owed", np.float64),  # seconds of break that begin when the contacts in hand are finished
        ("load", np.float64),
        ("rested", np.float64),  # before this no work that may wait is begun, if the person stays idle
        ("rest", np.float64),  # seconds of rest that are left while the person is busy
        ("item", np.int64),  # the work that may wait in hand, or -1
        ("filling", np.bool_),  # whether that item only fills idle time, and is put down for a live contact
        ("idle_since", np.float64),
        ("since", np.float64),  # up to when the person's time is counted
        ("here", np.bool_),
        ("where", np.int64),  # the list that the person is in, or -1
        ("previous", np.int64),
        ("following", np.int64),
    ]
)


class Floor(NamedTuple):
    """Constants first, then contacts and people, then what is counted; records keep the compiled code small."""

    profile: IntArray
    """[agent] people of one profile serve the same queues."""
    serves: BoolArray
    """[profile, queue]"""
    live: IntArray
    """[profile, ...] live queues, most urgent first, then -1."""
    waits: IntArray
    """[profile, ...] queues of work that may wait, most urgent first, then -1."""
    priority: IntArray
    deferred: BoolArray
    whole: BoolArray
    """[queue] whether a contact takes all of an agent."""
    breather: FloatArray
    """[queue] rest after an item of work that may wait, as a share of its handling."""
    held: IntArray
    """[agent, queue] contacts that the agent can hold at once."""
    open: BoolArray
    """[queue, interval]"""
    step: float
    """Seconds of an interval."""
    contacts: Records
    """[contact] as `CONTACT` says."""
    head: IntArray
    """[queue]"""
    tail: IntArray
    people: Records
    """[agent] as `PERSON` says."""
    first: IntArray
    """[list]"""
    last: IntArray
    idle: IntArray
    """[profile] how many are idle."""
    present: FloatArray
    """[profile, interval] agent-seconds at work and not on a break; so are the next two."""
    busy_live: FloatArray
    busy_deferred: FloatArray
    oldest: FloatArray
    """[queue, interval] seconds that the oldest contact in line has waited at the interval's end."""


@compiled
def idle_rows(s: Floor) -> int:
    """How many lists are of idle people: one a profile and activity, no activity included; then come the others."""
    return int(s.serves.shape[0] * (s.head.size + 1))


@compiled
def leave_list(s: Floor, a: int) -> None:
    """Take an agent out of the list that it is in."""
    row = s.people[a].where
    if row < 0:
        return
    before, after = s.people[a].previous, s.people[a].following
    if before >= 0:
        s.people[before].following = after
    else:
        s.first[row] = after
    if after >= 0:
        s.people[after].previous = before
    else:
        s.last[row] = before
    if row < idle_rows(s):
        s.idle[s.profile[a]] -= 1
    s.people[a].where = -1


@compiled
def enter_list(s: Floor, a: int, row: int) -> None:
    """Put an agent into a list: behind all who have been idle as long."""
    before = s.last[row]
    while before >= 0 and s.people[before].idle_since > s.people[a].idle_since:
        before = s.people[before].previous
    after = s.people[before].following if before >= 0 else s.first[row]
    s.people[a].previous, s.people[a].following, s.people[a].where = before, after, row
    if before >= 0:
        s.people[before].following = a
    else:
        s.first[row] = a
    if after >= 0:
        s.people[after].previous = a
    else:
        s.last[row] = a
    if row < idle_rows(s):
        s.idle[s.profile[a]] += 1


@compiled
def join_line(s: Floor, c: int) -> None:
    """A contact goes to the end of its queue's line."""
    q = s.contacts[c].queue
    s.contacts[c].behind = -1
    if s.head[q] < 0:
        s.head[q] = c
    else:
        s.contacts[s.tail[q]].behind = c
    s.tail[q] = c


@compiled
def return_to_line(s: Floor, c: int) -> None:
    """A contact goes back to the front of its queue's line."""
    q = s.contacts[c].queue
    s.contacts[c].behind = s.head[q]
    if s.head[q] < 0:
        s.tail[q] = c
    s.head[q] = c


@compiled
def front(s: Floor, q: int, now: float) -> int:
    """The first contact in line that is still there, or -1; those before it gave up, and now is their turn too."""
    while s.head[q] >= 0 and s.contacts[s.head[q]].leave < now:
        s.contacts[s.head[q]].turn = now
        s.head[q] = s.contacts[s.head[q]].behind
    return int(s.head[q])


@compiled
def count_time(s: Floor, a: int, now: float) -> None:
    """Book an agent's time up to now; to be called before anything about the agent changes."""
    start = max(0.0, s.people[a].since)
    s.people[a].since = now
    if not s.people[a].here:
        return
    p, i = s.profile[a], int(start // s.step)
    while start < now and i < s.oldest.shape[1]:
        end = min(now, (i + 1) * s.step)
        s.present[p, i] += end - start
        if s.people[a].item >= 0:
            s.busy_deferred[p, i] += end - start
        else:
            s.busy_live[p, i] += (end - start) * min(1.0, s.people[a].load)
        start = end
        i += 1
