"""Counting a change by difference comes to the same as counting the whole roster again."""

from __future__ import annotations

import random

import pytest
from trial_case import by_difference, drawn_case, drawn_change, in_full, made

from scheduler.judge.needless import needless
from scheduler.judge.sharing import even
from scheduler.judge.trial import EMPTY

WEIGHTS = {"fairness": 7.5, "cost": 0.3, "wishes": 1.25}
MOVES = 10


def agree(trial, seed):
    """Compare some moves; every third is taken, so that later ones start from a roster changed by difference."""
    chance = random.Random(seed)
    for number in range(MOVES):
        change = drawn_change(trial, chance)
        points, more, held = by_difference(trial, change)
        told = in_full(trial, change)
        assert (points, more, held[0]) == (told[0], told[1], told[2][0])
        assert held[1] == pytest.approx(told[2][1])
        if number % 3 == 2:
            trial.take(change)


@pytest.mark.parametrize("seed", range(8))
def test_80_drawn_moves_count_the_same(seed, tmp_path):
    agree(made(drawn_case(seed, tmp_path, **WEIGHTS), seed), seed)


@pytest.mark.parametrize("seed", [8, 10, 11, 13, 14, 19, 21, 29])
def test_80_drawn_moves_with_tiers_and_blocks_count_the_same(seed, tmp_path):
    agree(made(drawn_case(seed, tmp_path, escalation=True), seed), seed)


@pytest.mark.parametrize("seed", [17, 18, 19, 24])
def test_40_drawn_moves_of_bare_rosters_count_the_same(seed, tmp_path):
    agree(made(drawn_case(seed, tmp_path, **WEIGHTS), seed, stated=False, named=False), seed)


@pytest.mark.parametrize("seed", range(20, 24))
def test_a_quick_count_is_never_lower_than_the_whole(seed, tmp_path):
    trial, chance = made(drawn_case(seed, tmp_path), seed), random.Random(seed)
    for _ in range(MOVES):
        change = drawn_change(trial, chance)
        quick, whole = trial.counted(change, quick=True), trial.counted(change)
        assert quick.objective >= whole.objective
        assert not quick.served.exact or quick.points == whole.points


@pytest.mark.parametrize("seed", [3, 10, 14, 19, 21, 29])
def test_what_is_judged_stands_up_to_the_full_recount(seed, tmp_path):
    """Moves and needless shifts of drawn rosters, legal or not: nothing is broken by more, for no more points."""
    case = drawn_case(seed, tmp_path, escalation=seed > 8)
    for move in even(trial := made(case, seed), seconds=2).moves:
        points, more, _ = in_full(trial, move.change)
        assert (more, sum(points.values()) <= trial.count.objective) == (False, True)
    before = trial.count.objective
    start = made(case, seed)
    gone = needless(trial, seconds=2).shifts
    points, more, _ = in_full(start, {**{name: EMPTY for name in start.people}, **trial.people})
    assert (more, sum(points.values())) == (False, trial.count.objective)
    assert trial.count.objective <= before
    assert len(trial.roster.duties) == len(start.roster.duties) - len(gone)
