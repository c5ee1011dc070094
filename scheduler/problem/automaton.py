"""The legal lines of a kind of agent as one layered automaton: the product of its rules' tracks, kept minimal.

Layer d holds the nodes before day d. A column of a day is a set of letters that every rule treats alike (a *block*)
together with the rules' guesses; `next[node, column]` is the node after it, -1 where the line would be illegal.
A line is legal if and only if a path from its entry node spells it. Tracks are multiplied in one at a time and
nodes with the same future are merged after each (Hopcroft's idea on a layered graph: one backward pass).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.operation import IntArray
from scheduler.rules.track import Day, Letter, State, Track


@dataclass(frozen=True)
class Layer:
    """One day: which letters are alike, and where each column leads from each node."""

    block: IntArray
    """[letter] the block that each letter belongs to."""
    column_block: IntArray
    """[column] the block that each column spells; several columns of one block are different guesses."""
    next: IntArray
    """[node, column] node of the next layer, or -1."""


@dataclass(frozen=True)
class Automaton:
    """Layers for the days of the horizon; after the last there is a single node, 0."""

    layers: tuple[Layer, ...]
    entry: IntArray
    """[entry] the first layer's node for each history that agents come with; -1 where no line is legal."""

    @property
    def arcs(self) -> int:
        return int(sum((layer.next >= 0).sum() for layer in self.layers))


class TooLarge(Exception):
    """The lines have more arcs than were allowed; the caller asks for fewer weeks."""


class Stopped(Exception):
    """Somebody asked to stop while lines were made."""


DENSE = 16
"""Codes up to so many times as large as there are codes are numbered by counting, not by sorting."""
LARGE = 3_000
"""Places in the tables of a product from which on it is made minimal before the next track."""
ROOM = 4
"""How much larger than allowed a product may be before it is made minimal."""
Letters = Sequence[Sequence[Letter]]
"""The letters of each day of the horizon."""
Histories = Sequence[Sequence[Letter]]
"""Letters of the past days; one sequence an entry."""


def compile_lines(
    tracks: Sequence[Track],
    days: Sequence[Day],
    letters: Letters,
    histories: Histories,
    most: float = math.inf,
    base: Automaton | None = None,
) -> Automaton:
    """Multiply the tracks into the automaton of every line that they all allow, and `base` if there is one.

    Raises `TooLarge` beyond `most` arcs.
    """
    tables = [_tabulate(track, days, letters, histories) for track in tracks]
    tables.sort(key=lambda table: sum(layer.next.size for layer in table.layers))
    product = _everything(letters, len(histories))
    if base is not None:
        product = _multiply(product, base, ROOM * most)  # which drops what these entries do not reach
    for table in tables:
        product = _multiply(product, table, ROOM * most)
        if sum(layer.next.size for layer in product.layers) > LARGE:
            product = _minimal(product)
    return _minimal(product)


def _everything(letters: Letters, entries: int) -> Automaton:
    """The automaton that allows any letters."""
    layers = tuple(
        Layer(np.zeros(len(row), dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros((1, 1), dtype=np.int64))
        for row in letters
    )
    return Automaton(layers, np.zeros(entries, dtype=np.int64))


def _tabulate(track: Track, days: Sequence[Day], letters: Letters, histories: Histories) -> Automaton:
    """One track as a table over its reachable states."""
    past = [day for day in days if day.past]
    states = [_after_history(track, past, history) for history in histories]
    number = {state: index for index, state in enumerate(dict.fromkeys(states))}
    entry = np.array([number[state] for state in states], dtype=np.int64)
    layers = []
    for day, row in zip((day for day in days if not day.past), letters, strict=True):
        layer, number = _tabulate_day(track, day, row, number)
        layers.append(layer)
    final = np.array([0 if track.ends(state) else -1 for state in number], dtype=np.int64)
    last = layers[-1]
    layers[-1] = Layer(last.block, last.column_block, np.where(last.next >= 0, final[last.next], -1))
    return Automaton(tuple(layers), entry)


def _after_history(track: Track, past: Sequence[Day], history: Sequence[Letter]) -> State:
    state = track.start()
    for day, letter in zip(past, history, strict=True):
        after = track.step(state, day, track.key(letter))
        if after is None:
            raise AssertionError(f"{type(track).__name__} forbids the past")
        state = after
    return state


def _tabulate_day(
    track: Track, day: Day, row: Sequence[Letter], number: dict[State, int]
) -> tuple[Layer, dict[State, int]]:
    keys = [track.key(letter) for letter in row]
    block_of = {key: index for index, key in enumerate(dict.fromkeys(keys))}
    table, after = track.table(list(number), day, list(block_of))
    blocks = np.array([block_of[key] for key in keys], dtype=np.int64)
    columns = np.repeat(np.arange(len(block_of)), track.guesses(day))
    return Layer(blocks, columns, table), {state: index for index, state in enumerate(after)}


def _multiply(left: Automaton, right: Automaton, most: float) -> Automaton:
    """Lines that both allow, over the pairs of nodes that can be reached; raises `TooLarge` beyond `most` places."""
    pairs, entry = _unique_pairs(left.entry, right.entry)
    layers = []
    for one, two in zip(left.layers, right.layers, strict=True):
        layer, pairs = _multiply_day(one, two, pairs)
        layers.append(layer)
        most -= layer.next.size
        if most < 0:
            raise TooLarge
    if layers:
        final = layers[-1]
        layers[-1] = Layer(final.block, final.column_block, np.where(final.next >= 0, 0, -1))
    return Automaton(tuple(layers), entry)


def _unique_pairs(left: IntArray, right: IntArray) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """The distinct pairs where both are nodes, and each place's number among them (-1 where either is none)."""
    alive = (left >= 0) & (right >= 0)
    width = int(right.max(initial=0)) + 1
    codes, inverse = _distinct(left[alive] * width + right[alive])
    number = np.full(left.shape, -1, dtype=np.int64)
    number[alive] = inverse
    return (codes // width, codes % width), number


def _distinct(codes: IntArray) -> tuple[IntArray, IntArray]:
    """Distinct codes, ascending, and each place's number among them: by counting where codes are dense, else sorted."""
    size = int(codes.max(initial=-1)) + 1
    if size > DENSE * codes.size:
        found, inverse = np.unique(codes, return_inverse=True)
        return found, inverse.reshape(-1)
    there = np.zeros(size, dtype=bool)
    there[codes] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[codes]


def _distinct_rows(table: IntArray) -> tuple[IntArray, IntArray]:
    """One row of each kind, and each row's number among them.

    Rows are told apart by 64-bit sums under fixed random weights. Should two unlike rows ever share a sum, which is
    looked at, they are sorted instead.
    """
    weights = np.random.default_rng(1).integers(-(2**62), 2**62, table.shape[1])
    _, first, inverse = np.unique((table * weights).sum(axis=1), return_index=True, return_inverse=True)
    rows, inverse = table[first], inverse.reshape(-1)
    if not np.array_equal(rows[inverse], table):
        rows, inverse = np.unique(table, axis=0, return_inverse=True)
    return rows, inverse.reshape(-1)


def _multiply_day(one: Layer, two: Layer, pairs: tuple[IntArray, IntArray]) -> tuple[Layer, tuple[IntArray, IntArray]]:
    width = int(two.block.max(initial=0)) + 1
    codes, block = _distinct(one.block * width + two.block)
    left, right = _columns_of(one), _columns_of(two)
    spelled = [
        (a, b, index)
        for index, code in enumerate(codes.tolist())
        for a in left[code // width]
        for b in right[code % width]
    ]
    first, second, column_block = np.array(spelled, dtype=np.int64).reshape(-1, 3).T  # none where no line is legal
    reached, table = _unique_pairs(one.next[pairs[0]][:, first], two.next[pairs[1]][:, second])
    return Layer(block, column_block, table), reached


def _columns_of(layer: Layer) -> list[list[int]]:
    """Block -> its columns."""
    found: list[list[int]] = [[] for _ in range(int(layer.block.max(initial=0)) + 1)]
    for column, block in enumerate(layer.column_block.tolist()):
        found[block].append(column)
    return found


def _minimal(automaton: Automaton) -> Automaton:
    """Merge nodes with the same future and drop those without one; merge letters that behave alike."""
    merged = np.zeros(1, dtype=np.int64)
    layers = []
    for layer in reversed(automaton.layers):
        table = np.where(layer.next >= 0, merged[layer.next], -1) if merged.size else np.full_like(layer.next, -1)
        rows, inverse = _distinct_rows(table)
        alive = (rows >= 0).any(axis=1)
        number = np.where(alive, np.cumsum(alive) - 1, -1)
        merged = number[inverse]
        layers.append(_narrow(Layer(layer.block, layer.column_block, rows[alive])))
    entry = np.where(automaton.entry >= 0, merged[automaton.entry], -1) if merged.size else automaton.entry * 0 - 1
    return Automaton(tuple(reversed(layers)), entry)


def _narrow(layer: Layer) -> Layer:
    """One column for guesses that lead alike, one block for letters that behave alike."""
    columns, numbers = _distinct_rows(np.ascontiguousarray(layer.next.T))
    column = numbers.tolist()
    dead = [not row.any() for row in columns >= 0]
    futures: dict[tuple[int, ...], int] = {}
    block_after = np.zeros(int(layer.block.max(initial=0)) + 1, dtype=np.int64)
    kept: list[tuple[int, int]] = []
    for block, own in enumerate(_columns_of(layer)):
        signature = tuple(sorted({column[one] for one in own if not dead[column[one]]}))
        if signature not in futures:
            futures[signature] = len(futures)
            kept += [(futures[signature], one) for one in signature]
        block_after[block] = futures[signature]
    column_block = np.array([block for block, _ in kept], dtype=np.int64)
    table = np.ascontiguousarray(columns[[one for _, one in kept]].T) if kept else layer.next[:, :0]
    return Layer(block_after[layer.block], column_block, table)
