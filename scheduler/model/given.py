"""What the model believes of a roster that is given and written back: its own lines, put on queues and counted anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.clock import Horizon
from scheduler.goals import GOALS, goals_of
from scheduler.goals.order import levels_of
from scheduler.model.activities.planned import planned
from scheduler.model.activities.unfold import unfolded
from scheduler.model.escalation.kinds import tight_labels
from scheduler.model.horizon.shape import wants_windows
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.run.believed import believed, rounding
from scheduler.model.search.engine import Found
from scheduler.model.search.fold import fold
from scheduler.model.settings import SolveSettings
from scheduler.model.solve import pose_whole
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.order import ordered
from scheduler.problem.needs.spared import without_tiers
from scheduler.requirement import Requirement
from scheduler.roster import Roster


@dataclass(frozen=True)
class Given:
    """A roster as the model has it."""

    roster: Roster | None = None
    """The shifts and breaks given with the activities that the model gives them; None where it knows no such lines."""
    believed: dict[str, float] = field(default_factory=dict)
    """Points of that, as in `Result`."""
    rounding: dict[str, float] = field(default_factory=dict)
    why_not: str = ""
    """Why it knows no such lines."""


def of_given(
    operation: Operation, horizon: Horizon, requirement: Requirement, settings: SolveSettings, roster: Roster
) -> Given:
    """Fold a roster of the horizon into lines and unfold them: no search, no proof."""
    problem = None if wants_windows(horizon, requirement) else pose_whole(operation, horizon, requirement, settings)
    if problem is None:
        return Given(why_not="the horizon is solved in windows")
    problem = without_tiers(problem, operation, tight_labels(operation, horizon))
    breaks = empty_ledger(problem, problem.demand.need).pause.shape[2]
    letter, pause, without = fold(operation, problem, roster, breaks)
    if without.size:
        agents = ", ".join(operation.agents[a].id for a in without[:3].tolist())
        return Given(why_not=f"the model has no such line for {agents}{', …' if without.size > 3 else ''}")
    serving = _serving(problem, operation, horizon, requirement, settings)
    plan = planned(serving, letter, pause).plan
    done = unfolded(operation, serving, letter, pause, plan)
    found = Found(0.0, letter, pause, plan, 0.0)
    told = believed(problem, serving, found, done, settings.only_goals or tuple(GOALS))
    return Given(done.roster, told, rounding(problem, done, told))


def _serving(
    problem: Problem, operation: Operation, horizon: Horizon, requirement: Requirement, settings: SolveSettings
) -> Problem:
    """The problem by whose weights people are put on queues."""
    if not settings.lexicographic:
        return problem
    levels = levels_of(goals_of(operation), operation, horizon, requirement, settings.only_goals)
    return ordered(problem, operation, levels).serving()
