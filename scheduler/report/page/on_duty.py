"""Who is on duty: each duty's windows with its holders and hand-over times, and the holes with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from scheduler.clock import local, minutes_between
from scheduler.operation.duty_hours import duty_windows
from scheduler.report.answer.answer import Answer
from scheduler.report.duty_words import at_work, rank, ranks
from scheduler.report.rows import why_open
from scheduler.roster import HANDOVER, Duty, Held

Span = tuple[datetime, datetime]
Shifts = Mapping[str, list[Duty]]
"""Agent -> shifts."""


@dataclass(frozen=True)
class Stretch:
    """One place of a duty and who holds it (instants in UTC); clocks are those of the planning zone."""

    start: datetime
    end: datetime
    day: date
    clocks: str
    """`22:00–24:00`."""
    tier: str
    agent: str
    """Id of the holder; empty where the place is open."""
    name: str
    reason: str
    """Why the place is open."""
    handover: bool = False
    """Whether it is a hand-over: the agent is there before the last holder ends, who holds the place till then."""
    working: str = ""
    """Times in which the holder of standby is at work meanwhile: `throughout`, `08:00–16:00`; else empty."""

    @property
    def hours(self) -> float:
        return minutes_between(self.start, self.end) / 60


@dataclass(frozen=True)
class DutyWindow:
    """The due hours of one date."""

    day: date
    clocks: str
    stretches: tuple[Stretch, ...]
    """Holders by tier in the order of cover.toml, then by start."""


@dataclass(frozen=True)
class OnDuty:
    """One duty over the horizon."""

    name: str
    windows: tuple[DutyWindow, ...]

    @cached_property
    def holes(self) -> list[Stretch]:
        """The open stretches, the earliest first."""
        found = [row for window in self.windows for row in window.stretches if not row.agent]
        return sorted(found, key=lambda row: row.start)  # and by tier, as they stand

    @property
    def open_hours(self) -> float:
        return sum(row.hours for row in self.holes)

    @cached_property
    def first(self) -> list[Stretch]:
        """The held stretches that begin first, by tier; none where nothing is held."""
        held = [row for window in self.windows for row in window.stretches if row.agent and not row.handover]
        earliest = min((row.start for row in held), default=None)
        return [row for row in held if row.start == earliest]


def on_duty(answer: Answer) -> list[OnDuty]:
    """Every duty that has rows in duty.csv, those with holes first; none where nobody has been named."""
    rows: dict[str, list[Held]] = defaultdict(list)
    for row in answer.result.roster.held or ():
        rows[row.cover].append(row)
    names = [name for name in dict.fromkeys(cover.name for cover in answer.operation.cover) if name in rows]
    shifts = answer.result.roster.by_agent()
    found = [OnDuty(name, _windows(answer, name, rows[name], shifts)) for name in names]
    return sorted(found, key=lambda duty: not duty.holes)


def _windows(answer: Answer, name: str, rows: list[Held], shifts: Shifts) -> tuple[DutyWindow, ...]:
    spans = _spans(answer, name)
    found: dict[Span, list[Held]] = defaultdict(list)
    for row in rows:
        found[next((span for span in spans if span[0] <= row.start < span[1]), (row.start, row.end))].append(row)
    return tuple(_window(answer, span, found[span], shifts) for span in sorted(found))


def _spans(answer: Answer, name: str) -> list[Span]:
    """The windows of the duty within the horizon, in order."""
    covers = [cover for cover in answer.operation.cover if cover.name == name]
    windows = (row for cover in covers for row in duty_windows(answer.operation, answer.horizon, cover))
    return sorted((answer.horizon.moment(start), answer.horizon.moment(end)) for _, start, end in windows)


def _window(answer: Answer, span: Span, rows: list[Held], shifts: Shifts) -> DutyWindow:
    zone, order = answer.horizon.time_zone, ranks(answer.operation)
    ordered = sorted(rows, key=lambda row: (rank(order, row), row.start, row.end, row.agent))
    stretches = tuple(_stretch(answer, row, shifts.get(row.agent, ())) for row in ordered)
    return DutyWindow(local(span[0], zone).date(), clocks(*span, zone), stretches)


def _stretch(answer: Answer, row: Held, shifts: Iterable[Duty]) -> Stretch:
    zone, busy = answer.horizon.time_zone, at_work(row, shifts)
    return Stretch(
        start=row.start,
        end=row.end,
        day=local(row.start, zone).date(),
        clocks=clocks(row.start, row.end, zone),
        tier=row.tier,
        agent=row.agent,
        name=(answer.operation.agent(row.agent).name or row.agent) if row.agent else "",
        reason="" if row.agent else why_open(answer, row),
        handover=row.kind == HANDOVER,
        working="throughout" if busy == [(row.start, row.end)] else ", ".join(clocks(*part, zone) for part in busy),
    )


def clocks(start: datetime, end: datetime, zone_name: str) -> str:
    """`22:00–06:00`; the midnight that ends the day of the start is 24:00."""
    first, last = local(start, zone_name), local(end, zone_name)
    midnight = last.date() == first.date() + timedelta(days=1) and last.hour == last.minute == 0
    return f"{first:%H:%M}–{'24:00' if midnight else f'{last:%H:%M}'}"
