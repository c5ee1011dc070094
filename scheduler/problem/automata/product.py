"""One day of a product of automata, and one day of merging nodes with the same future (compiled).

Both are rows of integers looked up again and again, for hundreds of kinds of people and dozens of days each: in numpy
they were most of the time that a year's roster took. Loops are written out: methods of arrays take seconds to compile.
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import kernel
from scheduler.operation import IntArray

compiled = kernel(nogil=True)

FIRST_ROOM = 64
"""Places of a table of pairs at first; it doubles when half full."""
GOLDEN = np.int64(-7046029254386353131)
"""Spreads numbers over a table: 2 ** 64 over the golden ratio (Fibonacci hashing, Knuth 1998, section 6.4)."""


@compiled
def join_blocks(block, other):  # type: ignore[no-untyped-def]
    """(block of each letter, blocks of left and right) of two layers' product: letters are alike where both say so."""
    high, width = 1, 1
    for letter in range(block.size):
        high, width = max(high, block[letter] + 1), max(width, other[letter] + 1)
    number, blocks = np.full(high * width, -1, dtype=np.int64), 0
    for letter in range(block.size):
        number[block[letter] * width + other[letter]] = 0
    pairs, joined = np.empty((2, high * width), dtype=np.int64), np.empty(block.size, dtype=np.int64)
    for code in range(high * width):
        if number[code] == 0:
            number[code] = blocks
            pairs[0, blocks], pairs[1, blocks] = code // width, code % width
            blocks += 1
    for letter in range(block.size):
        joined[letter] = number[block[letter] * width + other[letter]]
    return joined, pairs[:, :blocks]


@compiled
def join_columns(pairs, columns, other):  # type: ignore[no-untyped-def]
    """[column of the left | of the right | block] of each column of a product: one of each side for the same block."""
    spelled, size = np.empty((3, columns.size * other.size), dtype=np.int64), 0
    for block in range(pairs.shape[1]):
        for one in range(columns.size):
            if columns[one] == pairs[0, block]:
                for two in range(other.size):
                    if other[two] == pairs[1, block]:
                        spelled[0, size], spelled[1, size], spelled[2, size] = one, two, block
                        size += 1
    return spelled[:, :size]


@compiled
def number_pairs(left, right, width):  # type: ignore[no-untyped-def]
    """(each place's number among the distinct pairs, the pairs as codes left * width + right); -1 where either is none.

    Pairs are numbered in the order in which they are met.
    """
    number = np.empty(left.size, dtype=np.int64)
    room, count = FIRST_ROOM, 0
    keys, places = np.full(room, -1, dtype=np.int64), np.empty(room, dtype=np.int64)
    codes = np.empty(room, dtype=np.int64)
    for k in range(left.size):
        if left[k] < 0 or right[k] < 0:
            number[k] = -1
            continue
        code = left[k] * width + right[k]
        at = ((code * GOLDEN) >> 32) & (room - 1)
        while keys[at] >= 0 and keys[at] != code:
            at = (at + 1) & (room - 1)
        if keys[at] < 0:
            keys[at], places[at], codes[count] = code, count, code
            count += 1
            if 2 * count >= room:
                room *= 2
                keys, places = np.full(room, -1, dtype=np.int64), np.empty(room, dtype=np.int64)
                longer = np.empty(room, dtype=np.int64)
                for known in range(count):
                    longer[known] = codes[known]
                    at = ((codes[known] * GOLDEN) >> 32) & (room - 1)
                    while keys[at] >= 0:
                        at = (at + 1) & (room - 1)
                    keys[at], places[at] = codes[known], known
                codes = longer
            number[k] = count - 1
        else:
            number[k] = places[at]
    return number, codes[:count].copy()


@compiled
def gather(table, rows, columns):  # type: ignore[no-untyped-def]
    """`table[rows][:, columns]`, one row after the other."""
    found = np.empty(rows.size * columns.size, dtype=np.int64)
    place = 0
    for r in range(rows.size):
        for c in range(columns.size):
            found[place] = table[rows[r], columns[c]]
            place += 1
    return found


@compiled
def merge_rows(table, after):  # type: ignore[no-untyped-def]
    """(distinct rows with a future, each row's number among them or -1) of a layer whose next nodes become `after`."""
    nodes, width = table.shape
    rows, number = np.empty((nodes, width), dtype=np.int64), np.empty(nodes, dtype=np.int64)
    room = FIRST_ROOM
    while room < 2 * nodes:
        room *= 2
    places, count = np.full(room, -1, dtype=np.int64), 0
    for n in range(nodes):
        code, alive = width, False
        for c in range(width):
            node = after[table[n, c]] if table[n, c] >= 0 else -1
            rows[count, c] = node
            alive |= node >= 0
            code = (code ^ (node + 1)) * GOLDEN
            code ^= code >> 29
        if not alive:
            number[n] = -1
            continue
        at = (code >> 32) & (room - 1)
        while places[at] >= 0:
            same = True
            for c in range(width):
                if rows[places[at], c] != rows[count, c]:
                    same = False
                    break
            if same:
                break
            at = (at + 1) & (room - 1)
        if places[at] < 0:
            places[at] = count
            count += 1
        number[n] = places[at]
    return rows[:count].copy(), number


@compiled
def alike_columns(table):  # type: ignore[no-untyped-def]
    """(each column's number among the distinct ones, or -1 without a future; the first column of each number)."""
    nodes, width = table.shape
    same, kept, sums = np.full(width, -1, dtype=np.int64), np.empty(width, dtype=np.int64), np.zeros(width, np.int64)
    alive, count = np.zeros(width, dtype=np.bool_), 0
    for n in range(nodes):
        for c in range(width):
            sums[c] = (sums[c] ^ (table[n, c] + 1)) * GOLDEN
            alive[c] |= table[n, c] >= 0
    for c in range(width):
        for k in range(count if alive[c] else 0):
            if sums[kept[k]] == sums[c]:
                n = 0
                while n < nodes and table[n, kept[k]] == table[n, c]:
                    n += 1
                if n == nodes:
                    same[c] = k
                    break
        if alive[c] and same[c] < 0:
            kept[count], same[c] = c, count
            count += 1
    return same, kept[:count].copy()


@compiled
def alike_blocks(blocks, columns, same, kept):  # type: ignore[no-untyped-def]
    """(each block's number among those that behave alike; [number, distinct column] whether it spells that one)."""
    spells, after = np.zeros((blocks, kept.size), dtype=np.bool_), np.full(blocks, -1, dtype=np.int64)
    first, futures = np.empty(blocks, dtype=np.int64), 0
    for c in range(columns.size):
        if same[c] >= 0:
            spells[columns[c], same[c]] = True
    for b in range(blocks):
        for k in range(futures):
            c = 0
            while c < kept.size and spells[first[k], c] == spells[b, c]:
                c += 1
            if c == kept.size:
                after[b] = k
                break
        if after[b] < 0:
            first[futures], after[b] = b, futures
            futures += 1
    return after, spells[first[:futures]]


def distinct_pairs(left: IntArray, right: IntArray) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """The distinct pairs where both are nodes, and each place's number among them (-1 where either is none)."""
    width = int(right.max(initial=0)) + 1
    number, codes = number_pairs(left.reshape(-1), right.reshape(-1), width)
    return (codes // width, codes % width), number.reshape(left.shape)


def merge_columns(block: IntArray, columns: IntArray, table: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """(block of each letter, block of each column, table) with one column for guesses and one block for letters alike.

    Columns without a future are dropped; the letters of a block whose columns all are go nowhere.
    """
    same, kept = alike_columns(table)
    after, spells = alike_blocks(int(block.max(initial=0)) + 1, columns, same, kept)
    futures, distinct = np.nonzero(spells)
    return after[block], futures.astype(np.int64), np.ascontiguousarray(table[:, kept[distinct]])
