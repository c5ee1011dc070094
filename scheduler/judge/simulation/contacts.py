"""The contacts of a replication: drawn from the forecast, or given by a file and drawn only where it is silent."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from scheduler.judge.simulation.chance import day_factors
from scheduler.judge.simulation.clocks import backlog_times, cut_off, due_times
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.stage import Stage
from scheduler.operation import FloatArray, IntArray

DAYS, QUEUES = 1, 2
"""Streams of chance: a queue's contacts are the same whatever the roster and the other queues."""


class Contacts(NamedTuple):
    """Arrays [contact], in the order of arrival; seconds from the horizon's start."""

    queue: IntArray
    arrival: FloatArray
    handle: FloatArray
    leave: FloatArray
    """Second at which the contact gives up; infinite for never."""
    due: FloatArray
    """Second by which work that may wait is due; infinite for live contacts."""


def drawn(stage: Stage, settings: SimulationSettings, replication: int) -> Contacts:
    """Poisson arrivals of the forecast's volume, times the day's factor, and the opening backlog."""
    factors = day_factors(stage, settings, np.random.default_rng([settings.seed, replication, DAYS]))
    parts = []
    for row in range(len(stage.queues)):
        random = np.random.default_rng([settings.seed, replication, QUEUES, row])
        count = random.poisson(stage.volume[row] * factors)
        interval = np.repeat(np.arange(stage.intervals), count)
        arrival = np.sort((interval + random.random(interval.size)) * stage.step)
        parts.append(_filled(stage, settings, random, row, arrival))
        if stage.deferred[row] and stage.queues[row].backlog:
            parts.append(_backlog(stage, settings, random, row))
    return in_order(parts)


def replayed(stage: Stage, settings: SimulationSettings, replication: int, given: Contacts) -> Contacts:
    """The contacts of a file; a handle time or patience that is NaN is drawn as the forecast says."""
    parts = []
    for row in range(len(stage.queues)):
        random = np.random.default_rng([settings.seed, replication, QUEUES, row])
        mine = given.queue == row
        made = _filled(stage, settings, random, row, given.arrival[mine])
        handle = np.where(np.isnan(given.handle[mine]), made.handle, given.handle[mine])
        patience = given.leave[mine]
        leave = np.where(np.isnan(patience), made.leave, np.minimum(given.arrival[mine] + patience, _cut(stage, made)))
        parts.append(made._replace(handle=handle, leave=leave))
        if stage.deferred[row] and stage.queues[row].backlog:
            parts.append(_backlog(stage, settings, random, row))
    return in_order(parts)


def _filled(
    stage: Stage, settings: SimulationSettings, random: np.random.Generator, row: int, arrival: FloatArray
) -> Contacts:
    """Contacts of one queue that arrive then, with handle time, patience and due time."""
    i = np.clip((arrival // stage.step).astype(np.int64), 0, stage.intervals - 1)
    handle = lasting(random, mean_handle(stage, row)[i], settings.handle_cv)
    queue, never = np.full(arrival.size, row, dtype=np.int64), np.full(arrival.size, np.inf)
    if stage.deferred[row]:
        return Contacts(queue, arrival, handle, never, due_times(stage, row, arrival))
    patience = random.standard_exponential(arrival.size)
    mean = stage.patience[row][i]
    leave = arrival + np.where(np.isinf(mean), np.inf, patience * np.where(np.isinf(mean), 1.0, mean))
    made = Contacts(queue, arrival, handle, leave, never)
    return made._replace(leave=np.minimum(leave, _cut(stage, made)))


def _cut(stage: Stage, contacts: Contacts) -> FloatArray:
    """[contact] of one queue: when they are cut off after closing."""
    if contacts.queue.size == 0:
        return np.zeros(0)
    i = np.clip((contacts.arrival // stage.step).astype(np.int64), 0, stage.intervals - 1)
    return np.maximum(contacts.arrival, cut_off(stage, int(contacts.queue[0]))[i])


def _backlog(stage: Stage, settings: SimulationSettings, random: np.random.Generator, row: int) -> Contacts:
    arrival, due = backlog_times(stage, row)
    count = arrival.size
    handle = lasting(random, np.full(count, _usual_handle(stage, row)), settings.handle_cv)
    return Contacts(np.full(count, row, dtype=np.int64), arrival, handle, np.full(count, np.inf), due)


def lasting(random: np.random.Generator, mean: FloatArray, cv: float | None) -> FloatArray:
    """Handle times of that mean: exponential, or lognormal with that coefficient of variation."""
    if cv is None:
        return mean * random.standard_exponential(mean.size)
    if cv == 0.0:
        return mean
    spread = math.sqrt(math.log1p(cv**2))
    times: FloatArray = mean * np.exp(spread * random.standard_normal(mean.size) - spread**2 / 2)
    return times


def mean_handle(stage: Stage, row: int) -> FloatArray:
    """[interval] the forecast's handle time; where it has none, the queue's usual one."""
    return np.where(np.isnan(stage.handle[row]), _usual_handle(stage, row), stage.handle[row])


def _usual_handle(stage: Stage, row: int) -> float:
    """The mean handle time, weighted by volume; 0 without any forecast."""
    volume = float(stage.volume[row].sum())
    return float((stage.volume[row] * np.nan_to_num(stage.handle[row])).sum()) / volume if volume > 0 else 0.0


def in_order(parts: list[Contacts]) -> Contacts:
    """Contacts of several queues in the order of arrival."""
    if not parts:
        none = np.zeros(0)
        return Contacts(np.zeros(0, dtype=np.int64), none, none, none, none)
    whole = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(whole[1], kind="stable")
    return Contacts(*(column[order] for column in whole))
