"""What a solve answers: who works which shift when, with breaks, and what each does minute by minute (frozen)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Pause:
    """A break within a worked shift (instants in UTC)."""

    name: str
    start: datetime
    end: datetime
    paid: bool = True


@dataclass(frozen=True)
class Duty:
    """One worked shift of one agent on one local date (instants in UTC, end exclusive)."""

    agent: str
    day: date
    shift: str
    start: datetime
    end: datetime
    site: str
    paid_minutes: int
    pauses: tuple[Pause, ...] = ()
    """Empty also where a bare roster file said nothing of breaks: see `Roster.breaks_known`."""


@dataclass(frozen=True)
class Activity:
    """What an agent does over a span: `queue:NAME`, `break:NAME`, `cover:NAME`, `on_call:NAME`, `idle` ... (UTC)."""

    agent: str
    start: datetime
    end: datetime
    activity: str


HANDOVER = "handover"
"""The kind of a row in which the next holder is there beside the last one: it holds no place."""


@dataclass(frozen=True)
class Held:
    """One place of a duty of cover.toml and who holds it over a span (instants in UTC, end exclusive)."""

    cover: str
    tier: str
    """Empty where the duty has no tiers."""
    start: datetime
    end: datetime
    agent: str
    """Empty where the place is open."""
    kind: str
    """`on_shift`, `on_call`, or `handover` (see `HANDOVER`)."""
    reason: str = ""
    """Why nobody holds an open place."""


@dataclass(frozen=True)
class Roster:
    """A finished roster; `duties` are in the order of agent, then date."""

    duties: tuple[Duty, ...]
    activities: tuple[Activity, ...] = ()
    breaks_known: bool = True
    held: tuple[Held, ...] | None = None
    """Who holds each duty, by cover, start and tier; None where nobody has been named."""

    def by_agent(self) -> dict[str, list[Duty]]:
        """Each agent's duties in the order of their dates; agents without any are absent."""
        return _grouped(self.duties)

    def activities_by_agent(self) -> dict[str, list[Activity]]:
        """Each agent's activities in the order of their starts."""
        found: dict[str, list[Activity]] = defaultdict(list)
        for activity in sorted(self.activities, key=lambda row: (row.agent, row.start)):
            found[activity.agent].append(activity)
        return dict(found)


def _grouped(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in sorted(duties, key=lambda row: (row.agent, row.day)):
        found[duty.agent].append(duty)
    return dict(found)
