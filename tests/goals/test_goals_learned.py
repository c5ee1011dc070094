"""Goals that live outside the package: honoured in flexible starts, along lines and in the bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from newcomers.night_runs import NightRuns
from newcomers.unpopular import Unpopular
from small_case import agent, queue
from terms_case import GoalCase, day, people, rosters

from scheduler.agreement import agreement
from scheduler.goals import GOALS, complaints, goals_of, learn
from scheduler.goals.order import amount, levels_of
from scheduler.goals.terms.duty import DutyPairs
from scheduler.judge import score
from scheduler.model import SolveSettings, solve
from scheduler.model.run.believed import believed
from scheduler.model.search.measure import Measure
from scheduler.operation import Contract, Wish
from scheduler.problem.needs.order import ordered
from scheduler.problem.pose import pose

EARLY = {"unpopular": {"weight": 3, "hour": 8, "agents": {"bob": 11}}}
NIGHTS = {"night_runs": {"weight": 5}}


@pytest.fixture(autouse=True)
def _learned() -> Iterator[None]:
    before = dict(GOALS)
    learn(Unpopular, NightRuns)
    yield
    GOALS.clear()
    GOALS.update(before)


def cases() -> list[GoalCase]:
    return [GoalCase("early starts", *people(goals=EARLY)), GoalCase("runs of nights", *people(goals=NIGHTS)),
            GoalCase("runs, two weeks", *people(goals=NIGHTS, weeks=2))]  # fmt: skip


@pytest.mark.parametrize("number", [0, 1, 2])
def test_points_and_amounts_by_terms_are_those_counted(number: int) -> None:
    case = cases()[number]
    [goal] = case.operation.goals
    problem, goals = pose(case.operation, case.horizon, case.requirement, (goal,)), goals_of(case.operation)
    levels = levels_of(goals, case.operation, case.horizon, case.requirement, (goal,))
    measure, counted = Measure(ordered(problem, case.operation, levels)), set()
    for found, done, count in rosters(case, problem, 25):
        points = goals[goal].count(count).points
        assert believed(problem, problem, found, done, (goal,)) == {goal: pytest.approx(points)}
        assert measure.amounts(found) == pytest.approx([amount(count, level, goals) for level in levels])
        counted.add(points)
    assert len(counted) > 2


def test_flexible_starts_move_to_where_they_cost_least_and_the_bound_knows_it() -> None:
    # Five shifts of five days are asked of each; starts from 06:00 to 10:00, so none need begin before 08:00.
    full = Contract(id="full", limits={"days_week": {"min": 5, "max": 5}}, shifts=("day",))
    made, wanted, span = people(goals=EARLY, contract=full)
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    assert score(made, span, wanted, result.roster).tallies["unpopular"].points == 0

    # Where all start before noon is unpopular: 5 x 3 points of Ann's and 5 x 11 of Bob's, and no roster has fewer.
    made = replace(made, goals={"unpopular": {"weight": 3, "hour": 12, "agents": {"bob": 11}}})
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    counted = {name: tally.points for name, tally in score(made, span, wanted, result.roster).tallies.items()}
    assert counted["unpopular"] == 5 * 3 + 5 * 11
    assert result.bounds["unpopular"] == result.bound == 70
    assert agreement(counted, result.believed).agrees


def test_early_starts_are_weighed_against_calls() -> None:
    # A call from 06:00 on for an hour costs 1,000 x 1 agent-hour to miss: worth more than a start at 3 points.
    only = {"unpopular": {"weight": 3}}
    made, wanted, span = people(agent("ann"), queues=[queue("calls")], needs={"calls": {6: 1}}, goals=only)
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    counted = {name: tally.points for name, tally in score(made, span, wanted, result.roster).tallies.items()}
    assert (counted["short"], counted["unpopular"], result.bound) == (0, 3, 3)


def test_runs_of_nights_are_fewest_and_the_bound_knows_it() -> None:
    # Six nights in two weeks, at most three a week: one run each that goes over Sunday; 5 points, twice that in Spain.
    full = Contract(id="full", limits={"days_week": {"min": 3, "max": 3}}, shifts=("night",))
    made, wanted, span = people(goals=NIGHTS, contract=full, weeks=2)
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    counted = {name: tally.points for name, tally in score(made, span, wanted, result.roster).tallies.items()}
    assert counted["night_runs"] == 5 + 10
    assert result.bounds["night_runs"] == result.bound == 15
    assert agreement(counted, result.believed).agrees


def test_a_setting_that_names_nobody_is_refused_with_what_was_meant() -> None:
    made, _, _ = people(agent("ann"), agent("bob"), goals={"unpopular": {"agents": {"bop": 1}}})
    assert complaints(made) == [
        ("config/goals.toml", "unpopular", "agents", "[unpopular] agents: there is no agent 'bop'; did you mean 'bob'?")
    ]


def nights_of_one(weeks: int, weight: float, **more):
    """Ann works the night shift on every day."""
    full = Contract(id="full", limits={"days_week": {"min": 7, "max": 7}}, shifts=("night",))
    return people(agent("ann"), goals={"night_runs": {"weight": weight}}, contract=full, weeks=weeks, **more)


@pytest.mark.parametrize("weeks", [1, 6, 10])
def test_no_bound_of_a_track_is_above_the_points(weeks: int) -> None:
    # One run that never ends: 5 points on any horizon, in windows too.
    made, wanted, span = nights_of_one(weeks, 5)
    result = solve(made, span, wanted, SolveSettings(time_limit=10, iterations=20))
    counted = {name: tally.points for name, tally in score(made, span, wanted, result.roster).tallies.items()}
    assert counted["night_runs"] == 5
    assert result.bounds["night_runs"] <= 5
    assert result.bound <= 5
    assert agreement(counted, result.believed).agrees


def test_a_bound_beside_a_queue_comes_in_the_steps_of_the_track() -> None:
    # 1,000 points for the call that nobody takes at noon, and 5 for the run of nights.
    made, wanted, span = nights_of_one(1, 5, queues=[queue("calls")], needs={"calls": {12: 1}})
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    points = sum(tally.points for tally in score(made, span, wanted, result.roster).tallies.values())
    assert result.bound <= points == 1005


@pytest.mark.parametrize(
    ("goals", "wishes"),
    [
        ({"night_runs": {"weight": 0.4}}, ()),
        ({"fairness": 0.4, "wishes": 0.4}, (Wish("ann", day(5), "off", None, 1),)),
    ],
)
def test_goals_that_each_round_to_nothing_have_no_bound_above_it(goals, wishes) -> None:
    # Each goal is rounded by itself: 0.4 counts as nothing.
    full = Contract(id="full", limits={"days_week": {"min": 7, "max": 7}}, shifts=("night",))
    made, wanted, span = people(agent("ann"), goals=goals, wishes=wishes, contract=full)
    result = solve(made, span, wanted, SolveSettings(time_limit=5, iterations=50))
    assert result.bound <= sum(tally.points for tally in score(made, span, wanted, result.roster).tallies.values())


def test_points_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="points are 0 or more"):
        DutyPairs({(("Call", day(0)), ("Call", day(1))): -1.0})
