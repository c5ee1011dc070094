"""Nobody works two shifts at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import ClassVar

from scheduler.clock import Horizon, minutes_between
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.limits.rest_hours import RestTrack
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Track


class NoOverlap(Limit):
    """No shift starts before the agent's shift of an earlier date has ended; history's last one counts."""

    keeps_away: ClassVar[str] = "at work in another shift then"
    always: ClassVar[bool] = True
    firm: ClassVar[bool] = True

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return None

    def looks_back(self) -> float:
        return 3

    def track(self, operation: Operation, horizon: Horizon) -> Track:
        return RestTrack(0)

    def check(self, diary: Diary) -> Iterator[Finding]:
        for first, second in pairwise(sorted((*diary.past.values(), *diary.duties.values()), key=lambda row: row.day)):
            if second.day in diary.duties and second.start < first.end:
                minutes = minutes_between(second.start, first.end)
                message = f"starts the shift of {second.day} {minutes} minutes before the one of {first.day} ends"
                yield self.finding(diary, second.day, message, minutes, "minutes")
