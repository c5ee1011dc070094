"""Paid minutes over the whole horizon."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar, cast

import numpy as np
from pydantic import NonNegativeInt

from scheduler.clock import Horizon
from scheduler.operation import IntArray, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.portion import Portion
from scheduler.rules.rule import Finding, Limit, Total
from scheduler.rules.tools.span import SpanLimit
from scheduler.rules.track import Day, Key, Letter, State, Track


class MinutesHorizon(SpanLimit):
    """Paid minutes of all shifts of the horizon are at least `min` and at most `max`; leave is never credited.

    Who joins or leaves within the horizon owes the minimum in proportion to the days employed.
    """

    keeps_away: ClassVar[str] = "at their maximum hours of the horizon"
    by_breaks: ClassVar[bool] = True
    filled: ClassVar[frozenset[str]] = frozenset({"source", "reckoned"})
    min: NonNegativeInt | None = None
    max: NonNegativeInt | None = None
    reckoned: bool = False
    """Whether `min` is asked as it stands, days outside employment being reckoned with already."""

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        reachable = horizon.days * _longest(operation)
        most = None if self.max is None or self.max >= reachable else self.max
        days = 0 if self.reckoned or not self.min else horizon.days
        return HorizonSumTrack(self.min or 0, most, days, reachable) if self.min or most is not None else None

    def within(self, portion: Portion) -> Limit:
        """What the other weeks leave, and of that an even pace."""
        done = sum(duty.paid_minutes for duty in portion.elsewhere)
        least, most = portion.least(in_proportion(self.min or 0, *portion.employed) - done), self.max
        if most is not None:
            most = max(least, portion.most(most - done))
        return self.model_copy(update={"min": None if self.min is None else least, "max": most, "reckoned": True})

    def alone(self) -> Limit | None:
        return None if self.max is None else self.model_copy(update={"min": None})

    def totals(self) -> tuple[Total, ...]:
        return (Total(lambda day, letter: letter.paid_minutes, self.min, self.max),)

    def check(self, diary: Diary) -> Iterator[Finding]:
        minutes = sum(duty.paid_minutes for duty in diary.duties.values())
        employed = sum(diary.agent.employed(day) for day in diary.horizon.dates())
        told = f"has {minutes} paid minutes in the horizon"
        if self.min is not None and minutes * diary.horizon.days < self.min * employed:
            least = math.ceil(self.min * employed / diary.horizon.days)
            told += "" if employed == diary.horizon.days else f", employed on {employed} of {diary.horizon.days} days"
            yield self.finding(diary, None, f"{told}; the least is {least}", least - minutes, "minutes")
        if self.max is not None and minutes > self.max:
            yield self.finding(diary, None, f"{told}; the most is {self.max}", minutes - self.max, "minutes")


def in_proportion(minutes: int, employed: int, days: int) -> int:
    """To the solver: what of so many minutes is owed by who is employed on so many of the days, rounded up."""
    return -(-minutes * employed // days)


def _longest(operation: Operation) -> int:
    """No shift pays more minutes than it lasts."""
    return max((max(shift.lengths(), default=0) for shift in operation.shifts.values()), default=0)


class HorizonSumTrack(Track):
    """The state is the paid minutes so far; without a most, none beyond the least matter.

    With a number of days the least is owed in proportion to those employed: the state is besides so many times `unit`
    as days outside employment were met, and `unit` is more than the minutes that `reachable` days and the least hold.
    """

    def __init__(self, least: int, most: int | None, days: int = 0, reachable: int = 0) -> None:
        self.least, self.most, self.days = least, most, days
        self.unit = max(reachable, least) + 1 if days else 1 << 40

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return self.unit if self.days and letter.kind == "away" else letter.paid_minutes

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return 0
        away, minutes = divmod(cast("int", state) + cast("int", key), self.unit)
        if self.most is None:
            return away * self.unit + min(minutes, self.least)
        return away * self.unit + minutes if minutes <= self.most else None

    def table(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> tuple[IntArray, list[State]]:
        """The states after each state and key, as `step` makes them one by one."""
        totals = np.add.outer(np.array(states, dtype=np.int64), np.array(keys, dtype=np.int64))
        minutes = totals % self.unit
        totals = totals - minutes + np.minimum(minutes, self.least) if self.most is None else totals
        allowed = np.ones(totals.shape, dtype=np.bool_) if self.most is None else minutes <= self.most
        after, place = np.unique(totals[allowed], return_inverse=True)
        table = np.full(totals.shape, -1, dtype=np.int64)
        table[allowed] = place.ravel()
        return table, after.tolist()

    def ends(self, state: State) -> bool:
        away, minutes = divmod(cast("int", state), self.unit)
        return minutes >= (in_proportion(self.least, self.days - away, self.days) if self.days else self.least)
