"""Queues: streams of work, their targets, opening hours and shrinkage."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    model_validator,
)

from scheduler.clock import WEEKDAYS
from scheduler.operation.fields import Config, HoursSpan, Share, ZoneName


class Service(Config):
    """A queue's target: so great a share answered within so long; hours mean deferred work with a due time."""

    share: Share = 0.8
    within_seconds: NonNegativeFloat | None = None
    within_hours: PositiveFloat | None = None
    clock: Literal["calendar", "open_hours"] = "calendar"

    @model_validator(mode="after")
    def _one_limit(self) -> Service:
        if (self.within_seconds is None) == (self.within_hours is None):
            raise ValueError("service wants either within_seconds (live) or within_hours (deferred)")
        return self


class OpenHours(Config):
    """When a queue is open: one span of hours for each weekday and for holidays; a day without one is closed."""

    days: tuple[HoursSpan | None, ...]
    """Seven, Monday first."""
    holiday: HoursSpan | None = None
    holiday_stated: bool = False
    """Whether `holiday` was said: if not, a holiday is like its weekday; `holiday = "closed"` closes."""
    holidays_of: tuple[str, ...] | None = None
    time_zone: ZoneName | None = None

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, table: Any) -> Any:
        return spread_hours(table)


def spread_hours(table: Any) -> Any:
    """A table of hours by weekday names as `days` (seven, Monday first) beside its other keys; `holiday` is marked."""
    if not isinstance(table, dict) or "days" in table:
        return table
    days: list[Any] = [None] * 7
    rest: dict[str, Any] = {}
    for key, span in table.items():
        covered = weekday_range(key)
        for day in covered:
            days[day] = None if span == "closed" else span
        if not covered:
            rest[key] = span
    if "holiday" in rest:
        rest["holiday_stated"] = True
        rest["holiday"] = None if rest["holiday"] == "closed" else rest["holiday"]
    return {"days": tuple(days), **rest}


def weekday_range(key: str) -> list[int]:
    """`"monday-friday"` -> [0, 1, 2, 3, 4]; `"sunday"` -> [6]; `"every_day"` -> all; anything else -> []."""
    if key == "every_day":
        return list(range(7))
    first, _, last = key.partition("-")
    if first not in WEEKDAYS or (last and last not in WEEKDAYS):
        return []
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last or first) - start) % 7 + 1
    return [(start + step) % 7 for step in range(length)]


class Shrinkage(Config):
    """Shrinkage of a queue on some weekdays (planning zone) or at one site; a later row outranks an earlier one."""

    days: str = "every_day"
    """A weekday, a range such as `saturday-sunday`, or `every_day`."""
    site: str | None = None
    shrinkage: Annotated[float, Field(ge=0, lt=1)] | None = None
    absence: Annotated[float, Field(ge=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _some_day(self) -> Shrinkage:
        if not weekday_range(self.days):
            raise ValueError(f"{self.days!r} is no weekday or range such as saturday-sunday")
        return self


class Queue(Config):
    """A stream of work that one skill and one language serve, with its target."""

    id: str
    channel: Literal["phone", "sms", "email", "case"]
    skill: str
    language: str
    priority: PositiveInt = 3
    service: Service | None = None
    service_level_definition: Literal[
        "answered_of_offered", "answered_of_answered", "virtual_wait", "short_abandons_excluded"
    ] = "answered_of_offered"
    asa_seconds: PositiveFloat | None = None
    max_abandoned: Share | None = None
    patience_seconds: NonNegativeFloat | None = None
    max_occupancy: Annotated[float, Field(gt=0, le=1)] = 1.0
    short_abandon_seconds: NonNegativeFloat | None = None
    """Who leaves within this does not count in `short_abandons_excluded`; without it, `within_seconds`."""
    shrinkage: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the time of those present that no roster schedules: coaching, systems down, away from the desk."""
    absence: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the people rostered who do not come: sickness and the like, not leave that is known."""
    shrinkage_by: tuple[Shrinkage, ...] = ()
    must_answer: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Chance, for rare incidents, that no more contacts are in handling at once than agents are asked for (Poisson)."""
    staff_quantile: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Staff for the day that is busier than this share of days, not for the forecast's mean."""
    volume_cv: PositiveFloat | None = None
    """Standard deviation of a day's volume / its forecast, where the forecast gives no volume_p10 and volume_p90."""
    minimum_agents: NonNegativeFloat = 0
    concurrency: Annotated[float, Field(ge=1)] = 1.0
    backlog: NonNegativeFloat = 0
    open: OpenHours | None = None
    """Absent: always open."""
    graphic: bool = False
    """Whether its contacts show violence, abuse and the like: the rule `graphic_minutes` limits the time on it."""
    minimum_stretch_minutes: NonNegativeInt = 0
    """Who is put on the queue stays at least so long (rule `queue_stretch`)."""

    @property
    def deferred(self) -> bool:
        """Whether its work may wait for hours (it has a due time) and flow into spare time."""
        return self.service is not None and self.service.within_hours is not None
