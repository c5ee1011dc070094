"""Duty by role against the people on it, interval by interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from scheduler.clock import Horizon, minutes_between
from scheduler.count.presence import Span, minute_counts, without
from scheduler.count.tier_places import Stay, placed
from scheduler.operation import Cover, Operation, Tier
from scheduler.operation.duty_hours import duty_intervals
from scheduler.roster import HANDOVER, Roster


@dataclass(frozen=True)
class CoverRow:
    """One tier of a duty in one interval of the grid, cut to the hours in which it is due (instants in UTC)."""

    name: str
    """The duty's name; with its tier, `NAME/TIER`."""
    start: datetime
    end: datetime
    required: float
    assigned: float
    """People on duty, the mean over the row's minutes."""
    short: float
    """People missing, the mean over the row's minutes: two in one half do not make up for none in the other."""

    @property
    def short_hours(self) -> float:
        """Agent-hours missing."""
        return self.short * minutes_between(self.start, self.end) / 60


def cover_of(operation: Operation, horizon: Horizon, roster: Roster, spans: Iterable[Span]) -> tuple[CoverRow, ...]:
    """A row for each tier and interval in which it is due, in the order of cover.toml, then of time.

    Where holders are named, only they count, as long as they are there; else everybody who could hold a place.
    """
    spans = tuple(spans)
    found: list[CoverRow] = []
    for cover in operation.cover:
        there = [[*on_duty(operation, horizon, roster, spans, tier)] for tier in cover.parts]
        counted = named(horizon, roster, cover, there) if roster.held is not None else placed(cover.parts, there)
        for tier, stays in zip(cover.parts, counted, strict=True):
            counts = minute_counts(horizon, ((start, end) for _, start, end in stays))
            found.extend(_rows(operation, horizon, tier, counts))
    return tuple(found)


def _rows(operation: Operation, horizon: Horizon, tier: Tier, counts: npt.NDArray[np.int32]) -> Iterator[CoverRow]:
    step = operation.interval_minutes
    for first, last in duty_intervals(operation, horizon, tier.cover):
        for start in range(first - first % step, last, step):
            low, high = max(first, start), min(last, start + step)
            people = counts[low:high]
            missing = np.maximum(0, tier.agents - people).mean()
            yield CoverRow(
                tier.label,
                horizon.moment(low),
                horizon.moment(high),
                float(tier.agents),
                float(people.mean()),
                float(missing),
            )


def named(horizon: Horizon, roster: Roster, cover: Cover, there: list[list[Stay]]) -> list[list[Stay]]:
    """[tier] the time in which agents named for it are there; hand-overs count for nobody."""
    found: list[list[Stay]] = []
    for tier, stays in zip(cover.parts, there, strict=True):
        own: list[Stay] = []
        for row in roster.held or ():
            if (row.cover, row.tier) == (cover.name, tier.name) and row.agent and row.kind != HANDOVER:
                first, last = horizon.minute(row.start), horizon.minute(row.end)
                mine = [(max(first, start), min(last, end)) for agent, start, end in stays if agent == row.agent]
                own += [(row.agent, start, end) for start, end in mine if start < end]
        found.append(own)
    return found


def on_duty(
    operation: Operation, horizon: Horizon, roster: Roster, spans: Iterable[Span], tier: Tier
) -> Iterator[Stay]:
    """Agents and the minutes in which they count for the tier: (id, start, end) from the horizon's start."""
    if tier.on_call:
        yield from _standing_by(operation, horizon, roster, spans, tier)
        return
    for span in spans:
        if not tier.staffed_by(span.agent):
            continue
        apart = tier.exclusive and span.activities
        there = _apart(span, tier.activity) if apart else without((span.start, span.end), span.away)
        yield from ((span.agent.id, start, end) for start, end in there)


def _standing_by(
    operation: Operation, horizon: Horizon, roster: Roster, spans: Iterable[Span], tier: Tier
) -> Iterator[Stay]:
    """Rows of standby, and shifts where their holder holds on at work."""
    able = {agent.id for agent in operation.agents if tier.staffed_by(agent)}
    for row in roster.activities:
        if row.activity == tier.activity and row.agent in able:
            yield row.agent, horizon.minute(row.start), horizon.minute(row.end)
    for span in spans if tier.held_at_work else ():
        if span.agent.id in able:
            yield span.agent.id, span.start, span.end


def _apart(span: Span, duty: str) -> Iterator[tuple[int, int]]:
    """Time on an exclusive duty: its activities, and each break that follows one.

    A break that opens the shift follows none, and breaks in which the agent is away are none of it.
    """
    latest = ""
    for start, end, name in span.activities:
        latest = latest if name.startswith("break:") else name
        if latest == duty:
            yield from without((start, end), span.away)
