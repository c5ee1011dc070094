"""How often each kind of shift may be worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any, cast

from pydantic import NonNegativeInt, model_validator

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Key, Letter, State, Track


class MaxShifts(Limit):
    """Each kind of shift named is worked at most so many times in the horizon; 0 is never.

    The keys are the shifts themselves: `max_shifts = { L = 14, D = 0 }`.
    """

    most: dict[str, NonNegativeInt]

    @model_validator(mode="before")
    @classmethod
    def _from_shifts(cls, settings: Any) -> Any:
        """The keys of the table are shifts; `most` is the field that holds them."""
        if not isinstance(settings, dict):
            raise ValueError(f"{settings!r} does not say which shift: it wants a table such as {{ L = 14 }}")
        if isinstance(settings.get("most"), dict):
            return settings
        source = settings.get("source", "")
        caps = {shift: most for shift, most in settings.items() if shift != "source" or not isinstance(most, str)}
        return {"most": caps, "source": source if isinstance(source, str) else ""}

    @classmethod
    def takes(cls) -> str:
        return "shifts, each with how often: { L = 14, D = 0 }"

    def refuse(self, operation: Operation) -> Iterator[tuple[str, list[str]]]:
        for shift in self.most:
            if shift not in operation.shifts:
                yield shift, list(operation.shifts)

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        return not letter.works or self.most.get(letter.shift) != 0

    def tracks(self, operation: Operation, horizon: Horizon) -> tuple[Track, ...]:
        return tuple(ShiftCountTrack(shift, most) for shift, most in self.most.items() if 0 < most < horizon.days)

    def check(self, diary: Diary) -> Iterator[Finding]:
        worked = Counter(duty.shift for duty in diary.duties.values())
        for shift, most in self.most.items():
            if worked[shift] > most:
                message = f"works {worked[shift]} {shift} shifts in the horizon; the most is {most}"
                yield self.finding(diary, None, message, worked[shift] - most, "shifts")


class ShiftCountTrack(Track):
    """The state is how often the shift was worked in the horizon."""

    def __init__(self, shift: str, most: int) -> None:
        self.shift, self.most = shift, most

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return letter.works and letter.shift == self.shift

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past or not key:
            return state
        worked = cast("int", state) + 1
        return worked if worked <= self.most else None
