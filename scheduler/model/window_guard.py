"""What the model believes of each window that is kept, held against the count of the window's own weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.agreement import agreement
from scheduler.goals import GOALS, Case, goals_of
from scheduler.model.believed import believed
from scheduler.model.run import Run
from scheduler.model.unfold import Unfolded
from scheduler.problem.part import Part
from scheduler.problem.points import burdens_of
from scheduler.result import AND


@dataclass
class Kept:
    """A window of which weeks stand."""

    weeks: set[int]
    apart: dict[str, float]
    """Goal, or goals told together -> points believed less those counted; 0 where rounding explains it."""


class WindowGuard:
    """Points by which the model and the count differ in windows, goal by goal (or by goals told together).

    What whole minutes cost is not summed over windows: each tells it of its look ahead too, whose weeks others tell.
    """

    def __init__(self, only_goals: Sequence[str]) -> None:
        self.goals = tuple(only_goals) or tuple(GOALS)
        self.kept: list[Kept] = []

    def hold(self, part: Part, run: Run, done: Unfolded, weeks: range) -> None:
        """Compare a window's best roster, the weeks of its look ahead too; `weeks` of it are kept from now on.

        Windows of which no week stands any more are forgotten. One of which some do is not: nothing says of which weeks
        its difference is.
        """
        best = run.board.best
        assert best is not None
        counted = self._counted(part, done)
        told = believed(run.problem, run.serving, best, done, tuple(counted))
        for one in self.kept:
            one.weeks.difference_update(weeks)
        apart = {row.goal: 0.0 if row.agrees else -row.difference for row in agreement(counted, told).rows}
        self.kept = [*(one for one in self.kept if one.weeks), Kept({*weeks}, apart)]

    def believed(self, counted: dict[str, int]) -> dict[str, float]:
        """The model's points of the whole roster: those counted, and what its windows believed beyond their own count.

        Of differences in both directions the greater sum is told, so that they never cancel out.
        """
        found: dict[str, list[float]] = defaultdict(list)
        for name, points in (pair for one in self.kept for pair in one.apart.items()):
            found[name].append(points)
        return {
            name: sum(counted[goal] for goal in name.split(AND)) + max(
                sum(one for one in rows if one > 0), sum(one for one in rows if one < 0), key=abs
            )
            for name, rows in found.items()
        }  # fmt: skip

    def _counted(self, part: Part, done: Unfolded) -> dict[str, int]:
        """The count of a part; without `fairness` where shifts of other weeks weigh that the part does not hold."""
        case = Case(part.operation, part.horizon, part.requirement, done.roster, None)
        goals = goals_of(part.operation)
        known = burdens_of(part.operation, part.operation.history)
        unknown = {"fairness"} if Counter(part.burdened) != Counter(known) else set()
        return {name: goals[name].count(case).points for name in self.goals if name not in unknown}
