"""Construct, improve, prove: a complete roster early, then better, always with a bound."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import Conflict, NoRoster
from scheduler.model.bound import Prover
from scheduler.model.compiled import NOTHING
from scheduler.model.conflict import Quarrel, quarrels
from scheduler.model.engine import HOT, WARM, Board, Found, Searcher
from scheduler.model.master import Master
from scheduler.model.price import Gains, best_line, lay_out, scratch_of
from scheduler.model.tables import tables_of
from scheduler.model.unfold import unfold
from scheduler.model.warm import warm_up
from scheduler.operation import Agent, Operation
from scheduler.problem.alone import cover_alone, short_alone
from scheduler.problem.pose import pose
from scheduler.problem.problem import Problem
from scheduler.requirement import Requirement
from scheduler.result import GivenUp, Progress, Result

LOOK_SECONDS = 0.1
JOINT_SHARE, PROOF_SHARE = 0.3, 0.45
"""Shares of the time after which one worker leaves the bound of all goals, then those of goals alone, and searches."""
WARM_SECONDS, CHOICE_SECONDS = 2.0, 4.0


@dataclass(frozen=True)
class SolveSettings:
    """How to solve. `time_limit` is seconds of solving; `only_goals` empty means all goals."""

    time_limit: float = 30.0
    workers: int = 2
    seed: int = 1
    give_up: bool = False
    only_goals: tuple[str, ...] = ()
    stop: threading.Event | None = None


def solve(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    settings: SolveSettings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """A legal roster with a bound that holds for every other; raises `Conflict` and `NoRoster`."""
    settings = settings or SolveSettings()
    warm_up(lambda text: progress(Progress(0.0, None, 0.0, text)) if progress else None)
    started = time.perf_counter()  # compiling is no part of the time given
    problem = pose(operation, horizon, requirement, settings.only_goals)
    given_up: list[Quarrel] = []
    stuck = stuck_agents(operation, problem)
    if stuck:
        given_up = quarrels(operation, horizon, stuck)
        if not settings.give_up:
            raise Conflict("\n".join(str(one) for one in given_up))
        problem = pose(operation, horizon, requirement, settings.only_goals, {q.agent.id: q.instead for q in given_up})
    run = _Run(problem, settings, started, progress)
    run.work()
    return run.result(operation, given_up)


def stuck_agents(operation: Operation, problem: Problem) -> list[Agent]:
    """Agents whom limits leave no legal line at all."""
    tables = tables_of(problem)
    scratch, size = scratch_of(tables), problem.grid.intervals
    gains = Gains(np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(problem.people.shift_points.shape[1:]))
    lay_out(tables, gains, scratch)
    rows = range(len(operation.agents))
    return [operation.agents[a] for a in rows if best_line(tables, scratch, gains, a, 0.0) <= NOTHING / 2]


class _Run:
    """The threads of one solve, and the story they tell."""

    def __init__(
        self, problem: Problem, settings: SolveSettings, started: float, progress: Callable[[Progress], None] | None
    ) -> None:
        self.problem, self.settings, self.started, self.progress = problem, settings, started, progress
        self.board = Board()
        self.prover = Prover(problem)
        self.alone: dict[str, Prover] = {}
        self.stop = threading.Event()
        self.failed: list[BaseException] = []
        self.story: list[Progress] = []
        self.stopped_by: Literal["time", "proved", "interrupt", "stalled"] = "time"

    def _seconds(self) -> float:
        return time.perf_counter() - self.started

    def _go_on(self) -> bool:
        return not self.stop.is_set()

    def work(self) -> None:
        """Run the workers until the time is up, the bound is met, or somebody asks to stop."""
        first = Searcher(self.problem, self.board, self.settings.seed, self.started)
        first.construct()
        self._tell("first roster")
        jobs = [lambda: self._search(first)] + [
            lambda number=number: self._prove_then_search(number) for number in range(1, max(2, self.settings.workers))
        ]
        threads = [threading.Thread(target=self._guarded, args=(job,), daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        self._watch(threads)
        self.stop.set()
        for thread in threads:
            thread.join()
        if self.failed:
            raise self.failed[0]
        self._tell("done")

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:  # a thread's bug must reach the user as a traceback, not be lost
            self.failed.append(error)
            self.stop.set()

    def _watch(self, threads: list[threading.Thread]) -> None:
        told = self._seconds()
        while any(thread.is_alive() for thread in threads) and self._go_on():
            self.stop.wait(LOOK_SECONDS)
            if self.settings.stop is not None and self.settings.stop.is_set():
                self.stopped_by = "interrupt"
                return
            if self._proved():
                self.stopped_by = "proved"
                return
            if self._seconds() >= self.settings.time_limit:
                return
            if self._seconds() - told >= 0.5:
                told = self._seconds()
                self._tell("improving")

    def _search(self, searcher: Searcher) -> None:
        searcher.run(self.settings.time_limit, self._go_on)

    def _prove_then_search(self, number: int) -> None:
        if number == 1:
            self._prove()
        searcher = Searcher(self.problem, self.board, self.settings.seed + number, self.started)
        if number == 1 and not self.problem.demand.terms:
            self._choose_lines(searcher)
        else:
            searcher.restart()
            searcher.run(self.settings.time_limit, self._go_on, WARM if number == 1 else HOT)

    def _choose_lines(self, searcher: Searcher) -> None:
        """Without queues CP-SAT chooses among the lines met so far, in turn with warm searches that meet others.

        Measured: on headcount it finds the last points that the search misses; on interval cover the search alone is
        better (see docs/performance.md), so it has the time there.
        """
        master = Master(searcher)
        while self._go_on() and self._seconds() < self.settings.time_limit:
            left = self.settings.time_limit - self._seconds()
            searcher.restart()
            searcher.run(self._seconds() + min(WARM_SECONDS, left), self._go_on, WARM)
            best = self.board.best
            if best is not None and self._go_on():
                better = master.improve(best, min(CHOICE_SECONDS, max(0.1, left - WARM_SECONDS)), 1)
                if better is not None:
                    self.board.offer(replace(better, seconds=self._seconds()))

    def _prove(self) -> None:
        """The bound of all goals together, then of cover and of shortage alone where those are other goals."""
        begun = self._seconds()  # loading and the first roster may have taken much of the time: shares are of the rest
        left = max(0.0, self.settings.time_limit - begun)
        self.prover.raise_bound(lambda: self.board.points, self._until(begun + JOINT_SHARE * left))
        best, chosen = self.board.best, self.settings.only_goals
        assert best is not None
        if best.open_cover > 0 and chosen != ("cover",):
            self.alone["cover"] = Prover(cover_alone(self.problem))
            self.alone["cover"].raise_bound(lambda: best.open_cover, self._until(begun + (JOINT_SHARE + 0.1) * left))
        if chosen != ("short",) and (self.problem.demand.weight > 0).any():
            self.alone["short"] = Prover(short_alone(self.problem))
            self.alone["short"].raise_bound(lambda: self.board.points, self._until(begun + PROOF_SHARE * left))

    def _until(self, seconds: float) -> Callable[[], bool]:
        return lambda: self._go_on() and self._seconds() < seconds

    def _proved(self) -> bool:
        """Whether no roster can be better: the bound is met, rounded up where all points are whole."""
        if self.board.best is None or self.prover.best == -np.inf:
            return False
        bound = self._whole_bound() if not self._broken() else self.prover.best
        return self.board.points <= bound + 1e-6 * max(1.0, self.board.points)

    def _tell(self, step: str) -> None:
        best = self.board.best.points if self.board.best else None
        line = Progress(self._seconds(), best, max(0.0, self.prover.best), step)
        self.story.append(line)
        if self.progress:
            self.progress(line)

    def result(self, operation: Operation, given_up: list[Quarrel]) -> Result:
        """The best roster with everything said about it."""
        best = self.board.best
        if best is None:
            raise NoRoster("no complete roster was found in the time given; give more with --time-limit")
        return Result(
            roster=unfold(operation, self.problem, best.letter, best.pause),
            bound=self._whole_bound(),
            bounds=self._bounds(best),
            seconds=self._seconds(),
            first_roster_seconds=self.board.first_seconds,
            seed=self.settings.seed,
            workers=self.settings.workers,
            stopped_by=self.stopped_by,
            story=tuple(self.story),
            given_up=tuple(GivenUp(one.agent.id, limit.name, one.change) for one in given_up for limit in one.loosened),
        )

    def _bounds(self, best: Found) -> dict[str, float]:
        """Bounds of goals alone: no cover open is its least, and a goal solved alone has its own bound."""
        bounds = {goal: _whole(prover.best, 1) for goal, prover in self.alone.items()}
        if best.open_cover <= 0 and self.problem.demand.cover_weight > 0:
            bounds["cover"] = 0.0
        if len(self.settings.only_goals) == 1:
            bounds[self.settings.only_goals[0]] = self._whole_bound()
        return bounds

    def _whole_bound(self) -> float:
        """The bound in whole points: each goal with a broken amount may be rounded down by half a point."""
        return _whole(self.prover.best, self._broken())

    def _broken(self) -> int:
        """How many goals may come to broken points."""
        demand = self.problem.demand
        queues = 2 if demand.deferred else 1
        goals = ((demand.weight > 0).any() * queues, demand.cover_need.size > 0, self.problem.variants.cost.any())
        own = (self.problem.people.work_points, self.problem.people.shift_points, demand.head_under, demand.head_over)
        return sum(int(goal) for goal in goals) + sum(bool((points % 1).any()) for points in own)


def _whole(bound: float, broken: int) -> float:
    return float(max(0, math.ceil(bound - 0.5 * broken - 1e-6))) if bound > -np.inf else 0.0
