"""A roster that holds every minute of a drawn operation's duties that somebody can hold: the proof that one exists."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.drawn_duty import Shut
from benchmarks.duty_tables import LENGTH
from scheduler.clock import Horizon
from scheduler.operation import Agent, Leave, Operation, Tier
from scheduler.operation.duty_blocks import Block, Window, blocks_of

Span = tuple[int, int]
"""Elapsed minutes of the horizon."""
SHIFT, STEP, REST, DAYS, DAY = int(LENGTH * 60), 30, 660, 5, 1440


@dataclass
class Person:
    """A holder's week as far as it is planned."""

    agent: Agent
    week: Span
    """The span from the first to the last midnight of the holder's own dates."""
    away: list[Span]
    shifts: dict[date, Span] = field(default_factory=dict)
    held: list[tuple[Span, Tier]] = field(default_factory=list)
    standby: list[tuple[Span, Tier]] = field(default_factory=list)
    """The parts of `held` that are on call; they are no standby while the holder is at work."""

    def clock(self, horizon: Horizon, minute: int) -> datetime:
        """That minute on the holder's clocks."""
        return horizon.moment(minute).astimezone(ZoneInfo(self.agent.time_zone))

    def day(self, horizon: Horizon, minute: int) -> date:
        """The date at that minute on the holder's clocks."""
        return self.clock(horizon, minute).date()

    def off_rhythm(self, start: int) -> int:
        """Minutes between that time of the day and the one at which the holder's first shift begins."""
        away = abs(start - min(self.shifts.values())[0]) % DAY if self.shifts else 0
        return min(away, DAY - away)

    def may_work(self, horizon: Horizon, shift: Span) -> bool:
        """Whether the shift fits between the others, leave and standby; in an hour that clocks repeat none starts."""
        day = self.day(horizon, shift[0])
        if self.clock(horizon, shift[0]).fold:
            return False
        apart = all(shift[0] - end >= REST or start - shift[1] >= REST for start, end in self.shifts.values())
        inside = self.week[0] <= shift[0] < self.week[1] and day not in self.shifts and len(self.shifts) < DAYS
        return inside and apart and not _touches(shift, self.away) and not any(
            _clash(shift, span, tier) for span, tier in self.standby
        )  # fmt: skip

    def may_hold(self, span: Span, tier: Tier) -> bool:
        """Whether the holder is free for the place: one duty at a time, none of it in leave."""
        return not _touches(span, self.away) and not _touches(span, [one for one, _ in self.held])


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _clash(shift: Span, span: Span, tier: Tier) -> bool:
    """Whether a shift cannot stand beside the standby, rest after it included."""
    if tier.held_at_work:
        return False
    return shift[0] < span[1] + 60 * tier.cover.rest_after_hours and span[0] < shift[1]


class NoPlan(Exception):
    """The drawn people cannot be planned this way; another draw is tried."""


def planted(operation: Operation, horizon: Horizon, shut: Shut | None, seed: int) -> list[Person]:
    """Every holder's shifts and places; raises NoPlan where a place finds nobody."""
    chance = random.Random(f"plan {seed}")
    people = [_person(operation, horizon, agent) for agent in operation.agents if agent.roles]
    chance.shuffle(people)
    rows = [(tier, block) for tier in operation.tiers for block in blocks_of(operation, horizon, tier.cover)]
    for tier, block in sorted(rows, key=_order):
        spans = [span for window in block.windows for span in _open(horizon, tier, window, shut)]
        for _ in range(tier.agents):
            if tier.on_call:
                _stand_by(operation, horizon, people, tier, block, spans)
                continue
            for piece in _pieces(spans):
                _work(horizon, people, tier, piece, chance)
    for person in people:
        _fill(horizon, person, chance)
    return people


def _order(row: tuple[Tier, Block]) -> tuple[int, int]:
    """What leaves most room comes first: long standby that goes on at work, then shifts, then other standby."""
    tier, block = row
    if tier.held_at_work:
        return 0, block.start - block.end
    return (2, block.start - block.end) if tier.on_call else (1, int(tier.language is None))


def _person(operation: Operation, horizon: Horizon, agent: Agent) -> Person:
    zone = agent.time_zone
    week = _midnight(horizon, horizon.first, zone), _midnight(horizon, horizon.last + timedelta(days=1), zone)
    return Person(agent, week, [_away(horizon, row, zone) for row in operation.leave if row.agent == agent.id])


def _away(horizon: Horizon, row: Leave, zone: str) -> Span:
    """Leave in minutes; from midnight to midnight it is read as whole days."""
    if row.first_day is not None and row.last_day is not None:
        return _midnight(horizon, row.first_day, zone), _midnight(horizon, row.last_day + timedelta(days=1), zone)
    assert row.start is not None
    assert row.end is not None
    return horizon.minute(row.start), horizon.minute(row.end)


def _midnight(horizon: Horizon, day: date, zone: str) -> int:
    return horizon.minute(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))


def _open(horizon: Horizon, tier: Tier, window: Window, shut: Shut | None) -> Iterator[Span]:
    """The parts of a window in which not everybody is on leave."""
    start, end = window.start, window.end
    if shut is None or shut.role != tier.role:
        low = high = end
    else:
        low, high = (min(max(start, horizon.minute(moment)), end) for moment in (shut.start, shut.end))
    yield from (span for span in ((start, low), (high, end)) if span[0] < span[1])


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans cut so that a shift holds each."""
    for start, end in spans:
        count = -(-(end - start) // (SHIFT - STEP))
        size = -(-(end - start) // count // STEP) * STEP
        yield from ((low, min(end, low + size)) for low in range(start, end, size))


def _work(horizon: Horizon, people: list[Person], tier: Tier, piece: Span, chance: random.Random) -> None:
    """Give the piece to who is at work anyway, else to who has few shifts and can take one more at the usual time."""
    able = [one for one in people if tier.staffed_by(one.agent) and one.may_hold(piece, tier)]
    for person in able:
        if any(start <= piece[0] and piece[1] <= end for start, end in person.shifts.values()):
            person.held.append((piece, tier))
            return
    starts = [start for start in range(piece[1] - SHIFT, piece[0] + 1) if start % STEP == 0]
    chance.shuffle(starts)
    options = [
        (60 * len(person.shifts) + person.off_rhythm(start), number, start)
        for number, person in enumerate(able)
        for start in starts
        if person.may_work(horizon, (start, start + SHIFT))
    ]
    if not options:
        raise NoPlan(f"{tier.label} {piece}")
    _, number, start = min(options, key=lambda option: option[0])
    person = able[number]
    person.shifts[person.day(horizon, start)] = (start, start + SHIFT)
    person.held.append((piece, tier))


def _stand_by(
    operation: Operation, horizon: Horizon, people: list[Person], tier: Tier, block: Block, spans: list[Span]
) -> None:
    """Give the whole block to who has stood by least and may."""
    order = {one.start: place for place, one in enumerate(blocks_of(operation, horizon, tier.cover))}
    days = [window.day for window in block.windows]
    able = [one for one in people if tier.staffed_by(one.agent)]
    for person in sorted(able, key=lambda one: sum(end - start for (start, end), _ in one.standby)):
        inside = all(person.week[0] <= start and end <= person.week[1] for start, end in spans)
        free = all(person.may_hold(span, tier) for span in spans) and not any(
            _clash(shift, span, tier) for shift in person.shifts.values() for span in spans
        )
        if inside and free and _within_limits(operation, horizon, person, tier, order[block.start], days):
            person.held += [(span, tier) for span in spans]
            person.standby += [(span, tier) for span in spans]
            return
    raise NoPlan(f"{tier.label} {block.day}")


def _within_limits(
    operation: Operation, horizon: Horizon, person: Person, tier: Tier, place: int, days: list[date]
) -> bool:
    """Whether one more block keeps `max_in_a_row` and, the horizon being a week, `max_windows`."""
    blocks = blocks_of(operation, horizon, tier.cover)
    mine = {span for span, other in person.held if other.cover is tier.cover}
    own = {number for number, one in enumerate(blocks) if any(one.start <= start < one.end for start, _ in mine)}
    own.add(place)
    longest, run = 0, 0
    for number in range(len(blocks)):
        run = run + 1 if number in own else 0
        longest = max(longest, run)
    cover = tier.cover
    few = cover.max_windows is None or sum(len(blocks[number].windows) for number in own) <= cover.max_windows.windows
    return few and (cover.max_in_a_row is None or longest <= cover.max_in_a_row)


def _fill(horizon: Horizon, person: Person, chance: random.Random) -> None:
    """More shifts, so that the week has five."""
    starts = [start for start in range(person.week[0], person.week[1], STEP)]
    chance.shuffle(starts)
    for start in starts:
        if len(person.shifts) < DAYS and person.may_work(horizon, (start, start + SHIFT)):
            person.shifts[person.day(horizon, start)] = (start, start + SHIFT)
    if len(person.shifts) < DAYS:
        raise NoPlan(f"{person.agent.id} has {len(person.shifts)} shifts")
