"""Compares the model's points with the count, window by window, for the windows of which weeks are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.agreement import agreement
from scheduler.goals import GOALS, Case, goals_of
from scheduler.goals.terms.along import COUNTED
from scheduler.model.activities.unfold import Unfolded
from scheduler.model.run.believed import believed
from scheduler.model.run.dealt_later import without_planned
from scheduler.model.run.run import Run
from scheduler.problem.needs.points import burdens_before
from scheduler.problem.weeks.part import Part
from scheduler.result import AND


@dataclass
class Kept:
    """A window with at least one week in the roster."""

    weeks: set[int]
    """The weeks whose shifts come from this window."""
    apart: dict[str, float]
    """Goal, or goals joined by `AND` -> points believed less points counted; 0 where rounding explains it."""


class WindowGuard:
    """The points by which model and count differ in each window, by goal or by goals joined by `AND`.

    The cost of whole minutes is not summed over windows: windows overlap in their look-ahead weeks.
    """

    def __init__(self, only_goals: Sequence[str], planned: frozenset[str] = frozenset()) -> None:
        """`planned` are labels of tiers that the search leaves out."""
        self.goals, self.planned = tuple(only_goals) or tuple(GOALS), planned
        self.kept: list[Kept] = []

    def hold(self, part: Part, run: Run, done: Unfolded, weeks: range) -> None:
        """Compare model and count over all weeks of a window, look-ahead included; its `weeks` are now in the roster.

        A window is forgotten when later windows have replaced all its weeks. Its difference cannot be split by week, so
        a window with one week left keeps all of it.
        """
        best = run.board.best
        assert best is not None
        counted = self._counted(part, done, run.problem.rising.goals[COUNTED])
        told = believed(run.problem, run.serving, best, done, tuple(counted))
        for one in self.kept:
            one.weeks.difference_update(weeks)
        apart = {row.goal: 0.0 if row.agrees else -row.difference for row in agreement(counted, told).rows}
        self.kept = [*(one for one in self.kept if one.weeks), Kept({*weeks}, apart)]

    def believed(self, counted: Mapping[str, int]) -> dict[str, float]:
        """The model's points of the whole roster: the counted points and the differences of its windows.

        Positive and negative differences are summed apart and the greater sum is used, so that none cancels another.
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

    def _counted(self, part: Part, done: Unfolded, over_weeks: str) -> dict[str, int]:
        """The counted points of a part by goal.

        The goal that counts `over_weeks` is left out if shifts of other weeks count in the model.
        """
        case = Case(part.operation, part.horizon, part.requirement, done.roster, None)
        goals = goals_of(part.operation)
        known = burdens_before(part.operation, part.horizon)
        unknown = {over_weeks} if Counter(part.burdened) != Counter(known) else set()
        found = {name: goals[name].count(case).points for name in self.goals if name not in unknown}
        return without_planned(found, part.operation, part.horizon, done.roster, self.planned)
