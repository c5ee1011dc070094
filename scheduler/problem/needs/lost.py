"""Lost work: deferred work that nobody can do in time, as its queue does not open between arrival and due time."""

from __future__ import annotations

import numpy as np

from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.requirement import DeferredWork


def lost_arrivals(work: DeferredWork) -> BoolArray:
    """[interval] whether the work that arrives in it is lost."""
    count = work.due.size
    lost: BoolArray = (work.due < count) & (_next_open(work) >= work.due)
    return lost


def lost_backlog(work: DeferredWork) -> BoolArray:
    """[interval] whether the opening backlog due at its start is lost."""
    lost: BoolArray = np.arange(work.due.size) <= _next_open(work)[0]
    return lost


def _next_open(work: DeferredWork) -> IntArray:
    """[interval] the first open interval from this one on; the number of intervals if there is none."""
    opening = np.append(np.flatnonzero(work.open), work.due.size)
    found: IntArray = opening[np.searchsorted(opening, np.arange(work.due.size))]
    return found


def lost_minutes(work: DeferredWork) -> float:
    """Agent-minutes of all lost work of a queue."""
    return float(work.arrivals[lost_arrivals(work)].sum() + work.backlog[lost_backlog(work)].sum()) / 60


def lost_ticks(problem: Problem) -> FloatArray:
    """[term] agent-ticks of lost work of the queues in the term's sets; they are missing in every roster."""
    demand, seconds = problem.demand, problem.grid.tick_minutes * 60
    amounts = {
        row: 60 * lost_minutes(work) / seconds for row, work in zip(demand.deferred_row, demand.deferred, strict=True)
    }
    rows = (frozenset[int]().union(*term.sets) for term in demand.terms)
    return np.array([sum(amount for row, amount in amounts.items() if row in own) for own in rows], dtype=np.float64)
