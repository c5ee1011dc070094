"""Solving by a budget of iterations: the same roster on the same versions, however busy the machine is.

Nothing here looks at the clock, and threads share nothing while they search: each has its own best roster, and the best
of all is taken at the end, the first of equals. That costs what sharing would have gained, and the bound has so many
steps as the search has rounds, whether or not it still climbs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count

from scheduler.model.bound.bound import Prover
from scheduler.model.bound.goal_bounds import Gone
from scheduler.model.headcount.neighbours import Neighbours
from scheduler.model.search.engine import Board, Found, Searcher
from scheduler.model.settings import SolveSettings
from scheduler.problem.arrays.problem import Problem

Job = Callable[[], None]
ROUNDS_A_NEIGHBOURHOOD = 200
"""A neighbourhood that prices again takes about as long as so many rounds."""
LINES_A_ROUND = 3
LEAST_STEPS = 50
"""The least number of steps of the bound."""


class Repeatable:
    """The jobs of one solve by budget; `found` once they are done."""

    def __init__(
        self,
        first: Searcher,
        prover: Prover,
        settings: SolveSettings,
        go_on: Callable[[], bool],
        proved: Callable[[], bool],
        alike: bool = True,
    ) -> None:
        """`proved` says whether the first roster is; `alike`, whether the prover prices the searched problem."""
        self.alike, self.proved = alike, proved
        self.first, self.prover, self.settings, self.go_on = first, prover, settings, go_on
        self.boards = [Board() for _ in range(settings.workers)]
        self.neighbours: list[Neighbours] = []
        self.budget = settings.iterations or 0

    def jobs(self, rigid: bool, heat: float, prove: Callable[[Callable[[float], Gone]], None]) -> list[Job]:
        """One job a worker, with that heat; unless headcount alone binds people, the last worker begins with the bound.

        `prove` raises the bounds: its argument takes a share of the steps and returns what tells the used part of it.
        """
        found = self.first.board.best
        assert found is not None
        jobs = [self._job(number, board, found, rigid, heat) for number, board in enumerate(self.boards)]
        if not rigid:
            jobs[-1] = partial(self._after_bound, jobs[-1], self.boards[-1], prove)
        return jobs

    def _after_bound(self, job: Job, board: Board, prove: Callable[[Callable[[float], Gone]], None]) -> None:
        """Raise the bounds by steps that price about as many lines as the search; then run the job, guided by them.

        There is nothing to do for the job where they prove the roster that it would begin with.
        """
        prove(self._steps_gone)
        if self.proved():
            return
        if self.alike:
            board.guide = self.prover.guide()
        job()

    def _steps_gone(self, share: float) -> Gone:
        steps, taken = max(1.0, share * _steps(self.first.problem, self.budget)), count()
        return lambda: next(taken) / steps if self.go_on() else 1.0

    def _job(self, number: int, board: Board, found: Found, rigid: bool, heat: float) -> Job:
        board.offer(found)
        searcher = Searcher(self.first.problem, board, self.settings.seed + number, self.first.started)
        searcher.unit = self.first.unit
        return (lambda: self._price_again(searcher, number)) if rigid else (lambda: self._anneal(searcher, heat))

    def _anneal(self, searcher: Searcher, heat: float) -> None:
        searcher.restart()
        searcher.repeat(self.budget, self.go_on, heat)

    def _price_again(self, searcher: Searcher, number: int) -> None:
        """Everybody's relaxation, dives and neighbourhoods; the first worker's bound is the solve's."""
        searcher.restart()
        prover = self.prover if number == 0 else Prover(searcher.problem)
        one = Neighbours(searcher, prover)
        self.neighbours.append(one)
        one.root(self.go_on)
        one.repeat(max(1, self.budget // ROUNDS_A_NEIGHBOURHOOD), self.go_on)

    def found(self) -> list[Found]:
        """Each worker's best roster, in the order of the workers."""
        return [board.best for board in self.boards if board.best is not None]


def _steps(problem: Problem, budget: int) -> int:
    kinds = len(set(problem.people.kind.tolist()))
    return max(LEAST_STEPS, LINES_A_ROUND * budget // max(1, kinds))
