"""A bound for a long horizon of headcount: its parts' lines in one relaxation, joined by what the horizon counts.

Each part's weeks are as if there were no others, so every legal roster of the horizon is a choice of a line for each
agent and part. What limits count over the horizon (minutes, weekends, shifts of a kind) are rows of the linear program,
with prices that lines of all parts pay. The Lagrangian at any prices is a bound (Geoffrion 1974): what headcount wants
and totals ask for at those prices, less what the best line of each agent and part brings. The best met is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.model.bound.pricer import Pricer
from scheduler.model.lines.own_points import along
from scheduler.model.lines.tables import SHIFT
from scheduler.model.search.fold import fold
from scheduler.operation import FloatArray, IntArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty, Roster
from scheduler.rules import limits_for
from scheduler.rules.rule import Total

SMOOTH = 0.5
CLOSE = 1e-6
MOST_ROUNDS = 400
DEAR = 10.0
"""What a shift beyond a total costs, in the points of the dearest person: enough to be paid at the start only."""


@dataclass(frozen=True)
class Row:
    """One agent's total over the horizon: what each shift counts, in each part, and its ends; the heaviest counts 1."""

    agent: int
    weight: tuple[FloatArray, ...]
    """[part][day, shift]"""
    least: float | None
    most: float | None

    def clipped(self, price: float) -> float:
        """The price where it is one: above 0 for what is missing from the least, below for what is over the most."""
        low = -np.inf if self.most is not None else 0.0
        high = np.inf if self.least is not None else 0.0
        return float(np.clip(price, low, high))

    def worth(self, price: float) -> float:
        """What the total asks for at a price, in points."""
        end = self.least if price > 0 else self.most
        return price * end if end is not None and price else 0.0


class HorizonBound:
    """The relaxation of all parts together; `bound` is the best Lagrangian value met."""

    def __init__(self, operation: Operation, problems: Sequence[Problem]) -> None:
        self.problems = problems
        self.pricers = [Pricer(problem) for problem in problems]
        for pricer in self.pricers:  # prices of totals are written into it
            pricer.tables = pricer.tables._replace(shift_points=pricer.tables.shift_points.copy())
        self.agents = np.arange(len(operation.agents), dtype=np.int64)
        self.rows = rows_of(operation, problems)
        self.idle = sum(problem.people.idle_points for problem in problems)
        self.bound = -np.inf
        self.prices: list[FloatArray] = [np.zeros(len(pricer.wanted)) for pricer in self.pricers]
        self.totals = np.zeros(len(self.rows))
        self.lp: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.objective: Any = self.lp.Objective()
        self.objective.SetMinimization()
        self.heads = [pricer.head_rows.constraints(self.lp, pricer.wanted) for pricer in self.pricers]
        self.shares = [[self.lp.Constraint(1.0, 1.0) for _ in self.agents] for _ in self.pricers]
        self.ends = [self._end(row) for row in self.rows]
        self.known: set[tuple[int, int, bytes]] = set()
        for rows, pricer in zip(self.heads, self.pricers, strict=True):
            for amount, points in pricer.head_rows.amounts():
                self._amount([(rows[h], sign) for h, sign in amount], points)

    def _end(self, row: Row) -> Any:
        """The program's row of a total; missing it costs much, so that there is a solution from the start."""
        infinity, dearest = self.lp.infinity(), max(float(one.under.max(initial=1.0)) for one in self.pricers)
        end = self.lp.Constraint(
            -infinity if row.least is None else float(row.least), infinity if row.most is None else float(row.most)
        )
        for sign in (1.0, -1.0):
            self._amount([(end, sign)], DEAR * dearest)
        return end

    def _amount(self, rows: Sequence[tuple[Any, float]], points: float) -> None:
        amount = self.lp.NumVar(0.0, self.lp.infinity(), "")
        for row, sign in rows:
            row.SetCoefficient(amount, sign)
        self.objective.SetCoefficient(amount, points)

    def know(self, operation: Operation, duties: Sequence[Duty]) -> None:
        """Add the lines of a roster: from them on the program has a solution within all totals."""
        for part, problem in enumerate(self.problems):
            here = Roster(tuple(duty for duty in duties if problem.grid.horizon.holds(duty.day)))
            letter, _, without = fold(operation, problem, here, int(problem.plans.slot.max(initial=-1)) + 1)
            for a in np.setdiff1d(self.agents, without).tolist():
                self._add(part, a, letter[a])

    def climb(self, go_on: Callable[[], bool], rounds: int = MOST_ROUNDS) -> float:
        """Price lines in until none helps, the rounds are up, or somebody asks to stop; the bound."""
        self._price_in(self.prices, self.totals)
        for _ in range(rounds):
            if not go_on() or self.lp.Solve() != pywraplp.Solver.OPTIMAL:
                break
            value = float(self.objective.Value()) + self.idle
            if value - self.bound <= CLOSE * max(1.0, abs(value)):
                break
            prices, totals = self._duals()
            smooth = [
                pricer.head_rows.allowed(SMOOTH * new + (1 - SMOOTH) * old)
                for pricer, new, old in zip(self.pricers, prices, self.prices, strict=True)
            ]
            added = self._price_in(smooth, SMOOTH * totals + (1 - SMOOTH) * self.totals)
            if not added and not self._price_in(prices, totals):
                break
        return self.bound

    def _duals(self) -> tuple[list[FloatArray], FloatArray]:
        """The program's prices, cut to what is allowed."""
        prices = [
            pricer.head_rows.allowed(np.array([head.dual_value() if head else 0.0 for head in rows]))
            for rows, pricer in zip(self.heads, self.pricers, strict=True)
        ]
        ends = zip(self.rows, self.ends, strict=True)
        return prices, np.array([row.clipped(end.dual_value()) for row, end in ends])

    def _price_in(self, prices: list[FloatArray], totals: FloatArray) -> bool:
        """Add every agent's best line of each part at these prices, and see whether the bound is better there."""
        value, added = self.idle, False
        value += sum(row.worth(price) for row, price in zip(self.rows, totals.tolist(), strict=True))
        for part, (pricer, heads) in enumerate(zip(self.pricers, prices, strict=True)):
            self._charge(part, totals)
            letters, worth = pricer.best(self.agents, heads)
            value += float(heads @ pricer.wanted) - float(worth.sum())
            for a, letter in enumerate(letters):
                added = self._add(part, a, letter) or added
        if value > self.bound:
            self.bound, self.prices, self.totals = value, prices, totals
        return added

    def _charge(self, part: int, totals: FloatArray) -> None:
        """Write what lines pay for totals into the part's points."""
        points = self.pricers[part].tables.shift_points
        np.copyto(points, self.problems[part].people.shift_points)
        for row, price in zip(self.rows, totals.tolist(), strict=True):
            if price:
                points[row.agent] -= price * row.weight[part]

    def _add(self, part: int, a: int, letter: IntArray) -> bool:
        """Add a line; False where it is known."""
        key = (part, a, letter.tobytes())
        if key in self.known:
            return False
        self.known.add(key)
        pricer, own = self.pricers[part], self.problems[part].people
        days = np.flatnonzero(letter >= 0)
        shifts = pricer.tables.variant[letter[days], SHIFT]
        places = letter[days] - pricer.tables.first[own.alphabet[a], days]
        points = own.own_points(a, days, shifts, places)
        points += sum(self.problems[part].rising.of_line(a, letter, pricer.tables.paid))
        points += along(pricer.tables, pricer.tables.track_points, letter, a)
        share = self.lp.NumVar(0.0, self.lp.infinity(), "")
        self.objective.SetCoefficient(share, float(points + pricer.tables.cost[letter[days]].sum()))
        self.shares[part][a].SetCoefficient(share, 1.0)
        for h in pricer.heads(a, letter):
            self.heads[part][h].SetCoefficient(share, 1.0)
        for row, end in zip(self.rows, self.ends, strict=True):
            if row.agent == a:
                end.SetCoefficient(share, float(row.weight[part][days, shifts].sum()))
        return True


def rows_of(operation: Operation, problems: Sequence[Problem]) -> list[Row]:
    """Every agent's totals, as far as shifts of one kind and day count alike."""
    found, dates = [], [day for problem in problems for day in problem.grid.horizon.dates()]
    for a, agent in enumerate(operation.agents):
        whole = all(map(agent.employed, dates))  # else the least is owed in part, which is left out
        for total in (total for limit in limits_for(operation, agent) for total in limit.totals()):
            weights = [_weights(operation, problem, a, total) for problem in problems]
            known = [weight for weight in weights if weight is not None]
            heaviest = max((float(weight.max(initial=0.0)) for weight in known), default=0.0)
            if len(known) == len(weights) and heaviest > 0:
                ends = (None if end is None else end / heaviest for end in (total.least if whole else None, total.most))
                found.append(Row(a, tuple(weight / heaviest for weight in known), *ends))
    return found


def _weights(operation: Operation, problem: Problem, a: int, total: Total) -> FloatArray | None:
    """[day, shift] what a shift counts for the total; None where starts or lengths of one shift count unlike."""
    dates, variants = list(problem.grid.horizon.dates()), problem.variants
    weight = np.full((len(dates), len(operation.shifts)), np.nan)
    first = variants.first[problem.people.alphabet[a]]
    for day, date in enumerate(dates):
        for v in range(first[day], first[day + 1]):
            counts, shift = total.weight(date, variants.letter[v]), variants.shift[v]
            if not np.isnan(weight[day, shift]) and weight[day, shift] != counts:
                return None
            weight[day, shift] = counts
    counted: FloatArray = np.nan_to_num(weight)
    return counted
