"""Days off that come together, once a week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, cast

from pydantic import Field

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.tools.runs import runs
from scheduler.rules.track import Day, Key, Letter, State, Track


class DaysOffTogetherWeek(Limit):
    """Each week has at least one run of `days` days off within it; a day of leave is a day off.

    A date that standby touches is none, unless that standby counts as rest.
    """

    keeps_away: ClassVar[str] = "in need of days off together"
    days: Annotated[int, Field(ge=0, le=7)]

    def looks_back(self) -> float:
        return 7

    def track(self, operation: Operation, horizon: Horizon) -> Track | None:
        return TogetherTrack(self.days) if self.days else None

    def check(self, diary: Diary) -> Iterator[Finding]:
        for week in diary.weeks():
            longest = max((len(run) for run in runs(week, lambda day: not diary.taken(day))), default=0)
            if longest < self.days:
                told = f"has at most {longest} {'day' if longest == 1 else 'days'} off together"
                message = f"{told} in the week of {week[0]}; the least is {self.days}"
                yield self.finding(diary, week[0], message, self.days - longest, "days")


class TogetherTrack(Track):
    """The state is the run of days off so far within the week; it stays at `days` once the week has its run."""

    def __init__(self, days: int) -> None:
        self.days = days

    def start(self) -> State:
        return 0

    def key(self, letter: Letter) -> Key:
        return letter.works

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return 0
        run = cast("int", state)
        if run < self.days:
            run = 0 if key else run + 1
        if day.last_of_week:
            return 0 if run == self.days else None
        return run
