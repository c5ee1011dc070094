"""Points that single agents bring by working on single days and variants; rising points come along the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.count.standby_windows import windows_before
from scheduler.goals.fairness import weighs
from scheduler.goals.terms.along import CountedDays
from scheduler.goals.terms.own import OwnDays
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import FloatArray, IntArray, Operation, Worked
from scheduler.problem.arrays.problem import Grid, OwnPoints, Problem, Rising
from scheduler.roster import Duty


def own_points(
    operation: Operation, grid: Grid, terms: Terms, variant: Mapping[str, FloatArray]
) -> dict[str, OwnPoints]:
    """Goal -> its own points, for each goal that may have some; `variant` is goal -> points of variants."""
    shape = len(operation.agents), grid.days, len(operation.shifts)
    size = max((points.size for points in variant.values()), default=0)
    found: dict[str, list[OwnPoints]] = {}
    for goal, term in terms.of(OwnDays):
        found.setdefault(goal, []).append(_single(operation, grid, term, nothing(shape, size)))
    for goal, counted in terms.of(CountedDays):
        found.setdefault(goal, []).append(_first(operation, grid, counted, nothing(shape, size)))
    for goal, points in variant.items():
        found.setdefault(goal, []).append(replace(nothing(shape, size), variant=points))
    return {goal: summed(parts, shape) for goal, parts in found.items()}


def nothing(shape: tuple[int, ...], size: int = 0) -> OwnPoints:
    """No points, over [agent, day, shift], and of so many variants."""
    return OwnPoints(np.zeros(shape[:2]), np.zeros(shape), np.zeros(size), 0.0)


def summed(parts: Iterable[OwnPoints], shape: tuple[int, ...]) -> OwnPoints:
    """The points of several goals together, over [agent, day, shift]."""
    known = list(parts)
    total = nothing(shape, max((one.variant.size for one in known), default=0))
    for one in known:
        variant = total.variant + one.variant if one.variant.size else total.variant
        total = OwnPoints(total.work + one.work, total.shift + one.shift, variant, total.idle + one.idle)
    return total


def with_points(problem: Problem, parts: Mapping[str, OwnPoints]) -> Problem:
    """The problem with other points for single days, by goal; agents alike are told apart anew."""
    own = summed(parts.values(), problem.people.shift_points.shape)
    variant = own.variant if own.variant.any() else np.zeros(0)
    first = problem.people.variant_first if variant.size else np.zeros_like(problem.people.variant_first)
    people = replace(
        problem.people,
        work_points=own.work,
        shift_points=own.shift,
        variant_points=variant,
        variant_first=first,
        idle_points=own.idle,
        own=dict(parts),
    )
    rows: dict[str, Any] = {name: getattr(people, name) for name in ROWS}
    return replace(problem, people=replace(people, kind=kinds_of(rows, problem.rising)))


ROWS = (
    *("automaton", "alphabet", "entry", "off_block", "mask_first", "profile", "covers", "work_points"),
    *("shift_points", "variant_first", "described_as"),
)
"""Fields of `People` by which agents differ."""


def kinds_of(people: dict[str, Any], rising: Rising) -> IntArray:
    """Number agents whose rows are all alike with one number."""
    every = (*people.values(), rising.burden, rising.free, rising.over)
    flat = np.column_stack([np.asarray(rows, dtype=np.float64).reshape(len(rows), -1) for rows in every])
    _, kind = np.unique(flat, axis=0, return_inverse=True)
    return np.asarray(kind, dtype=np.int64).reshape(-1)


def _single(operation: Operation, grid: Grid, term: OwnDays, own: OwnPoints) -> OwnPoints:
    shifts, place = list(operation.shifts), _places(operation)
    for one in (one for one in term.days if grid.horizon.holds(one.day)):
        row, day = place[one.agent], grid.horizon.day_index(one.day)
        if one.shift:
            own.shift[row, day, shifts.index(one.shift)] += one.points
        else:
            own.work[row, day] += one.points
    return replace(own, idle=term.idle)


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


def _first(operation: Operation, grid: Grid, term: CountedDays, own: OwnPoints) -> OwnPoints:
    """Points of counted days as if each were the first of the horizon: with h elsewhere it weighs h + 1.

    The further weight of later ones is priced along the line (`problem.automata.rising`).
    """
    for row, agent in enumerate(operation.agents if term.step else ()):
        for day, date in enumerate(grid.horizon.dates()):
            if term.counts(agent, date):
                own.work[row, day] += term.step * (term.before.get(agent.id, 0) + 1)
    return own


def _places(operation: Operation) -> dict[str, int]:
    return {agent.id: index for index, agent in enumerate(operation.agents)}
