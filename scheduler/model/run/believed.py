"""The points of each goal by the model's own sums, to be compared with the independent count.

The model counts queues by sets (`problem.arrays.families`). The queues of one weight miss what the nest of that
weight and more misses, less what the nest above it misses. Goals whose queues share a weight get one number together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from scheduler.model.activities.planned import planned
from scheduler.model.activities.unfold import Unfolded
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.lines.tables import tables_of
from scheduler.model.search import search
from scheduler.model.search.engine import Found
from scheduler.operation import FloatArray
from scheduler.problem.arrays.families import Nest, Term
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone, weighed
from scheduler.result import AND

LITTLE = 0.25
"""Points by which a goal may move without others: half of what rounding to whole points may change it by."""

Part = tuple[frozenset[str], float]
"""(goals, the points that they have together)."""


def believed(
    problem: Problem, serving: Problem, found: Found, done: Unfolded, goals: Sequence[str]
) -> dict[str, float]:
    """Goal, or goals joined by `AND` -> points.

    `serving` is the problem by whose weights agents were put on queues. Goals that the model does not know are left
    out.
    """
    known = [goal for goal in (problem.demand.head_goal,) if problem.demand.heads_exact]
    parts = [_part([goal], _points(alone(problem, goal), found)) for goal in (*known, *problem.own_goals)]
    duties = problem.demand.cover_goal
    cover = alone(problem, duties)
    if done.missing is None:
        parts += _by_weight(problem, serving, cover, found, done) or [_part([duties], _points(cover, found))]
    else:
        parts += [_part([duties], _points(_without_exclusive(cover), found))]
        parts += [_part([done.meetings_goal], done.meetings)]
        parts += _by_row(problem, done.missing)
    asked = [(part & {*goals}, points) for part, points in parts if part & {*goals}]
    return _joined(asked, goals)


def rounding(problem: Problem, done: Unfolded, told: Mapping[str, float]) -> dict[str, float]:
    """Goal -> points in `told` that come from rounding to whole minutes; empty after the day stage.

    The day stage counts in whole minutes, so nothing is rounded there.
    """
    if done.missing is not None:
        return {}
    goals = {goal for name in told for goal in name.split(AND)}
    found: dict[str, float] = {}
    for part, points in _by_row(problem, done.rounded):
        for goal in part & goals if points else ():
            found[goal] = found.get(goal, 0.0) + points
    return found


def _part(goals: Sequence[str], points: float) -> Part:
    return frozenset(goals), points


def _joined(parts: list[Part], goals: Sequence[str]) -> dict[str, float]:
    """Points by name; goals that share a part, directly or through others, get one name."""
    groups = {goal: frozenset([goal]) for part, _ in parts for goal in part}
    for part, _ in parts:
        whole = frozenset[str]().union(*(groups[goal] for goal in part))
        groups.update(dict.fromkeys(whole, whole))
    told: dict[str, float] = {}
    for part, points in parts:
        name = AND.join(goal for goal in goals if goal in groups[min(part)])
        told[name] = told.get(name, 0.0) + points
    return told


def _points(problem: Problem, found: Found) -> float:
    """The points of the roster in a ledger of the problem."""
    ledger = empty_ledger(problem, problem.demand.need)
    ledger.letter[:], ledger.pause[:] = found.letter, found.pause
    search.enter_all(tables_of(problem), ledger)
    return float(ledger.points[0])


def _by_weight(problem: Problem, serving: Problem, cover: Problem, found: Found, done: Unfolded) -> list[Part]:
    """The points of the rows of each weight, and of non-exclusive duties; `cover` is that goal's problem alone.

    Empty if not all sets are known, or if rows of one weight in `serving` differ in their own weights.
    """
    rows = {row: float(points) for row, points in enumerate(serving.demand.weight) if points > 0}
    known = serving.demand.nests(rows)
    terms = tuple(Term(one.weight - one.lower, one.sets, one.profiles) for one in known)
    served = replace(problem, demand=replace(problem.demand, terms=terms))
    missing = planned(served, found.letter, found.pause, found.plan, done.plan).missing.tolist()
    classes = list(_classes(known, missing))
    weights = [{float(problem.demand.weight[row]) for row in mine} for mine, _ in classes]
    if not all(one.complete for one in known) or any(len(one) > 1 for one in weights):
        return []
    beside = replace(cover, demand=weighed(cover.demand, np.zeros_like(cover.demand.weight)))
    return [
        *(_part([goal], 0.0) for goal in (problem.demand.short_goal, problem.demand.late_goal)),
        _part([problem.demand.cover_goal], _points(beside, found)),
        *_of_rounding(problem, done.rounded),
        *(_part([problem.demand.goal[row] for row in mine], ticks * min(own))
          for (mine, ticks), own in zip(classes, weights, strict=True)),
    ]  # fmt: skip


def _classes(known: list[Nest], missing: list[float]) -> Iterator[tuple[list[int], float]]:
    """(rows of one weight in one component, agent-ticks that they miss)."""
    inner, below = frozenset[int](), 0.0
    for one, ticks in zip(known, missing, strict=True):
        queues = frozenset[int]().union(*one.sets)
        if not inner <= queues:
            inner, below = frozenset[int](), 0.0
        yield sorted(queues - inner), ticks - below
        inner, below = queues, ticks


def _by_row(problem: Problem, minutes: FloatArray) -> Iterator[Part]:
    """The points of the missing `minutes` [row] of each queue and exclusive duty."""
    for row, missing in enumerate(minutes.tolist()):
        points = missing / problem.grid.tick_minutes * float(problem.demand.weight[row])
        yield _part([problem.demand.goal[row]], points)


def _of_rounding(problem: Problem, minutes: FloatArray) -> list[Part]:
    """The points of `minutes` [row] missing through rounding.

    One part tells them all where some goals lose by it and others win: how much goes from one to the other is left to
    the flow.
    """
    parts, goals = list(_by_row(problem, minutes)), dict[str, float]()
    for part, points in parts:
        [goal] = part
        goals[goal] = goals.get(goal, 0.0) + points
    moved = [goal for goal, points in goals.items() if abs(points) > LITTLE]
    if min(goals.values(), default=0.0) < -LITTLE and max(goals.values()) > LITTLE:
        return [_part(moved, sum(goals.values()))]
    return parts


def _without_exclusive(cover: Problem) -> Problem:
    """The problem of cover alone, where the day stage tells of exclusive duties by itself."""
    weight = cover.demand.weight.copy()
    weight[sorted(cover.demand.exclusive)] = 0.0
    return replace(cover, demand=weighed(cover.demand, weight))
