"""The threads of one solve: one constructs, all improve, one proves as well."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from scheduler.model.bound.goal_bounds import Gone
from scheduler.model.bound.proof import Points, Proof
from scheduler.model.headcount.master import WARM_SECONDS, choose_lines
from scheduler.model.headcount.mend import Lines, lines_of
from scheduler.model.headcount.neighbours import Neighbours
from scheduler.model.run.duty_bounds import DutyBounds
from scheduler.model.run.repeatable import Repeatable
from scheduler.model.search.engine import HOT, MILD, WARM, Board, Found, Searcher
from scheduler.model.search.measure import Measure
from scheduler.model.search.rigid import is_rigid
from scheduler.model.settings import SolveSettings
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.result import Progress, Stop

LOOK_SECONDS = 0.1
COVER_SHARE, PRIORITY_SHARE, BOUND_SHARE = 0.1, 0.08, 0.3
"""Shares of the time for the bounds of duties, of their priorities, and of all goals; then single goals have theirs."""


class Run:
    """The threads of one solve, and the story they tell."""

    def __init__(
        self,
        problem: Problem,
        settings: SolveSettings,
        started: float,
        progress: Callable[[Progress], None] | None,
        bounding: Problem | None = None,
        plan: Lines | None = None,
    ) -> None:
        """`bounding`: the problem to bound, if it differs from the one that is searched.

        `plan`: lines to begin with, which keep planned duties; `bounding` then differs by having more lines only.
        """
        self.plan = plan
        self.alike = bounding is None or plan is not None
        self.problem, self.settings, self.started, self.progress = problem, settings, started, progress
        self.bounding = bounding or problem
        self.board = Board()
        self.serving = problem
        """The problem by whose weights people are put on queues in the end."""
        self.first: Found | None = None
        self.proof = Proof(self.bounding)
        self.prover = self.proof.joint
        self.duty_bounds = DutyBounds(self.bounding)
        self.operation: Operation | None = None
        self.stop = threading.Event()
        self.neighbours: list[Neighbours] = []
        self.failed: list[BaseException] = []
        self.repeatable: Repeatable | None = None
        self.story: list[Progress] = []
        self.end_step = "done"
        self.measure: Measure | None = None
        self.untouched: tuple[int, ...] = ()  # agents whose lines the last phase leaves alone
        self.stopped_by: Stop = "time" if settings.iterations is None else "budget"

    def seconds(self) -> float:
        return time.perf_counter() - self.started

    def _go_on(self) -> bool:
        return not self.stop.is_set()

    def work(self, operation: Operation) -> None:
        self.operation = operation
        first = self.searcher(self.settings.seed)
        if self.plan is not None:
            first.resume(*self.plan)
        elif self.settings.start is None:
            first.construct()
        else:
            breaks = first.ledger.pause.shape[2]
            first.resume(*lines_of(operation, self.problem, self.settings.start, breaks))
        self.first = self.board.best
        self._tell("first roster")
        self.improve(first)

    def improve(self, first: Searcher) -> None:
        """Go on from the roster on the board, which the first searcher stands on."""
        if self.settings.iterations is not None or self.seconds() < self.settings.time_limit:
            self._together(self._jobs(first))
        if self.failed:
            raise self.failed[0]
        if self.repeatable is not None:
            for found in self.repeatable.found():
                self.board.offer(found)
            self.stopped_by = "proved" if self.proved() and self.stopped_by == "budget" else self.stopped_by
        self._tell(self.end_step)

    def searcher(self, seed: int) -> Searcher:
        return Searcher(self.problem, self.board, seed, self.started)

    def _jobs(self, first: Searcher) -> list[Callable[[], None]]:
        """What the threads do: by the clock, or by a budget."""
        if self.settings.iterations is not None:
            self.repeatable = Repeatable(first, self.prover, self.settings, self._go_on, self.proved, self.alike)
            self.neighbours = self.repeatable.neighbours
            return self.repeatable.jobs(is_rigid(self.problem), self.heat(), self._prove_by_steps)
        numbers = range(1, max(2, self.settings.workers))
        return [lambda: self._search(first), *(partial(self._prove_then_search, number) for number in numbers)]

    def _together(self, jobs: list[Callable[[], None]]) -> None:
        """Run the jobs in threads of their own until they are done, the time is up, or somebody asks to stop."""
        threads = [threading.Thread(target=self._guarded, args=(job,), daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        self._watch(threads)
        self.stop.set()
        while any(thread.is_alive() for thread in threads):
            for one in self.neighbours:
                one.picker.interrupt()
            threads[0].join(LOOK_SECONDS / 2)
            threads[-1].join(LOOK_SECONDS / 2)

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:  # a thread's bug must reach the user as a traceback, not be lost
            self.failed.append(error)
            self.stop.set()

    def _watch(self, threads: list[threading.Thread]) -> None:
        told = self.seconds()
        while any(thread.is_alive() for thread in threads) and self._go_on():
            self.stop.wait(LOOK_SECONDS)
            if self.settings.stop is not None and self.settings.stop.is_set():
                self.stopped_by = "interrupt"
                return
            by_clock = self.settings.iterations is None  # a budget is used up: how far its threads are now is chance
            if by_clock and (self.proved() or self.seconds() >= self.settings.time_limit):
                self.stopped_by = "proved" if self.proved() else self.stopped_by
                return
            if self.seconds() - told >= 0.5:
                told = self.seconds()
                self._tell("improving")

    def _price_again(self, searcher: Searcher, root: bool) -> None:
        """Neighbourhoods that price again until the time is up; the first thread begins with everybody's relaxation."""
        one = Neighbours(searcher, self.prover)
        self.neighbours.append(one)
        if root:
            one.root(self._go_on)
            self.prove_alone(self._share_gone())
        one.improve(self._go_on, lambda: self.settings.time_limit - self.seconds())

    def _search(self, searcher: Searcher) -> None:
        if is_rigid(self.problem):
            until = self.seconds() + min(WARM_SECONDS, BOUND_SHARE * self.settings.time_limit)
            searcher.run(until, self._go_on, self.heat())
            self._price_again(searcher, root=False)
            return
        searcher.run(self.settings.time_limit, self._go_on, self.heat())

    def _prove_then_search(self, number: int) -> None:
        if number == 1 and not is_rigid(self.problem):
            self._prove()
        searcher = self.searcher(self.settings.seed + number)
        if is_rigid(self.problem):
            searcher.restart()
            self._price_again(searcher, root=number == 1)
        elif number == 1 and not self.problem.demand.queued:
            choose_lines(searcher, self._go_on, self.settings.time_limit)
        else:
            searcher.restart()
            searcher.run(self.settings.time_limit, self._go_on, WARM if number == 1 else self.heat())

    def heat(self) -> float:
        """The heat to begin with: low if a roster is given, since a high one would destroy it."""
        if self.settings.start is not None and self.plan is None:
            return WARM
        return HOT if self.problem.demand.queued else MILD

    def _prove(self) -> None:
        """Raise the bound of duties alone, then of all goals together, then of each other goal alone."""
        begun = self.seconds()  # loading and the first roster may have taken much of the time: shares are of the rest
        left = max(0.0, self.settings.time_limit - begun)
        self.prove_cover(self._gone(begun + COVER_SHARE * left))
        self._prove_priorities(lambda share: self._gone(self.seconds() + share * PRIORITY_SHARE * left))
        self.prover.raise_bound(self.target, self._gone(begun + BOUND_SHARE * left), self._guide)
        self.prove_alone(self._share_gone())

    def _prove_by_steps(self, gone: Callable[[float], Gone]) -> None:
        """Raise all bounds by a budget of steps; `gone(share)` tells how much of that share of the steps is used."""
        self.prove_cover(gone(BOUND_SHARE))
        self._prove_priorities(lambda share: gone(share * PRIORITY_SHARE))
        self.prover.raise_bound(self.target, gone(1.0))
        self.prove_alone(gone)

    def prove_cover(self, gone: Gone) -> None:
        self.proof.cover_first(partial(self._points().of, self.problem.demand.cover_goal), gone)

    def _prove_priorities(self, share_gone: Callable[[float], Gone]) -> None:
        if self.operation is not None and self.alike and self.problem.demand.cover_goal in self.proof.asked:
            self.duty_bounds.prove(self.operation, self.board, share_gone, self.settings.iterations is None)

    def _points(self) -> Points:
        return Points(self.problem, lambda: self.board.best)

    def _guide(self) -> None:
        if self.alike:  # else the bound's prices are those of another problem
            self.board.guide = self.prover.guide()

    def target(self) -> float:
        return self.board.points

    def prove_alone(self, gone: Callable[[float], Gone]) -> None:
        if len(self.settings.only_goals) != 1:
            points = self._points()
            targets = {goal: partial(points.of, goal) for goal in self.proof.asked}
            self.proof.alone.prove(targets, gone)

    def _share_gone(self) -> Callable[[float], Gone]:
        """Return a function: share of the time left now -> a function that tells the used part of that share."""
        left = max(0.0, self.settings.time_limit - self.seconds())
        return lambda share: self._gone(self.seconds() + share * left)

    def _gone(self, until: float) -> Gone:  # the share of the time from now until then that is over; all once stopped
        begun = self.seconds()
        return lambda: (self.seconds() - begun) / max(until - begun, 1e-9) if self._go_on() else 1.0

    def proved(self) -> bool:
        """Whether no roster can be better: the bound is met, rounded up to what points can be, or nothing is missed."""
        if self.board.best is None or self.board.points <= 0.0 or self.prover.best == -np.inf or not self.alike:
            return self.board.best is not None and self.board.points <= 0.0
        return self.board.points <= self.proof.points + 1e-6 * max(1.0, self.board.points)

    def _tell(self, step: str) -> None:
        best = self.board.best.points if self.board.best else None
        self.tell(Progress(self.seconds(), best, self.proof.points, self.step_name(step)))

    def tell(self, line: Progress) -> None:
        self.story.append(line)
        if self.progress:
            self.progress(line)

    def step_name(self, step: str) -> str:
        return step
