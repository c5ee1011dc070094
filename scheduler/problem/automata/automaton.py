"""The legal lines of a kind of agent as one layered automaton: the product of its rules' tracks, kept minimal.

Layer d holds the nodes before day d. A column of a day is a set of letters that every rule treats alike (a *block*)
together with the rules' guesses; `next[node, column]` is the node after it, -1 where the line would be illegal.
A line is legal if and only if a path from its entry node spells it. Tracks are multiplied in one at a time and
nodes with the same future are merged after each (Hopcroft's idea on a layered graph: one backward pass).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.goals.terms.along import PricedTrack
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.automata.numbering import number_columns
from scheduler.problem.automata.product import (
    distinct_pairs,
    gather,
    join_blocks,
    join_columns,
    merge_columns,
    merge_rows,
)
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
    points: FloatArray | None = None
    """[row of points (`Rising.goals`), node, column] what the way costs beside points of days; None: nothing."""


@dataclass(frozen=True)
class Automaton:
    """Layers for the days of the horizon; after the last there is a single node, 0."""

    layers: tuple[Layer, ...]
    entry: IntArray
    """[entry] the first layer's node for each history that agents come with; -1 where no line is legal."""

    @property
    def arcs(self) -> int:
        return int(sum((layer.next >= 0).sum() for layer in self.layers))


def arc_points(automata: Iterable[Automaton], rows: int) -> FloatArray:
    """[row of points (`Rising.goals`), arc] of all layers in turn; no arcs where nothing costs anything."""
    layers = [layer for automaton in automata for layer in automaton.layers]
    if all(layer.points is None for layer in layers):
        return np.zeros((rows, 0))
    points = [np.zeros((rows, *layer.next.shape)) if layer.points is None else layer.points for layer in layers]
    return np.concatenate([one[:, layer.next >= 0] for one, layer in zip(points, layers, strict=True)], axis=1)


class TooLarge(Exception):
    """The lines have more arcs than were allowed; the caller asks for fewer weeks."""


class Stopped(Exception):
    """Somebody asked to stop while lines were made."""


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
    # The last place answers for -1, and is the only one where no state lives to the end.
    final = np.array([*(0 if track.ends(state) else -1 for state in number), -1], dtype=np.int64)
    last = layers[-1]
    layers[-1] = replace(last, next=final[last.next])
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
    points = track.table_of_points(list(number), day, list(block_of)) if isinstance(track, PricedTrack) else None
    return Layer(blocks, columns, table, points), {state: index for index, state in enumerate(after)}


def _multiply(left: Automaton, right: Automaton, most: float) -> Automaton:
    """Lines that both allow, over the pairs of nodes that can be reached; raises `TooLarge` beyond `most` places."""
    pairs, entry = distinct_pairs(left.entry, right.entry)
    layers = []
    for one, two in zip(left.layers, right.layers, strict=True):
        layer, pairs = _multiply_day(one, two, pairs)
        layers.append(layer)
        most -= layer.next.size
        if most < 0:
            raise TooLarge
    if layers:
        final = layers[-1]
        layers[-1] = replace(final, next=np.where(final.next >= 0, 0, -1))
    return Automaton(tuple(layers), entry)


def _multiply_day(one: Layer, two: Layer, pairs: tuple[IntArray, IntArray]) -> tuple[Layer, tuple[IntArray, IntArray]]:
    block, blocks = join_blocks(one.block, two.block)
    first, second, column_block = join_columns(blocks, one.column_block, two.column_block)
    left, right = gather(one.next, pairs[0], first), gather(two.next, pairs[1], second)
    reached, number = distinct_pairs(left, right)
    points = _sum_of(_points_at(one, pairs[0], first), _points_at(two, pairs[1], second))
    return Layer(block, column_block, number.reshape(len(pairs[0]), len(first)), points), reached


def _points_at(layer: Layer, nodes: IntArray, columns: IntArray) -> FloatArray | None:
    return None if layer.points is None else layer.points[:, nodes[:, None], columns]


def _sum_of(one: FloatArray | None, two: FloatArray | None) -> FloatArray | None:
    return one if two is None else two if one is None else one + two


def _minimal(automaton: Automaton) -> Automaton:
    """Merge nodes with the same future at the same points, drop those without; merge letters that behave alike."""
    merged = np.zeros(1, dtype=np.int64)
    layers = []
    for layer in reversed(automaton.layers):
        layer, merged = _merged(layer, merged)
        layers.append(layer)
    entry = np.where(automaton.entry >= 0, merged[automaton.entry], -1) if merged.size else automaton.entry * 0 - 1
    return Automaton(tuple(reversed(layers)), entry)


def _merged(layer: Layer, after: IntArray) -> tuple[Layer, IntArray]:
    """(the layer minimal, its nodes' new numbers) given the new numbers of the next layer's nodes."""
    if layer.points is None:
        rows, merged = merge_rows(layer.next, after)
        return Layer(*merge_columns(layer.block, layer.column_block, rows)), merged
    nodes = np.append(after, -1)[layer.next]
    known, number = _distinct(layer.points)
    size = known.shape[1]
    ways = np.where(nodes >= 0, nodes * size + number, -1)
    rows, merged = merge_rows(ways, np.arange(max(1, after.size) * size))
    block, columns, ways = merge_columns(layer.block, layer.column_block, rows)
    points = np.where(ways >= 0, known[:, ways % size], 0.0)
    return Layer(block, columns, np.where(ways >= 0, ways // size, -1), points if points.any() else None), merged


def _distinct(points: FloatArray) -> tuple[FloatArray, IntArray]:
    """([goal, number] the distinct points of ways, [node, column] the number of each way)."""
    ways = points.reshape(len(points), -1)
    used = ways[ways.any(axis=1)] + 0.0  # no zero below 0
    number, first = number_columns(used.view(np.int64))
    return ways[:, first], number.reshape(points.shape[1:])
