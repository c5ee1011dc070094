"""What a horizon tells of duties before the search: dates that never come, and blocks that nobody can hold whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from scheduler.clock import Horizon, local
from scheduler.load.duty.lines import noun, people
from scheduler.operation import Agent, Cover, Operation, Tier
from scheduler.operation.duty_blocks import Block, blocks_of
from scheduler.operation.duty_hours import duty_intervals, duty_windows, merged
from scheduler.rules import limits_for
from scheduler.rules.limits.hours_day import HoursDay
from scheduler.rules.limits.hours_week import HoursWeek

FILE = "config/cover.toml"


def duty_notes(operation: Operation, horizon: Horizon) -> tuple[str, ...]:
    """A line for each duty that is never due in the horizon though it names dates, and each block too long."""
    return tuple(f"{FILE}: {text}" for duty in operation.cover for text in _of(operation, horizon, duty))


def _of(operation: Operation, horizon: Horizon, duty: Cover) -> Iterator[str]:
    blocks = blocks_of(operation, horizon, duty)
    if not blocks:
        if all(isinstance(word, date) for word in duty.on):
            yield f"{noun(duty)}: its dates never come in this horizon; it is not due"
        return
    yield from _too_few(operation, horizon, duty, blocks)
    if duty.block == "any":
        return
    for tier in duty.parts:
        able = [agent for agent in operation.agents if tier.staffed_by(agent)]
        if able:
            yield from (
                _standby(operation, tier, able, blocks) if tier.on_call else _at_work(operation, tier, able, blocks)
            )


def _too_few(operation: Operation, horizon: Horizon, duty: Cover, blocks: Sequence[Block]) -> Iterator[str]:
    """Limits on windows of one person under which all people together are too few."""
    count = sum(map(duty.staffed_by, operation.agents))
    places = sum(tier.agents for tier in duty.parts if any(map(tier.staffed_by, operation.agents)))
    row, rolling, who = duty.max_in_a_row, duty.max_windows, "1 person" if count == 1 else f"{count} people"
    if row and 0 < count <= places and row < len(blocks):
        yield f"{noun(duty)}: max_in_a_row is {row}, and {who} may hold {places} at once: it stays open after {row}"
    if rolling is None or not count:
        return
    span = Horizon(horizon.first, -(-rolling.days // 7), horizon.time_zone)
    last = horizon.first + timedelta(days=rolling.days - 1)
    starts = [day for day, *_ in duty_windows(operation, span, duty) if horizon.first <= day <= last]
    wanted, most = places * len(starts), count * rolling.windows
    if most < wanted:
        within = f"{most} of the {wanted} places in {rolling.days} days"
        yield f"{noun(duty)}: max_windows lets {who} hold {within}; the others stay open"


def _standby(operation: Operation, tier: Tier, able: Sequence[Agent], blocks: Sequence[Block]) -> Iterator[str]:
    piece = max(end - start for block in blocks for start, end in _pieces(block)) / 60
    if tier.cover.max_hours is not None and piece > tier.cover.max_hours:
        then = "it is split, or its holder works within" if tier.held_at_work else "it will be split"
        yield f"{noun(tier)}: a block goes on for {piece:g} h, and max_hours is {tier.cover.max_hours:g}; {then}"
    if tier.counts_as != "working":
        return
    window = max(window.end - window.start for block in blocks for window in block.windows) / 60
    weeks = {agent.id: _most(operation, agent, HoursWeek) for agent in able}
    days = {agent.id: _most(operation, agent, HoursDay) for agent in able}
    block = max(block.minutes for block in blocks) / 60
    yield from _too_long(tier, "a block", block, "hours_week", weeks)
    yield from _too_long(tier, "a window", window, "hours_day", days)


def _pieces(block: Block) -> list[tuple[int, int]]:
    return merged([(window.start, window.end) for window in block.windows])


def _most(operation: Operation, agent: Agent, rule: type[HoursWeek | HoursDay]) -> float | None:
    """The least of the agent's maxima by that rule, overtime included; None where there is none."""
    limits = [limit for limit in limits_for(operation, agent) if isinstance(limit, rule) and limit.max is not None]
    return min((float(limit.max or 0) + getattr(limit, "overtime", 0) for limit in limits), default=None)


def _too_long(tier: Tier, what: str, hours: float, rule: str, most: dict[str, float | None]) -> Iterator[str]:
    """`most` are the hours that each who may hold the tier may work; None: as many as one likes."""
    kept = {name: room for name, room in most.items() if room is not None and room < hours}
    if not kept:
        return
    told = f"{noun(tier)}: {what} has {hours:g} h of working time, and {rule} allows"
    if len(kept) == len(most):
        yield f"{told} nobody who may hold it more than {max(kept.values()):g}; it will be split"
    else:
        yield f"{told} {people(list(kept))} no more than {max(kept.values()):g}; they cannot hold it whole"


def _at_work(operation: Operation, tier: Tier, able: Sequence[Agent], blocks: Sequence[Block]) -> Iterator[str]:
    """A window on shift is held within shifts; in other blocks than windows holders on shift may change."""
    if tier.cover.block != "window":
        return
    lengths = {length for agent in able for shift in operation.shifts_of(agent) for length in shift.lengths()}
    window = max(window.end - window.start for block in blocks for window in block.windows)
    if lengths and max(lengths) < window:
        longest = f"the longest shift of who may hold it {max(lengths) / 60:g} h"
        yield f"{noun(tier)}: a window lasts {window / 60:g} h, and {longest}; it will be split"


def overlap_notes(operation: Operation, horizon: Horizon) -> tuple[str, ...]:
    """A line for each two duties of one role that overlap in the horizon and that one person may hold at once."""
    spans = {duty.name: duty_intervals(operation, horizon, duty) for duty in operation.cover}
    found = []
    for one, other in combinations(operation.cover, 2):
        roles = {tier.role for tier in one.parts if _shared(tier)} & {
            tier.role for tier in other.parts if _shared(tier)
        }
        minutes = [max(a, c) for a, b in spans[one.name] for c, d in spans[other.name] if max(a, c) < min(b, d)]
        if roles and minutes and other.name not in one.apart_from and one.name not in other.apart_from:
            first = local(horizon.moment(min(minutes)), operation.time_zone)
            told = f"covers {one.name!r} and {other.name!r} ask for role {min(roles)!r} and overlap, first at"
            keep = "one person may hold both; apart_from keeps them apart"
            found.append(f"{FILE}: {told} {first.isoformat(timespec='minutes')}: {keep}")
    return tuple(found)


def _shared(tier: Tier) -> bool:
    """Whether its holder may hold another duty at the same time."""
    return not tier.exclusive and not tier.on_call
