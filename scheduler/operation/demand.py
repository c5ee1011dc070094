"""Demand beside the queues' own settings: forecasts and headcount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scheduler.operation.fields import FloatArray, IntArray
from scheduler.operation.people import Agent


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
    """People wanted on a shift of a date; a missing one costs `weight_under` points, an extra one `weight_over`.

    Rows that differ in `agents` alone are steps of one row.
    """

    day: date
    shift: str
    agents: int
    weight_under: int
    weight_over: int
    site: str | None = None
    skill: str | None = None
    role: str | None = None
    each: bool = False
    """Whether a row with a skill counts everyone it describes, whatever other skills they are counted for."""

    @property
    def once(self) -> bool:
        """Whether whom it counts is counted for no other skill of the shift."""
        return self.skill is not None and not self.each

    def counts(self, agent: Agent) -> bool:
        """Whether the row describes the agent."""
        return (
            (self.site is None or agent.site == self.site)
            and (self.skill is None or self.skill in agent.skills)
            and (self.role is None or self.role in agent.roles)
        )
