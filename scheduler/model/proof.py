"""What is proved of a problem: of all goals together, and of each alone; goals add, so that bounds of goals do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from scheduler.model.bound import Prover
from scheduler.model.engine import Found
from scheduler.model.goal_bounds import GoalBounds, Gone, asked
from scheduler.model.measure import ledger_of
from scheduler.model.rounding import Rounding
from scheduler.model.tables import Tables, tables_of
from scheduler.problem.alone import alone
from scheduler.problem.problem import Problem


class Proof:
    """The climbs of one solve and what they came to."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.joint = Prover(problem)
        self.alone = GoalBounds(problem)
        self.asked = asked(problem)

    @cached_property
    def rounding(self) -> Rounding:
        """How the points of all goals together come."""
        return Rounding.of(self.problem)

    @property
    def points(self) -> float:
        """The least points that the model can have of a roster."""
        return max(self.rounding.up(self.joint.best), sum(map(self.alone.up, list(self.alone.best))))

    @property
    def whole(self) -> float:
        """The least points that can be counted."""
        return max(self.rounding.whole(self.joint.best), sum(map(self.alone.whole, list(self.alone.best))))

    def bounds(self, goals: Sequence[str]) -> dict[str, float]:
        """Goal -> the least points that can be counted for it alone: 0 where nothing better is known.

        Where one goal is all that is solved for, its bound is that of all.
        """
        if len(goals) == 1:
            return {goals[0]: self.whole}
        return {goal: self.alone.whole(goal) for goal in goals}

    def cover_first(self, target: Callable[[], float], gone: Gone) -> None:
        """The bound of duties alone, from whose prices that of all goals goes on: they are far above all others."""
        if "cover" in self.asked and self.asked != ["cover"]:
            self.alone.climb("cover", target, gone)
            if self.alone.best.get("cover", 0.0) > 0:
                self.joint.begin(self.alone.provers["cover"])


class Points:
    """The points of the best roster for single goals, counted anew whenever there is a better one."""

    def __init__(self, problem: Problem, best: Callable[[], Found | None]) -> None:
        self.problem, self.best = problem, best
        self._known: dict[str, tuple[Found | None, float]] = {}
        self._parts: dict[str, tuple[Problem, Tables]] = {}

    def of(self, goal: str) -> float:
        """What the best roster so far has for the goal."""
        found = self.best()
        assert found is not None
        if goal not in self._parts:
            part = alone(self.problem, goal)
            self._parts[goal] = part, tables_of(part)
        if self._known.get(goal, (None, 0.0))[0] is not found:
            self._known[goal] = found, float(ledger_of(*self._parts[goal], found).points[0])
        return self._known[goal][1]
