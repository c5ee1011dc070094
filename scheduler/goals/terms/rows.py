"""Terms of what binds people together: queues, deferred work, duties, headcount and meetings.

Each kind is priced by one goal: a second goal with a term of the same kind is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class QueueShortage:
    """Agent-hours missing on live queues."""

    hour: Mapping[str, float]
    """Queue -> points of a missing agent-hour."""


@dataclass(frozen=True)
class LateWork:
    """Agent-hours of deferred work that are not done by their due time."""

    hour: Mapping[str, float]
    """Queue -> points of a late agent-hour."""


@dataclass(frozen=True)
class OpenDuty:
    """Agent-hours by which duties lack people."""

    hour: float
    """Points of an open agent-hour of any duty."""


@dataclass(frozen=True)
class PeopleWanted:
    """People missing or extra on a shift, by the rows of the headcount files."""

    times: float
    """Factor of each row's `weight_under` and `weight_over`."""


@dataclass(frozen=True)
class MeetingsMissed:
    """People who miss a meeting that they are expected at."""

    times: float
    """Factor of each meeting's weight."""


Price = OpenDuty | PeopleWanted | MeetingsMissed
"""The kinds of term that are the same for every horizon."""
