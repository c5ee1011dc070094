"""Days of a line given anew between days that stand: legal, and the best there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_case import agent, horizon, operation, queue

from scheduler.compiled import NOTHING
from scheduler.model.lines.ledger import enter_days
from scheduler.model.lines.piece import best_piece
from scheduler.model.lines.price import best_line, lay_out
from scheduler.model.lines.weigh import weigh
from scheduler.model.search.engine import Board, Searcher
from scheduler.operation import Contract, Shift
from scheduler.problem.pose import pose
from scheduler.requirement import Requirement

RUNS = {"days_in_a_row": {"max": 3}, "days_off_in_a_row": {"min": 2}}
LIMITS = {"days_week": {"min": 3, "max": 5}, "rest_hours": 11, **RUNS}


@pytest.fixture
def searcher():
    shifts = {f"s{start}": Shift(id=f"s{start}", start=f"{start:02}:00", hours=8) for start in (6, 14, 22)}
    made = operation(map(agent, ("ann", "bob", "cyd")), [queue("calls")], Contract(id="full", limits=LIMITS))
    need = np.random.default_rng(3).integers(0, 4, (1, 168)).astype(float)
    wanted = Requirement(horizon(), 60, ("calls",), need, need, need, need, 0 * need, need >= 0)
    problem = pose(replace(made, shifts=shifts), horizon(), wanted, ("short",))
    made_here = Searcher(problem, Board(), 1, 0.0)
    made_here.construct()
    return made_here


def test_a_piece_is_no_worse_than_what_stood_and_all_days_are_the_whole_line(searcher):
    t, ledger, gains, s = searcher.tables, searcher.ledger, searcher.gains, searcher.scratch
    for a in searcher.agents:
        enter_days(t, ledger, a, -1.0, 0, 7)
        weigh(t, ledger, gains, a)
        lay_out(t, gains, s)
        whole = best_line(t, s, gains, a, 0.0)
        assert best_piece(t, s, gains, a, 0.0, ledger.letter[a], 0, 7) == pytest.approx(whole)
        enter_days(t, ledger, a, 1.0, 0, 7)


def test_every_piece_leaves_a_legal_line(searcher):
    """Each agent and each stretch of days: after the exchange the automaton still spells the line."""
    t, ledger, gains, s = searcher.tables, searcher.ledger, searcher.gains, searcher.scratch
    for a in searcher.agents:
        for first, last in ((d, min(7, d + size)) for size in (1, 2, 3) for d in range(7)):
            before = float(ledger.points[0])
            enter_days(t, ledger, a, -1.0, first, last)
            weigh(t, ledger, gains, a)
            lay_out(t, gains, s)
            assert best_piece(t, s, gains, a, 0.0, ledger.letter[a], first, last) > NOTHING / 2
            ledger.letter[a, first:last] = s.letter[first:last]
            enter_days(t, ledger, a, 1.0, first, last)
            assert ledger.points[0] <= before + 1e-6
            assert best_piece(t, s, gains, a, 0.0, ledger.letter[a], 0, 0) > NOTHING / 2  # all days stand


def test_points_counted_piece_by_piece_are_those_of_a_count_from_scratch(searcher):
    searcher.repeat(300, lambda: True)
    kept = float(searcher.ledger.points[0])
    best = searcher.board.best
    searcher.restart(best)
    assert float(searcher.ledger.points[0]) == pytest.approx(best.points)
    assert best.points <= kept + 1e-6
