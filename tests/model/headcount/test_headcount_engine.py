"""The engine for headcount: bounds below every roster, lists of lines complete, choices proved, tables as the steps."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from heads_case import HORIZON, MONDAY, every_line, missed_by_pairs, workspace

from scheduler.judge import score
from scheduler.load import load
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.pricer import Pricer
from scheduler.model.bound.relaxation import Relaxation
from scheduler.model.headcount.dive import Dive
from scheduler.model.headcount.pick import Picker
from scheduler.operation import IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.pose import pose
from scheduler.rules.limits.minutes_horizon import HorizonSumTrack
from scheduler.rules.track import Day, Track
from scheduler.staffing import staff


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


@pytest.fixture
def problem(root: Path) -> Problem:
    operation = load(root)
    return pose(operation, HORIZON, staff(operation, HORIZON))


def least(problem: Problem, pricer: Pricer, lines: list[list[IntArray]]) -> float:
    """The least points of any three lines, by trying all of them."""
    rows = len(pricer.wanted)
    heads = [np.zeros((len(own), rows)) for own in lines]
    points = [np.array([pricer.points(a, line) for line in own]) for a, own in enumerate(lines)]
    for a, own in enumerate(lines):
        for k, line in enumerate(own):
            heads[a][k, pricer.heads(a, line)] = 1
    best = np.inf
    for i in range(len(lines[0])):
        missed = missed_by_pairs(pricer, heads[0][i], heads[1], heads[2])
        best = min(best, float((missed + points[1][:, None] + points[2]).min()) + points[0][i])
    return best + problem.people.idle_points


def test_the_engine_proves_the_least_that_trying_everything_finds(root: Path, problem: Problem) -> None:
    pricer = Pricer(problem)
    lines = [every_line(problem, a) for a in range(3)]
    truth = least(problem, pricer, lines)
    operation = load(root)
    requirement = staff(operation, HORIZON)
    result = solve(operation, HORIZON, requirement, SolveSettings(time_limit=20))
    assert score(operation, HORIZON, requirement, result.roster).objective == truth
    assert result.bound == truth
    assert result.stopped_by == "proved"


def relaxed(problem: Problem) -> Relaxation:
    """Everybody's relaxation, solved."""
    pricer = Pricer(problem)
    relaxation = Relaxation(pricer, np.arange(3), pricer.wanted.copy())
    for a in range(3):
        relaxation.add(a, pricer.best(np.array([a]), np.zeros(len(pricer.wanted)))[0][0])
    assert relaxation.solve(lambda: True)
    return relaxation


def test_the_bound_stays_below_whatever_line_is_fixed_and_let_go(problem: Problem) -> None:
    lines = [every_line(problem, a) for a in range(3)]
    relaxation = relaxed(problem)
    idle, whole = problem.people.idle_points, relaxation.bound
    for line in random.Random(1).sample(lines[0], 20):
        relaxation.add(0, line)
        relaxation.fix(0, line)
        truth = least(problem, relaxation.pricer, [[line], *lines[1:]])
        assert relaxation.bound + idle <= truth + 1e-6  # by the prices in hand
        assert relaxation.solve(lambda: True)
        assert whole - 1e-6 <= relaxation.bound
        assert relaxation.bound + idle <= min(truth, relaxation.value + idle) + 1e-6
        relaxation.forbid(0, line)
        assert relaxation.bound <= whole + 1e-6
        assert relaxation.solve(lambda: True)


def test_a_dive_ends_as_good_as_asked_or_not_at_all(problem: Problem) -> None:
    lines = [every_line(problem, a) for a in range(3)]
    pricer, idle = Pricer(problem), problem.people.idle_points
    truth, reached = least(problem, pricer, lines), 0
    for number in range(30):
        chance = np.random.default_rng(number)
        greed = 4.0 if number % 2 else 1.0
        assert Dive(relaxed(problem), truth - 1 - idle, greed, chance).lines(lambda: True) is None
        found = Dive(relaxed(problem), truth - idle, greed, chance).lines(lambda: True)
        if found is not None:
            assert least(problem, pricer, [[found[a]] for a in range(3)]) == truth
            reached += 1
    assert reached > 0
    assert Dive(relaxed(problem), truth, 1.0, np.random.default_rng(1)).lines(lambda: False) is None


def test_the_relaxation_is_below_and_all_near_lines_are_listed(problem: Problem) -> None:
    pricer = Pricer(problem)
    agents = np.arange(3)
    relaxation = Relaxation(pricer, agents, pricer.wanted.copy())
    for a in range(3):
        relaxation.add(a, pricer.best(np.array([a]), np.zeros(len(pricer.wanted)))[0][0])
    assert relaxation.solve(lambda: True)
    lines = [every_line(problem, a) for a in range(3)]
    assert relaxation.bound + problem.people.idle_points <= least(problem, pricer, lines) + 1e-6
    for a, own in enumerate(lines):
        worth = {line.tobytes(): _worth(pricer, a, line, relaxation.prices) for line in own}
        for slack in (0.0, 5.0, 17.0):
            near = pricer.near(a, relaxation.prices, slack + 1e-6, 5000)
            assert near is not None
            wanted = {key for key, value in worth.items() if value >= max(worth.values()) - slack - 1e-6}
            assert {line.tobytes() for line in near} == wanted
    assert pricer.near(0, relaxation.prices, 1e6, 3) is None


def _worth(pricer: Pricer, a: int, line: IntArray, prices: np.ndarray) -> float:  # type: ignore[type-arg]
    return float(prices[pricer.heads(a, line)].sum()) - pricer.points(a, line)


def test_a_choice_is_the_best_of_the_lines_given(problem: Problem) -> None:
    pricer, chance = Pricer(problem), random.Random(3)
    lines = [chance.sample(every_line(problem, a), 12) for a in range(3)]
    truth = least(problem, pricer, lines) - problem.people.idle_points
    picked = Picker(pricer).pick(dict(enumerate(lines)), pricer.wanted.copy(), 1e6, 10.0)
    assert picked.proved
    assert picked.lines is not None
    assert least(problem, pricer, [[picked.lines[a]] for a in range(3)]) - problem.people.idle_points == truth
    nothing = Picker(pricer).pick(dict(enumerate(lines)), pricer.wanted.copy(), truth - 1, 10.0)
    assert nothing.proved
    assert nothing.lines is None


@pytest.mark.parametrize("track", [HorizonSumTrack(1000, None), HorizonSumTrack(0, 1500), HorizonSumTrack(900, 900)])
def test_a_table_says_what_the_steps_say(track: HorizonSumTrack) -> None:
    day = Day(3, MONDAY, 0, False, False, False)
    states, keys = [0, 300, 480, 900, 1000], [0, 240, 480, 720]
    table, after = track.table(states, day, keys)
    plain, plain_after = Track.table(track, states, day, keys)
    named = [[after[place] if place >= 0 else None for place in row] for row in table.tolist()]
    assert named == [[plain_after[place] if place >= 0 else None for place in row] for row in plain.tolist()]


def test_pairs_miss_what_each_of_them_misses(problem: Problem) -> None:
    """The product of matrices against the sum written out, for lines drawn at random."""
    pricer, chance = Pricer(problem), np.random.default_rng(1)
    first, second, third = (chance.integers(0, 2, (5, len(pricer.wanted))).astype(np.float64) for _ in range(3))
    for one in first:
        found = missed_by_pairs(pricer, one, second, third)
        for j, two in enumerate(second):
            left = pricer.wanted - one - two - third
            written_out = np.maximum(left, 0) @ pricer.under + np.maximum(-left, 0) @ pricer.over
            np.testing.assert_allclose(found[j], written_out)
