"""The search of one level of goals in order, from the best roster so far, and the bound of that level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from scheduler.model.bound.goal_bounds import Gone
from scheduler.model.run.run import Run
from scheduler.model.search.engine import WARM, Searcher
from scheduler.model.search.measure import OrderBoard
from scheduler.model.settings import SolveSettings
from scheduler.operation import FloatArray
from scheduler.problem.needs.order import Ordered
from scheduler.result import Progress


class LevelRun(Run):
    """The threads of one level; its board keeps what is best in strict order."""

    def __init__(
        self,
        ordered: Ordered,
        place: int,
        weights: FloatArray,
        bounding: FloatArray,
        board: OrderBoard,
        settings: SolveSettings,
        started: float,
        progress: Callable[[Progress], None],
        free: Ordered | None = None,
    ) -> None:
        """`free` is the problem with every legal line, where that of the search has fewer."""
        problem = ordered.weighed(weights)
        same = np.array_equal(weights, bounding) and free is None
        other = None if same else (free or ordered).weighed(bounding)
        super().__init__(problem, settings, started, progress, other)
        self.ordered, self.place, self.weights, self.of_bound = ordered, place, weights, bounding
        self.ranking = self.board = board
        board.guide = None  # prices of the level before are none of this one's

    @property
    def level_name(self) -> str:
        return self.ordered.levels[self.place].name

    def go_on(self) -> None:
        """Search from the best roster on the board."""
        best = self.board.best
        assert best is not None
        first = self.searcher(self.settings.seed)
        first.restart(best)
        self.board.best = replace(best, points=float(first.ledger.points[0]))
        self.improve(first)

    def searcher(self, seed: int) -> Searcher:
        """Heat is measured in pieces of the current level."""
        one = super().searcher(seed)
        one.unit = float(self.weights[self.place] * self.ordered.piece[self.place])
        return one

    def heat(self) -> float:
        return WARM

    def target(self) -> float:
        return float(self.ranking.amounts @ self.of_bound) if self.of_bound is not self.weights else self.board.points

    def prove_cover(self, gone: Gone) -> None:
        """The level's bound is all that is asked for."""

    def prove_alone(self, gone: Callable[[float], Gone]) -> None:
        """The level's bound is all that is asked for."""

    def step_name(self, step: str) -> str:
        return self.level_name

    def lower(self, amounts: Sequence[float] | FloatArray) -> float:
        """The least amount on the level of any roster that is as good as `amounts` on the levels before."""
        if self.prover.best == -np.inf:
            return 0.0
        spare = [0.0 if self.ordered.whole(place) else 0.5 * (level.unit == "points")
                 for place, level in enumerate(self.ordered.levels)]  # fmt: skip
        before = sum(float(self.of_bound[j]) * (amounts[j] + spare[j]) for j in range(self.place))
        least = (self.prover.best - before) / float(self.of_bound[self.place]) - spare[self.place]
        return float(math.ceil(least - 1e-6)) if self.ordered.whole(self.place) else least

    def proved(self) -> bool:
        """Whether the level is at its bound."""
        steps = self.ranking.steps
        if steps is None or self.settings.iterations is not None:
            return False
        level = self.ordered.levels[self.place]
        return steps[self.place] <= level.steps(max(0.0, self.lower(self.ranking.amounts)))
