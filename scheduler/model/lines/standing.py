"""The ledger: what changes as lines come and go, and the ledger of a roster in which nobody works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_ticks

SingleArray = npt.NDArray[np.float32]

FINE = 1 / 256
"""Agent-ticks to which amounts are rounded down."""


class Ledger(NamedTuple):
    """What changes as lines come and go."""

    slack: SingleArray
    """[set, interval] agent-ticks wanted less those able, in whole 256ths: single precision holds them exactly."""
    worst: SingleArray
    """[term, interval] agent-ticks missing: the greatest slack of the term's sets, at least 0."""
    cover: FloatArray
    """[cover, cell] agent-ticks still wanted of duties held beside all else."""
    heads: FloatArray
    """[headcount row] people on the shift."""
    burdens: FloatArray
    """[agent] weekend and holiday shifts."""
    paid: FloatArray
    """[agent, week] minutes."""
    letter: IntArray
    """[agent, day] variant worked, or -1."""
    pause: IntArray
    """[agent, day, break] tick at which the break starts, or -1."""
    length: IntArray
    """[agent, day, break] its ticks."""
    points: FloatArray
    """One entry: the points of what stands."""
    work: SingleArray
    """[interval] room to write a line's ticks at work in."""
    held: SingleArray
    """[cell] room for ticks on shift, without breaks in which nobody holds a duty."""
    kept: SingleArray
    """[cell] room for ticks on shift, without breaks in which no duty with rows of its own can go on."""
    off: SingleArray
    """[cell] room for all ticks of a shift, which standby loses."""


def empty_ledger(problem: Problem, need: FloatArray) -> Ledger:
    """A ledger in which nobody works; `need` is [queue, interval] agent-ticks, deferred work as now planned."""
    demand, agents = problem.demand, len(problem.people.name)
    none = np.zeros(problem.grid.intervals)
    wanted = [sum((need[queue] for queue in sorted(queues)), none) for queues in _all_sets(problem)]
    able = [sum(supplied(demand, queues), none) for queues in _all_sets(problem)]
    slack = fine((np.array(wanted) - np.array(able)).reshape(len(wanted), problem.grid.intervals))
    most = int(max(np.diff(problem.plans.break_ptr), default=0))
    ledger = Ledger(
        slack=slack,
        worst=worst_of(problem, slack),
        cover=demand.cover_need.copy(),
        heads=np.zeros(len(demand.head_day)),
        burdens=np.zeros(agents),
        paid=np.zeros(problem.rising.free.shape),
        letter=np.full((agents, problem.grid.days), -1, dtype=np.int64),
        pause=np.full((agents, problem.grid.days, max(1, most)), -1, dtype=np.int64),
        length=np.zeros((agents, problem.grid.days, max(1, most)), dtype=np.int64),
        points=np.zeros(1),
        held=np.zeros(problem.grid.cells, dtype=np.float32),
        **{name: np.zeros(problem.grid.intervals, dtype=np.float32) for name in ("work", "kept", "off")},
    )
    ledger.points[0] = _idle_points(problem, ledger)
    return ledger


def supplied(demand: Demand, queues: frozenset[int]) -> Iterator[FloatArray]:
    """What shifts begun before the horizon supply to a set, and those who could stand by."""
    for profile, served in enumerate(demand.profiles):
        if (served | demand.keeps[profile]) & queues:
            yield demand.given[profile]
        if demand.holds[profile] & queues:
            yield demand.free[profile]


def _all_sets(problem: Problem) -> list[frozenset[int]]:
    return [queues for term in problem.demand.terms for queues in term.sets]


def fine(amounts: FloatArray) -> SingleArray:
    """Rounded down to 256ths of an agent-tick, so that sums in single precision stay exact and bounds stay safe."""
    return (np.floor(amounts / FINE) * FINE).astype(np.float32)


def worst_of(problem: Problem, slack: SingleArray) -> SingleArray:
    """[term, interval] what is missing by each term."""
    worst, place = np.zeros((len(problem.demand.terms), slack.shape[1]), dtype=np.float32), 0
    for row, term in enumerate(problem.demand.terms):
        worst[row] = slack[place : place + len(term.sets)].max(axis=0, initial=0.0)
        place += len(term.sets)
    return worst


def _idle_points(problem: Problem, ledger: Ledger) -> float:
    """The points of a roster in which nobody works."""
    demand, points = problem.demand, problem.people.idle_points
    missing = ledger.worst.sum(axis=1, dtype=np.float64) + lost_ticks(problem)
    points += float(np.array([term.weight for term in demand.terms]) @ missing)
    points += float(demand.cover_weight * np.maximum(ledger.cover, 0.0).sum())
    missing = np.where(demand.head_counted, demand.head_under * np.maximum(demand.head_need, 0), 0.0)
    first = np.flatnonzero(np.diff(demand.head_family, prepend=-1))
    return points + (float(np.maximum.reduceat(missing, first).sum()) if first.size else 0.0)
