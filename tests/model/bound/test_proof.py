"""Bounds of goals add up, duties are proved first, and the bound of all goals begins at what was proved of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.model.bound.bound import Prover
from scheduler.model.bound.proof import Points, Proof
from scheduler.model.search.engine import Board, Searcher
from scheduler.model.tidy import tidying
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone
from scheduler.problem.pose import pose
from scheduler.staffing import staff

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from benchmarks.duties import write

        folder = tmp_path_factory.mktemp("duties")
        write(folder)
    return folder


@pytest.fixture(scope="module")
def problem(place: Path) -> Problem:
    operation = load(place)
    horizon = choose_horizon(operation, None, 1)
    return pose(operation, horizon, staff(operation, horizon))


def steps(number: int) -> Callable[[], float]:
    taken = count()
    return lambda: next(taken) / number


def test_duties_are_proved_first_and_the_bound_of_all_goals_begins_there(problem: Problem) -> None:
    """Two managers hold 2 x 5 x 8.5 = 85 hours; 85 + 1.5 are due: 1.5 hours at 100,000 points stay open.

    Points come in quarters of an hour, 25,000 points each, so that a bound above 125,000 is 150,000.
    """
    proof = Proof(problem)
    assert proof.asked == ["cover", "short", "late"]
    proof.cover_first(lambda: 150_000.0, steps(1000))
    assert 125_000 < proof.alone.best["cover"] <= 150_000
    assert proof.alone.whole("cover") == proof.points == proof.whole == 150_000
    proof.joint.step()  # at the prices of duties, nothing else having any
    assert proof.joint.best >= proof.alone.best["cover"] - 1e-3
    proof.joint.raise_bound(lambda: 175_000.0, steps(100))
    assert proof.joint.best > 152_000
    board = Board()
    searcher = Searcher(problem, board, 1, 0.0)
    searcher.construct()
    searcher.repeat(500, lambda: True)
    assert proof.points <= board.points
    points = Points(problem, lambda: board.best)
    assert sum(map(points.of, ("cover", "short", "late"))) <= board.points + 1e-3


def test_bounds_of_goals_add_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, the bound of all goals was what one climb came to: 38,899 where duties alone had 150,000.

    Bounds are known before shifts are shared evenly, which is cut short.
    """
    monkeypatch.setattr(tidying, "TURNS", 1)
    operation = load(place)
    horizon = choose_horizon(operation, None, 1)
    result = solve(operation, horizon, staff(operation, horizon), SolveSettings(time_limit=1e9, iterations=150))
    assert result.bounds["cover"] == 150_000
    assert result.bound >= sum(result.bounds.values())
    assert result.story[-1].bound >= result.bound - 1


def test_who_brings_nothing_is_left_out(problem: Problem) -> None:
    """At any prices, the value is that of everybody: three kinds of five can hold a duty."""
    only = alone(problem, "cover")
    lean, whole = Prover(only, lean=True), Prover(only)
    assert (len(lean.people[0]), len(whole.people[0])) == (3, 5)
    random = np.random.default_rng(1)
    for _ in range(5):
        lean.prices.cover[:] = whole.prices.cover[:] = random.uniform(0, 100, lean.prices.cover.shape)
        lean.best = whole.best = -np.inf
        lean.step()
        whole.step()
        assert lean.best == pytest.approx(whole.best)
