"""Long horizons in windows of weeks: forward with a look ahead, then again and again between weeks that stand.

A line of a whole year under limits on its sums has too many states to be one automaton, and what happens in spring
hardly binds the autumn. So the weeks are solved in turn, each window with a look at the weeks after it, which are then
solved anew; limits over the horizon are paced (`rules.portion`). Time that is left goes to windows drawn at random, in
which everything is open again while the weeks on both sides stand.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import NoRoster
from scheduler.goals import GOALS, goals_of
from scheduler.goals.order import levels_of
from scheduler.model.decided import Decided
from scheduler.model.fold import fold
from scheduler.model.ordered import first_settings, searched
from scheduler.model.posing import Posing
from scheduler.model.rounding import whole
from scheduler.model.run import Run, is_rigid
from scheduler.model.settings import SolveSettings
from scheduler.operation import Operation
from scheduler.problem.automaton import TooLarge
from scheduler.problem.part import Part
from scheduler.problem.problem import Problem
from scheduler.requirement import Requirement
from scheduler.result import GivenUp, LevelBound, Progress, Result, Stop
from scheduler.roster import Roster

WEEKS, WEEKS_OF_QUEUES = 3, 2
"""A window without and with queues; fewer where the lines have too many states."""
MOST_WEEKS, MOST_WEEKS_OF_QUEUES = 8, 4
"""What is solved whole, if the lines have no more arcs than `MOST_ARCS`."""
LOOK_AHEAD = 1
"""Weeks after a window that are solved with it and then anew."""
FORWARD_SHARE = 0.6
"""Of the time, for the way forward; the rest improves windows between weeks that stand."""
LEAST_SECONDS, MOST_SECONDS = 0.5, 15.0
"""Of search, in a window that is solved again."""


def wants_windows(horizon: Horizon, requirement: Requirement) -> bool:
    """Whether the horizon is too long to be solved whole."""
    return horizon.weeks > (MOST_WEEKS_OF_QUEUES if requirement.queues else MOST_WEEKS)


class Windows:
    """One solve of a long horizon."""

    def __init__(
        self,
        operation: Operation,
        horizon: Horizon,
        requirement: Requirement,
        settings: SolveSettings,
        started: float,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.operation, self.horizon, self.settings = operation, horizon, settings
        self.started, self.progress = started, progress
        self.decided = Decided(operation, horizon)
        self.posing = Posing(operation, horizon, requirement, settings, self.decided)
        self.size = WEEKS_OF_QUEUES if requirement.queues else WEEKS
        self.overhead: list[float] = []
        self.story: list[Progress] = []
        self.points: float | None = None
        self.bounds: list[dict[str, float]] = []
        """Of each window, by goal; `all` is that of all goals."""
        self.random = np.random.default_rng(settings.seed)
        self.stopped_by: Stop = "time" if settings.iterations is None else "budget"

    def solve(self) -> Result:
        """A legal roster; raises `Conflict` and `NoRoster`."""
        self._forward()
        first_seconds = self._seconds()
        self.points = self.decided.points(self.posing.parts.requirement, self.settings.only_goals)
        self._improve()
        self._tell(Progress(0.0, None, 0.0, "done"))
        return Result(
            roster=self.decided.roster(),
            bound=self._bound("all"),
            bounds=self._bounds(),
            order=self._order(),
            seconds=self._seconds(),
            first_roster_seconds=first_seconds,
            seed=self.settings.seed,
            workers=self.settings.workers,
            stopped_by=self.stopped_by,
            story=tuple(self.story),
            given_up=tuple(
                GivenUp(one.agent.id, limit.name, one.change)
                for one in self.posing.given_up.values()
                for limit in one.loosened
            ),
        )

    def _seconds(self) -> float:
        return time.perf_counter() - self.started

    def _left(self) -> float:
        return self.settings.time_limit - self._seconds()

    def _stopped(self) -> bool:
        if self.settings.stop is not None and self.settings.stop.is_set():
            self.stopped_by = "interrupt"
        return self.stopped_by == "interrupt"

    def _forward(self) -> None:
        """A complete roster, window after window, all but the look ahead kept."""
        first = 0
        while first < self.horizon.weeks:
            weeks = range(first, min(first + self.size + LOOK_AHEAD, self.horizon.weeks))
            begun = time.perf_counter()
            try:
                part, problem = self.posing.posed(weeks)
            except TooLarge:
                if self.size == 1:
                    raise NoRoster("limits over the whole horizon have too many states even in two weeks") from None
                self.size -= 1
                continue
            after = weeks.stop if weeks.stop == self.horizon.weeks else weeks.stop - LOOK_AHEAD
            bounding = None if is_rigid(problem) else self.posing.alone(range(first, after))
            seconds = self._fair_seconds(weeks, begun)
            settings = replace(self.settings, time_limit=seconds, start=self._in_hand(part))
            self.overhead.append(time.perf_counter() - begun)
            run = Run(problem, first_settings(settings), begun, self._watch(weeks), bounding)
            searched(run, part.operation, part.requirement, settings)
            self.decided.keep(part, run, after)
            if bounding is not None:
                self.bounds.append({"all": run.prover.best} | run.alone.best)
            first = after
            self._stopped()

    def _bounds(self) -> dict[str, float]:
        """Each goal's bound; a single goal's is that of all."""
        chosen = self.settings.only_goals or tuple(GOALS)
        return {goal: self._bound("all" if len(chosen) == 1 else goal) for goal in chosen}

    def _order(self) -> tuple[LevelBound, ...]:
        """The levels of goals in order, where that is asked for; a goal's bound is that of its only level."""
        goals, bounds = goals_of(self.operation), self._bounds()
        requirement, chosen = self.posing.parts.requirement, self.settings.only_goals
        levels = levels_of(goals, self.operation, self.horizon, requirement, chosen)
        points = {level: 0.0 if level.priority else bounds[level.goal] for level in levels}
        return tuple(
            LevelBound(level.name, least if level.unit == "points" else least / goals[level.goal].weight)
            for level, least in points.items()
            if self.settings.lexicographic
        )

    def _bound(self, goal: str) -> float:
        """The sum over the windows; 0 where one has none."""
        known = [max(0.0, bounds.get(goal, 0.0)) for bounds in self.bounds]
        return whole(sum(known), len(known)) if known else 0.0

    def _fair_seconds(self, weeks: range, begun: float) -> float:
        """The window's time, posing included: the same for each that is still to come."""
        to_come = max(1, math.ceil((self.horizon.weeks - weeks.start - LOOK_AHEAD) / self.size))
        forward = self._left() - (1 - FORWARD_SHARE) * self.settings.time_limit
        posing = float(np.mean(self.overhead)) if self.overhead else time.perf_counter() - begun
        even = forward / to_come if forward > 0 else (self._left() - posing * to_come) / to_come
        return max(0.0, min(even, MOST_SECONDS))

    def _in_hand(self, part: Part) -> Roster | None:
        """What a given roster says of the part's weeks."""
        start = self.settings.start
        return None if start is None else Roster(tuple(duty for duty in start.duties if part.horizon.holds(duty.day)))

    def _improve(self) -> None:
        """Solve windows again while there is time for another; longer ones as long as they are done early."""
        longest = self.horizon.weeks
        size, posing = min(self.size + LOOK_AHEAD, longest), max(self.overhead)
        rounds = count()
        while not self._stopped() and self._goes_on(next(rounds), 2 * posing):
            begun = time.perf_counter()
            first = int(self.random.integers(self.horizon.weeks - size + 1))
            pinned = min(LOOK_AHEAD, self.horizon.weeks - first - size)
            try:
                part = self.posing.part(range(first, first + size + pinned), pinned)
                problem = self.posing.problem(part)
            except TooLarge:
                size = longest = max(1, size - 1)
                continue
            posing = max(posing, time.perf_counter() - begun)
            early = self._again(part, problem, begun, first + size)
            size = min(size + 1, longest) if early else max(min(self.size, longest), size - 1)

    def _goes_on(self, done: int, posing: float) -> bool:
        """Whether there is time for another window; by budget, there are as many as twice over the horizon."""
        if self.settings.iterations is not None:
            return done < 2 * self.horizon.weeks // self.size
        return self._left() > posing + LEAST_SECONDS

    def _again(self, part: Part, problem: Problem, begun: float, stop: int) -> bool:
        """Solve a window from what stands in it; keep what is better and legal in the whole horizon.

        Whether it was done before its time was up.
        """
        here = Roster(tuple(duty for duty in self.decided.duties if part.horizon.holds(duty.day)))
        breaks = int(problem.plans.slot.max(initial=-1)) + 1
        if fold(part.operation, problem, here, breaks)[2].size:
            return True
        seconds = min(MOST_SECONDS, self._left() + time.perf_counter() - begun)
        weeks = range(self.horizon.week_index(part.horizon.first), stop)
        settings = replace(self.settings, time_limit=seconds, start=here)
        run = Run(problem, first_settings(settings), begun, self._watch(weeks))
        better, _ = searched(run, part.operation, part.requirement, settings)
        assert run.first is not None
        if better and self.decided.exchange(part, run, stop):
            self.points = None if self.points is None else self.points + run.board.points - run.first.points
        return run.stopped_by == "proved"

    def _watch(self, weeks: range) -> Callable[[Progress], None]:
        """A window's progress, told as the whole solve's."""
        name = f"weeks {weeks.start + 1}-{weeks.stop} of {self.horizon.weeks}"
        return lambda progress: self._tell(replace(progress, step=name))

    def _tell(self, progress: Progress) -> None:
        line = Progress(self._seconds(), self.points, self._bound("all"), progress.step)
        self.story.append(line)
        if self.progress:
            self.progress(line)
