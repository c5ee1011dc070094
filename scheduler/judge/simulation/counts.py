"""A replication in numbers: contacts counted by queue and the interval in which they arrived."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from scheduler.judge.simulation.contacts import Contacts
from scheduler.judge.simulation.floor import Floor
from scheduler.judge.simulation.stage import Stage
from scheduler.operation import FloatArray, Queue


@dataclass(frozen=True)
class Counts:
    """Arrays [queue, interval]; the backlog counts to the first interval."""

    offered: FloatArray
    good: FloatArray
    """Answered in time (deferred work: finished in time)."""
    base: FloatArray
    """Contacts judged, by the queue's definition of service level; work due after the horizon is not."""
    answered: FloatArray
    abandoned: FloatArray
    waited: FloatArray
    """Seconds of all, those who gave up included."""
    oldest: FloatArray
    """Seconds that the oldest contact in line has waited at the interval's end."""
    present: FloatArray
    """Seconds at work of the people who could serve the queue; so are the next two."""
    busy: FloatArray
    busy_live: FloatArray
    """The seconds of `busy` that are spent with live contacts."""


NAMES = tuple(field.name for field in fields(Counts))


def counted(stage: Stage, contacts: Contacts, s: Floor) -> Counts:
    """Count what became of everyone."""
    shape = stage.volume.shape
    interval = np.clip((contacts.arrival // stage.step).astype(np.int64), 0, max(0, stage.intervals - 1))
    cell = contacts.queue * stage.intervals + interval

    def laid(weights: FloatArray) -> FloatArray:
        return np.bincount(cell, weights=weights, minlength=shape[0] * shape[1]).astype(np.float64).reshape(shape)

    good, base = judged(stage, contacts, s)
    started: FloatArray = s.contacts["started"]
    answered = ~np.isnan(started)
    gone = ~answered & np.isfinite(contacts.leave)
    waited = np.where(answered, started, np.minimum(contacts.leave, stage.seconds)) - contacts.arrival
    by_queue = stage.serves.T.astype(np.float64)
    return Counts(
        offered=laid(np.ones(cell.size)),
        good=laid(good),
        base=laid(base),
        answered=laid(answered.astype(np.float64)),
        abandoned=laid(gone.astype(np.float64)),
        waited=laid(np.maximum(0.0, waited)),
        oldest=s.oldest,
        present=by_queue @ s.present,
        busy=by_queue @ (s.busy_live + s.busy_deferred),
        busy_live=by_queue @ s.busy_live,
    )


def judged(stage: Stage, contacts: Contacts, s: Floor) -> tuple[FloatArray, FloatArray]:
    """(counts as good, counts at all) of each contact: 0 or 1."""
    good, base = np.zeros(contacts.queue.size), np.zeros(contacts.queue.size)
    for row, queue in enumerate(stage.queues):
        mine = contacts.queue == row
        if queue.deferred:
            base[mine] = contacts.due[mine] <= stage.seconds
            good[mine] = base[mine] * (s.contacts["finished"][mine] <= contacts.due[mine] + 1e-6)
        else:
            arrival = contacts.arrival[mine]
            wait, turn = (s.contacts[name][mine] - arrival for name in ("started", "turn"))
            leave = contacts.leave[mine] - arrival
            good[mine], base[mine] = _live(queue, wait, leave, turn)
    return good, base


def _live(queue: Queue, wait: FloatArray, leave: FloatArray, turn: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Contacts in time and contacts judged, by the queue's definition; without a service, all who are answered count.

    `wait` and `turn` are NaN for who was never answered, or whose turn never came; comparisons with NaN are False.
    """
    timed = queue.service.within_seconds if queue.service is not None else None
    within = np.inf if timed is None else timed
    in_time, everyone = (wait <= within).astype(np.float64), np.ones(wait.size)
    definition = queue.service_level_definition
    if definition == "answered_of_answered":
        return in_time, (~np.isnan(wait)).astype(np.float64)
    if definition == "virtual_wait":
        return (turn <= within).astype(np.float64), everyone
    if definition == "short_abandons_excluded":
        short = within if queue.short_abandon_seconds is None else queue.short_abandon_seconds
        return in_time, (~(np.isnan(wait) & (leave <= short))).astype(np.float64)
    return in_time, everyone
