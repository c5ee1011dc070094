"""The linear relaxation over whole lines, where headcount is all that binds people: by column generation.

Each agent takes lines in shares that sum to one; each row of headcount is met but for missing or extra people. Lines
come from pricing, exactly, until none would help (Dantzig & Wolfe 1960). Prices are smoothed towards the best met
(Wentges 1997): measured, half as many rounds. The Lagrangian at any prices is a bound, and the best is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.engine import Known
from scheduler.operation import FloatArray, IntArray

SMOOTH = 0.5
CLOSE = 1e-6
"""Share of the value by which bound and value may differ."""
WORTH_ADDING = 1e-7


class Relaxation:
    """Some agents' lines against a headcount that the others have lessened; `need` is [row] people still wanted."""

    def __init__(self, pricer: Pricer, agents: IntArray, need: FloatArray) -> None:
        self.pricer, self.agents, self.need = pricer, agents, need
        self.lp: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.rows = pricer.head_rows.constraints(self.lp, need)
        self.shares = {a: self.lp.Constraint(1.0, 1.0) for a in agents.tolist()}
        self.objective: Any = self.lp.Objective()
        self.objective.SetMinimization()
        self.columns: dict[int, dict[bytes, tuple[IntArray, Any]]] = {a: {} for a in self.shares}
        self.fixed: dict[int, IntArray] = {}
        for rows, points in pricer.head_rows.amounts():
            people = self.lp.NumVar(0.0, self.lp.infinity(), "")
            self.objective.SetCoefficient(people, points)
            for h, sign in rows:
                self.rows[h].SetCoefficient(people, sign)
        self.bound, self.prices = -np.inf, np.zeros(len(self.rows))
        self.worth: dict[int, float] = {}
        """Agent -> worth of the best line at these prices, for agents that are not fixed."""
        self.value = np.inf
        """Points of the last answer."""

    def add(self, a: int, letter: IntArray) -> bool:
        """Add a line of an agent; False where it is known."""
        key = letter.tobytes()
        if key in self.columns[a]:
            return False
        share = self.lp.NumVar(0.0, self.lp.infinity(), "")
        self.shares[a].SetCoefficient(share, 1.0)
        self.objective.SetCoefficient(share, self.pricer.points(a, letter))
        for h in self.pricer.heads(a, letter):
            self.rows[h].SetCoefficient(share, 1.0)
        self.columns[a][key] = (letter.copy(), share)
        return True

    def solve(self, go_on: Callable[[], bool], rounds: int = 1000, most: float = np.inf, close: float = 0.0) -> bool:
        """Price lines in until none helps, or the rounds are up; False where it was cut short before any answer.

        Also over: where the bound is beyond `most`, or the value as close to it as said.
        """
        for number in range(rounds + 1):
            if not go_on() or self.lp.Solve() != pywraplp.Solver.OPTIMAL:
                return False  # the values of the last answer are gone once lines were added
            self.value = float(self.objective.Value())
            near = self.value - self.bound <= max(close, CLOSE * max(1.0, abs(self.value)))
            free = self.free
            if near or self.bound > most or number == rounds or not free.size or not self._price_in(free):
                break
        return True

    @property
    def free(self) -> IntArray:
        """Agents that are not fixed."""
        return np.array([a for a in self.agents.tolist() if a not in self.fixed], dtype=np.int64)

    def _price_in(self, free: IntArray) -> bool:
        """Add the lines that the prices ask for, smoothed ones first; False where none is new."""
        prices = np.array([row.dual_value() if row else 0.0 for row in self.rows])
        allowed = self.pricer.head_rows.allowed
        prices = allowed(prices)
        smooth = allowed(SMOOTH * prices + (1 - SMOOTH) * self.prices)
        tries = [prices] if self.bound == -np.inf else [smooth, prices]
        for at in tries:
            letters, values = self.pricer.best(free, at)
            self._raise_bound(at, free, values)
            paid = [self.shares[a].dual_value() + value for a, value in zip(free.tolist(), values, strict=True)]
            rows = zip(free.tolist(), letters, paid, strict=True)
            if sum([self.add(a, letter) for a, letter, more in rows if more > WORTH_ADDING or at is not prices]):
                return True
        return False

    def _raise_bound(self, prices: FloatArray, free: IntArray, worth: FloatArray) -> None:
        """The Lagrangian at prices that are allowed: what is wanted there less what the agents bring."""
        value = float(prices @ self.need) - float(worth.sum())
        value -= sum(self._worth(a, letter, prices) for a, letter in self.fixed.items())
        if value > self.bound:
            self.bound, self.prices = value, prices
            self.worth = dict(zip(free.tolist(), worth.tolist(), strict=True))

    def _worth(self, a: int, letter: IntArray, prices: FloatArray) -> float:
        """Worth of a line at prices, in points: its heads less its own points."""
        return float(prices[self.pricer.heads(a, letter)].sum()) - self.pricer.points(a, letter)

    def fractions(self) -> list[tuple[float, int, IntArray]]:
        """(share, agent, line) of all lines in use, of agents not fixed."""
        return [
            (share.solution_value(), a, letter)
            for a, known in self.columns.items()
            if a not in self.fixed
            for letter, share in known.values()
            if share.solution_value() > 1e-6
        ]

    def used(self) -> Known:
        """All lines in use."""
        known: Known = {}
        for _, a, letter in self.fractions():
            known.setdefault(a, {})[letter.tobytes()] = letter
        return known

    def fix(self, a: int, letter: IntArray) -> None:
        """The agent takes that line whole: the bound rises by what its best line is worth more."""
        self.columns[a][letter.tobytes()][1].SetLb(1.0)
        self.fixed[a] = letter
        self.bound += self.worth[a] - self._worth(a, letter, self.prices)

    def forbid(self, a: int, letter: IntArray) -> None:
        """The agent does not take that line, which it was fixed to: the bound falls by what its best is worth more."""
        self.columns[a][letter.tobytes()][1].SetBounds(0.0, 0.0)
        del self.fixed[a]
        _, best = self.pricer.best(np.array([a]), self.prices)
        self.worth[a] = float(best[0])
        self.bound -= self.worth[a] - self._worth(a, letter, self.prices)
