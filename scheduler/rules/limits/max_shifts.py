"""How often each kind of shift may be worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from datetime import date
from functools import partial
from typing import Any, ClassVar, cast

from pydantic import Field, NonNegativeInt, model_validator

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.portion import Portion
from scheduler.rules.rule import Finding, Limit, Total
from scheduler.rules.track import Day, Key, Letter, State, Track


class MaxShifts(Limit):
    """Each kind of shift named is worked at most so many times in the horizon; 0 is never.

    The keys are the shifts themselves: `max_shifts = { L = 14, D = 0 }`.
    """

    keeps_away: ClassVar[str] = "at their maximum of such shifts"
    filled: ClassVar[frozenset[str]] = frozenset({"source", "only"})
    most: dict[str, NonNegativeInt]
    only: dict[str, frozenset[date]] = Field(default_factory=dict)
    """Shift -> the only dates on which it may be worked, set by a search that looks at some weeks only."""

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
        return agent.id if self.only else "all"

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        if not letter.works or letter.shift not in self.most:
            return True
        return self.most[letter.shift] != 0 and day.day in self.only.get(letter.shift, (day.day,))

    def tracks(self, operation: Operation, horizon: Horizon) -> tuple[Track, ...]:
        counted = ((shift, most) for shift, most in self.most.items() if shift not in self.only)
        return tuple(ShiftCountTrack(shift, most) for shift, most in counted if 0 < most < horizon.days)

    def within(self, portion: Portion) -> Limit:
        """What the other weeks leave; where counting it all would take too many states, on some dates only."""
        left = {shift: max(0, most - portion.worked[shift]) for shift, most in self.most.items()}
        scarce = sorted((most, shift) for shift, most in left.items() if 0 < most < portion.weeks.days)
        states, only = 1, {}
        for most, shift in scarce:
            states *= most + 1
            if states > portion.states:
                only[shift] = portion.some_dates(shift, most)
        return self.model_copy(update={"most": left, "only": only})

    def alone(self) -> Limit | None:
        """Never stays never; counts of single weeks would take many states and hardly bind."""
        never = {shift: most for shift, most in self.most.items() if most == 0}
        return self.model_copy(update={"most": never, "only": {}}) if never else None

    def totals(self) -> tuple[Total, ...]:
        return tuple(Total(partial(_is_shift, shift), None, most) for shift, most in self.most.items() if most)

    def check(self, diary: Diary) -> Iterator[Finding]:
        worked = Counter(duty.shift for duty in diary.duties.values())
        for shift, most in self.most.items():
            if worked[shift] > most:
                message = f"works {worked[shift]} {shift} shifts in the horizon; the most is {most}"
                yield self.finding(diary, None, message, worked[shift] - most, "shifts")


def _is_shift(shift: str, day: date, letter: Letter) -> float:
    return float(letter.shift == shift)


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
