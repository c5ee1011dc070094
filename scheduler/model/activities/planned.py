"""The plan of deferred work for a roster whose shifts are fixed: agents are put on queues by it."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from scheduler.model.deferred.backlog import Backlog
from scheduler.model.deferred.deferral import Deferral
from scheduler.model.lines.standing import empty_ledger, supplied
from scheduler.model.lines.tables import Tables, tables_of
from scheduler.model.search import search
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.lost import lost_ticks


class Planned(NamedTuple):
    """A plan of deferred work, not rounded, and the shortage that it leaves."""

    plan: FloatArray
    """[place, interval] agent-ticks."""
    missing: FloatArray
    """[term] agent-ticks."""


def planned(problem: Problem, letter: IntArray, pause: IntArray, *plans: FloatArray | None) -> Planned:
    """The plan with the fewest points: one of `plans` ([place, interval] agent-ticks) or one made anew."""
    tables, live = tables_of(problem), _slack(problem, letter, pause)
    found = [_as_told(problem, tables, live, plan) for plan in plans if plan is not None]
    return min([_anew(problem, tables, live), *found], key=lambda one: float(tables.term_weight @ one.missing))


def _anew(problem: Problem, tables: Tables, live: FloatArray) -> Planned:
    deferral, slack = Deferral(problem), live.copy()
    for place, member in enumerate(deferral.members):
        slack[member] += deferral.plan[place]
    deferral.refill(tables, slack, 0.0)
    return Planned(deferral.plan, _missing(problem, tables, slack))


def _as_told(problem: Problem, tables: Tables, live: FloatArray, plan: FloatArray) -> Planned:
    """The given plan, completed: the search rounds its plans down, and all work must be in it."""
    deferral, slack = Deferral(problem), live.copy()
    whole = np.array([_done(problem, place, plan[place]) for place in range(len(deferral.members))])
    for place, member in enumerate(deferral.members):
        slack[member] += whole[place]
    return Planned(whole, _missing(problem, tables, slack))


def _done(problem: Problem, place: int, plan: FloatArray) -> FloatArray:
    """[interval] agent-ticks of a queue's work by the plan; late work stands in the last interval that was in time."""
    tick, backlog = problem.grid.tick_minutes, Backlog(problem.demand.deferred[place])
    for interval, ticks in enumerate(plan.tolist()):
        backlog.arrive(interval)
        backlog.work(ticks * tick)
    done: FloatArray = backlog.done / tick
    return done


def _missing(problem: Problem, tables: Tables, slack: FloatArray) -> FloatArray:
    """[term] agent-ticks missing at the slack of the sets, with the work that nobody could do in time."""
    parts = [slack[low:high] for low, high in pairwise(tables.term_first.tolist())]
    there = [float(part.max(axis=0, initial=0.0).sum()) for part in parts]
    return np.array(there, dtype=np.float64) + lost_ticks(problem)


def _slack(problem: Problem, letter: IntArray, pause: IntArray) -> FloatArray:
    """[set, interval] agent-ticks that live queues and duties want, less the people who can serve them."""
    demand, ledger = problem.demand, empty_ledger(problem, problem.demand.need)
    before = ledger.slack.astype(np.float64)
    ledger.letter[:], ledger.pause[:] = letter, pause[:, :, : ledger.pause.shape[2]]
    search.enter_all(tables_of(problem), ledger)
    there = before - ledger.slack
    for row, queues in enumerate(queues for term in demand.terms for queues in term.sets):
        there[row] += sum(supplied(demand, queues), np.zeros(problem.grid.intervals))
        there[row] -= demand.need[sorted(queues)].sum(axis=0)
    return -there
