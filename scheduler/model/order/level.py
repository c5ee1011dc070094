"""The search of one level of goals in order, from the best roster so far, and the bound of that level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.model.bound.goal_bounds import Gone
from scheduler.model.run.run import Run
from scheduler.model.search.engine import WARM, Searcher
from scheduler.model.search.measure import OrderBoard
from scheduler.model.settings import SolveSettings
from scheduler.operation import FloatArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.order import Ordered
from scheduler.result import Progress


@dataclass(frozen=True)
class InHand:
    """The level in hand: what a unit of each level weighs in its search, and in its bound."""

    ordered: Ordered
    place: int
    """The place of the level in the order."""
    weights: FloatArray
    of_bound: FloatArray
    free: Ordered | None = None
    """The problem with every legal line, where that of the search has fewer."""

    def searched(self) -> Problem:
        return self.ordered.weighed(self.weights)

    def bounded(self) -> Problem | None:
        """What the bound is of; None where that is what is searched."""
        if np.array_equal(self.weights, self.of_bound) and self.free is None:
            return None
        return (self.free or self.ordered).weighed(self.of_bound)


class LevelRun(Run):
    """The threads of one level; its board keeps what is best in strict order."""

    def __init__(
        self,
        level: InHand,
        board: OrderBoard,
        settings: SolveSettings,
        started: float,
        progress: Callable[[Progress], None],
    ) -> None:
        super().__init__(level.searched(), settings, started, progress, level.bounded())
        self.ordered, self.place = level.ordered, level.place
        self.weights, self.of_bound = level.weights, level.of_bound
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
