"""Long horizons in windows of weeks: forward with a look ahead, then again and again between weeks that stand.

A line of a whole year under limits on its sums has too many states to be one automaton, and what happens in spring
hardly binds the autumn. So the weeks are solved in turn, each window with a look at the weeks after it, which are then
solved anew; limits over the horizon are paced (`rules.portion`, `problem.weeks.carrying`). Time that is left goes to
windows drawn at random, in which everything is open again while the weeks on both sides stand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import NoRoster
from scheduler.goals import GOALS
from scheduler.model.bound.rounding import whole
from scheduler.model.escalation.kinds import tight_labels
from scheduler.model.horizon.decided import Decided
from scheduler.model.horizon.horizon_parts import HorizonParts
from scheduler.model.horizon.posing import Posing
from scheduler.model.horizon.shape import LOOK_AHEAD, Shape
from scheduler.model.horizon.window_guard import WindowGuard
from scheduler.model.horizon.windows_tidied import TidiedWindows, given_in
from scheduler.model.order.ordered import first_settings, levels_alone, searched
from scheduler.model.run.run import Run
from scheduler.model.search.fold import fold
from scheduler.model.search.rigid import is_rigid
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.last_phase import searched_seconds
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.automaton import Stopped, TooLarge
from scheduler.problem.weeks.part import Part
from scheduler.requirement import Requirement
from scheduler.result import GivenUp, Progress, Result, Stop
from scheduler.roster import Roster

WEEKS, WEEKS_OF_QUEUES = 3, 2
"""Weeks of a window, without and with queues; fewer if the lines have too many states."""
FORWARD_SHARE, POSED_SHARE = 0.5, 0.9
"""Shares of the time for the first pass, and of that for making its lines at most; the rest improves windows."""
BOUND_SHARE = 0.4
"""Share of what is left after the way forward for the bound of a horizon of headcount."""
LEAST_SECONDS, MOST_SECONDS = 0.5, 15.0
"""Seconds of search in a window that is solved again."""


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
        self.planned, self.free = tight_labels(operation, horizon), settings.tidy or settings.start is None
        self.guard = WindowGuard(settings.only_goals, self.planned)
        self.posing = Posing(operation, horizon, requirement, settings, self.decided)
        self.last = TidiedWindows(self.posing, self.guard, settings)
        self.shape = Shape(WEEKS_OF_QUEUES if requirement.queues else WEEKS)
        self.overhead: list[float] = []
        self.story: list[Progress] = []
        self.points: float | None = None
        self.bounds: list[dict[str, float]] = []
        """Each window's bounds by goal; `all` is that of all goals."""
        self.random = np.random.default_rng(settings.seed)
        self.stopped_by: Stop = "time" if settings.iterations is None else "budget"

    def solve(self) -> Result:
        """A legal roster; raises `Conflict` and `NoRoster`."""
        self._forward()
        first_seconds = self._seconds()
        self._prove()
        requirement = self.posing.parts.requirement
        self.points = float(sum(self.decided.points(requirement, self.settings.only_goals, self.planned).values()))
        self._improve()
        self.last.work(self.shape.size, self._in_time)
        self._tell(Progress(0.0, None, 0.0, "done"))
        return Result(
            roster=self.decided.roster(),
            believed=self.guard.believed(self.decided.points(requirement, self.settings.only_goals, self.planned)),
            bound=self._bound("all"),
            bounds=self._bounds(),
            order=levels_alone(self.operation, self.horizon, requirement, self.settings, self._bounds()),
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

    def _in_time(self) -> bool:
        """Whether nobody has stopped the solve and its time is not over."""
        return not self._stopped() and (self.settings.iterations is not None or self._left() > 0)

    def _forward(self) -> None:
        """A complete roster, window after window, all but the look ahead kept."""
        first, last = 0, self.horizon.weeks
        while first < last:
            weeks, begun = self.shape.weeks(first, last), time.perf_counter()
            try:
                part, problem = self.posing.posed(weeks)
            except TooLarge:
                less = self.shape.smaller()
                if less is None:
                    raise NoRoster("limits over the whole horizon have too many states even in one week") from None
                self.shape = less
                continue
            after = self.shape.kept(weeks, last)
            rushed = is_rigid(problem) or not self.shape.ahead
            bounding = None if rushed else self.posing.alone(range(first, after))
            self.overhead.append(time.perf_counter() - begun)
            given, seconds = given_in(part, self.settings.start), self._fair_seconds(weeks)
            settings = replace(self.settings, time_limit=seconds, start=given)
            run = Run(problem, first_settings(settings), begun, self._watch(weeks), bounding)
            searched(run, part.operation, part.requirement, settings)
            self.guard.hold(part, run, self.decided.keep(part, run, after), range(first, after))
            if bounding is not None:
                self.bounds.append({"all": run.proof.points} | run.proof.alone.best)
            first = after
            self._stopped()
            self._hurry(first)

    def _hurry(self, first: int) -> None:
        """Smaller windows where making the lines of those to come would take too long."""
        if self.settings.iterations is None and first < self.horizon.weeks:
            left = self._left() - (1 - POSED_SHARE) * self.settings.time_limit
            shape = self.shape.fitting(self.overhead[-1], self.horizon.weeks - first, left)
            self.overhead = self.overhead if shape == self.shape else self.overhead[:0]
            self.shape = shape

    def _prove(self) -> None:
        """Take the windows' bounds from one relaxation of them all, where headcount is all that binds people."""
        if not (self.bounds or self._stopped()):
            parts = HorizonParts(self.posing, self.operation, self.horizon.weeks)
            self.bounds = parts.bounds(self.settings, self._left() * BOUND_SHARE, self._stopped)

    def _bounds(self) -> dict[str, float]:
        """Each goal's bound; a single goal's is that of all."""
        chosen = self.settings.only_goals or tuple(GOALS)
        return {goal: self._bound("all" if len(chosen) == 1 else goal) for goal in chosen}

    def _bound(self, goal: str) -> float:
        """The sum over the windows; 0 where one has none."""
        known = [max(0.0, bounds.get(goal, 0.0)) for bounds in self.bounds]
        return whole(sum(known), len(known)) if known else 0.0

    def _fair_seconds(self, weeks: range) -> float:
        """The window's time, posing included: the same for each that is still to come, the rest left for afterwards."""
        to_come = self.shape.to_come(self.horizon.weeks - weeks.start)
        forward = self._left() - (1 - FORWARD_SHARE) * self.settings.time_limit
        late = FORWARD_SHARE * (self._left() - float(np.mean(self.overhead)) * to_come)
        return searched_seconds(max(0.0, min(max(forward, late) / to_come, MOST_SECONDS)))

    def _improve(self) -> None:
        """Solve windows again while there is time for another; longer ones as long as they are done early."""
        longest = self.horizon.weeks
        size, posing = min(self.shape.size + self.shape.ahead, longest), max(self.overhead, default=0.0)
        rounds = count()
        while not self._stopped() and self._goes_on(next(rounds), 2 * posing):
            begun = time.perf_counter()
            first = int(self.random.integers(self.horizon.weeks - size + 1))
            pinned = min(LOOK_AHEAD, self.horizon.weeks - first - size)
            self.posing.parts.turn()
            try:
                part = self.posing.part(range(first, first + size + pinned), pinned)
                problem = self.posing.problem(part, self._in_time)
            except Stopped:
                return
            except TooLarge:
                size = longest = max(1, size - 1)
                continue
            posing = max(posing, time.perf_counter() - begun)
            early = self._again(part, problem, begun, first + size)
            size = min(size + 1, longest) if early else max(min(self.shape.size, longest), size - 1)

    def _goes_on(self, done: int, posing: float) -> bool:
        """Whether there is time for another window; by budget, there are as many as twice over the horizon."""
        if self.points is not None and self.points <= self._bound("all") and not self.settings.lexicographic:
            self.stopped_by = "proved"
            return False
        if self.settings.iterations is not None:
            return done < 2 * self.horizon.weeks // self.shape.size
        return self._left() > self.last.seconds(self.shape.size, self.overhead) + posing + LEAST_SECONDS

    def _again(self, part: Part, problem: Problem, begun: float, stop: int) -> bool:
        """Solve a window from what stands in it; keep what is better and legal in the whole horizon.

        Whether it was done before its time was up.
        """
        here = Roster(tuple(duty for duty in self.decided.duties if part.horizon.holds(duty.day)))
        breaks = int(problem.plans.slot.max(initial=-1)) + 1
        if fold(part.operation, problem, here, breaks)[2].size:
            return True
        left = self._left() - self.last.seconds(self.shape.size, self.overhead) + time.perf_counter() - begun
        seconds = min(MOST_SECONDS, left)
        weeks = range(self.horizon.week_index(part.horizon.first), stop)
        settings = replace(self.settings, time_limit=searched_seconds(seconds), start=here, tidy=self.free)
        run = Run(problem, first_settings(settings), begun, self._watch(weeks))
        better, _ = searched(run, part.operation, part.requirement, settings)
        assert run.first is not None
        done = self.decided.exchange(part, run, stop) if better else None
        if done is not None:
            self.guard.hold(part, run, done, weeks)
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
