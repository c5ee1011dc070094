"""The shapes of what is told again from `summary.json`: what was damaged since is not believed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, ValidationError, field_validator


class Keys(BaseModel):
    """Keys of their own types, and numbers that are finite; further keys are allowed."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class InTime(Keys):
    """A share in time, with half of the interval that chance leaves it."""

    expected: float | None
    half_width: float | None
    abandoned: float | None = None
    abandoned_half_width: float | None = None


class OverHorizon(InTime):
    """The horizon, of a queue or of all live queues together."""

    offered: float
    abandoned: float | None
    abandoned_half_width: float | None
    occupancy: float | None


class OfDay(Keys):
    """The hours of the clock in which most contacts miss the target."""

    from_hour: int
    to_hour: int
    missed: NonNegativeFloat
    all: NonNegativeFloat


class Worst(Keys):
    """When a queue serves worst; instants in ISO format, with their offset."""

    start: str
    end: str
    most_at: str
    by: Literal["late", "gave_up", "unanswered"]
    missed: NonNegativeFloat
    contacts: NonNegativeFloat
    agent_hours: NonNegativeFloat
    occupancy: NonNegativeFloat | None
    of_day: OfDay | None

    @field_validator("start", "end", "most_at")
    @classmethod
    def _are_instants(cls, told: str) -> str:
        if datetime.fromisoformat(told).tzinfo is None:
            raise ValueError("an instant without offset")
        return told


class QueueRow(OverHorizon):
    """One queue, and its days by ISO date."""

    target: float | None
    most_abandoned: float | None
    promise: str
    oldest_seconds: float | None
    deferred: bool
    days: dict[str, InTime]
    worst: Worst | None = None
    """None where no target is missed; absent in older summaries."""

    @field_validator("days")
    @classmethod
    def _are_dates(cls, days: dict[str, InTime]) -> dict[str, InTime]:
        for day in days:
            date.fromisoformat(day)
        return days


class Service(Keys):
    """The keys that `service` must have."""

    replications: int
    seed: int
    live: OverHorizon | None
    queues: dict[str, QueueRow]


class Needless(Keys):
    """Shifts that serve nothing, and how many were tried."""

    shifts: int
    tried: int
    all: int


class SharingRow(Keys):
    """One count of one group: `report.answer.signed` makes a `Share` of it."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False, extra="forbid")

    group: str
    count: str
    least: float
    most: float


class Signed(Keys):
    """What a planner asks before signing a roster."""

    needless_hours: float
    needless: Needless
    sharing: list[SharingRow]


def is_intact(kind: type[Keys], told: Any) -> bool:
    """Whether a part of a summary has every key that the program reads, each of its type."""
    try:
        kind.model_validate(told)
    except ValidationError:
        return False
    return True
