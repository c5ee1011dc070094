"""A bound that holds for every legal roster: the Lagrangian of the shortage over all lines.

Give each set of queues a price in each interval (their sum at most the weight of the term), each cover a price at
most its weight, each headcount row one between -over and under. Whatever the prices, what is wanted at these prices
less what the best legal line of each agent brings is at most the points of any roster: lines are priced exactly, by
the same dynamic program that proposes them, breaks included. The prices come from the smoothed relaxation (`relax`);
the bound of every visited point counts, the best is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.model import relax
from scheduler.model.deferral import Batches
from scheduler.model.lagrange import respond
from scheduler.model.price import Gains, Scratch, scratch_of
from scheduler.model.tables import OVER, UNDER, WANTED, Ledger, empty_ledger, tables_of
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.problem import Problem

SAFETY = 1e-9
"""Share of the sums by which a bound is lowered, so that rounding can not raise it."""
SOFT_START, SOFT_END = 0.1, 0.002
"""How soft the maximum is, in agents: the bound is about that much too low for each set that is short."""
SWEEPS = 3
"""Sweeps between two looks at the bound."""
SHARPEN = 0.75


@dataclass
class Prices:
    """A point of the dual."""

    sets: FloatArray
    """[interval, set]"""
    cover: FloatArray
    """[cover, interval]"""
    heads: FloatArray
    """[headcount row]"""


class Prover:
    """Raises the bound of a problem; `raise_bound` may be called again and goes on where it stopped."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.tables = problem, tables_of(problem)
        demand, size = problem.demand, problem.grid.intervals
        need = np.where(demand.counted[:, None], demand.need, 0.0)  # exclusive cover is no points of its own
        self.blank = empty_ledger(problem, need)
        self.agents, self.counts = _representatives(problem)
        self.batches = [Batches(problem, place) for place in range(len(demand.deferred))]
        self.planned = np.zeros((len(self.batches), size))
        self.scratch: Scratch = scratch_of(self.tables)
        self.gains = Gains(np.zeros(size), np.zeros(size), np.zeros(size), _no_heads(problem))
        self.mix = self._empty_mixture()
        terms = self.tables.term_weight.size
        self.active = relax.Active(
            np.zeros((size, terms + 1), dtype=np.int64), np.zeros(max(1, self.mix.slack.size), dtype=np.int64)
        )
        self.soft = SOFT_START * self.tables.interval_ticks
        self.random = np.random.default_rng(1)
        self.best = -np.inf

    def _empty_mixture(self) -> relax.Mixture:
        kinds, size, rows = self.agents.size, self.problem.grid.intervals, len(self.problem.demand.head_day)
        return relax.Mixture(
            slack=self.blank.slack.T.astype(np.float64),
            cover=self.blank.cover.copy(),
            heads=self.tables.head_points[:, WANTED].copy(),
            work=np.zeros((kinds, size)),
            presence=np.zeros((kinds, size)),
            people=np.zeros((kinds, rows)),
            points=np.zeros(kinds),
        )

    def start_from(self, ledger: Ledger, plan: FloatArray) -> None:
        """Start from a complete roster: each kind's mixture is what its people do there."""
        t, size = self.tables, self.problem.grid.intervals
        target = self._target()
        for k, kind in enumerate(self.problem.people.kind[self.agents]):
            total = self._target()
            for a in np.flatnonzero(self.problem.people.kind == kind):
                self.scratch.letter[:], self.scratch.pause[:] = ledger.letter[a], ledger.pause[a]
                self.scratch.length[:] = ledger.length[a]
                relax.aim(t, self.scratch, int(a), 1.0, target)
                for part, one in zip(total, target, strict=True):
                    part += one
            relax.move(t, self.mix, int(self.agents[k]), k, total, 1.0)
        for place, batches in enumerate(self.batches):
            self._plan(place, np.minimum(plan[place], batches.total if size else 0.0), 1.0)

    def raise_bound(self, target: Callable[[], float], go_on: Callable[[], bool]) -> float:
        """Climb while `go_on()` says so; `target()` is the points of the best roster known by then."""
        last = -np.inf
        while go_on() and self.best < target() - 1e-6 and self.soft > SOFT_END * self.tables.interval_ticks:
            self.sweep()
            value = self.value()
            if value < last + 2e-4 * abs(last):
                self.soft *= SHARPEN
            last = max(last, value)
        return self.best

    def sweep(self) -> None:
        """Some sweeps of all kinds and of deferred work at the present softness."""
        for _ in range(SWEEPS):
            order = self.random.permutation(self.agents.size)
            relax.sweep(
                self.tables, self.scratch, self.gains, self.mix, self.active, self._target(), self.agents, self.counts,
                order, self.soft,
            )
            self._replan()

    def _target(self) -> relax.Target:
        size = self.problem.grid.intervals
        return relax.Target(np.zeros(size), np.zeros(size), np.zeros(len(self.problem.demand.head_day)), np.zeros(1))

    def _replan(self) -> None:
        """Deferred work moves a little towards where it is cheapest now."""
        prices = self.prices().sets
        for place, batches in enumerate(self.batches):
            _, planned = batches.respond(prices)
            self._plan(place, planned, 0.1)

    def _plan(self, place: int, planned: FloatArray, step: float) -> None:
        more = step * (planned - self.planned[place])
        self.planned[place] += more
        self.mix.slack[:] += more[:, None] * self.batches[place].member[None, :]

    def prices(self) -> Prices:
        """The slopes of the smoothed points where the mixtures stand."""
        t, sets = self.tables, np.zeros_like(self.mix.slack)
        relax.soft_prices(self.mix.slack, t.term_first, t.term_weight, self.soft, sets)
        under, over = t.head_points[:, UNDER], t.head_points[:, OVER]
        heads = (under + over) * _logistic(self.mix.heads * t.interval_ticks / self.soft) - over
        return Prices(sets, t.cover_price * _logistic(self.mix.cover / self.soft), heads)

    def value(self) -> float:
        """The Lagrangian's value at the present prices: a bound."""
        t, prices, demand = self.tables, self.prices(), self.problem.demand
        supply, presence = np.zeros((len(demand.profiles), t.intervals)), np.zeros_like(prices.cover)
        rates = np.ascontiguousarray((prices.sets @ t.touch.T).T)
        brought = respond(
            t, self.scratch, self.gains, self.agents, self.counts, rates, prices.cover, prices.heads,
            supply, presence, np.zeros(len(prices.heads)),
        )
        wanted = float((prices.sets * self.blank.slack.T).sum() + (prices.cover * self.blank.cover).sum())
        value = wanted + float(prices.heads @ t.head_points[:, WANTED]) + self.problem.people.idle_points - brought
        value += sum(batches.respond(prices.sets)[0] for batches in self.batches)
        value -= SAFETY * (abs(brought) + float((prices.sets * np.abs(self.blank.slack.T)).sum()))
        self.best = max(self.best, value)
        return value


def _logistic(x: FloatArray) -> FloatArray:
    share: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
    return np.where(x < -30.0, 0.0, share)


def _no_heads(problem: Problem) -> FloatArray:
    return np.zeros((problem.grid.days, int(problem.people.shift_points.shape[2])))


def _representatives(problem: Problem) -> tuple[IntArray, FloatArray]:
    """One agent of each kind, and how many there are of it."""
    _, first, counts = np.unique(problem.people.kind, return_index=True, return_counts=True)
    return first.astype(np.int64), counts.astype(np.float64)
