"""Erlang B, C and A over whole arrays of intervals: what so many agents deliver, and how few will do.

Arrays broadcast; loads are Erlangs, times seconds. A patience of infinity is Erlang C, of 0 Erlang B.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from scheduler.operation import FloatArray, IntArray
from scheduler.staffing.search import fill_figures, fill_least
from scheduler.staffing.waiting import inverse_b, wait_c

NEARLY_ALL = 0.9999
"""No number of agents answers everyone in time: a target of 100 % is read as 99.99 %, one of 0 % lost as 0.01 %."""

ENDLESS = 1e9
"""Seconds of patience (30 years) from which nobody leaves: Erlang C."""
AT_ONCE = 1e-6
"""Seconds of patience below which waiting is taken as none: Erlang A's sums would lose all digits."""


class ServiceLevel(StrEnum):
    """What counts as answered in time, of what; without abandonment all four are one."""

    ANSWERED_OF_OFFERED = "answered_of_offered"
    ANSWERED_OF_ANSWERED = "answered_of_answered"
    VIRTUAL_WAIT = "virtual_wait"
    """Share of contacts that an endlessly patient person would have seen answered in time."""
    SHORT_ABANDONS_EXCLUDED = "short_abandons_excluded"
    """Answered in time, of all but those who left within a threshold."""


@dataclass(frozen=True)
class Target:
    """What a queue wants of its agents; the defaults want nothing."""

    share: float = 0.0
    within_seconds: float = 0.0
    definition: ServiceLevel = ServiceLevel.ANSWERED_OF_OFFERED
    short_abandon_seconds: float | None = None
    """Threshold of `short_abandons_excluded`; without it, `within_seconds`."""
    asa_seconds: float = math.inf
    """Mean wait of everyone, those who leave included."""
    max_abandoned: float = 1.0
    max_occupancy: float = 1.0

    def numbers(self) -> FloatArray:
        """[share, within, short, definition, asa, abandoned, occupancy] for the compiled search."""
        short = self.within_seconds if self.short_abandon_seconds is None else self.short_abandon_seconds
        share = min(self.share, NEARLY_ALL)
        abandoned = max(self.max_abandoned, 1.0 - NEARLY_ALL)
        definition = list(ServiceLevel).index(self.definition)
        return np.array(
            [share, self.within_seconds, short, definition, self.asa_seconds, abandoned, self.max_occupancy],
            dtype=np.float64,
        )


@dataclass(frozen=True)
class Figures:
    """What the agents deliver, one entry an interval."""

    service_level: FloatArray
    asa_seconds: FloatArray
    """Mean wait of everyone; infinite where Erlang C has no steady state."""
    asa_answered_seconds: FloatArray
    abandoned: FloatArray
    occupancy: FloatArray
    probability_of_wait: FloatArray


def erlang_b(agents: npt.ArrayLike, load: npt.ArrayLike) -> FloatArray:
    """Share blocked where nobody waits."""
    pairs = np.broadcast(np.asarray(agents), np.asarray(load))
    return np.array([1.0 / inverse_b(int(n), float(a)) for n, a in pairs]).reshape(pairs.shape)


def erlang_c(agents: npt.ArrayLike, load: npt.ArrayLike) -> FloatArray:
    """Share that waits where nobody leaves; 1 where the load is not below the agents."""
    pairs = np.broadcast(np.asarray(agents), np.asarray(load))
    return np.array([wait_c(int(n), float(a)) for n, a in pairs]).reshape(pairs.shape)


def evaluate(
    agents: npt.ArrayLike,
    load: npt.ArrayLike,
    handle_seconds: npt.ArrayLike,
    patience_seconds: npt.ArrayLike = math.inf,
    target: Target = Target(),
) -> Figures:
    """The figures of so many agents; of the target only the definition and its seconds matter."""
    parts = np.broadcast_arrays(agents, load, handle_seconds, patience_seconds)
    shape = parts[0].shape
    count = np.array(parts[0], dtype=np.int64).ravel()
    offered, handle, patience = _columns(parts[1:])
    out = np.empty((offered.size, 6))
    fill_figures(count, offered, handle, patience, target.numbers(), out)
    return Figures(*(column.reshape(shape) for column in out.T))


def least_agents(
    load: npt.ArrayLike,
    handle_seconds: npt.ArrayLike,
    patience_seconds: npt.ArrayLike = math.inf,
    target: Target = Target(),
    floor: npt.ArrayLike = 0,
) -> IntArray:
    """The least whole numbers of agents that meet service level, ASA, abandonment, occupancy and floor at once."""
    parts = np.broadcast_arrays(load, handle_seconds, patience_seconds, np.ceil(floor))
    shape = parts[0].shape
    offered, handle, patience = _columns(parts[:3])
    lowest = np.array(parts[3], dtype=np.int64).ravel()
    out = np.empty(offered.size, dtype=np.int64)
    fill_least(offered, handle, patience, target.numbers(), lowest, out)
    return out.reshape(shape)


def _columns(parts: Sequence[npt.NDArray[Any]]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Load, handle time and patience as flat arrays; patience near none is 0, patience without end infinity."""
    load, handle, patience = (np.array(part, dtype=np.float64).ravel() for part in parts)  # copies: views are read-only
    return load, handle, np.where(patience > ENDLESS, math.inf, np.where(patience < AT_ONCE, 0.0, patience))
