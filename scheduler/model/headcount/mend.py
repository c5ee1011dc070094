"""Mends a roster that is given as a start and partly illegal: each agent gets the legal line that keeps most days."""

from __future__ import annotations

import numpy as np

from scheduler.model.bound.pricer import Pricer
from scheduler.model.search.fold import arcs_from, block_of, fit, fold
from scheduler.operation import BoolArray, IntArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty, Roster

Lines = tuple[IntArray, IntArray, IntArray]
"""(`letter` [agent, day], `pause` [agent, day, break], numbers of agents without a line)."""


def lines_of(operation: Operation, problem: Problem, roster: Roster, breaks: int) -> Lines:
    """The roster's lines by `fold`; an agent whose shifts form no legal line gets the nearest one."""
    letter, pause, without = fold(operation, problem, roster, breaks)
    if not without.size:
        return letter, pause, without
    duties, pricer, left = roster.by_agent(), Pricer(problem), []
    for a in without.tolist():
        fitted = _fitted(operation, problem, a, duties.get(operation.agents[a].id, []), letter, pause)
        wanted, paused = letter[a].copy(), pause[a].copy()
        line = nearest(problem, a, wanted, fitted | (wanted >= 0))
        letter[a], pause[a] = -1, -1
        if line is None:
            left.append(a)
            continue
        placed, kept = pricer.breaks(line), fitted & (line == wanted)
        letter[a], pause[a, :, : placed.shape[1]] = line, placed[:, : pause.shape[2]]
        pause[a, kept] = paused[kept]
    return letter, pause, np.array(left, dtype=np.int64)


def _fitted(
    operation: Operation, problem: Problem, a: int, duties: list[Duty], letter: IntArray, pause: IntArray
) -> BoolArray:
    """[day] whether the agent's shift fits a variant with its breaks; enters the shifts into `letter` and `pause`.

    A shift whose breaks alone do not fit is entered without breaks.
    """
    horizon, fitted = problem.grid.horizon, np.ones(problem.grid.days, dtype=np.bool_)
    for duty in duties:
        if horizon.holds(duty.day):
            fitted[horizon.day_index(duty.day)] = fit(operation, problem, a, duty, letter, pause)
    return fitted


def nearest(problem: Problem, a: int, wanted: IntArray, known: BoolArray) -> IntArray | None:
    """[day] the legal line that equals `wanted` on most of the `known` days; None where no line is legal.

    A longest path: day by day, each node of the automaton has the most days kept on a path to it and its last arc.
    """
    automata, nodes, kept = problem.automata, problem.people.entry[a : a + 1], np.zeros(1)
    met: list[tuple[IntArray, IntArray]] = []
    for day in range(problem.grid.days if nodes[0] >= 0 else 0):
        spelling = _spelling(problem, a, day, int(wanted[day]) if known[day] else None)
        arcs, begun = arcs_from(problem, nodes), np.repeat(np.arange(nodes.size), np.diff(automata.arc_ptr)[nodes])
        spelled = spelling[automata.arc_block[arcs]]
        allowed = spelled >= -1
        arcs, begun, spelled = arcs[allowed], begun[allowed], spelled[allowed]
        worth = kept[begun] + (known[day] & (spelled == wanted[day]))
        order = np.lexsort((-worth, automata.arc_node[arcs]))
        nodes, first = np.unique(automata.arc_node[arcs][order], return_index=True)
        best = order[first]
        kept = worth[best]
        met.append((begun[best], spelled[best]))
    return _back(met) if nodes.size and met else None


def _back(met: list[tuple[IntArray, IntArray]]) -> IntArray:
    """The letters of the path to the first node of the last day, which is the only one."""
    line, place = np.full(len(met), -1, dtype=np.int64), 0
    for day in range(len(met) - 1, -1, -1):
        begun, spelled = met[day]
        line[day], place = spelled[place], int(begun[place])
    return line


def _spelling(problem: Problem, a: int, day: int, wanted: int | None) -> IntArray:
    """[block] a letter of it that the agent may have: the wanted one, else a day off, else the first; -2: none."""
    first = problem.variants.first[problem.people.alphabet[a]]
    choices = [*range(int(first[day + 1]) - 1, int(first[day]) - 1, -1), -1, *([] if wanted is None else [wanted])]
    found = {block_of(problem, a, day, v): v for v in choices}
    spelling = np.full(int(problem.automata.arc_block.max(initial=0)) + 1, -2, dtype=np.int64)
    for block, v in found.items():
        if block >= 0:
            spelling[block] = v
    return spelling
