"""The oracle: on tiny operations the points that a goal's terms give a roster are those that it counts."""

from __future__ import annotations

import numpy as np
import pytest
from terms_case import FOLDER, GoalCase, cases_of, rosters

from scheduler.goals import GOALS, goals_of
from scheduler.goals.order import amount, levels_of
from scheduler.model.run.believed import believed, rounding
from scheduler.model.search.measure import Measure
from scheduler.problem.needs.order import ordered
from scheduler.problem.pose import pose

SILENT = {"change"}
"""Goals that say nothing to the solver: rosters are not published yet, so `change` counts nothing."""
ROSTERS = 12
CHOSEN_LATER = {"meetings"}
"""Goals that hang on what is done within shifts, which lines do not know."""
CASES = [pytest.param(goal, case, id=f"{goal}: {case.told}") for goal in GOALS for case in cases_of(goal)]
BY_LINES = [one for one in CASES if one.values[0] not in CHOSEN_LATER]


@pytest.mark.parametrize("goal", sorted(set(GOALS) - SILENT))
def test_every_goal_has_cases(goal: str) -> None:
    assert cases_of(goal), f"write tests/goals/cases/{goal}.py: the oracle needs operations in which rosters differ"


def test_every_file_of_cases_belongs_to_a_goal() -> None:
    assert {file.stem for file in FOLDER.glob("*.py")} == set(GOALS) - SILENT


@pytest.mark.parametrize(("goal", "case"), CASES)
def test_points_by_terms_are_the_points_counted(goal: str, case: GoalCase) -> None:
    problem = pose(case.operation, case.horizon, case.requirement, (goal,))
    counted = set()
    for found, done, count in rosters(case, problem, ROSTERS):
        told = believed(problem, problem, found, done, (goal,))
        points = goals_of(case.operation)[goal].count(count).points
        rounded = rounding(problem, done, told).get(goal, 0.0)
        assert told == {goal: pytest.approx(points, abs=0.5 + 1e-6 + abs(rounded))}
        counted.add(points)
    assert len(counted) > 2, "the rosters of the case hardly differ in what the goal counts"


@pytest.mark.parametrize(("goal", "case"), BY_LINES)
def test_amounts_by_terms_are_the_amounts_counted(goal: str, case: GoalCase) -> None:
    problem, goals = pose(case.operation, case.horizon, case.requirement, (goal,)), goals_of(case.operation)
    levels = levels_of(goals, case.operation, case.horizon, case.requirement, (goal,))
    measure = Measure(ordered(problem, case.operation, levels))
    assert levels
    for found, _, count in rosters(case, problem, ROSTERS, seed=2):
        expected = [amount(count, level, goals) for level in levels]
        assert measure.amounts(found) == pytest.approx(np.array(expected), abs=0.01)
