"""Nobody starts before an hour that is unpopular, and some mind it more than others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field

from scheduler.clock import local_minute
from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.references import AgentName
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.own import OwnShifts
from scheduler.operation import Agent
from scheduler.rules.track import Letter


class Unpopular(Goal):
    """Each shift that starts before `hour` on the agent's own clocks costs `weight` points, or what `agents` says."""

    weight: Weight = 0
    hour: int = 8
    agents: Mapping[AgentName, Weight] = Field(default_factory=dict)
    rank: ClassVar[int] = 9

    def terms(self, asked: Asked) -> Iterator[OwnShifts]:
        yield OwnShifts(self._points, lambda agent: self._weight(agent.id))

    def _points(self, agent: Agent, day: date, letter: Letter) -> float:
        return self._weight(agent.id) * (letter.local_start < 60 * self.hour)

    def _weight(self, name: str) -> float:
        return self.agents.get(name, self.weight)

    def count(self, case: Case) -> Tally:
        early, points = 0, 0.0
        for name, duties in case.shifts_by_agent.items():
            zone = case.operation.agent(name).time_zone
            own = sum(local_minute(duty.start, zone) < 60 * self.hour for duty in duties)
            early, points = early + own, points + own * self._weight(name)
        return Tally(whole_points(points), early, "shifts that start early")
