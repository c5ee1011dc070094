"""Rows of duty.csv in the order of cover.toml and in a planner's words: tier, hand-over, hours at work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.clock import local
from scheduler.operation import Operation
from scheduler.roster import HANDOVER, Duty, Held

KINDS = {"on_shift": "on shift", "on_call": "on call", HANDOVER: "hand-over"}
Ranks = dict[tuple[str, str], int]
"""(duty, tier) -> its place in cover.toml."""


def ranks(operation: Operation) -> Ranks:
    """The place of each tier in the order of cover.toml."""
    tiers = ((tier.cover.name, tier.name) for tier in operation.tiers)
    return {tier: number for number, tier in enumerate(dict.fromkeys(tiers))}


def rank(places: Ranks, row: Held) -> tuple[int, str, str]:
    """What sorts rows by tier; duties and tiers that cover.toml has no more come last, by name."""
    return places.get((row.cover, row.tier), len(places)), row.cover, row.tier


def in_order(operation: Operation, rows: Iterable[Held]) -> list[Held]:
    """Rows by duty in the order of cover.toml, then by start, then by tier in its order."""
    places = ranks(operation)
    covers = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in places))}
    return sorted(
        rows, key=lambda row: (covers.get(row.cover, len(covers)), row.cover, row.start, rank(places, row), row.agent)
    )


def duty_label(row: Held) -> str:
    """`NAME` or `NAME/TIER`, as cover.csv names it."""
    return f"{row.cover}/{row.tier}" if row.tier else row.cover


def duty_title(row: Held) -> str:
    """`Safety duty`, `Safety duty (primary)`, or `Safety duty (primary), hand-over`."""
    title = f"{row.cover} ({row.tier})" if row.tier else row.cover
    return f"{title}, {KINDS[HANDOVER]}" if row.kind == HANDOVER else title


def at_work(row: Held, shifts: Iterable[Duty]) -> list[tuple[datetime, datetime]]:
    """The parts of a standby row in which its holder, whose shifts these are, holds on at work."""
    if row.kind != "on_call" or not row.agent:
        return []
    parts = ((max(row.start, duty.start), min(row.end, duty.end)) for duty in shifts)
    return sorted(part for part in parts if part[0] < part[1])


def kind_words(row: Held, shifts: Iterable[Duty], zone_name: str) -> str:
    """`on shift`, `on call`, `on call, at work` throughout, or `on call, at work 08:00-16:00`."""
    word, parts = KINDS.get(row.kind, row.kind), at_work(row, shifts)
    if parts == [(row.start, row.end)]:
        return f"{word}, at work"
    spans = (f"{local(start, zone_name):%H:%M}-{local(end, zone_name):%H:%M}" for start, end in parts)
    return f"{word}, at work {', '.join(spans)}" if parts else word
