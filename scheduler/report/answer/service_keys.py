"""The shape of `service` in `summary.json`: a file that was damaged since is not believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError


class Level(BaseModel):
    """A share in time, with half of the interval that chance leaves it."""

    model_config = ConfigDict(strict=True)

    expected: float | None
    half_width: float | None
    abandoned: float | None = None
    abandoned_half_width: float | None = None


class Whole(Level):
    """The horizon, of a queue or of all live queues together."""

    offered: float
    occupancy: float | None


class QueueRow(Whole):
    """One queue, and its days."""

    target: float | None
    most_abandoned: float | None = None
    promise: str
    oldest_seconds: float | None
    deferred: bool
    days: dict[str, Level]


class Service(BaseModel):
    """What `service` has at least."""

    model_config = ConfigDict(strict=True)

    replications: int
    seed: int
    live: Whole | None
    queues: dict[str, QueueRow]


def is_whole(told: Mapping[str, Any]) -> bool:
    """Whether every key that the program reads is there, and of its type."""
    try:
        Service.model_validate(told)
    except ValidationError:
        return False
    return True
