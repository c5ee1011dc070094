"""Splits a long headcount horizon into four-week parts and bounds them together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from scheduler.model.bound.goal_bounds import GoalBounds
from scheduler.model.horizon.horizon_bound import MOST_ROUNDS, HorizonBound
from scheduler.model.horizon.posing import Posing
from scheduler.model.search.rigid import is_rigid
from scheduler.model.settings import SolveSettings
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.automaton import Stopped
from scheduler.problem.needs.alone import alone

WEEKS = 4
"""Weeks of a part: without limits over the horizon, lines of that length have few states."""
JOINT_SHARE = 0.75
"""Share of the time for all goals together; what is left is for headcount alone."""
ROUNDS = 40
"""The most rounds of column generation in a solve by budget."""
Bounds = dict[str, float]


class HorizonParts:
    """Poses the parts one after another; there is no bound if one of them cannot be posed in time."""

    def __init__(self, posing: Posing, operation: Operation, weeks: int) -> None:
        self.posing, self.operation = posing, operation
        self.ranges = [range(first, min(first + WEEKS, weeks)) for first in range(0, weeks, WEEKS)]

    def bounds(self, settings: SolveSettings, seconds: float, stopped: Callable[[], bool]) -> list[Bounds]:
        """Bounds by goal and of all goals, in points; none if there was no time."""
        by_clock, ends = settings.iterations is None, time.perf_counter() + seconds

        def within(share: float) -> Callable[[], bool]:
            until = ends - (1 - share) * seconds
            return lambda: not stopped() and (not by_clock or time.perf_counter() < until)

        problems = self._posed(within(1.0))
        if not problems or not all(map(is_rigid, problems)):
            return []
        rounds = MOST_ROUNDS if by_clock else ROUNDS
        found = {"all": self._climbed(problems, within(JOINT_SHARE), rounds)}
        if len(settings.only_goals) != 1:
            goal = problems[0].demand.head_goal
            heads = [alone(problem, goal) for problem in problems]
            found[goal] = self._climbed(heads, within(1.0), rounds)
            found |= by_day(problems)
        return [found]

    def _climbed(self, problems: list[Problem], go_on: Callable[[], bool], rounds: int) -> float:
        """The bound of all parts, from the lines of the roster that was found on."""
        one = HorizonBound(self.operation, problems)
        one.know(self.operation, self.posing.decided.duties)
        return one.climb(go_on, rounds)

    def _posed(self, go_on: Callable[[], bool]) -> list[Problem]:
        """Every part's problem; none where time is up or somebody has no line in one."""
        problems: list[Problem] = []
        for weeks in self.ranges:
            try:
                problem = self.posing.alone(weeks, go_on)
            except Stopped:
                return []
            if problem is None:
                return []
            problems.append(problem)
        return problems


def by_day(problems: Sequence[Problem]) -> Bounds:
    """The parts' bounds of goals that add up over days, summed."""
    total: Bounds = {}
    for problem in problems:
        one = GoalBounds(problem)
        one.by_day()
        for goal, points in one.best.items():
            total[goal] = total.get(goal, 0.0) + points
    return total
