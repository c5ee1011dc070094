"""What a roster misses by goal, in the goal's own unit, and how much of it could still be saved."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from scheduler.goals import goals_of
from scheduler.goals.level import Level
from scheduler.goals.order import amount, levels_of

if TYPE_CHECKING:
    from scheduler.report.answer.answer import Answer

PLACES = 4
LEAST_HOURS = 0.05
"""Fewer agent-hours are told in points."""

NEARLY_ALL = 0.9
"""Part of what is missed from which "at most so much could still be saved" says nothing."""


@dataclass(frozen=True)
class Amount:
    """How far a roster misses one goal, or the queues of one priority of it.

    Points are whole, so what less than a point of a goal buys is left out.
    """

    amount: float
    alone: float
    """No legal roster has less, if nothing else mattered; 0 where nothing is proved."""
    saveable: float
    """No legal roster that misses nothing else by more has less than `amount` by more than this."""
    unit: str


@dataclass(frozen=True)
class Room:
    """What one level misses, with the points of a unit of it."""

    level: Level
    amount: float
    price: float
    """The least that a unit costs; 0 where some of the level is not priced."""
    alone: float

    def told(self, points: float) -> Amount:
        """The level's amount, where so many points could still be saved."""
        return Amount(_rounded(self.amount), _rounded(self.alone), _rounded(self.bought(points)), self.level.unit)

    def bought(self, points: float) -> float:
        """How much of the amount so many points buy, at most."""
        most = points / self.price if self.price else math.inf
        return max(0.0, min(most, self.amount - self.alone))


def amounts_of(answer: Answer) -> dict[str, Amount]:
    """Level -> what is missed of it, the most urgent first; nothing of a roster that breaks limits."""
    spare = _spare(answer)
    return {room.level.name: room.told(min(spare, _spare_of(answer, room.level.goal))) for room in _rooms(answer)}


def hours_saveable(answer: Answer, only: str = "") -> float:
    """Agent-hours of queues, deferred work and duties, or of one goal, that could still be saved together, at most.

    That is with nothing missed by more: the points above the bound buy most hours where an hour is cheapest, and a goal
    saves no more points than it has above its own bound.
    """
    spare, found = _spare(answer), 0.0
    hourly = (room for room in _rooms(answer) if room.level.hourly and only in ("", room.level.goal))
    left = {goal: _spare_of(answer, goal) for goal in answer.score.points}
    for room in sorted(hourly, key=lambda room: room.price):
        goal = room.level.goal
        hours = room.bought(min(spare, left[goal]))
        spare, left[goal], found = spare - hours * room.price, left[goal] - hours * room.price, found + hours
    return found


def hardly_proved(answer: Answer, only: str = "") -> bool:
    """Whether nearly all agent-hours that are missed, of all goals or of one, could be saved for all that is known."""
    missed = sum(room.amount for room in _rooms(answer) if room.level.hourly and only in ("", room.level.goal))
    return missed >= LEAST_HOURS and hours_saveable(answer, only) > NEARLY_ALL * missed


def saveable_words(answer: Answer) -> str:
    """`3.4 agent-hours, or 120 points of other goals`: what could still be saved at most, with nothing else worse."""
    hours, points, others = hours_saveable(answer), int(_spare(answer)), _points_of_others(answer)
    if hours < LEAST_HOURS:
        return f"{points:,} {'point' if points == 1 else 'points'}"
    return f"{hours:,.1f} agent-hours" + (f", or {others:,} points of other goals" if others else "")


def _points_of_others(answer: Answer) -> int:
    """Points that could still be saved of the goals that count no hours."""
    hourly = {room.level.goal for room in _rooms(answer) if room.level.hourly}
    return int(min(_spare(answer), sum(_spare_of(answer, goal) for goal in answer.score.points if goal not in hourly)))


def amounts_told(answer: Answer) -> dict[str, dict[str, object]]:
    """`amounts` of summary.json."""
    return {name: asdict(one) for name, one in amounts_of(answer).items()}


def _rooms(answer: Answer) -> Iterator[Room]:
    """The levels of the goals that the roster was solved for."""
    if not answer.legal:
        return
    goals, only = goals_of(answer.operation), tuple(answer.score.points)
    levels = levels_of(goals, answer.operation, answer.horizon, answer.requirement, only)
    for goal, parts in groupby(levels, key=lambda level: level.goal):
        own = tuple(parts)
        for level in own:
            least, most = goals[goal].price_range(level, answer.operation)
            bound = answer.bounds.get(goal, 0) if len(own) == 1 else 0
            missed = amount(answer.score.case, level, goals)
            yield Room(level, missed, least, min(missed, bound / most))


def _spare(answer: Answer) -> float:
    """Points that could still be saved, at most."""
    return float(answer.score.objective - (answer.bound or 0))


def _spare_of(answer: Answer, goal: str) -> float:
    return float(answer.score.points[goal] - answer.bounds.get(goal, 0))


def _rounded(value: float) -> float:
    return round(value, PLACES)
