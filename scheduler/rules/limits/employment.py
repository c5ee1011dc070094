"""Nobody works before the first day or after the last."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import ClassVar

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.rules.diary import Diary
from scheduler.rules.rule import Finding, Limit
from scheduler.rules.track import Day, Letter


class Employment(Limit):
    """The date of every shift lies between the agent's first and last day, both included."""

    keeps_away: ClassVar[str] = "not employed then"
    always: ClassVar[bool] = True
    firm: ClassVar[bool] = True
    said_in: ClassVar[str] = "agents.csv (from, until)"

    def asks_of(self, operation: Operation, agent: Agent) -> Hashable | None:
        return None if agent.first_day is agent.last_day is None else (agent.first_day, agent.last_day)

    def allows(self, operation: Operation, horizon: Horizon, agent: Agent, day: Day, letter: Letter) -> bool:
        return not letter.works or agent.employed(day.day)

    def check(self, diary: Diary) -> Iterator[Finding]:
        first, last = diary.agent.first_day, diary.agent.last_day
        for day, duty in diary.duties.items():
            if first is not None and day < first:
                message = f"works {duty.shift} on {day}, before the first day {first}"
                yield self.finding(diary, day, message, 1, "shifts")
            if last is not None and day > last:
                message = f"works {duty.shift} on {day}, after the last day {last}"
                yield self.finding(diary, day, message, 1, "shifts")
