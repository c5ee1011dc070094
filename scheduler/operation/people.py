"""People: contracts, agents, and everything said about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import (
    Field,
    NonNegativeFloat,
    PositiveFloat,
    SkipValidation,
)

from scheduler.operation.fields import Config
from scheduler.operation.queues import Queue


class Overtime(Config):
    """Paid hours allowed above `hours_week.max`, and what each costs in ordinary hours."""

    max_hours_week: NonNegativeFloat = 0
    factor: PositiveFloat = 1.5


class Contract(Config):
    """The limits of a contract are tables of rules (`hours_week`, `rest_hours`, ...), see `rules/`."""

    id: str
    shifts: tuple[str, ...] | None = None
    cost_hour: NonNegativeFloat = 0
    overtime: Overtime = Overtime()
    limits: SkipValidation[Mapping[str, Any]] = Field(default_factory=dict)
    """Rule name -> its settings as written (`{"min": 40, "max": 40}`, `11`, ...); loaded, they are `Settings`."""


@dataclass(frozen=True)
class Agent:
    """A person who is rostered; `time_zone` is the one that the person's own times are local to."""

    id: str
    name: str
    site: str
    contract: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    roles: tuple[str, ...]
    time_zone: str
    first_day: date | None = None
    last_day: date | None = None

    def employed(self, day: date) -> bool:
        """Whether the date lies between the agent's first and last day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    def serves(self, queue: Queue) -> bool:
        """Whether the agent has the queue's skill and its language."""
        return queue.skill in self.skills and queue.language in self.languages


@dataclass(frozen=True)
class Leave:
    """Approved time off: whole local days (`first_day` to `last_day`, both included) or a span of instants (UTC)."""

    agent: str
    kind: str
    first_day: date | None = None
    last_day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    hours: float | None = None
    """Credited per whole day, where given."""

    @property
    def whole_days(self) -> bool:
        return self.first_day is not None


@dataclass(frozen=True)
class Availability:
    """A weekly span of local minutes in which an agent can work; an agent with none at all is always available."""

    agent: str
    weekday: int
    start: int
    end: int
    """Minutes of the day; past 1440 where the span passes midnight."""


@dataclass(frozen=True)
class Wish:
    """An agent would like to work (a given shift, or any) or to be off on a date; unmet it costs `weight` points."""

    agent: str
    day: date
    wish: Literal["work", "off"]
    shift: str | None
    weight: int
    cover: str = ""
    """A duty: the wish is to hold its place in the window or block that begins on the date, or not to; else empty."""
    tier: str = ""


@dataclass(frozen=True)
class Pin:
    """A decision already taken: that shift on that date, or `off`; `start` and `end` (UTC) where given."""

    agent: str
    day: date
    shift: str
    start: datetime | None = None
    end: datetime | None = None
    cover: str = ""
    """A duty: the agent holds its place in the window or block that begins on the date, and no shift is pinned."""
    tier: str = ""


@dataclass(frozen=True)
class Worked:
    """A shift worked before the horizon (instants in UTC)."""

    agent: str
    day: date
    shift: str
    start: datetime
    end: datetime
