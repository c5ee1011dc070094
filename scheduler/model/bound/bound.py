"""A bound that holds for every legal roster: the Lagrangian of the shortage over all lines, raised step by step.

Give each set of queues a price in each interval (their sum at most the weight of the term), each cover a price at
most its weight, each headcount row one between -over and under (see `head_rows`). Whatever the prices, what is wanted
at these prices less what the best legal line of each agent brings is at most the points of any roster: lines are priced
exactly, by the same dynamic program that proposes them, breaks included. Prices climb along deflected subgradients
towards a target level above the best value (Camerini, Fratta & Maffioli 1975; Brännlund 1995); only the worst set of
each term and those already priced may rise, which keeps the prices few. Presence has a price beside that of work, and
supply is wanted in whole grains (`problem.needs.grain`): where half hours cannot be filled by part of a person, the
bound says so. The best value met is the bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from scheduler.model.bound.alike import representatives, who_brings
from scheduler.model.bound.lagrange import respond
from scheduler.model.bound.prices import Prices, carry
from scheduler.model.bound.wanted import want
from scheduler.model.deferred.deferral import Batches
from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.scratch import Scratch, scratch_of
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.lines.tables import HELD, OFF, WORK, tables_of
from scheduler.model.search.guide import Guide
from scheduler.model.search.head_rows import FEW_SETS, HeadRows, simplex
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.grain import grains

SAFETY = 1e-9
"""Share of the sums by which a bound is lowered, so that rounding cannot raise it."""
DEFLECTION = 0.75
PATIENCE = 25
"""Steps without a clearly better bound after which a climb that has gone far astray begins again at the best prices."""
TELL_SHARE = 0.04
"""Share of the time between two tellings."""
FIRST_LEVEL, LAST_LEVEL = 30.0, 0.003
"""The target level above the best value at the start and at the end, as a share of the best roster's points."""
OVERSHOOT = 32.0
"""The most that the level is at first, times what is open between roster and bound; from half-time on once that.

Aiming higher to the end never quite meets a roster that is optimal. But prices have a long way from 0: measured on the
sample, 200 steps for all goals end at 35,580 points from a level of 1 on, at 46,064 from 30 on with 8 times what is
open, at 47,755 with 64 times; 1,000 steps for `short` alone with flat weights at 21,220, 21,346 and 21,313."""


class Prover:
    """Raises the bound of a problem; `raise_bound` may be called again and goes on where it stopped."""

    def __init__(self, problem: Problem, lean: bool = False) -> None:
        """`lean` leaves out whoever brings nothing at any price; then there is no `guide`."""
        self.problem, self.tables = problem, tables_of(problem)
        self.head_rows = HeadRows(self.tables, problem.demand, FEW_SETS)
        demand = problem.demand
        loose = replace(problem, demand=replace(demand, free=demand.free_most))
        blank = empty_ledger(loose, demand.need)
        self.slack = np.ascontiguousarray(blank.slack.T, dtype=np.float64)
        cells = self.tables.interval_ticks // self.tables.cell_ticks
        self.cover: FloatArray = np.maximum(blank.cover, 0.0).reshape(-1, self.tables.intervals, cells).sum(axis=2)
        self.wanted, self.present = np.zeros_like(self.slack), np.zeros_like(self.slack)
        self.touch = np.array([self.tables.touch == kind for kind in (WORK, HELD, OFF)], dtype=np.float64)
        """[at work | holding duties | standing by, profile, set]"""
        self.most, self.cover_most = self._most(), np.full_like(self.cover, self.tables.cover_price)
        self.people, self.row = representatives(problem)
        if lean:
            self.people = who_brings(problem, self.tables, self.people)
        self.each = self.best_each = np.zeros(len(self.people[0]))
        self.worth = np.zeros(len(problem.variants.start))
        self.batches = [Batches(problem, place) for place in range(len(demand.deferred))]
        self.grain, self.whole = self._grains()
        self.scratch: Scratch = scratch_of(self.tables)
        self.gains = no_gains(problem)
        zero = np.zeros_like(self.cover)
        self.prices = self.best_prices = Prices(
            np.zeros_like(self.slack), np.zeros_like(self.slack), zero, np.zeros(len(demand.head_day))
        )
        self.direction: Prices | None = None
        self.best, self.level, self.stale = -np.inf, 1.0, 0

    def raise_bound(
        self, target: Callable[[], float], gone: Callable[[], float], tell: Callable[[], None] = lambda: None
    ) -> float:
        """Climb while `gone()`, the share of the time that is over, is below 1; `target()` is the best roster's points.

        Now and then, and at the end, somebody is told that prices are better.

        The level that steps aim at comes down over the whole time: measured, levels that come down sooner, wherever
        the climb slows, end in a bound that is lower by a tenth of the gap.
        """
        told = 0.0
        while (share := gone()) < 1.0 and self.best < target() - 1e-6:
            points = max(1.0, target())
            level = FIRST_LEVEL * points * (LAST_LEVEL / FIRST_LEVEL) ** share
            self.level = min(level, OVERSHOOT ** max(0.0, 1.0 - 2.0 * share) * (points - max(self.best, 0.0)))
            self.step()
            if share >= told + TELL_SHARE:
                told = share
                tell()
        tell()
        return self.best

    def begin(self, other: Prover) -> None:
        """Begin at the best prices of other goals of the same people, which may then be above what they are else."""
        carried = carry(other.problem, other.best_prices, self.problem, self.best_prices)
        t = self.tables
        sums = [(carried.sets + carried.there)[:, part].sum(axis=1) for part in self._parts()]
        self.most = np.minimum(t.term_weight[:, None], self.most + np.array(sums).reshape(self.most.shape))
        self.cover_most = np.minimum(t.cover_weight, self.cover_most + carried.cover)
        self.prices, self.direction = self._project(carried), None

    def step(self) -> None:
        """One answer of all agents to the prices, and one step along what it suggests."""
        value, gradient = self._answer()
        self.stale = 0 if value > self.best + 0.02 * self.level else self.stale + 1
        if value > self.best:
            self.best, self.best_prices, self.best_each = value, self.prices, self.each
        if self.stale >= PATIENCE and value < self.best - 3 * self.level:
            self.stale = 0
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
        supply = np.zeros((3, len(demand.profiles), t.intervals))
        presence, heads = np.zeros_like(prices.cover), np.zeros(len(prices.heads))
        self.each = np.zeros(len(self.people[0]))
        rates = self._rates(prices)
        brought = respond(
            t,
            self.scratch,
            self.gains,
            self.worth,
            self.people,
            (np.array((rates[0], rates[1] + rates[3], rates[2])), prices.cover, prices.heads),
            (supply, presence, heads, self.each),
        )
        value = self._want() - brought + self.problem.people.idle_points
        at_work, on_shift, holding = supply
        work, held, off = self.touch
        slack = self.wanted - at_work.T @ work - holding.T @ held + on_shift.T @ off
        there = self.present - on_shift.T @ work
        people = self.head_rows.wanted
        value += float((prices.cover * self.cover).sum() + prices.heads @ people)
        for batches in self.batches:
            points, planned = batches.respond(prices.sets)
            value += points
            slack += planned[:, None] * batches.member[None, :]
        value -= SAFETY * (abs(brought) + float((prices.sets * np.abs(self.slack)).sum()))
        left = self.head_rows.gradient(prices.heads, people - heads)
        return value, Prices(slack, there, self.cover - presence, left)

    def guide(self) -> Guide:
        """The guide that the search gets from the best prices."""
        prices = self.best_prices
        return Guide(self._rates(prices), prices.cover, prices.heads, self.best_each[self.row])

    def _rates(self, prices: Prices) -> FloatArray:
        """[at work | on shift | holding duties | not standing by, profile, interval] points an agent-tick."""
        work, held, off = self.touch
        parts = ((prices.sets, work), (prices.there, work), (prices.sets, held), (-prices.sets, off))
        return np.stack([(part @ touch.T).T for part, touch in parts])

    def _most(self) -> FloatArray:
        """[term, interval] the most that its prices sum to: its weight, or less for a duty (see `cover_price`)."""
        t, counted = self.tables, self.problem.demand.counted
        duty = [any(not counted[list(queues)].all() for queues in term.sets) for term in self.problem.demand.terms]
        most = np.where(duty, np.minimum(t.term_weight, t.cover_price), t.term_weight)
        return np.repeat(most.astype(np.float64)[:, None], t.intervals, axis=1)

    def _want(self) -> float:
        """The least points of all terms at the prices, with supply in grains (see `want`)."""
        t, prices = self.tables, self.prices
        supply = (self.grain, self.whole, t.term_first, t.term_weight, self.wanted, self.present)
        return float(want(prices.sets, prices.there, self.slack, *supply))

    def _grains(self) -> tuple[IntArray, IntArray]:
        """[interval, set] the grains at work and on shift; none where deferred work is planned to any amount."""
        grain, whole = (found.T.copy() for found in grains(self.problem))
        for batches in self.batches:
            if batches.late:
                grain[:, batches.member > 0] = 0
                whole[:, batches.member > 0] = 0
        return grain, whole

    def _inside(self, way: Prices) -> Prices:
        """Leave out what would only lead out of the allowed prices, and sets that are not the worst of their term."""
        at = self.prices
        sets = np.where((at.sets > 0.0) | (self._worst(way.sets) & (way.sets > 0.0)), way.sets, 0.0)
        there = np.where((at.there > 0.0) | (self._worst(way.there) & (way.there > 0.0)), way.there, 0.0)
        there = np.where(self.whole > self.grain, there, 0.0)
        cover = np.where((at.cover <= 0.0) & (way.cover < 0.0), 0.0, way.cover)
        cover = np.where((at.cover >= self.cover_most) & (cover > 0.0), 0.0, cover)
        return Prices(sets, there, cover, self.head_rows.useful(at.heads, way.heads))

    def _worst(self, sets: FloatArray) -> BoolArray:
        """[interval, set] whether it is the greatest of its term."""
        worst = np.zeros(sets.shape, dtype=np.bool_)
        rows = np.arange(len(sets))
        for part in self._parts():
            worst[rows, part.start + sets[:, part].argmax(axis=1)] = True
        return worst

    def _project(self, prices: Prices) -> Prices:
        sets, there = prices.sets, prices.there
        for part, most in zip(self._parts(), self.most, strict=True):
            both = simplex(np.concatenate((sets[:, part], there[:, part]), axis=1), most)
            sets[:, part], there[:, part] = np.split(both, 2, axis=1)
        cover = np.clip(prices.cover, 0.0, self.cover_most)
        return Prices(sets, there, cover, self.head_rows.nearest(prices.heads))

    def _parts(self) -> list[slice]:
        first = self.tables.term_first
        return [slice(int(low), int(high)) for low, high in pairwise(first)]
