"""Meetings and training: time that people are wanted for within their shifts."""

from __future__ import annotations

from datetime import date
from math import gcd

from pydantic import NonNegativeFloat, PositiveInt, model_validator

from scheduler.operation.fields import Config, HoursSpan, ZoneName
from scheduler.operation.people import Agent


class Meeting(Config):
    """A meeting that everyone has at one time, or a block that each has at a time of one's own."""

    id: str
    minutes: PositiveInt
    site: str | None = None
    skill: str | None = None
    language: str | None = None
    role: str | None = None
    agents: tuple[str, ...] | None = None
    """All that are given must hold of who is invited; without any, everyone is."""
    on: tuple[str | date, ...] = ("every_day",)
    """Words and dates as of cover."""
    holidays_of: tuple[str, ...] | None = None
    between: HoursSpan = (0, 1440)
    """It lies wholly within these minutes of the day; past 1440 where they pass midnight."""
    time_zone: ZoneName | None = None
    """Absent: the planning zone for a meeting together, the agent's own for a block of one's own."""
    together: bool = False
    weight: NonNegativeFloat = 20
    """Points for each person who misses it."""
    once: bool = False
    """Once in a week, on any of its days, rather than on each."""

    @model_validator(mode="after")
    def _fits(self) -> Meeting:
        room = self.between[1] - self.between[0]
        if self.minutes > room:
            raise ValueError(f"between leaves {room} minutes; it lasts {self.minutes}, so widen between or shorten it")
        return self

    @property
    def activity(self) -> str:
        """What activities.csv calls it."""
        return f"meeting:{self.id}"

    def invites(self, agent: Agent) -> bool:
        """Whether the agent is one of the people it is for."""
        return (
            self.site in (None, agent.site)
            and (self.skill is None or self.skill in agent.skills)
            and (self.language is None or self.language in agent.languages)
            and (self.role is None or self.role in agent.roles)
            and (self.agents is None or agent.id in self.agents)
        )


def activity_step(interval_minutes: int, break_step_minutes: int) -> int:
    """The grid, in minutes, on which meetings start and last: what both steps have in common; 15 where that is fine."""
    step = gcd(interval_minutes, break_step_minutes)
    return step if step >= SHORTEST else USUAL


SHORTEST, USUAL = 10, 15
"""Minutes below which nobody is moved from one thing to another, and the step then; every interval is a multiple."""
