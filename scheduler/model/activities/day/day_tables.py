"""The day stage's arrays: shifts cut into pieces, what each agent may do in them, and what is missing where."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.operation import BoolArray, FloatArray, IntArray

FIRST, LAST, ROW_LOW, ROW_OPEN, ROW_HIGH, SEAT_LOW, SEAT_HIGH, SPELL, TODAY = range(9)
START, LENGTH, INTERVAL, KIND, EARLIER, PAUSED = range(6)
FREE, FIXED, RESET = range(3)
SEAT, MINUTES, LOW, HIGH = range(4)
SHARED, DECOMPRESSION, MEETING = -1, -2, -3
"""What is done in a piece, where it is no row: shared among rows without limits, or idle; a meeting is `MEETING - seat
of the shift`."""


class DayTables(NamedTuple):
    """Constant arrays of one roster."""

    unit: int
    """Minutes in which graphic time and stretches are counted."""
    need: FloatArray
    """[row, interval] minutes wanted; 0 for deferred rows."""
    weight: FloatArray
    """[row] points for a missing or late minute."""
    spare: BoolArray
    """[row] whether time that nobody misses is better spent on it than idle."""
    deferred: IntArray
    """[row] place in the deferred arrays, -1 for live rows."""
    arrivals: FloatArray
    """[place, interval] minutes of work that arrive."""
    backlog: FloatArray
    """[place, interval] minutes open at the start, due before the interval."""
    due: IntArray
    """[place, interval] first interval in which what arrived is late."""
    open: BoolArray
    graphic: BoolArray
    """[row]"""
    stretch: IntArray
    """[row] units that one stays at least."""
    duty: IntArray
    """[duty, FIRST | LAST (elements) | ROW_LOW .. SEAT_HIGH | SPELL | TODAY (most units, -1 for any)]

    Rows from ROW_LOW have a limit (a shortest stretch, graphic minutes), those from ROW_OPEN have none.
    """
    element: IntArray
    """[element, START | LENGTH (minutes) | INTERVAL (-1 outside) | KIND | EARLIER | PAUSED]

    Elements follow each other from a shift's start to its end. EARLIER: minutes of free elements right before it in its
    interval. PAUSED: elements after which a decompression that begins with it has been long enough, -1 where it never
    is.
    """
    rows: IntArray
    """Rows that the shift's agent serves; those without limits the dearest first."""
    seat: IntArray
    """[seat of a shift, SEAT (one a person and occasion) | MINUTES | LOW | HIGH] a block of one's own."""
    seat_points: FloatArray


class Standing(NamedTuple):
    """What changes: the activities as they stand."""

    worked: FloatArray
    """[row, interval] minutes."""
    choice: IntArray
    """[element] a row with a limit, SHARED, DECOMPRESSION or a meeting; of free elements only."""
    part: FloatArray
    """[element, row of the agent] minutes."""
    taken: BoolArray
    """[seat] whether the person attends."""
    legal: BoolArray
    """[duty] whether what is done keeps the limits."""


class Room(NamedTuple):
    """Room to work in."""

    value: FloatArray
    """[node * states + state]"""
    back: IntArray
    """[node * states + state] the node and state before."""
    act: IntArray
    base: IntArray
    """[row of the agent with a limit + 1] its first state of holding."""
    mine: IntArray
    """[state of holding] the agent's row, and how many units it has been held."""
    so_far: IntArray
    usable: IntArray
    """Rows of the agent that are worth trying in an element, and at the end how many."""
    gain: FloatArray
    """[row of the agent with a limit, element, fresh | after the same row]"""
    shared: FloatArray
    """[element] what it gains shared among rows without limits."""
    missing: FloatArray
    """[row of the agent, element] minutes that the row lacks in its interval, or could be late without."""
    seat_end: IntArray
    """[seat of the shift, element] elements at its end, -1 where it cannot begin."""
    old: IntArray
    """[element] the choice before, and the minutes."""
    old_part: FloatArray
    without: FloatArray
    """[row of the agent] points of late work without the shift, of deferred rows."""
    worked_on: BoolArray
    """[row of the agent] whether it is a deferred row that the shift works on."""
    late: FloatArray
    """[interval] late minutes that a minute worked here could be one of."""
    waiting: FloatArray
    """[interval] minutes that wait after it."""
    left: FloatArray
    """[due interval] minutes not done yet."""


def room_of(t: DayTables) -> Room:
    """Room for the largest shift."""
    sizes = t.duty[:, LAST] - t.duty[:, FIRST]
    states = max((states_of(t, d) * (int(sizes[d]) + 1) for d in range(len(sizes))), default=1)
    longest, intervals = int(sizes.max(initial=0)) + 1, t.need.shape[1]
    rows = int((t.duty[:, ROW_HIGH] - t.duty[:, ROW_LOW]).max(initial=0)) + 1
    seats = int((t.duty[:, SEAT_HIGH] - t.duty[:, SEAT_LOW]).max(initial=0)) + 1
    return Room(
        value=np.zeros(states),
        back=np.zeros(states, dtype=np.int64),
        act=np.zeros(states, dtype=np.int64),
        base=np.zeros(rows, dtype=np.int64),
        mine=np.zeros(2 + rows + int(t.stretch.sum()), dtype=np.int64),
        so_far=np.zeros(2 + rows + int(t.stretch.sum()), dtype=np.int64),
        usable=np.zeros(rows + 1, dtype=np.int64),
        gain=np.zeros((rows, longest, 2)),
        shared=np.zeros(longest),
        missing=np.zeros((rows, longest)),
        seat_end=np.zeros((seats, longest), dtype=np.int64),
        old=np.zeros(longest, dtype=np.int64),
        old_part=np.zeros((longest, rows - 1)),
        without=np.zeros(rows),
        worked_on=np.zeros(rows, dtype=np.bool_),
        late=np.zeros(intervals),
        waiting=np.zeros(intervals),
        left=np.zeros(intervals + 2),
    )


def states_of(t: DayTables, d: int) -> int:
    """How many states a node of a shift has: what is held x graphic spell x graphic today x meetings attended."""
    row = t.duty[d]
    held = 2 + int(sum(t.stretch[each] + 1 for each in t.rows[row[ROW_LOW] : row[ROW_OPEN]]))
    return held * (max(0, int(row[SPELL])) + 1) * (max(0, int(row[TODAY])) + 1) << int(row[SEAT_HIGH] - row[SEAT_LOW])
