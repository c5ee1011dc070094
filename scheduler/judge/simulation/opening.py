"""The floor before the first event: nobody at work, nobody in line."""

from __future__ import annotations

import numpy as np

from scheduler.judge.simulation.contacts import Contacts
from scheduler.judge.simulation.floor import CONTACT, PERSON, Floor, Records
from scheduler.judge.simulation.stage import Stage
from scheduler.operation import BoolArray, IntArray


def empty_floor(stage: Stage, contacts: Contacts, held: IntArray) -> Floor:
    """`held` [agent, queue] is how many contacts each can hold at once."""
    rest = [1.0 / queue.max_occupancy - 1.0 if queue.deferred else 0.0 for queue in stage.queues]
    profiles = stage.serves.shape[0]
    lists = profiles * (len(stage.queues) + 3)
    table = (profiles, stage.intervals)
    return Floor(
        profile=stage.profile,
        serves=stage.serves,
        live=_in_turn(stage, ~stage.deferred),
        waits=_in_turn(stage, stage.deferred),
        priority=stage.priority,
        deferred=stage.deferred,
        whole=stage.concurrency <= 1.0,
        breather=np.array(rest, dtype=np.float64),
        held=held,
        open=stage.open,
        step=stage.step,
        contacts=_contacts(contacts),
        head=_none(len(stage.queues)),
        tail=_none(len(stage.queues)),
        people=_people(stage.profile.size),
        first=_none(lists),
        last=_none(lists),
        idle=np.zeros(profiles, dtype=np.int64),
        present=np.zeros(table),
        busy_live=np.zeros(table),
        busy_deferred=np.zeros(table),
        oldest=np.zeros((len(stage.queues), stage.intervals)),
    )


def _in_turn(stage: Stage, wanted: BoolArray) -> IntArray:
    """[profile, ...] the queues wanted that it serves, the most urgent first, then -1."""
    order = sorted(np.flatnonzero(wanted).tolist(), key=lambda row: (stage.priority[row], row))
    rows = [[row for row in order if serves[row]] for serves in stage.serves]
    return np.array([row + [-1] * (len(order) + 1 - len(row)) for row in rows], dtype=np.int64).reshape(
        len(rows), len(order) + 1
    )


def _contacts(contacts: Contacts) -> Records:
    rows = np.zeros(contacts.queue.size, dtype=CONTACT)
    rows["queue"], rows["arrival"], rows["left_to_do"] = contacts.queue, contacts.arrival, contacts.handle
    rows["leave"], rows["due"] = contacts.leave, contacts.due
    rows["ends"], rows["holder"], rows["behind"] = -1.0, -1, -1
    for name in ("started", "finished", "turn"):
        rows[name] = np.nan
    return rows


def _people(count: int) -> Records:
    rows = np.zeros(count, dtype=PERSON)
    for name in ("activity", "item", "where", "previous", "following"):
        rows[name] = -1
    return rows


def _none(count: int) -> IntArray:
    return np.full(count, -1, dtype=np.int64)
