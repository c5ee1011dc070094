"""The compiled loops under automata against what their sentences say, written plainly."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scheduler.operation import IntArray
from scheduler.problem.automata.automaton import Automaton, Layer, _minimal, _multiply
from scheduler.problem.automata.product import distinct_pairs, merge_columns, merge_rows


def some_automaton(chance: np.random.Generator, letters: int, days: int, most_nodes: int) -> Automaton:
    """Random layers, guesses and dead ends among them, from two entries to a single last node."""
    nodes = [2, *(int(chance.integers(1, most_nodes + 1)) for _ in range(days - 1)), 1]
    layers = []
    for here, after in itertools.pairwise(nodes):
        used, block = np.unique(chance.integers(0, letters, letters), return_inverse=True)
        blocks = len(used)
        columns = np.sort(np.concatenate((np.arange(blocks), chance.integers(0, blocks, 2))))
        table = chance.integers(-1, after, (here, columns.size))
        layers.append(Layer(block, columns, table))
    return Automaton(tuple(layers), np.array([0, 1]))


def lines(automaton: Automaton, entry: int, letters: int) -> set[tuple[int, ...]]:
    """Every line that a path from the entry spells."""
    found = set()
    for line in itertools.product(range(letters), repeat=len(automaton.layers)):
        nodes = {int(automaton.entry[entry])} - {-1}
        for layer, letter in zip(automaton.layers, line, strict=True):
            columns = np.flatnonzero(layer.column_block == layer.block[letter])
            nodes = {int(layer.next[node, column]) for node in nodes for column in columns} - {-1}
        if nodes:
            found.add(line)
    return found


@pytest.mark.parametrize("number", range(25))
def test_a_product_spells_what_both_spell_and_merging_changes_no_line(number: int) -> None:
    chance = np.random.default_rng(number)
    one, two = (some_automaton(chance, letters=3, days=4, most_nodes=5) for _ in range(2))
    product = _multiply(one, two, np.inf)
    small = _minimal(product)
    assert small.arcs <= product.arcs
    for entry in range(2):
        both = lines(one, entry, 3) & lines(two, entry, 3)
        assert lines(product, entry, 3) == lines(small, entry, 3) == both


@pytest.mark.parametrize("number", range(10))
def test_no_two_nodes_of_a_minimal_layer_have_the_same_row(number: int) -> None:
    chance = np.random.default_rng(number)
    small = _minimal(some_automaton(chance, letters=4, days=5, most_nodes=40))
    for layer in small.layers:
        assert len(np.unique(layer.next, axis=0)) == len(layer.next)
        assert (layer.next >= 0).any(axis=1).all()


def test_pairs_are_numbered_once_beyond_any_room_at_first() -> None:
    chance = np.random.default_rng(5)
    left, right = chance.integers(-1, 300, (2, 50_000))
    (first, second), number = distinct_pairs(left, right)
    alive = (left >= 0) & (right >= 0)
    assert (number >= 0).tolist() == alive.tolist()
    assert (first[number[alive]] == left[alive]).all()
    assert (second[number[alive]] == right[alive]).all()
    assert len(first) == len({(a, b) for a, b in zip(left[alive].tolist(), right[alive].tolist(), strict=True)})


def test_a_layer_without_nodes_or_future_is_empty() -> None:
    nothing: IntArray = np.full((3, 2), -1, dtype=np.int64)
    rows, number = merge_rows(nothing, np.zeros(0, dtype=np.int64))
    assert rows.shape == (0, 2)
    assert number.tolist() == [-1, -1, -1]
    block, column, table = merge_columns(np.array([0, 1]), np.array([0, 1]), rows)
    assert (block.tolist(), column.size, table.shape) == ([0, 0], 0, (0, 0))
