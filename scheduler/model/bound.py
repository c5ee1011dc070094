"""A bound that holds for every legal roster: the Lagrangian of the shortage over all lines, raised step by step.

Give each set of queues a price in each interval (their sum at most the weight of the term), each cover a price at
most its weight, each headcount row one between -over and under. Whatever the prices, what is wanted at these prices
less what the best legal line of each agent brings is at most the points of any roster: lines are priced exactly, by
the same dynamic program that proposes them, breaks included. Prices climb along deflected subgradients towards a
target level a little above the best value (Camerini, Fratta & Maffioli 1975; Brännlund 1995); only the worst set of
each term and those already priced may rise, which keeps the prices few. The best value met is the bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.model.deferral import Batches
from scheduler.model.lagrange import respond
from scheduler.model.price import Gains, Scratch, scratch_of
from scheduler.model.standing import empty_ledger
from scheduler.model.tables import OVER, UNDER, WANTED, tables_of
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.problem import Problem

SAFETY = 1e-9
"""Share of the sums by which a bound is lowered, so that rounding can not raise it."""
DEFLECTION = 0.85
PATIENCE = 25
"""Steps without a clearly better bound after which the target level comes nearer."""
NEARER = 0.75
FIRST_LEVEL = 0.3
"""The first target level above the best value, as a share of the best roster's points."""
LAST_LEVEL = 1e-5


@dataclass
class Prices:
    """A point of the dual, or a direction in it."""

    sets: FloatArray
    """[interval, set]"""
    cover: FloatArray
    """[cover, interval]"""
    heads: FloatArray
    """[headcount row]"""

    def plus(self, other: Prices, step: float) -> Prices:
        """This point moved so far along a direction."""
        return Prices(self.sets + step * other.sets, self.cover + step * other.cover, self.heads + step * other.heads)

    def square(self) -> float:
        """The squared length of a direction."""
        return float((self.sets**2).sum() + (self.cover**2).sum() + (self.heads**2).sum())


class Prover:
    """Raises the bound of a problem; `raise_bound` may be called again and goes on where it stopped."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.tables = problem, tables_of(problem)
        demand, size = problem.demand, problem.grid.intervals
        need = np.where(demand.counted[:, None], demand.need, 0.0)  # exclusive cover is no points of its own
        blank = empty_ledger(problem, need)
        self.slack, self.cover = blank.slack.T.astype(np.float64), blank.cover
        self.agents, self.counts = _representatives(problem)
        self.batches = [Batches(problem, place) for place in range(len(demand.deferred))]
        self.scratch: Scratch = scratch_of(self.tables)
        self.gains = Gains(np.zeros(size), np.zeros(size), np.zeros(size), _no_heads(problem))
        zero = np.zeros_like(self.cover)
        self.prices = self.best_prices = Prices(np.zeros_like(self.slack), zero, np.zeros(len(demand.head_day)))
        self.direction: Prices | None = None
        self.best, self.level, self.stale = -np.inf, 0.0, 0

    def raise_bound(self, target: Callable[[], float], go_on: Callable[[], bool]) -> float:
        """Climb while `go_on()` says so; `target()` is the points of the best roster known by then."""
        self.level = self.level or FIRST_LEVEL * max(1.0, target())
        while go_on() and self.best < target() - 1e-6 and self.level > LAST_LEVEL * max(1.0, target()):
            self.step()
        return self.best

    def step(self) -> None:
        """One answer of all agents to the prices, and one step along what it suggests."""
        value, gradient = self._answer()
        self.stale = 0 if value > self.best + 0.02 * self.level else self.stale + 1
        if value > self.best:
            self.best, self.best_prices = value, self.prices
        if self.stale >= PATIENCE:
            self.level, self.stale = self.level * NEARER, 0
            if value < self.best - 3 * self.level:
                self.prices, self.direction = self.best_prices, None
                value, gradient = self._answer()
        gradient = self._inside(gradient)
        direction = gradient if self.direction is None else gradient.plus(self.direction, DEFLECTION)
        self.direction = self._inside(direction)
        length = (self.best + self.level - value) / max(self.direction.square(), 1e-12)
        self.prices = self._project(self.prices.plus(self.direction, length))

    def _answer(self) -> tuple[float, Prices]:
        """The Lagrangian's value at the prices, and a supergradient of it."""
        t, prices, demand = self.tables, self.prices, self.problem.demand
        supply, presence = np.zeros((len(demand.profiles), t.intervals)), np.zeros_like(prices.cover)
        heads = np.zeros(len(prices.heads))
        rates = np.ascontiguousarray((prices.sets @ t.touch.T).T)
        brought = respond(
            t,
            self.scratch,
            self.gains,
            self.agents,
            self.counts,
            rates,
            prices.cover,
            prices.heads,
            supply,
            presence,
            heads,
        )
        slack, wanted = self.slack - supply.T @ t.touch, t.head_points[:, WANTED]
        value = float((prices.sets * self.slack).sum() + (prices.cover * self.cover).sum() + prices.heads @ wanted)
        value += self.problem.people.idle_points - brought
        for batches in self.batches:
            points, planned = batches.respond(prices.sets)
            value += points
            slack += planned[:, None] * batches.member[None, :]
        value -= SAFETY * (abs(brought) + float((prices.sets * np.abs(self.slack)).sum()))
        return value, Prices(slack, self.cover - t.cover_sign[:, None] * presence, wanted - heads)

    def _inside(self, way: Prices) -> Prices:
        """Leave out what would only lead out of the allowed prices, and sets that are not the worst of their term."""
        t, at = self.tables, self.prices
        sets = np.where((at.sets > 0.0) | (self._worst(way.sets) & (way.sets > 0.0)), way.sets, 0.0)
        cover = np.where((at.cover <= 0.0) & (way.cover < 0.0), 0.0, way.cover)
        cover = np.where((at.cover >= t.cover_price) & (cover > 0.0), 0.0, cover)
        heads = np.where((at.heads <= -t.head_points[:, OVER]) & (way.heads < 0.0), 0.0, way.heads)
        heads = np.where((at.heads >= t.head_points[:, UNDER]) & (heads > 0.0), 0.0, heads)
        return Prices(sets, cover, heads)

    def _worst(self, sets: FloatArray) -> BoolArray:
        """[interval, set] whether it is the greatest of its term."""
        worst = np.zeros(sets.shape, dtype=np.bool_)
        rows = np.arange(len(sets))
        for part in self._parts():
            worst[rows, part.start + sets[:, part].argmax(axis=1)] = True
        return worst

    def _project(self, prices: Prices) -> Prices:
        t, sets = self.tables, prices.sets
        for part, weight in zip(self._parts(), t.term_weight, strict=True):
            sets[:, part] = simplex(sets[:, part], float(weight))
        cover = np.clip(prices.cover, 0.0, t.cover_price)
        heads = np.clip(prices.heads, -t.head_points[:, OVER], t.head_points[:, UNDER])
        return Prices(sets, cover, heads)

    def _parts(self) -> list[slice]:
        first = self.tables.term_first
        return [slice(int(low), int(high)) for low, high in pairwise(first)]


def simplex(rows: FloatArray, most: float) -> FloatArray:
    """The nearest rows that are not negative and sum to at most `most` (Held, Wolfe & Crowder 1974)."""
    rows = np.maximum(rows, 0.0)
    over = rows.sum(axis=1) > most
    if over.any():
        down = -np.sort(-rows[over], axis=1)
        excess = np.cumsum(down, axis=1) - most
        last = (down - excess / np.arange(1, down.shape[1] + 1) > 0).sum(axis=1)
        cut = excess[np.arange(len(down)), last - 1] / last
        rows[over] = np.maximum(rows[over] - cut[:, None], 0.0)
    return rows


def _no_heads(problem: Problem) -> FloatArray:
    return np.zeros((problem.grid.days, int(problem.people.shift_points.shape[2])))


def _representatives(problem: Problem) -> tuple[IntArray, FloatArray]:
    """One agent of each kind, and how many there are of it."""
    _, first, counts = np.unique(problem.people.kind, return_index=True, return_counts=True)
    return first.astype(np.int64), counts.astype(np.float64)
