"""Demand beside the queues' own settings: cover, forecasts, headcount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import (
    PositiveInt,
)

from scheduler.operation.fields import Config, FloatArray, HoursSpan, IntArray, ZoneName
from scheduler.operation.people import Agent


class Cover(Config):
    """A duty to be staffed by people of a role, beside the queues."""

    name: str
    role: str
    on: tuple[str | date, ...] = ("every_day",)
    """`every_day`, `weekend`, `holiday`, weekday names, dates; the day is that of the start, in the cover's zone."""
    holidays_of: tuple[str, ...] | None = None
    hours: HoursSpan = (0, 1440)
    time_zone: ZoneName | None = None
    agents: PositiveInt = 1
    kind: Literal["on_shift", "on_call"] = "on_shift"
    language: str | None = None
    exclusive: bool = False

    def staffed_by(self, agent: Agent) -> bool:
        """Whether the agent holds the role (and the language, where one is asked)."""
        return self.role in agent.roles and (self.language is None or self.language in agent.languages)


@dataclass(frozen=True)
class Forecast:
    """Contacts expected: arrays of one length, one entry a row of the forecast files, not yet on the grid."""

    queue: tuple[str, ...]
    """Names; `queue_index` points into them."""
    queue_index: IntArray
    start: npt.NDArray[np.datetime64]
    """UTC, to the minute."""
    minutes: IntArray
    volume: FloatArray
    handle_seconds: FloatArray
    volume_p10: FloatArray
    """NaN where not given."""
    volume_p90: FloatArray

    @staticmethod
    def empty() -> Forecast:
        """No rows."""
        none, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Forecast((), whole, np.zeros(0, dtype="datetime64[m]"), whole, none, none, none, none)


@dataclass(frozen=True)
class Headcount:
    """People wanted on a shift of a date; a missing one costs `weight_under` points, an extra one `weight_over`."""

    day: date
    shift: str
    agents: int
    weight_under: int
    weight_over: int
    site: str | None = None
    skill: str | None = None
    role: str | None = None

    def counts(self, agent: Agent) -> bool:
        """Whether the agent is one of the people wanted."""
        return (
            (self.site is None or agent.site == self.site)
            and (self.skill is None or self.skill in agent.skills)
            and (self.role is None or self.role in agent.roles)
        )
