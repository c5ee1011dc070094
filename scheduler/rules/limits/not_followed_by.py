"""Shifts that may not be worked on the day after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, cast

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class NotFollowedBy(Limit):
    """A shift's `not_followed_by` names shifts that may not be worked on the next day; history's last day counts."""

    keeps_away: ClassVar[str] = "barred by the shift of the day before or after"
    always: ClassVar[bool] = True
    said_in: ClassVar[str] = "shifts.toml"

    def looks_back(self) -> float:
        return 1

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        forbidden = {shift.id: shift.not_followed_by for shift in operation.shifts.values() if shift.not_followed_by}
        return NextShiftTrack(forbidden) if forbidden else None

    def check(self, diary: Diary) -> Iterator[Finding]:
        for day, duty in diary.duties.items():
            before = diary.duty(day - timedelta(days=1))
            first = None if before is None else diary.operation.shifts.get(before.shift)
            if first is not None and duty.shift in first.not_followed_by:
                message = f"works {duty.shift} on {day}, the day after {first.id}, which it may not follow"
                yield self.finding(diary, day, message, 1, "shifts")


class NextShiftTrack(Track):
    """The state is the shifts that may not be worked on the next day."""

    def __init__(self, forbidden: dict[str, tuple[str, ...]]) -> None:
        self.forbidden = {shift: tuple(sorted(set(after))) for shift, after in forbidden.items()}
        self.named = {*forbidden, *(shift for after in forbidden.values() for shift in after)}

    def start(self) -> State:
        return ()

    def key(self, letter: Letter) -> Key:
        return letter.shift if letter.works and letter.shift in self.named else ""

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        shift = cast("str", key)
        if shift in cast("tuple[str, ...]", state) and not day.past:
            return None
        return self.forbidden.get(shift, ())
