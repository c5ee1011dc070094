"""A finished roster in points: every goal counted from its rows alone, nothing taken from the solver's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.goals import Case, Tally, goals_of
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Roster


@dataclass(frozen=True)
class Score:
    """What a roster costs, goal by goal; `objective` is the sum of `points`."""

    points: dict[str, int]
    """Goal -> points, the most urgent goal first; only the goals that were asked for."""
    objective: int
    tallies: dict[str, Tally]
    """Every goal's amount, unit and points, whether asked for or not."""
    short_agent_hours: float
    """Queues that promise `within_seconds`, and those that promise nothing."""
    required_agent_hours: float
    """Queues that promise `within_seconds`, and those that promise nothing."""
    case: Case

    @property
    def only(self) -> str:
        """The goals asked for, `short, wishes`, where that is not all of them; else empty."""
        return "" if len(self.points) == len(self.tallies) else ", ".join(self.points)

    @property
    def others(self) -> dict[str, Tally]:
        """The goals that were not asked for."""
        return {name: tally for name, tally in self.tallies.items() if name not in self.points}


def score(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    roster: Roster,
    only_goals: Sequence[str] = (),
    published: Roster | None = None,
) -> Score:
    """Count a roster; `only_goals` leaves the other goals out of `points` and `objective`."""
    case = Case(operation, horizon, requirement, roster, published)
    tallies = {name: goal.count(case) for name, goal in goals_of(operation).items()}
    points = {name: tally.points for name, tally in tallies.items() if not only_goals or name in only_goals}
    hours = case.coverage.live * requirement.interval_minutes / 60
    short = float(hours @ case.coverage.short.sum(axis=1))
    required = float(hours @ case.coverage.required.sum(axis=1))
    return Score(points, sum(points.values()), tallies, short, required, case)
