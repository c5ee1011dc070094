"""Paid minutes over the whole horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np
from pydantic import NonNegativeInt

from scheduler.clock import Horizon
from scheduler.operation import IntArray, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.portion import Portion
from scheduler.rules.rule import Finding, Limit, Total
from scheduler.rules.span import SpanLimit
from scheduler.rules.track import Day, Key, Letter, State, Track


class MinutesHorizon(SpanLimit):
    """Paid minutes of all shifts of the horizon are at least `min` and at most `max`; leave is never credited."""

    min: NonNegativeInt | None = None
    max: NonNegativeInt | None = None

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        reachable = horizon.days * _longest(operation)
        most = None if self.max is None or self.max >= reachable else self.max
        return HorizonSumTrack(self.min or 0, most) if self.min or most is not None else None

    def within(self, portion: Portion) -> Limit:
        """What the other weeks leave, and of that an even pace."""
        done = sum(duty.paid_minutes for duty in portion.elsewhere)
        least, most = portion.least((self.min or 0) - done), self.max
        if most is not None:
            most = max(least, portion.most(most - done))
        return self.model_copy(update={"min": None if self.min is None else least, "max": most})

    def alone(self) -> Limit | None:
        return None if self.max is None else self.model_copy(update={"min": None})

    def totals(self) -> tuple[Total, ...]:
        return (Total(lambda day, letter: letter.paid_minutes, self.min, self.max),)

    def check(self, diary: Diary) -> Iterator[Finding]:
        minutes = sum(duty.paid_minutes for duty in diary.duties.values())
        told = f"has {minutes} paid minutes in the horizon"
        if self.min is not None and minutes < self.min:
            yield self.finding(diary, None, f"{told}; the least is {self.min}", self.min - minutes, "minutes")
        if self.max is not None and minutes > self.max:
            yield self.finding(diary, None, f"{told}; the most is {self.max}", minutes - self.max, "minutes")


def _longest(operation: Operation) -> int:
    """No shift pays more minutes than it lasts."""
    return max((max(shift.lengths(), default=0) for shift in operation.shifts.values()), default=0)


class HorizonSumTrack(Track):
    """The state is the paid minutes so far; without a most, none beyond the least matter."""

    def __init__(self, least: int, most: int | None) -> None:
        self.least, self.most = least, most

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return letter.paid_minutes

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return 0
        total = cast("int", state) + cast("int", key)
        if self.most is None:
            return min(total, self.least)
        return total if total <= self.most else None

    def table(self, states: Sequence[State], day: Day, keys: Sequence[Key]) -> tuple[IntArray, list[State]]:
        """As `step`, for all of them at once."""
        totals = np.add.outer(np.array(states, dtype=np.int64), np.array(keys, dtype=np.int64))
        totals = np.minimum(totals, self.least) if self.most is None else totals
        after, place = np.unique(totals, return_inverse=True)
        table = place.reshape(totals.shape)
        if self.most is not None:
            within = int(np.searchsorted(after, self.most, side="right"))
            after, table = after[:within], np.where(totals <= self.most, table, -1)
        return table.astype(np.int64), after.tolist()

    def ends(self, state: State) -> bool:
        return cast("int", state) >= self.least
