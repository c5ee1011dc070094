"""Tiny operations on which the two halves of a goal are compared: its terms, and its count of a finished roster."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
from small_case import agent, horizon, operation, requirement

from scheduler.clock import Horizon
from scheduler.goals import Case
from scheduler.model.activities.unfold import Unfolded, unfolded
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.search.engine import Found
from scheduler.operation import Contract, Operation, Shift
from scheduler.problem.arrays.problem import Problem
from scheduler.requirement import Requirement

FOLDER = Path(__file__).parent / "cases"
SHIFTS = {
    "day": Shift(id="day", start={"from": "06:00", "to": "10:00"}, hours=8),
    "night": Shift(id="night", start="22:00", hours=8),
}
TRIES = 50
OFF = 0.4
"""Share of days off where a day off is allowed: there are many more variants than days off."""


@dataclass(frozen=True)
class GoalCase:
    """An operation in which rosters differ in what the goal counts."""

    told: str
    operation: Operation
    requirement: Requirement
    horizon: Horizon


def people(*agents, queues=(), needs=None, deferred=(), weeks=1, contract=None, **changes):
    """The rest of a case: agents of a free contract on two shifts, one of them with five starts."""
    span, free = horizon(weeks=weeks), contract or Contract(id="full", cost_hour=20)
    made = operation(agents or [agent("ann"), agent("bob", "barcelona")], queues, free, **changes)
    made = replace(made, shifts=SHIFTS)
    return made, requirement(made, span, needs, deferred), span


def cases_of(goal: str) -> list[GoalCase]:
    """The cases of a goal's file; none where there is no such file."""
    file = FOLDER / f"{goal}.py"
    if not file.is_file():
        return []
    spec = spec_from_file_location(f"cases_of_{goal}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return [GoalCase(told, *made) for told, made in module.CASES.items()]


def rosters(case: GoalCase, problem: Problem, count: int, seed: int = 1) -> Iterator[tuple[Found, Unfolded, Case]]:
    """Random rosters of the problem: as the search finds them, with activities, and as the goals count them."""
    chance = random.Random(f"{case.told} {seed}")
    for _ in range(count):
        ledger = empty_ledger(problem, problem.demand.need.copy())
        letter = np.array([_line(problem, a, chance) for a in range(len(problem.people.name))], dtype=np.int64)
        done = unfolded(case.operation, problem, letter, ledger.pause, None)
        found = Found(0.0, letter, ledger.pause, done.plan, 0.0)
        yield found, done, Case(case.operation, case.horizon, case.requirement, done.roster)


def _line(problem: Problem, a: int, chance: random.Random) -> list[int]:
    """A random walk through the agent's automaton: [day] a variant or -1."""
    for _ in range(TRIES):
        line = _walk(problem, a, chance)
        if line is not None:
            return line
    raise AssertionError(f"no line for {problem.people.name[a]}")


def _walk(problem: Problem, a: int, chance: random.Random) -> list[int] | None:
    automata, people = problem.automata, problem.people
    m, node, found = int(people.automaton[a]), int(people.entry[a]), []
    for d in range(problem.grid.days):
        arcs = range(automata.arc_ptr[node], automata.arc_ptr[node + 1])
        choices = [(letter, int(automata.arc_node[e])) for e in arcs for letter in _letters(problem, a, m, d, e)]
        if not choices:
            return None
        idle = [one for one in choices if one[0] < 0]
        letter, node = chance.choice(idle if idle and chance.random() < OFF else choices)
        found.append(letter)
    return found


def _letters(problem: Problem, a: int, m: int, d: int, arc: int) -> list[int]:
    """The variants, or -1, that the agent may have on that day by one arc."""
    automata, people = problem.automata, problem.people
    block = int(automata.arc_block[arc])
    low, high = (int(problem.variants.first[people.alphabet[a], d + step]) for step in (0, 1))
    place = int(automata.block_first[m, d])
    found = [-1] if people.off_block[a, d] == block else []
    return found + [
        v for v in range(low, high)
        if automata.block[place + v - low] == block and people.mask[people.mask_first[a, d] + v - low]
    ]  # fmt: skip


def day(number: int):
    """A date of the horizon."""
    return horizon().first + timedelta(days=number)
