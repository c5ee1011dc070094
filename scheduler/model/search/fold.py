"""Roster -> lines: the way back, for solving on from a given roster."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.operation import IntArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty, Roster


def fold(operation: Operation, problem: Problem, roster: Roster, breaks: int) -> tuple[IntArray, IntArray, IntArray]:
    """(`letter` [agent, day], `pause` [agent, day, break], agents without a line) of a roster of the same horizon.

    An agent whose duties are no line of this problem (a shift that is gone, a day off since, a start outside its
    windows, a limit broken) has none. `breaks` is how many a shift has at most.
    """
    size = (len(operation.agents), problem.grid.days)
    letter, pause = np.full(size, -1, dtype=np.int64), np.full((*size, breaks), -1, dtype=np.int64)
    duties, without = roster.by_agent(), []
    for a, agent in enumerate(operation.agents):
        fitted = all(fit(operation, problem, a, duty, letter, pause) for duty in duties.get(agent.id, ()))
        if not (fitted and walks(problem, a, letter[a])):
            letter[a], pause[a] = -1, -1
            without.append(a)
    return letter, pause, np.array(without, dtype=np.int64)


def fit(operation: Operation, problem: Problem, a: int, duty: Duty, letter: IntArray, pause: IntArray) -> bool:
    """Enter a duty; False where no variant of the agent is that shift at that time with those breaks."""
    v = variant_of(problem, a, duty)
    if v < 0:
        return False
    day = problem.grid.horizon.day_index(duty.day)
    letter[a, day] = v
    return _paused(operation, problem, a, duty, v, pause[a, day])


def shifts_in(operation: Operation, problem: Problem, roster: Roster) -> IntArray:
    """[agent, day] the variant of each shift of a roster, wherever its breaks lie; -1 for none."""
    found = np.full((len(operation.agents), problem.grid.days), -1, dtype=np.int64)
    duties, horizon = roster.by_agent(), problem.grid.horizon
    for a, agent in enumerate(operation.agents):
        for duty in duties.get(agent.id, ()):
            if horizon.holds(duty.day):
                found[a, horizon.day_index(duty.day)] = variant_of(problem, a, duty)
    return found


def variant_of(problem: Problem, a: int, duty: Duty) -> int:
    """The variant of agent `a` that has the worked shift's name, start and end; -1 for none."""
    horizon, variants = problem.grid.horizon, problem.variants
    if not horizon.holds(duty.day):
        return -1
    day, row = horizon.day_index(duty.day), int(problem.people.alphabet[a])
    span = (duty.shift, horizon.minute(duty.start), horizon.minute(duty.end))
    for v in range(variants.first[row, day], variants.first[row, day + 1]):
        one = variants.letter[v]
        if (one.shift, one.start, one.end) == span:
            return v
    return -1


def _paused(operation: Operation, problem: Problem, a: int, duty: Duty, v: int, pause: IntArray) -> bool:
    """Enter a duty's breaks; False where they are not the shift's, or no order of them allows their places."""
    grid, plan = problem.grid, int(problem.variants.plan[v])
    letter = problem.variants.letter[v]
    names = [one.name for one in operation.breaks_of(operation.agents[a].site, operation.shifts[letter.shift],
             letter.end - letter.start)]  # fmt: skip
    if plan < 0 or sorted(names) != sorted(one.name for one in duty.pauses):
        return plan < 0 and not duty.pauses
    left = list(enumerate(names))
    for one in sorted(duty.pauses, key=lambda one: one.start):
        slot = next(place for place, name in left if name == one.name)
        left.remove((slot, one.name))
        start, off = divmod(grid.horizon.minute(one.start), grid.tick_minutes)
        if off:
            return False
        pause[slot] = start
    return _ordered(problem, plan, pause[: len(names)] - problem.variants.start[v])


def _ordered(problem: Problem, plan: int, starts: IntArray) -> bool:
    """Whether one order of the plan's breaks has each in its window, and so much work between them as is asked."""
    plans = problem.plans
    least, most = (int(ticks) for ticks in plans.gaps[plan])
    for order in range(plans.order_ptr[plan], plans.order_ptr[plan + 1]):
        rows = range(plans.break_ptr[order], plans.break_ptr[order + 1])
        at = [int(starts[plans.slot[row]]) for row in rows]
        ends: Sequence[int] = [start + int(plans.ticks[row]) for row, start in zip(rows, at, strict=True)]
        within = all(
            plans.low[row] <= start <= plans.high[row] and (start - plans.low[row]) % plans.step == 0
            for row, start in zip(rows, at, strict=True)
        )
        apart = [start - end for end, start in zip(ends, at[1:], strict=False)]
        if within and all(gap >= max(1, least) and (most < 0 or gap <= most) for gap in apart):
            return True
    return False


def walks(problem: Problem, a: int, letters: IntArray) -> bool:
    """Whether the agent's automaton accepts the line on one of the ways from its entry to the end.

    A rule that guesses (the start that a week's others are near to) has several ways for one letter.
    """
    automata, nodes = problem.automata, problem.people.entry[a : a + 1]
    for day, v in enumerate(letters.tolist()):
        arcs = arcs_from(problem, nodes)
        taken = automata.arc_block[arcs] == block_of(problem, a, day, v)
        nodes = np.unique(automata.arc_node[arcs[taken]])
    return bool(nodes.size)


def arcs_from(problem: Problem, nodes: IntArray) -> IntArray:
    """Every arc that leaves these nodes."""
    first = problem.automata.arc_ptr
    rows = [np.arange(first[node], first[node + 1]) for node in nodes.tolist() if node >= 0]
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)


def block_of(problem: Problem, a: int, day: int, v: int) -> int:
    """The block of a variant, or of a day off for -1, on the agent's day; -1 where the agent may not have it."""
    people, automata = problem.people, problem.automata
    if v < 0:
        return int(people.off_block[a, day])
    local = v - int(problem.variants.first[people.alphabet[a], day])
    if not people.mask[people.mask_first[a, day] + local]:
        return -1
    return int(automata.block[automata.block_first[people.automaton[a], day] + local])
