"""Room for the dynamic program over an agent's automaton, made once a thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.model.lines.tables import HIGH, KEY, LOW, Tables
from scheduler.operation import FloatArray, IntArray

MOST_GUESSES = 64
"""Ways to spell one line that are followed side by side."""


class Scratch(NamedTuple):
    """Room to work in, one a thread."""

    work: FloatArray
    """[tick + 1] running gain."""
    presence: FloatArray
    loss: FloatArray
    """[key of a break, tick] what a break of that key loses that starts there."""
    value: FloatArray
    """[block]"""
    best: IntArray
    """[day, block] the block's best variant, -1 for none."""
    node: FloatArray
    """[node of the automaton] the best value from there to the end."""
    arc: IntArray
    letter: IntArray
    """[day] the line found."""
    pause: IntArray
    """[day, break]"""
    length: IntArray
    front: IntArray
    """[2, place] nodes of two days in turn."""
    paid: FloatArray
    """[2, place] what the cheapest way to them costs along the line."""
    beside: IntArray
    """[day, before | after] starts of the line's working days beside, in minutes of the local day; -1 for none."""
    place: FloatArray
    """[break, start] for placing breaks."""
    back: IntArray


def scratch_of(tables: Tables) -> Scratch:
    """Room for the largest automaton, day and break of a problem."""
    nodes = int((tables.node_first[:, -1] - tables.node_first[:, 0]).max(initial=0)) + 1
    keys = int(tables.pause[:, KEY].max(initial=0)) + 1
    breaks = int(max(np.diff(tables.break_ptr), default=0))
    width = int((tables.pause[:, HIGH] - tables.pause[:, LOW]).max(initial=0)) // tables.break_step + 2
    blocks = int(tables.blocks.max(initial=0)) + 1
    return Scratch(
        work=np.zeros(tables.ticks + 1),
        presence=np.zeros(tables.ticks + 1),
        loss=np.zeros((keys, tables.ticks + 1)),
        value=np.zeros(blocks),
        best=np.zeros((tables.days, blocks), dtype=np.int64),
        node=np.zeros(nodes),
        arc=np.zeros(nodes, dtype=np.int64),
        letter=np.zeros(tables.days, dtype=np.int64),
        pause=np.full((tables.days, max(1, breaks)), -1, dtype=np.int64),
        length=np.zeros((tables.days, max(1, breaks)), dtype=np.int64),
        front=np.zeros((2, MOST_GUESSES), dtype=np.int64),
        paid=np.zeros((2, MOST_GUESSES)),
        beside=np.full((tables.days, 2), -1, dtype=np.int64),
        place=np.zeros((max(1, breaks), width)),
        back=np.zeros((max(1, breaks), width), dtype=np.int64),
    )
