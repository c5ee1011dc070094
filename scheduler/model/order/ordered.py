"""Goals in strict order: one search a level, in which the levels before are held and those after only break ties.

The first search is the ordinary one, by weights: it finds a good roster fast and proves the bound of the weighted sum.
Then each level that is not at its bound has a search of its own, from the best roster so far. A unit of the level in
hand costs so much more than later ones, and so much less than earlier ones, that trading them is worth nobody's while;
heat is that of the current level. Weighing all levels in one search was tried: it was too rigid to get anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.goals import Case, Goal, goals_of
from scheduler.goals.order import Level, amount, levels_of
from scheduler.model.activities.unfold import unfold
from scheduler.model.order.factors import bounding_factors, factors
from scheduler.model.order.level import InHand, LevelRun
from scheduler.model.run.run import Run
from scheduler.model.search.measure import Measure, OrderBoard
from scheduler.model.search.rigid import is_rigid
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.last_phase import last_phase
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.order import ordered
from scheduler.requirement import Requirement
from scheduler.result import LevelBound, Progress, Stop

FIRST_SHARE = 0.3
"""Share of the time or the budget for the ordinary search."""
LEAST_SHARE = 0.3
"""Share of what is left for each level at least: the earlier ones have more than the later."""


def first_settings(settings: SolveSettings) -> SolveSettings:
    """The settings of the ordinary search that comes first; unchanged where no order is asked for."""
    if not settings.lexicographic:
        return settings
    budget = None if settings.iterations is None else max(1, round(FIRST_SHARE * settings.iterations))
    return replace(settings, time_limit=FIRST_SHARE * settings.time_limit, iterations=budget)


def measure_of(
    problem: Problem, operation: Operation, requirement: Requirement, settings: SolveSettings
) -> Measure | None:
    """What compares rosters of the problem in strict order; None where no order is asked for."""
    if not settings.lexicographic:
        return None
    levels = levels_of(goals_of(operation), operation, problem.grid.horizon, requirement, settings.only_goals)
    return Measure(ordered(problem, operation, levels))


def levels_alone(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    settings: SolveSettings,
    bounds: Mapping[str, float],
) -> tuple[LevelBound, ...]:
    """The levels with the bounds of their goals alone; none where no order is asked for."""
    if not settings.lexicographic:
        return ()
    goals = goals_of(operation)
    levels = levels_of(goals, operation, horizon, requirement, settings.only_goals)
    return tuple(LevelBound(level.name, _alone(level, goals[level.goal], bounds[level.goal])) for level in levels)


def _alone(level: Level, goal: Goal, points: float) -> float:
    """A goal's bound in its level's unit; 0 for the queues of one priority."""
    if level.priority:
        return 0.0
    return points if level.unit == "points" else points / float(goal.weight)


def searched(
    run: Run, operation: Operation, requirement: Requirement, settings: SolveSettings
) -> tuple[bool, tuple[LevelBound, ...]]:
    """Do a run's search, in order where that is asked for: whether it ends better than it began, and levels' bounds.

    The run was made with the `first_settings` of these.
    """
    if not settings.lexicographic:
        run.work(operation)
        last_phase(run, operation, settings)
        return run.first is not None and run.board.points < run.first.points - 1e-6, ()
    run.end_step = "by weights"
    run.work(operation)
    steps = InOrder(run, operation, requirement, settings)
    steps.work()
    run.measure = steps.measure
    last_phase(run, operation, settings)
    return steps.better(), steps.bounds()


class InOrder:
    """A run that goes on level by level once its ordinary search is done."""

    def __init__(self, run: Run, operation: Operation, requirement: Requirement, settings: SolveSettings) -> None:
        """`settings` are those of the whole solve; the run's own end with its ordinary search."""
        self.run, self.operation, self.requirement, self.settings = run, operation, requirement, settings
        horizon = run.problem.grid.horizon
        self.goals = goals_of(operation)
        self.levels = levels_of(self.goals, operation, horizon, requirement, settings.only_goals)
        self.ordered = ordered(run.problem, operation, self.levels)
        self.free = None if run.plan is None else ordered(run.bounding, operation, self.levels)
        self.measure = Measure(self.ordered)
        self.board = OrderBoard(self.measure)
        self.rigid = is_rigid(run.problem)
        self.proofs: dict[int, LevelRun] = {}
        """Level -> the search that was for it."""

    def work(self) -> None:
        """Go through the levels; the run's board has the best roster in the end."""
        for found in (self.run.first, self.run.board.best):
            assert found is not None
            self.board.offer(found)
        left = self.settings.iterations or 0
        for place in range(len(self.levels)):
            if self.run.stopped_by == "interrupt":
                break
            share = max(LEAST_SHARE, 1 / (len(self.levels) - place))
            if self._is_least(place):
                continue
            budget = max(1, round(left * share * (1 - FIRST_SHARE)))
            self._level(place, share, budget if self.settings.iterations is not None else None)
            left -= round(left * share)
        best = self.board.best
        assert best is not None
        self.run.board.best = replace(best, points=self.measure.points(best))
        self.run.serving = self.ordered.serving()
        self.run.stopped_by = self._stopped_by()

    def better(self) -> bool:
        """Whether the best roster is better in order than the one that the search began with."""
        assert self.run.first is not None
        return self.board.steps is not None and self.board.steps < self.measure.steps(self.run.first)

    def _is_least(self, place: int) -> bool:
        """Whether nothing at all is missing on the level."""
        return self.board.steps is not None and self.board.steps[place] <= 0

    def _level(self, place: int, share: float, budget: int | None) -> None:
        now = self.run.seconds()
        until = now + max(0.0, self.settings.time_limit - now) * share
        settings = replace(self.settings, time_limit=until, iterations=budget)
        weights = factors(self.ordered, place, self.rigid)
        bounding = weights if self.rigid else bounding_factors(self.ordered, place)
        level = InHand(self.ordered, place, weights, bounding, self.free)
        one = LevelRun(level, self.board, settings, self.run.started, self._tell)
        self.proofs[place] = one
        one.go_on()
        self.run.stopped_by = "interrupt" if one.stopped_by == "interrupt" else self.run.stopped_by

    def _tell(self, progress: Progress) -> None:
        """A level's progress in the points of the configured weights."""
        best = self.board.best
        points = None if best is None else self.measure.points(best)
        self.run.tell(replace(progress, best=points, bound=self.run.proof.points))

    def _stopped_by(self) -> Stop:
        """What ended the solve; that the weighted sum was proved did not."""
        if self.run.stopped_by != "proved":
            return self.run.stopped_by
        return "time" if self.settings.iterations is None else "budget"

    def bounds(self) -> tuple[LevelBound, ...]:
        """Levels with a bound each: no legal roster that is as good in the levels before is below it."""
        best = self.run.board.best
        assert best is not None
        roster = unfold(self.operation, self.run.serving, best.letter, best.pause, best.plan)
        case = Case(self.operation, self.run.problem.grid.horizon, self.requirement, roster)
        amounts = [amount(case, level, self.goals) for level in self.levels]
        found = []
        for place, level in enumerate(self.levels):
            run = self.proofs.get(place)
            found.append(LevelBound(level.name, 0.0 if run is None else max(0.0, run.lower(amounts))))
        return tuple(found)
