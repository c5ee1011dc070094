"""Who is on duty: each duty's windows with its holders and hand-over times, and the holes with their reasons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from scheduler.clock import local, minutes_between
from scheduler.goals.duty_hours import duty_windows
from scheduler.report.answer import Answer
from scheduler.report.rows import why_open
from scheduler.roster import Held

Span = tuple[datetime, datetime]


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
    """Empty where the place is open."""
    name: str
    reason: str
    """Why the place is open."""

    @property
    def hours(self) -> float:
        return minutes_between(self.start, self.end) / 60


@dataclass(frozen=True)
class DutyWindow:
    """The due hours of one date."""

    day: date
    clocks: str
    stretches: tuple[Stretch, ...]
    """By tier, then start."""


@dataclass(frozen=True)
class OnDuty:
    """One duty over the horizon."""

    name: str
    windows: tuple[DutyWindow, ...]

    @cached_property
    def holes(self) -> list[Stretch]:
        """The open stretches, the earliest first."""
        found = [row for window in self.windows for row in window.stretches if not row.agent]
        return sorted(found, key=lambda row: (row.start, row.tier))

    @property
    def open_hours(self) -> float:
        return sum(row.hours for row in self.holes)

    @cached_property
    def first(self) -> Stretch | None:
        """The earliest held stretch; None where nothing is held."""
        held = (row for window in self.windows for row in window.stretches if row.agent)
        return min(held, key=lambda row: (row.start, row.tier), default=None)


def on_duty(answer: Answer) -> list[OnDuty]:
    """Every duty that has rows in duty.csv, those with holes first; none where nobody has been named."""
    rows: dict[str, list[Held]] = defaultdict(list)
    for row in answer.result.roster.held or ():
        rows[row.cover].append(row)
    names = [name for name in dict.fromkeys(cover.name for cover in answer.operation.cover) if name in rows]
    found = [OnDuty(name, _windows(answer, name, rows[name])) for name in names]
    return sorted(found, key=lambda duty: not duty.holes)


def _windows(answer: Answer, name: str, rows: list[Held]) -> tuple[DutyWindow, ...]:
    spans = _spans(answer, name)
    found: dict[Span, list[Held]] = defaultdict(list)
    for row in rows:
        found[next((span for span in spans if span[0] <= row.start < span[1]), (row.start, row.end))].append(row)
    return tuple(_window(answer, span, found[span]) for span in sorted(found))


def _spans(answer: Answer, name: str) -> list[Span]:
    """The windows of the duty within the horizon, in order."""
    covers = [cover for cover in answer.operation.cover if cover.name == name]
    windows = (row for cover in covers for row in duty_windows(answer.operation, answer.horizon, cover))
    return sorted((answer.horizon.moment(start), answer.horizon.moment(end)) for _, start, end in windows)


def _window(answer: Answer, span: Span, rows: list[Held]) -> DutyWindow:
    zone = answer.horizon.time_zone
    ordered = sorted(rows, key=lambda row: (row.tier, row.start, row.end, row.agent))
    return DutyWindow(local(span[0], zone).date(), clocks(*span, zone), tuple(_stretch(answer, row) for row in ordered))


def _stretch(answer: Answer, row: Held) -> Stretch:
    zone = answer.horizon.time_zone
    return Stretch(
        start=row.start,
        end=row.end,
        day=local(row.start, zone).date(),
        clocks=clocks(row.start, row.end, zone),
        tier=row.tier,
        agent=row.agent,
        name=(answer.operation.agent(row.agent).name or row.agent) if row.agent else "",
        reason="" if row.agent else why_open(answer, row),
    )


def clocks(start: datetime, end: datetime, zone_name: str) -> str:
    """`22:00–06:00`; the midnight that ends the day of the start is 24:00."""
    first, last = local(start, zone_name), local(end, zone_name)
    midnight = last.date() == first.date() + timedelta(days=1) and last.hour == last.minute == 0
    return f"{first:%H:%M}–{'24:00' if midnight else f'{last:%H:%M}'}"
