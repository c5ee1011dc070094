"""A problem with its goals weighed level by level, for solving them in strict order: lines and automata stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scheduler.goals import goals_of
from scheduler.goals.level import Level
from scheduler.goals.terms.along import PAID, STEADY
from scheduler.operation import FloatArray, IntArray, Operation
from scheduler.problem.arrays.families import Nest
from scheduler.problem.arrays.problem import OwnPoints, Problem
from scheduler.problem.needs.alone import weighed
from scheduler.problem.needs.points import with_points

NONE = -1
STEEP = 25.0
"""How much more a minute of one level weighs than one of the next when people are put on queues."""
LEAST_HOURS = 0.25
"""The least part of an agent-hour that still outweighs what later levels may win by one step of the search."""


@dataclass(frozen=True)
class Ordered:
    """A problem, its levels, and what each counts: amounts are in the levels' units."""

    problem: Problem
    levels: tuple[Level, ...]
    rows: IntArray
    """[row] the level that its missing people count in; -1 where they count in none."""
    scale: FloatArray
    """[level] points of the problem for a unit of the amount, for goals that are not hourly."""

    @property
    def _hour(self) -> float:
        """An agent-tick, in agent-hours."""
        return self.problem.grid.tick_minutes / 60

    def weighed(self, factors: Sequence[float] | FloatArray) -> Problem:
        """The problem in which a unit of each level's amount costs so many points."""
        by_goal = {level.goal: factor for level, factor in zip(self.levels, factors, strict=True)}
        rate = {level.goal: by_goal[level.goal] / self.scale[place] for place, level in enumerate(self.levels)}
        problem, demand = self.problem, self.problem.demand
        table = np.append(np.asarray(factors, dtype=np.float64), 0.0) * self._hour
        demand = replace(
            weighed(demand, table[self.rows]),
            cover_weight=by_goal.get(demand.cover_goal, 0.0) * self._hour,
            head_under=demand.head_under * rate.get(demand.head_goal, 0.0),
            head_over=demand.head_over * rate.get(demand.head_goal, 0.0),
        )
        rising = problem.rising.times(rate)
        variants = replace(problem.variants, cost=problem.variants.cost * rate.get(rising.goals[PAID], 0.0))
        own = {goal: _times(one, rate.get(goal, 0.0)) for goal, one in problem.people.own.items()}
        return with_points(replace(problem, demand=demand, variants=variants, rising=rising), own)

    def serving(self) -> Problem:
        """The problem by whose weights people are put on queues: a broken minute of a level before any of the next."""
        queues = [place for place, level in enumerate(self.levels) if level.hourly]
        weights = np.zeros(len(self.levels))
        weights[queues] = [STEEP**power for power in range(len(queues) - 1, -1, -1)]
        return self.weighed(weights)

    @cached_property
    def nests(self) -> list[Nest]:
        """The sets of all queues that have a level; a nest's weight is the number of levels less its own."""
        ranks = {row: float(len(self.levels) - level) for row, level in enumerate(self.rows) if level != NONE}
        return self.problem.demand.nests(ranks)

    @cached_property
    def piece(self) -> FloatArray:
        """[level] what one step of the search may change of the amount: an agent-hour, the dearest person or wish."""
        return self._extremes(np.max)

    @cached_property
    def least(self) -> FloatArray:
        """[level] the least change of the amount that must outweigh all that later levels may win by it."""
        hourly = [LEAST_HOURS if level.hourly else 0.0 for level in self.levels]
        return np.where(np.array(hourly) > 0, hourly, self._extremes(np.min))

    def whole(self, place: int) -> bool:
        """Whether a level's amount is a whole number in every roster."""
        level = self.levels[place]
        rising = self.problem.rising.arcs if level.goal in self.problem.rising.goals else np.zeros(0)
        return level.unit == "points" and not bool((self._steps(level) % 1).any() or (rising % 1).any())

    def _extremes(self, pick: object) -> FloatArray:
        found = []
        for place, level in enumerate(self.levels):
            points = self._steps(level)
            points = points[points > 0]
            found.append(float(pick(points)) / self.scale[place] if points.size else 1.0)  # type: ignore[operator]
        return np.array(found)

    def _steps(self, level: Level) -> FloatArray:
        """The points that single people and shifts bring to a goal which is not hourly."""
        goal, problem = level.goal, self.problem
        if goal == problem.demand.head_goal:
            return np.concatenate((problem.demand.head_under, problem.demand.head_over))
        if goal == problem.rising.goals[PAID]:
            return problem.variants.cost
        if goal == problem.rising.goals[STEADY]:
            return problem.rising.regular.prices[:3]
        own = problem.people.own.get(goal)
        if level.hourly or own is None:
            return np.ones(1)
        return np.abs(np.concatenate((own.work.ravel(), own.shift.ravel(), own.variant)))


def _times(own: OwnPoints, factor: float) -> OwnPoints:
    return OwnPoints(own.work * factor, own.shift * factor, own.variant * factor, own.idle * factor)


def ordered(problem: Problem, operation: Operation, levels: tuple[Level, ...]) -> Ordered:
    """The problem by levels; duties that have rows of their own count in that of cover."""
    rows = np.full(problem.demand.weight.size, NONE, dtype=np.int64)
    for row, name in enumerate(problem.queues):
        queue = operation.queues[name]
        for place, level in enumerate(levels):
            if level.goal == problem.demand.goal[row] and level.holds(queue.priority):
                rows[row] = place
    duties = (place for place, level in enumerate(levels) if level.goal == problem.demand.cover_goal)
    rows[len(problem.queues) :] = next(duties, NONE)
    rows[problem.demand.weight <= 0] = NONE
    weights = {name: goal.weight for name, goal in goals_of(operation).items()}
    scale = [1.0 if one.hourly or one.unit == "points" else float(weights[one.goal]) for one in levels]
    return Ordered(problem, levels, rows, np.array(scale))
