"""Events as they were told: their identity, and what changed since the last export."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from scheduler.errors import InputError
from scheduler.operation import Operation

MEMORY = ".sequences.json"
"""The file beside the calendars that has what was last told of each event."""


@dataclass(frozen=True)
class Told:
    """One event as it was last exported (instants in UTC, ISO 8601)."""

    agent: str
    """Id of the agent; empty where nobody holds a duty."""
    day: str
    start: str
    end: str
    title: str
    text: str
    site: str
    cancelled: bool = False
    scenario: str | None = None
    """Name of the scenario, empty for none; None for events of older versions, whose identities were not unique."""
    sequence: int = 0
    stamp: str = ""
    """Time at which the event came to be as it is."""
    duty: bool = False
    """Whether it is a place of a duty, not a shift."""
    calendar: str = ""
    """The duty in whose own calendar it stands; empty in an agent's."""

    @property
    def content(self) -> Told:
        """The event without what changes by the telling alone."""
        return replace(self, sequence=0, stamp="")


def remembered(memory: bytes | None) -> dict[str, Told]:
    """Identity -> event as last told; raises `InputError` where it is no memory."""
    try:
        return {uid: Told(**row) for uid, row in json.loads(memory).items()} if memory else {}
    except (ValueError, TypeError, AttributeError):
        raise InputError(f"{MEMORY}: not as it was written; take it away, and every event is told as new") from None


def identity(operation: Operation, agent: str, day: str, kind: str) -> str:
    """The identity of an agent's event of a date, whatever the shift: a moved shift stays one event.

    Operations differ by their `id`, else by name and planning zone; scenarios have events of their own.
    """
    known_by = ["id", operation.id] if operation.id else ["name", operation.name, operation.time_zone]
    parts = [*known_by, operation.scenario, agent, day, kind]
    return sha256(json.dumps(parts).encode()).hexdigest()[:32] + "@coverage-scheduler"


def titled(operation: Operation, text: str) -> str:
    """The text, with the scenario's name before it where there is one: nobody should take a what-if for a duty."""
    return f"[scenario {operation.scenario}] {text}" if operation.scenario else text


def numbered(event: Told, before: Told | None, now: datetime) -> Told:
    """The event as it is told now: with a new sequence number where its content changed, else as before."""
    if before is None:
        return replace(event, sequence=0, stamp=now.isoformat())
    if before.content == event.content:
        return before
    return replace(event, sequence=before.sequence + 1, stamp=now.isoformat())
