"""Who is alike: agents of one kind share their best line at given prices, and kinds share what it is found from."""

from __future__ import annotations

import numpy as np

from scheduler.model.lines.tables import Tables
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem

Rows = tuple[IntArray, FloatArray, IntArray, IntArray]
"""Agents, how many each stands for, and two numbers that neighbours may share: see `respond`."""


def representatives(problem: Problem) -> tuple[Rows, IntArray]:
    """One agent of each kind, how many there are of it, and numbers that kinds share: see `respond`. Each one's row."""
    people, demand = problem.people, problem.demand
    _, first, kind, counts = np.unique(people.kind, return_index=True, return_inverse=True, return_counts=True)
    covers = people.covers if demand.cover_weight > 0 else np.zeros_like(people.covers)
    same = _numbered(first, people.profile, people.alphabet, covers, people.described_as)
    days = (people.off_block, people.mask_first, people.work_points, people.shift_points, people.variant_first)
    alike = _numbered(first, people.profile, people.alphabet, covers, people.described_as, people.automaton, *days)
    order = np.lexsort((alike, same))
    rows = first[order].astype(np.int64), counts[order].astype(np.float64), same[order], alike[order]
    return rows, np.argsort(order)[kind.reshape(-1)].astype(np.int64)


def who_brings(problem: Problem, tables: Tables, rows: Rows) -> Rows:
    """The rows whose lines can be worth anything at any price: the others' best line is always worth 0."""
    people, demand, agents = problem.people, problem.demand, rows[0]
    if problem.variants.cost.any() or tables.arc_points.any() or people.variant_points.any():
        return rows
    brings = tables.touch[people.profile[agents]].any(axis=1)
    brings |= (people.covers[agents] > 0) & (demand.cover_weight > 0)
    brings |= (people.described_as[agents] > 0) & bool(demand.head_under.any() or demand.head_over.any())
    brings |= people.work_points[agents].any(axis=1) | people.shift_points[agents].any(axis=(1, 2))
    return agents[brings], rows[1][brings], rows[2][brings], rows[3][brings]


def _numbered(rows: IntArray, *columns: IntArray | FloatArray) -> IntArray:
    """A number for each row; rows that are alike in all columns have one number."""
    flat = np.column_stack([np.asarray(one, dtype=np.float64).reshape(len(one), -1)[rows] for one in columns])
    return np.unique(flat, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
