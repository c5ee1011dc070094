"""The bound against arithmetic and brute force where supply comes in whole people and breaks cut it finer."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, product

import numpy as np
import pytest
from small_case import agent, horizon, operation, queue

from scheduler.model import SolveSettings
from scheduler.model.bound.bound import Prover
from scheduler.model.search.engine import Board, Searcher
from scheduler.operation import Break, Contract, Shift
from scheduler.problem.needs.grain import grains
from scheduler.problem.pose import pose
from scheduler.requirement import Requirement

ONE_DAY = {"days_week": {"min": 1, "max": 1}}
MEAL = Break(name="meal", minutes=30, paid=False, between_hours=(2, 3))
"""Starts on whole hours only, as the operation's break step is an hour: it takes half of one hour."""


def posed(need, agents=("ann",), breaks=(), starts=("08:00",)):
    shifts = {f"s{k}": Shift(id=f"s{k}", start=start, hours=4, breaks=breaks) for k, start in enumerate(starts)}
    made = operation(map(agent, agents), [queue("calls")], Contract(id="full", limits=ONE_DAY))
    made = replace(made, shifts=shifts, break_step_minutes=60)
    nothing = np.zeros_like(need)
    wanted = Requirement(horizon(), 60, ("calls",), need, need, need, need, nothing, need >= 0)
    return pose(made, horizon(), wanted, ("short",))


def proved(problem, target, steps=400):
    prover, taken = Prover(problem), count()
    return prover.raise_bound(lambda: target, lambda: next(taken) / steps)


def test_half_a_person_a_day_can_not_be_had():
    """Ann works one day, half of her is wanted 08-12 on two: 4 x 0.5 hours are missing, though half of her would do."""
    need = np.zeros((1, 168))
    need[0, 8:12] = need[0, 32:36] = 0.5
    assert proved(posed(need), 2000) == pytest.approx(2000, abs=1)


def test_a_need_below_one_person_is_no_bound_where_the_person_comes():
    """One person may come each day for both needs of the day: nothing is missing, and nothing is claimed."""
    need = np.zeros((1, 168))
    need[0, 8:12] = 0.7
    assert proved(posed(need), 1.0) <= 1e-6


def test_grains_follow_shifts_and_breaks():
    """Shifts on whole hours, a meal of half an hour: presence comes in hours, work in halves, where the meal may be."""
    problem = posed(np.ones((1, 168)), breaks=(MEAL,))
    work, there = grains(problem)
    tick = problem.grid.tick_minutes
    assert (there[0, 8:12] * tick).tolist() == [60, 60, 60, 60]
    assert (work[0, 8:12] * tick).tolist() == [60, 60, 30, 30]
    assert not work[0, 0:8].any()  # nobody can be there


def lines(starts):
    """Every supply that one person can give: a day, a start, and the hour whose half the meal takes."""
    for day, start, meal in product(range(7), starts, (2, 3)):
        row = np.zeros(168)
        row[24 * day + start : 24 * day + start + 4] = 1
        row[24 * day + start + meal] -= 0.5
        yield row


@pytest.mark.parametrize("seed", range(5))
def test_never_above_the_best_of_all_rosters(seed):
    """Two people, each one of 28 lines; needs are broken numbers, so that whole people fit badly."""
    random, starts = np.random.default_rng(seed), (8, 10)
    need = np.zeros((1, 168))
    hours = random.permutation([24 * day + hour for day in range(7) for hour in range(8, 14)])[:24]
    need[0, hours] = random.integers(1, 20, 24) / 8
    every = list(lines(starts))
    least = 1000 * min(np.maximum(0, need[0] - one - two).sum() for one in every for two in every)
    problem = posed(need, ("ann", "bob"), (MEAL,), ("08:00", "10:00"))
    bound = proved(problem, least + 100)
    assert bound <= least + 1e-6
    assert bound >= 0.9 * least
    board = Board()
    searcher = Searcher(problem, board, SolveSettings().seed, 0.0)
    searcher.construct()
    searcher.repeat(400, lambda: True)
    assert board.points == pytest.approx(least, abs=1)  # the search reaches what brute force finds
