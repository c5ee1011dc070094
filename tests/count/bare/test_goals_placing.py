"""Placing agents of whom only their presence is known: against every way to place them, in whole numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from scheduler.count.bare.placing import place


def ways(able: tuple[int, ...], agents: int, rows: int) -> list[tuple[int, ...]]:
    """Every way to put so many agents on the rows that they can serve, or on none."""
    counts = [range(agents + 1) if row in able else range(1) for row in range(rows)]
    return [way for way in product(*counts) if sum(way) <= agents]


@pytest.mark.parametrize("number", range(40))
def test_the_most_urgent_row_is_filled_as_far_as_any_way_fills_it_then_the_next(number: int) -> None:
    chance = np.random.default_rng(number)
    rows = 3
    missing = chance.integers(0, 4, (rows, 1)).astype(float)
    groups = [tuple(np.flatnonzero(chance.random(rows) < 0.6).tolist()) for _ in range(3)]
    supply = [(able, chance.integers(0, 3, 1).astype(float)) for able in groups]
    placed = place(missing, range(rows), supply)
    for (able, agents), own in zip(supply, placed, strict=True):
        assert own.sum() <= agents[0] + 1e-9
        assert not own[[row for row in range(rows) if row not in able]].any()
    filled = placed.sum(axis=0)[:, 0]
    assert (filled <= missing[:, 0] + 1e-9).all()
    every = product(*(ways(able, int(agents[0]), rows) for able, agents in supply))
    best = max(tuple(np.minimum(np.sum(way, axis=0), missing[:, 0]).tolist()) for way in every)
    assert filled.tolist() == pytest.approx(best)


def test_whoever_can_do_what_nobody_else_can_does_it() -> None:
    """One speaks two languages, two speak one: the two take the calls that the one would have taken first."""
    missing = np.array([[2.0], [1.0]])
    supply = [((0, 1), np.array([1.0])), ((0,), np.array([2.0]))]
    assert place(missing, [0, 1], supply).sum(axis=0).tolist() == [[2.0], [1.0]]


def test_nobody_to_place_changes_nothing() -> None:
    assert place(np.ones((2, 3)), [0, 1], []).shape == (0, 2, 3)
    assert not place(np.ones((1, 3)), [0], [((0,), np.zeros(3))]).any()
