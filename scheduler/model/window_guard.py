"""What the model believes of each window that is kept, held against the count of the window's own weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from scheduler.agreement import agreement
from scheduler.goals import GOALS, Case, goals_of
from scheduler.model.believed import believed
from scheduler.model.run import Run
from scheduler.model.unfold import Unfolded
from scheduler.problem.part import Part
from scheduler.problem.points import burdens_of
from scheduler.result import AND


class WindowGuard:
    """Points by which the model and the count differ in windows, goal by goal (or by goals told together)."""

    def __init__(self, only_goals: Sequence[str]) -> None:
        self.goals = tuple(only_goals) or tuple(GOALS)
        self.apart: dict[str, list[float]] = defaultdict(list)
        """Name -> believed less counted, one entry a window; 0 where rounding explains it."""

    def hold(self, part: Part, run: Run, done: Unfolded) -> None:
        """Compare a window's best roster, the weeks of its look ahead too."""
        best = run.board.best
        assert best is not None
        counted = self._counted(part, done)
        told = believed(run.problem, run.serving, best, done, tuple(counted))
        for row in agreement(counted, told).rows:
            self.apart[row.goal].append(0.0 if row.agrees else -row.difference)

    def believed(self, counted: dict[str, int]) -> dict[str, float]:
        """The model's points of the whole roster: those counted, and what its windows believed beyond their own count.

        Of differences in both directions the greater sum is told, so that they never cancel out.
        """
        return {
            name: sum(counted[goal] for goal in name.split(AND)) + max(
                sum(one for one in rows if one > 0), sum(one for one in rows if one < 0), key=abs
            )
            for name, rows in self.apart.items()
        }  # fmt: skip

    def _counted(self, part: Part, done: Unfolded) -> dict[str, int]:
        """The count of a part; without `fairness` where shifts of other weeks weigh that the part does not hold."""
        case = Case(part.operation, part.horizon, part.requirement, done.roster, None)
        goals = goals_of(part.operation)
        known = burdens_of(part.operation, part.operation.history)
        unknown = {"fairness"} if Counter(part.burdened) != Counter(known) else set()
        return {name: goals[name].count(case).points for name in self.goals if name not in unknown}
