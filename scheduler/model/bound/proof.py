"""The bounds of a problem: of all goals together and of each alone. Goals add up, so the bounds of goals do as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from scheduler.model.bound.bound import Prover
from scheduler.model.bound.goal_bounds import GoalBounds, Gone, asked
from scheduler.model.bound.rounding import Rounding
from scheduler.model.lines.tables import Tables, tables_of
from scheduler.model.search.engine import Found
from scheduler.model.search.measure import ledger_of
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone


class Proof:
    """The provers of one solve, and the best bounds that they reached."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.joint = Prover(problem)
        self.alone = GoalBounds(problem)
        self.asked = asked(problem)

    @cached_property
    def rounding(self) -> Rounding:
        """The step by which a bound of all goals together is rounded up."""
        return Rounding.of(self.problem)

    @property
    def points(self) -> float:
        """A lower bound on the model's points of any roster."""
        return max(self.rounding.up(self.joint.best), sum(map(self.alone.up, list(self.alone.best))))

    @property
    def whole(self) -> float:
        """A lower bound on the counted points of any roster."""
        return max(self.rounding.whole(self.joint.best), sum(map(self.alone.whole, list(self.alone.best))))

    def bounds(self, goals: Sequence[str]) -> dict[str, float]:
        """Goal -> a lower bound on its counted points alone; 0 where nothing better is known.

        If only one goal is solved for, its bound is the bound of all goals.
        """
        if len(goals) == 1:
            return {goals[0]: self.whole}
        return {goal: self.alone.whole(goal) for goal in goals}

    def cover_first(self, target: Callable[[], float], gone: Gone) -> None:
        """Bound duties alone; their prices start the bound of all goals, as duties far outweigh the rest."""
        goal = self.problem.demand.cover_goal
        if goal in self.asked and self.asked != [goal]:
            self.alone.climb(goal, target, gone)
            if self.alone.best.get(goal, 0.0) > 0:
                self.joint.begin(self.alone.provers[goal])


class Points:
    """The model's points of the best roster by goal, kept until there is a better roster."""

    def __init__(self, problem: Problem, best: Callable[[], Found | None]) -> None:
        self.problem, self.best = problem, best
        self._known: dict[str, tuple[Found | None, float]] = {}
        self._parts: dict[str, tuple[Problem, Tables]] = {}

    def of(self, goal: str) -> float:
        """The best roster's points of a goal; there must be a roster."""
        found = self.best()
        assert found is not None
        if goal not in self._parts:
            part = alone(self.problem, goal)
            self._parts[goal] = part, tables_of(part)
        if self._known.get(goal, (None, 0.0))[0] is not found:
            self._known[goal] = found, float(ledger_of(*self._parts[goal], found).points[0])
        return self._known[goal][1]
