"""Each escalation duty as strips, one a day of the planning zone: hours held, hours open, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from scheduler.clock import DAY_MINUTES, instant, local, local_minute, minutes_between
from scheduler.count.cover_table import CoverRow
from scheduler.operation import Tier
from scheduler.report.answer.answer import Answer
from scheduler.report.page.strip_holders import Stay, stays

Run = list[CoverRow]


@dataclass(frozen=True)
class Block:
    """A stretch of one state within a day, laid out by the clock.

    An hour that the clocks skip stays empty; what lies in an hour that they repeat lies on one place, open time on top.
    """

    left: float
    """Share of the clock's 24 hours before it, in percent."""
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
    """One tier of a duty over the horizon."""

    name: str
    """`NAME` or `NAME/TIER`."""
    cover: str
    tier: str
    what: str
    """Role, language, number of people and kind, in words."""
    required_hours: float
    """0 where it is not due in the horizon."""
    open_hours: float
    strips: tuple[Strip, ...]


def cover_strips(answer: Answer) -> list[DutyStrips]:
    """Every tier of every duty in the order of cover.toml; duties with open hours come first, those not due last."""
    rows = {name: list(group) for name, group in groupby(answer.score.case.cover, key=lambda row: row.name)}
    tiers = {tier.label: tier for tier in answer.operation.tiers}
    found = [_duty(answer, tier, rows.get(name, [])) for name, tier in tiers.items()]
    still_open = {duty.cover for duty in found if duty.open_hours > 0}
    return sorted(found, key=lambda duty: (duty.cover not in still_open, duty.required_hours <= 0))


def _duty(answer: Answer, tier: Tier, rows: Run) -> DutyStrips:
    holders = stays(answer, tier)
    return DutyStrips(
        name=tier.label,
        cover=tier.cover.name,
        tier=tier.name,
        what=_what(tier),
        required_hours=sum(row.required * minutes_between(row.start, row.end) / 60 for row in rows),
        open_hours=sum(row.short_hours for row in rows),
        strips=tuple(_strip(answer, day, rows, holders) for day in answer.horizon.dates()),
    )


def _what(tier: Tier) -> str:
    """`1 escalation_lead who speaks es, on call`."""
    speaks = f" who speaks {tier.language}" if tier.language else ""
    knows = f" with skill {tier.skill}" if tier.skill else ""
    place = f" of {tier.site}" if tier.site else ""
    return f"{tier.agents} {tier.role}{speaks}{knows}{place}, {'on call' if tier.on_call else 'on shift'}"


def _strip(answer: Answer, day: date, rows: Run, holders: list[Stay]) -> Strip:
    zone = answer.horizon.time_zone
    start, end = instant(day, 0, zone), instant(day + timedelta(days=1), 0, zone)
    changes = start + timedelta(days=1) != end
    blocks = []
    for run in _runs([row for row in rows if start <= row.start < end]):
        first, last = run[0].start, run[-1].end
        who = [name for begin, until, name in holders if begin < last and first < until]
        tip = _tip(run, zone, who, changes)
        for part in _by_offset(run, zone):
            left, length = local_minute(part[0].start, zone), minutes_between(part[0].start, part[-1].end)
            shares = 100 * left / DAY_MINUTES, 100 * length / DAY_MINUTES
            blocks.append(Block(*shares, run[0].short > 0, tip))
    if changes:
        blocks.sort(key=lambda block: block.open)  # what is drawn last lies on top
    return Strip(day, day.weekday() >= 5, tuple(blocks))


def _runs(cells: Run) -> Iterator[Run]:
    """Neighbouring rows that are all held, or all short by as many."""
    run: Run = []
    for row in cells:
        if run and (row.start != run[-1].end or row.short != run[0].short):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _by_offset(run: Run, zone: str) -> Iterator[Run]:
    """The parts of a run before and after the clocks change."""
    yield from (list(part) for _, part in groupby(run, key=lambda row: local(row.start, zone).utcoffset()))


def _tip(run: Run, zone: str, who: list[str], changes: bool) -> str:
    """Clocks carry their zone's short name on days on which they change."""
    first, last = local(run[0].start, zone), local(run[-1].end, zone)
    until = "24:00" if last.date() > first.date() and last.hour == last.minute == 0 else _clock(last, changes)
    names = ", ".join(dict.fromkeys(who)) or "nobody on duty"
    missing = f" — {run[0].short:g} missing" if run[0].short > 0 else ""
    return f"{first:%a %d %b} {_clock(first, changes)}–{until}: {names}{missing}"


def _clock(at: datetime, changes: bool) -> str:
    return f"{at:%H:%M %Z}" if changes else f"{at:%H:%M}"
