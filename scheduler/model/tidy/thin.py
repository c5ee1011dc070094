"""Lines anew at a price of paid time that is too small to buy a point: who is not needed goes home."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.standing import Ledger
from scheduler.model.lines.tables import Tables
from scheduler.model.search import search
from scheduler.operation import IntArray
from scheduler.problem.arrays.irregular import LONE_ON
from scheduler.problem.arrays.problem import Problem

PAID, STEADY = 1e-7, 1e-8
"""Points of a paid minute, and of a change of start or a lone day where the goal `regular` has no weight.

A whole line of 60 hours costs 0.0004: less than the smallest need that a goal counts.
"""
ROUNDS = 4
"""How often each agent, on average, begins a round of ruin and recreate."""
SLICE = 200
"""Rounds between two looks at the clock."""


def priced(tables: Tables) -> Tables:
    """Tables in which paid time has its small price, and irregular days have one where the operation gives none."""
    steady = tables.steady.copy()
    leaning = tables.leaning
    if not steady[: LONE_ON + 1].any():
        steady[: LONE_ON + 1], leaning = STEADY, STEADY
    return tables._replace(cost=tables.cost + PAID * tables.paid, steady=steady, leaning=leaning)


def thinner(
    problem: Problem, tables: Tables, ledger: Ledger, agents: IntArray, seed: int, go_on: Callable[[], bool]
) -> tuple[IntArray, IntArray]:
    """(letter, pause) of the roster that the ledger's becomes, with new lines for the agents and never a worse one.

    `tables` are priced, and so is the ledger.
    """
    kept = search.Lines(ledger.letter.copy(), ledger.pause.copy(), ledger.length.copy())
    best, gains, scratch = np.array([float(ledger.points[0])]), no_gains(problem), scratch_of(tables)
    search.seed(seed)
    for _ in range(0, ROUNDS * agents.size, SLICE):
        if not go_on():
            break
        search.improve(tables, ledger, gains, scratch, agents, 0.0, 0.0, SLICE, kept, best)
    return ledger.letter, ledger.pause
