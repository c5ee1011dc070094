"""Each escalation duty as strips, one a day of the planning zone: hours held, hours open, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from scheduler.clock import instant, local, minutes_between
from scheduler.goals.cover_table import CoverRow
from scheduler.operation import Tier
from scheduler.report.answer import Answer


@dataclass(frozen=True)
class Block:
    """A stretch of one state within a day."""

    left: float
    """Share of the day before it, in percent."""
    width: float
    open: bool
    tip: str
    """`Sat 26 Dec 03:00-05:00: Ana Ruiz (a001)`, or that nobody is on duty."""


@dataclass(frozen=True)
class Strip:
    """One day of one duty."""

    day: date
    weekend: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class DutyStrips:
    """One duty over the horizon."""

    name: str
    what: str
    """Role, language, number of people and kind, in words."""
    required_hours: float
    open_hours: float
    strips: tuple[Strip, ...]


def cover_strips(answer: Answer) -> list[DutyStrips]:
    """Every duty of cover.toml, those with open hours first."""
    found = []
    rows = {name: list(group) for name, group in groupby(answer.score.case.cover, key=lambda row: row.name)}
    for name in dict.fromkeys(tier.label for tier in answer.operation.tiers):
        found.append(_duty(answer, name, rows.get(name, [])))
    return sorted(found, key=lambda duty: duty.open_hours <= 0)


def _duty(answer: Answer, name: str, rows: list[CoverRow]) -> DutyStrips:
    tiers = [tier for tier in answer.operation.tiers if tier.label == name]
    holders = list(_holders(answer, tiers))
    return DutyStrips(
        name=name,
        what=_what(tiers[0]),
        required_hours=sum(row.required * minutes_between(row.start, row.end) / 60 for row in rows),
        open_hours=sum(row.short_hours for row in rows),
        strips=tuple(_strip(answer, day, rows, holders) for day in answer.horizon.dates()),
    )


def _what(cover: Tier) -> str:
    """`1 escalation_lead who speaks es, on call`."""
    speaks = f" who speaks {cover.language}" if cover.language else ""
    return f"{cover.agents} {cover.role}{speaks}, {'on call' if cover.kind == 'on_call' else 'on shift'}"


def _holders(answer: Answer, tiers: list[Tier]) -> Iterator[tuple[datetime, datetime, str]]:
    """(start, end, who) of everybody who can be counted on for the duty."""
    operation, roster, moment = answer.operation, answer.result.roster, answer.horizon.moment
    words = {tier.activity for tier in tiers if tier.exclusive or tier.on_call}
    for row in roster.activities:
        if row.activity in words:
            yield row.start, row.end, f"{operation.agent(row.agent).name} ({row.agent})"
    shared = [tier for tier in tiers if not tier.on_call and not tier.exclusive]
    for span in answer.score.case.spans:
        if any(tier.staffed_by(span.agent) for tier in shared):
            yield moment(span.start), moment(span.end), f"{span.agent.name} ({span.agent.id})"


def _strip(answer: Answer, day: date, rows: list[CoverRow], holders: list[tuple[datetime, datetime, str]]) -> Strip:
    zone = answer.horizon.time_zone
    start, end = instant(day, 0, zone), instant(day + timedelta(days=1), 0, zone)
    cells = [row for row in rows if start <= row.start < end]
    blocks = []
    for run in _runs(cells):
        first, last = run[0].start, run[-1].end
        who = [name for begin, until, name in holders if begin < last and first < until]
        left, width = ((moment - base) / (end - start) * 100 for moment, base in ((first, start), (last, first)))
        blocks.append(Block(left, width, run[0].short > 0, _tip(run, zone, who)))
    return Strip(day, day.weekday() >= 5, tuple(blocks))


def _runs(cells: list[CoverRow]) -> Iterator[list[CoverRow]]:
    """Neighbouring rows that are all held, or all short by as many."""
    run: list[CoverRow] = []
    for row in cells:
        if run and (row.start != run[-1].end or row.short != run[0].short):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _tip(run: list[CoverRow], zone: str, who: list[str]) -> str:
    first, last = local(run[0].start, zone), local(run[-1].end, zone)
    until = "24:00" if last.date() > first.date() and last.hour == last.minute == 0 else f"{last:%H:%M}"
    names = ", ".join(dict.fromkeys(who)) or "nobody on duty"
    missing = f" — {run[0].short:g} missing" if run[0].short > 0 else ""
    return f"{first:%a %d %b} {first:%H:%M}–{until}: {names}{missing}"
