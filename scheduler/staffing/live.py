"""Agents for a live queue: Erlang A where patience is known, Erlang C where not; whole numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr

from scheduler.operation import BoolArray, FloatArray, Queue
from scheduler.staffing.erlang import ServiceLevel, Target, least_agents
from scheduler.staffing.lasting import is_long, modified_load

TAIL = 0.5
"""After closing, agents stay while at least so many contacts are, on average, still being handled."""


@dataclass(frozen=True)
class LiveNeed:
    """What one live queue needs: arrays [interval], and what a planner should know."""

    erlangs: FloatArray
    agents: FloatArray
    notes: tuple[str, ...] = ()


def live_need(queue: Queue, volume: FloatArray, handle_seconds: FloatArray, is_open: BoolArray, step: int) -> LiveNeed:
    """Net agents of a live queue; `volume` is what arrives, `step` the interval's minutes.

    The handle time of a message is divided by the measured concurrency. Contacts outside opening hours are not staffed.
    """
    notes = [*_closed_note(queue, volume, is_open), *_target_notes(queue)]
    arriving = np.where(is_open, volume, 0.0)
    handle = handle_seconds / queue.concurrency
    load = np.nan_to_num(arriving * np.nan_to_num(handle)) / (60.0 * step)
    if is_long(arriving, handle_seconds):
        sessions = modified_load(arriving, handle_seconds, 60.0 * step)
        load = sessions / queue.concurrency
        handle = _carried(handle)
        notes.append(
            f"{queue.id}: handling takes half an hour or more, so the load is that of contacts still in handling, "
            "past closing too"
        )
    floor = math.ceil(queue.minimum_agents)
    agents = least_agents(load, np.nan_to_num(handle, nan=1.0), patience_of(queue), target_of(queue), floor)
    if queue.must_answer is not None:
        agents = np.maximum(agents, poisson_agents(load, queue.must_answer))
    finishing = np.where(load >= TAIL, np.ceil(load - 1e-9), 0.0)
    return LiveNeed(load, np.where(is_open, agents, finishing), tuple(notes))


def poisson_agents(load: FloatArray, chance: float) -> FloatArray:
    """[interval] the least n for which a Poisson number of contacts in handling is at most n with that chance."""
    agents = np.zeros(load.size)
    while (few := pdtr(agents, load) < chance).any():
        agents += few
    return agents


def target_of(queue: Queue) -> Target:
    """The queue's targets as the formulas take them; without a service the load and the other targets alone count."""
    service = queue.service
    timed = service is not None and service.within_seconds is not None
    return Target(
        share=service.share if service is not None and timed else 0.0,
        within_seconds=(service.within_seconds or 0.0) if service is not None else 0.0,
        definition=ServiceLevel(queue.service_level_definition),
        asa_seconds=queue.asa_seconds if queue.asa_seconds is not None else math.inf,
        max_abandoned=queue.max_abandoned if queue.max_abandoned is not None else 1.0,
        max_occupancy=queue.max_occupancy,
        short_abandon_seconds=queue.short_abandon_seconds,
    )


def patience_of(queue: Queue) -> float:
    """Mean patience in seconds; infinite (Erlang C) where none is given or nothing is promised about waiting."""
    promised = queue.service is not None or queue.asa_seconds is not None or queue.max_abandoned is not None
    return queue.patience_seconds if queue.patience_seconds is not None and promised else math.inf


def _carried(handle: FloatArray) -> FloatArray:
    """NaN replaced by the last handle time before it."""
    known = np.where(np.isnan(handle), 0, np.arange(handle.size))
    carried: FloatArray = handle[np.maximum.accumulate(known)]
    return carried


def _closed_note(queue: Queue, volume: FloatArray, is_open: BoolArray) -> list[str]:
    outside = float(volume[~is_open].sum())
    if outside <= 0:
        return []
    return [f"{queue.id}: {outside:,.1f} contacts are forecast outside its opening hours; nobody is staffed for them"]


def _target_notes(queue: Queue) -> list[str]:
    if queue.service is None and queue.asa_seconds is None and queue.max_abandoned is None:
        return [f"{queue.id}: no service target, so it is staffed for its load at {queue.max_occupancy:.0%} occupancy"]
    if queue.service is not None and queue.service.within_seconds is not None and queue.service.share >= 1:
        return [f"{queue.id}: 100 % answered in time is never certain; staffed for 99.99 %"]
    return []
