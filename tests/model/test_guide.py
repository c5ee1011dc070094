"""What the bound's prices tell the search: nobody's line is better than the best, and the best regrets nothing."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pytest

from scheduler.load import choose_horizon, load
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.lagrange import respond
from scheduler.model.lines.gains import no_gains
from scheduler.model.search.engine import Board, Searcher
from scheduler.model.search.guide import at_prices, regret_all
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.pose import pose
from scheduler.staffing import staff


@pytest.fixture(scope="module")
def problem() -> Problem:
    """The sample's week: covers, wishes, costs and queues."""
    operation = load(Path(__file__).parents[2])
    horizon = choose_horizon(operation, None, 1)
    return pose(operation, horizon, staff(operation, horizon))


@pytest.fixture(scope="module")
def prover(problem: Problem) -> Prover:
    one, taken = Prover(problem), count()
    one.raise_bound(lambda: 1e9, lambda: next(taken) / 20)
    return one


def test_no_line_of_a_search_is_worth_more_than_the_best(problem: Problem, prover: Prover) -> None:
    """20 steps are far from the optimum of the bound: regrets are large, and none is negative."""
    searcher = Searcher(problem, Board(), 3, 0.0)
    searcher.construct()
    searcher.trust(prover.guide())
    able = searcher.agents
    assert (searcher.gains.regret[able] >= -1e-6 * np.maximum(1.0, searcher.gains.best[able])).all()
    assert searcher.gains.regret[able].sum() > 0


def test_regrets_are_kept_up_while_lines_change(problem: Problem, prover: Prover) -> None:
    board = Board()
    searcher = Searcher(problem, board, 3, 0.0)
    searcher.construct()
    board.guide = prover.guide()
    searcher.repeat(300, lambda: True)
    kept = searcher.gains.regret.copy()
    regret_all(searcher.tables, searcher.ledger, searcher.gains)
    assert kept == pytest.approx(searcher.gains.regret)


def test_the_line_that_is_best_at_the_prices_regrets_nothing(problem: Problem, prover: Prover) -> None:
    """One of each kind is given the line with which it answered the prices."""
    searcher, guide = Searcher(problem, Board(), 1, 0.0), prover.guide()
    searcher.trust(guide)
    tables, scratch = searcher.tables, prover.scratch
    best = prover.best_prices
    at_work, on_shift, holding, off = guide.rates
    prices = (np.array((at_work, on_shift + off, holding)), best.cover, best.heads)
    profiles, intervals = guide.rates.shape[1:]
    for k, a in enumerate(prover.people[0][:20]):
        one = tuple(part[k : k + 1].copy() for part in prover.people)
        room = (np.zeros((3, profiles, intervals)), np.zeros_like(best.cover), np.zeros_like(best.heads), np.zeros(1))
        respond(tables, scratch, no_gains(problem), prover.worth, one, prices, room)
        searcher.ledger.letter[a], searcher.ledger.pause[a] = scratch.letter, scratch.pause
        searcher.ledger.length[a] = scratch.length
        assert at_prices(tables, searcher.ledger, searcher.gains, a) == pytest.approx(guide.best[a], abs=1e-6)


def test_prices_of_a_level_before_are_forgotten(problem: Problem, prover: Prover) -> None:
    searcher = Searcher(problem, Board(), 1, 0.0)
    searcher.trust(prover.guide())
    assert searcher.gains.trust[1] == 1.0
    searcher.trust(None)
    assert searcher.gains.trust[1] == 0.0
