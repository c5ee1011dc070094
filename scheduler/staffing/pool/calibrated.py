"""How much of what chance asks for each queue of a pool really needs: found by simulating the pool, without a roster.

Crews are drawn for some intervals, from quiet to busy: each queue's share of agents, of those who can serve it. A queue
that is answered in time too seldom gets more, one that is answered more often than promised gets less, until all are
close to what they promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from scheduler.operation import Agent, BoolArray, FloatArray, Operation, Queue
from scheduler.requirement import Requirement
from scheduler.staffing.pool.flat import Crew, play

ROUNDS = 7
INTERVALS = 6
"""Intervals that are played, evenly from the quietest tenth to the busiest."""
CREWS = 4
"""Crews drawn for each of them."""
CONTACTS = 4_000
"""Contacts that each crew meets."""
PACE, SLOWER = 5.0, 0.3
"""How far a share in time that is off by 1 moves a factor (as its logarithm), and how much less in each later round."""
MOST_OFF = 0.1
CLOSE = 0.005
"""A queue this far below its promise is as good as on it: the play is no more exact."""
SEED = 1


@dataclass(frozen=True)
class Pooled:
    """The queues of a pool as they are played; rows are in the order of the pool's."""

    queues: tuple[Queue, ...]
    volume: FloatArray
    """[queue, interval] contacts."""
    handle: FloatArray
    """[queue, interval] seconds."""
    load: FloatArray
    """[queue, interval] in people."""
    chance: FloatArray
    """[queue, interval] agents that chance asks for beyond the load, by the formula."""
    alone: FloatArray
    """[queue, interval] agents that the queue by itself needs."""
    able: BoolArray
    """[agent, queue]"""
    seconds: float
    """Length of an interval."""

    def shares(self, factors: FloatArray) -> FloatArray:
        """[queue, interval] the load and so many times what chance asks for, but no more than the queue alone needs.

        Kept in any case: `max_occupancy`, `minimum_agents`, and all of what `must_answer` asks for.
        """
        busy, floor = (np.array(column).reshape(-1, 1) for column in zip(*map(_kept, self.queues), strict=True))
        least = np.minimum(self.alone, np.maximum(self.load / busy, floor))
        shares: FloatArray = np.clip(self.load + factors[:, None] * self.chance, least, self.alone)
        return shares


def pooled_queues(
    operation: Operation,
    alone: Requirement,
    rows: Sequence[int],
    tables: tuple[FloatArray, FloatArray],
    people: Sequence[Agent],
) -> Pooled:
    """The queues of `rows`; `tables` are load and chance [queue of the pool, interval]."""
    queues, chosen = tuple(operation.queues[alone.queues[row]] for row in rows), list(rows)
    able = np.array([[agent.serves(queue) for queue in queues] for agent in people]).reshape(-1, len(rows))
    handle = np.nan_to_num(alone.handle_seconds[chosen], nan=1.0)
    step = 60.0 * alone.interval_minutes
    return Pooled(queues, alone.volume[chosen], handle, *tables, alone.agents[chosen], able, step)


def factors_of(pool: Pooled) -> FloatArray:
    """[queue] times what chance asks for by the formula: those of the round in which least was missed.

    Queues without a promise keep 1.
    """
    intervals = _intervals(pool)
    factors = np.ones(len(pool.queues))
    tried: list[tuple[float, float, FloatArray]] = []
    for number in range(ROUNDS if intervals and any(map(_promised, pool.queues)) else 0):
        shares = pool.shares(factors)
        gaps = _gaps(pool, played(pool, shares, intervals))
        tried.append((float(np.maximum(gaps - CLOSE, 0.0).sum().round(2)), float(shares.sum()), factors))
        factors = factors * np.exp(PACE / (1 + SLOWER * number) * gaps.clip(-MOST_OFF, MOST_OFF))
    return min(tried, key=lambda one: one[:2])[2] if tried else factors


def _intervals(pool: Pooled) -> list[int]:
    """Intervals with contacts, evenly by how many people they need."""
    need = pool.shares(np.ones(len(pool.queues))).sum(axis=0)
    order = [interval for interval in np.argsort(need, kind="stable").tolist() if pool.volume[:, interval].any()]
    places = np.linspace(0.1, 1.0, INTERVALS) * (len(order) - 1)
    return list(dict.fromkeys(order[int(place)] for place in places)) if order else []


def played(pool: Pooled, shares: FloatArray, intervals: Sequence[int], seed: int = SEED) -> FloatArray:
    """[queue, 2] shares of contacts that are in time, and that leave; by the volumes of the intervals played."""
    chance = np.random.default_rng(seed)
    told, weight = np.zeros((len(pool.queues), 2)), np.zeros((len(pool.queues), 1))
    for interval in intervals:
        for crew in range(CREWS):
            found = play(crew_of(pool, shares[:, interval], interval, chance), CONTACTS, seed + crew)
            came = pool.volume[:, interval, None] * (found[:, :1] > 0)
            told += came * found[:, 1:] / np.maximum(found[:, :1], 1.0)
            weight += came
    return np.divide(told, weight, out=np.full_like(told, np.nan), where=weight > 0)


def crew_of(pool: Pooled, agents: FloatArray, interval: int, chance: np.random.Generator) -> Crew:
    """So many agents on each queue, drawn from those who can serve it and are on none yet; fractions by chance.

    Where the operation has too few of them, some are drawn twice: what is needed does not depend on how many there are.
    """
    left, who, put_on = np.ones(len(pool.able), dtype=bool), list[int](), list[int]()
    for queue, wanted in enumerate(agents.tolist()):
        number = int(wanted) + int(chance.random() < wanted % 1)
        able = np.flatnonzero(pool.able[:, queue])
        drawn = chance.permutation(able[left[able]])[:number].tolist()
        left[drawn] = False
        drawn += chance.choice(able, number - len(drawn)).tolist() if able.size else []
        who += drawn
        put_on += [queue] * len(drawn)
    timed = [queue.service.within_seconds if queue.service else None for queue in pool.queues]
    return Crew(
        rate=pool.volume[:, interval] / pool.seconds,
        handle=pool.handle[:, interval].copy(),
        patience=np.array([inf if queue.patience_seconds is None else queue.patience_seconds for queue in pool.queues]),
        within=np.array([within or 0.0 for within in timed]),
        priority=np.array([queue.priority for queue in pool.queues], dtype=np.int64),
        able=pool.able[who],
        put_on=np.array(put_on, dtype=np.int64),
    )


def _gaps(pool: Pooled, told: FloatArray) -> FloatArray:
    """[queue] how far each is below its promise, as a share of contacts; negative above, 0 where nothing is known."""
    shares = np.array([queue.service.share if queue.service else np.nan for queue in pool.queues])
    leaving = np.array([np.nan if queue.max_abandoned is None else queue.max_abandoned for queue in pool.queues])
    gaps: FloatArray = np.nan_to_num(np.fmax(shares - told[:, 0], told[:, 1] - leaving), nan=0.0)
    return gaps


def _kept(queue: Queue) -> tuple[float, float]:
    """The occupancy, and the agents that stay with the queue whatever it shares."""
    return queue.max_occupancy, queue.minimum_agents if queue.must_answer is None else inf


def _promised(queue: Queue) -> bool:
    return queue.service is not None or queue.max_abandoned is not None
