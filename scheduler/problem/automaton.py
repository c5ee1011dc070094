"""The legal lines of a kind of agent as one layered automaton: the product of its rules' tracks, kept minimal.

Layer d holds the nodes before day d. A column of a day is a set of letters that every rule treats alike (a *block*)
together with the rules' guesses; `next[node, column]` is the node after it, -1 where the line would be illegal.
A line is legal if and only if a path from its entry node spells it. Tracks are multiplied in one at a time and
nodes with the same future are merged after each (Hopcroft's idea on a layered graph: one backward pass).
"""

from __future__ import annotations

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


Letters = Sequence[Sequence[Letter]]
"""The letters of each day of the horizon."""
Histories = Sequence[Sequence[Letter]]
"""Letters of the past days; one sequence an entry."""


def compile_lines(tracks: Sequence[Track], days: Sequence[Day], letters: Letters, histories: Histories) -> Automaton:
    """Multiply the tracks into the automaton of every line that they all allow."""
    tables = [_tabulate(track, days, letters, histories) for track in tracks]
    tables.sort(key=lambda table: sum(layer.next.size for layer in table.layers))
    product = _everything(letters, len(histories))
    for table in tables:
        product = _minimal(_multiply(product, table))
    return product


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
    guesses = track.guesses(day)
    after: dict[State, int] = {}
    table = np.full((len(number), len(block_of) * guesses), -1, dtype=np.int64)
    for state, source in number.items():
        for key, block in block_of.items():
            for guess in range(guesses):
                result = track.step(state, day, key, guess)
                if result is not None:
                    table[source, block * guesses + guess] = after.setdefault(result, len(after))
    blocks = np.array([block_of[key] for key in keys], dtype=np.int64)
    return Layer(blocks, np.repeat(np.arange(len(block_of)), guesses), table), after


def _multiply(left: Automaton, right: Automaton) -> Automaton:
    """Lines that both allow, over the pairs of nodes that can be reached."""
    pairs, entry = _unique_pairs(left.entry, right.entry)
    layers = []
    for one, two in zip(left.layers, right.layers, strict=True):
        layer, pairs = _multiply_day(one, two, pairs)
        layers.append(layer)
    if layers:
        final = layers[-1]
        layers[-1] = Layer(final.block, final.column_block, np.where(final.next >= 0, 0, -1))
    return Automaton(tuple(layers), entry)


def _unique_pairs(left: IntArray, right: IntArray) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """The distinct pairs where both are nodes, and each place's number among them (-1 where either is none)."""
    alive = (left >= 0) & (right >= 0)
    width = int(right.max(initial=0)) + 1
    codes, inverse = np.unique(left[alive] * width + right[alive], return_inverse=True)
    number = np.full(left.shape, -1, dtype=np.int64)
    number[alive] = inverse
    return (codes // width, codes % width), number


def _multiply_day(one: Layer, two: Layer, pairs: tuple[IntArray, IntArray]) -> tuple[Layer, tuple[IntArray, IntArray]]:
    width = int(two.block.max(initial=0)) + 1
    codes, block = np.unique(one.block * width + two.block, return_inverse=True)
    columns = [
        (a, b, index)
        for index, code in enumerate(codes)
        for a in np.flatnonzero(one.column_block == code // width)
        for b in np.flatnonzero(two.column_block == code % width)
    ]
    first, second, column_block = np.array(columns, dtype=np.int64).reshape(-1, 3).T  # none where no line is legal
    reached, table = _unique_pairs(one.next[pairs[0]][:, first], two.next[pairs[1]][:, second])
    return Layer(block.astype(np.int64), column_block, table), reached


def _minimal(automaton: Automaton) -> Automaton:
    """Merge nodes with the same future and drop those without one; merge letters that behave alike."""
    merged = np.zeros(1, dtype=np.int64)
    layers = []
    for layer in reversed(automaton.layers):
        table = np.where(layer.next >= 0, merged[layer.next], -1) if merged.size else np.full_like(layer.next, -1)
        rows, inverse = np.unique(table, axis=0, return_inverse=True)
        alive = (rows >= 0).any(axis=1)
        number = np.where(alive, np.cumsum(alive) - 1, -1)
        merged = number[inverse.reshape(-1)]
        layers.append(_narrow(Layer(layer.block, layer.column_block, rows[alive])))
    entry = np.where(automaton.entry >= 0, merged[automaton.entry], -1) if merged.size else automaton.entry * 0 - 1
    return Automaton(tuple(reversed(layers)), entry)


def _narrow(layer: Layer) -> Layer:
    """One column for guesses that lead alike, one block for letters that behave alike."""
    futures: dict[tuple[bytes, ...], int] = {}
    block_after = np.zeros(int(layer.block.max(initial=0)) + 1, dtype=np.int64)
    kept: list[tuple[int, int]] = []
    for block in range(block_after.size):
        columns = {
            layer.next[:, column].tobytes(): int(column) for column in np.flatnonzero(layer.column_block == block)
        }
        dead = np.full(layer.next.shape[0], -1, dtype=np.int64).tobytes()
        columns.pop(dead, None)
        signature = tuple(sorted(columns))
        if signature not in futures:
            futures[signature] = len(futures)
            kept += [(futures[signature], column) for column in columns.values()]
        block_after[block] = futures[signature]
    column_block = np.array([block for block, _ in kept], dtype=np.int64)
    table = layer.next[:, [column for _, column in kept]] if kept else layer.next[:, :0]
    return Layer(block_after[layer.block], column_block, table)
