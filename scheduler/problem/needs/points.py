"""Points that single agents bring by working on single days: wishes, and fairness but for what rises along a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.standby_windows import windows_before
from scheduler.goals import Goal
from scheduler.goals.fairness import Fairness, weighs
from scheduler.goals.wishes import Wishes
from scheduler.operation import IntArray, Operation, Worked
from scheduler.problem.arrays.problem import Grid, OwnPoints, Problem, Rising
from scheduler.roster import Duty


def own_points(
    operation: Operation, grid: Grid, goals: dict[str, Goal], burdened: Mapping[str, int]
) -> dict[str, OwnPoints]:
    """Goal -> its points; goals without any are left out.

    `burdened` says how many weekend and holiday shifts each agent has outside the horizon.
    """
    wishes, fairness = goals.get("wishes"), goals.get("fairness")
    found = {
        "wishes": _wishes(operation, grid, wishes.weight) if isinstance(wishes, Wishes) else None,
        "fairness": _burdens(operation, grid, fairness.weight, burdened) if isinstance(fairness, Fairness) else None,
    }
    return {goal: own for goal, own in found.items() if own is not None and (own.work.any() or own.shift.any())}


def nothing(shape: tuple[int, int, int]) -> OwnPoints:
    """No points, over [agent, day, shift]."""
    return OwnPoints(np.zeros(shape[:2]), np.zeros(shape), 0.0)


def summed(parts: Iterable[OwnPoints], shape: tuple[int, int, int]) -> OwnPoints:
    """The points of several goals together, over [agent, day, shift]."""
    total = nothing(shape)
    for one in parts:
        total = OwnPoints(total.work + one.work, total.shift + one.shift, total.idle + one.idle)
    return total


def with_points(problem: Problem, own: OwnPoints) -> Problem:
    """The problem with other points for single days; agents alike are told apart anew."""
    people = replace(problem.people, work_points=own.work, shift_points=own.shift, idle_points=own.idle)
    rows: dict[str, Any] = {name: getattr(people, name) for name in ROWS}
    return replace(problem, people=replace(people, kind=kinds_of(rows, problem.rising)))


ROWS = (
    *("automaton", "alphabet", "entry", "off_block", "mask_first", "profile", "covers", "work_points"),
    *("shift_points", "described_as"),
)
"""Fields of `People` by which agents differ."""


def kinds_of(people: dict[str, Any], rising: Rising) -> IntArray:
    """Number agents whose rows are all alike with one number."""
    every = (*people.values(), rising.burden, rising.free, rising.over)
    flat = np.column_stack([np.asarray(rows, dtype=np.float64).reshape(len(rows), -1) for rows in every])
    _, kind = np.unique(flat, axis=0, return_inverse=True)
    return np.asarray(kind, dtype=np.int64).reshape(-1)


def _wishes(operation: Operation, grid: Grid, weight: float) -> OwnPoints:
    shifts, place = list(operation.shifts), _places(operation)
    own, idle = nothing((len(place), grid.days, len(shifts))), 0.0
    for wish in operation.wishes:
        if not grid.horizon.holds(wish.day):
            continue
        row, day = place[wish.agent], grid.horizon.day_index(wish.day)
        points = weight * wish.weight
        sign = 1 if wish.wish == "off" else -1
        idle += points if wish.wish == "work" else 0.0
        if wish.shift:
            own.shift[row, day, shifts.index(wish.shift)] += sign * points
        else:
            own.work[row, day] += sign * points
    return replace(own, idle=idle)


def had_before(operation: Operation, grid: Grid) -> dict[str, int]:
    """Agent -> weekend and holiday shifts, and windows of standby, in the history."""
    return burdens_before(operation, grid.horizon)


def burdens_before(operation: Operation, horizon: Horizon) -> dict[str, int]:
    """Agent -> weekend and holiday shifts, and windows of standby, before the horizon."""
    worked = burdens_of(operation, (row for row in operation.history if row.day < horizon.first))
    return dict(Counter(worked) + Counter(windows_before(operation, horizon)))


def burdens_of(operation: Operation, shifts: Iterable[Worked | Duty]) -> dict[str, int]:
    """Agent -> how many of these shifts are weekend or holiday shifts."""
    known, found = {agent.id: agent for agent in operation.agents}, Counter[str]()
    for one in shifts:
        if one.agent in known and weighs(operation, known[one.agent], one.day):
            found[one.agent] += 1
    return found


def _burdens(operation: Operation, grid: Grid, weight: float, burdened: Mapping[str, int]) -> OwnPoints:
    """Fairness as if each weekend or holiday shift of the horizon were the first: with h elsewhere it weighs h + 1.

    By how much later ones weigh more is said along the line (`problem.automata.rising`).
    """
    own = nothing((len(operation.agents), grid.days, len(operation.shifts)))
    for row, agent in enumerate(operation.agents if weight else ()):
        for day, date in enumerate(grid.horizon.dates()):
            if weighs(operation, agent, date):
                own.work[row, day] += weight * (burdened.get(agent.id, 0) + 1)
    return own


def _places(operation: Operation) -> dict[str, int]:
    return {agent.id: index for index, agent in enumerate(operation.agents)}
