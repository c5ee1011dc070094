"""What points are multiples of, by arithmetic and by all rosters: a bound rounds up to a multiple, never above."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count

import numpy as np
import pytest
from small_case import MONDAY, agent, horizon, operation, queue
from test_bound import MEAL, ONE_DAY, lines, posed

from scheduler.model import SolveSettings
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.rounding import Rounding
from scheduler.model.run.run import Run
from scheduler.model.search.engine import Board, Searcher
from scheduler.operation import Contract, Wish
from scheduler.problem.needs.step import step_of
from scheduler.problem.pose import pose
from scheduler.requirement import Requirement


def wanted(count_, hours=range(8, 12)):
    need = np.zeros((1, 168))
    need[0, list(hours)] = count_
    return need


@pytest.mark.parametrize(
    ("need", "breaks", "step"),
    [
        (wanted(2), (), 1000),  # whole people for whole hours at 1,000 an hour
        (wanted(2), (MEAL,), 500),  # a meal takes half an hour
        (wanted(1.5), (MEAL,), 500),  # half a person is missed, or one and a half
        (wanted(1.3), (), None),  # 0.3 of a person is no part that shifts come in
        (wanted(0), (), None),  # nothing is asked: no points at all
    ],
)
def test_the_step_of_missing_people(need, breaks, step):
    assert step_of(posed(need, ("ann", "bob"), breaks)) == step


def test_the_step_of_wishes_and_people_together():
    """Wishes of 4 and 6 points beside half hours of 500: 2 divides them all."""
    made = operation([agent("ann")], [queue("calls")], Contract(id="full", limits=ONE_DAY))
    made = replace(made, wishes=(Wish("ann", MONDAY, "off", None, 4), Wish("ann", horizon().last, "work", None, 6)))
    need = wanted(1)
    asked = Requirement(horizon(), 60, ("calls",), need, need, need, need, np.zeros_like(need), need >= 0)
    assert step_of(pose(made, horizon(), asked, ("wishes",))) == 2
    assert step_of(pose(made, horizon(), asked)) == 2
    third = replace(made, wishes=(Wish("ann", MONDAY, "off", None, 1 / 3),))
    assert step_of(pose(third, horizon(), asked, ("wishes",))) == Fraction(1, 3)
    odd = replace(made, wishes=(Wish("ann", MONDAY, "off", None, 2**0.5),))
    assert step_of(pose(odd, horizon(), asked)) is None


@pytest.mark.parametrize("seed", range(5))
def test_a_bound_rounded_up_is_never_above_the_best_of_all_rosters(seed):
    """Two people, each one of 28 lines; whole people are wanted, so that all points are multiples of 500."""
    random, starts = np.random.default_rng(seed), (8, 10)
    need = np.zeros((1, 168))
    hours = random.permutation([24 * day + hour for day in range(7) for hour in range(8, 14)])[:24]
    need[0, hours] = random.integers(1, 4, 24)
    every = list(lines(starts))
    least = 1000 * min(np.maximum(0, need[0] - one - two).sum() for one in every for two in every)
    problem = posed(need, ("ann", "bob"), (MEAL,), ("08:00", "10:00"))
    prover, rounding = Prover(problem), Rounding.of(problem)
    assert rounding == Rounding(0, Fraction(500))
    for _ in range(40):
        taken = count()
        prover.raise_bound(lambda: least + 100, lambda taken=taken: next(taken) / 10)
        assert rounding.up(prover.best) <= least
        assert rounding.up(prover.best) >= prover.best - 1e-3
    board = Board()
    searcher = Searcher(problem, board, 1, 0.0)
    searcher.construct()
    for _ in range(20):
        searcher.repeat(5, lambda: True)
        assert float(searcher.ledger.points[0]) % 500 == 0


def test_a_roster_is_proved_by_the_bound_that_points_can_have():
    """All points are multiples of 500: with 3,250 proved nothing below 3,500 exists. Before, the search went on."""
    problem = posed(wanted(2), ("ann", "bob"), (MEAL,))
    run = Run(problem, SolveSettings(), 0.0, None)
    run.searcher(1).construct()
    assert run.board.best is not None
    run.board.best = replace(run.board.best, points=3500.0)
    for bound, proved in ((3000.0, False), (3000.0001, False), (3000.1, True), (3250.0, True), (3500.0, True)):
        run.prover.best = bound
        assert run.proved() is proved, bound
    run.prover.best = 3250.0
    assert run.proof.whole == 3500.0
    assert run.proof.bounds(("short",)) == {"short": 3500.0}
