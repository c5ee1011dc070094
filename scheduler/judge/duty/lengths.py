"""How long one agent stands by in one piece, and rests between holding a duty and the next shift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.clock import Horizon
from scheduler.judge.duty.told import clocks, fault
from scheduler.judge.spans import Span, joined, outside
from scheduler.operation import Cover, Tier
from scheduler.rules.rule import Finding

Holding = tuple[Tier, Span]


def standbys(horizon: Horizon, agent: str, holding: Sequence[Holding], shifts: list[Span]) -> Iterator[Finding]:
    """`max_hours`: standby in one piece, whatever its tiers; the holder's shifts are none of it and end it."""
    spans = joined(span for tier, span in holding if tier.on_call)
    longest = next((tier.longest for tier, _ in holding if tier.longest is not None), None)
    if longest is None:
        return
    most = round(60 * longest)
    for span in spans:
        for start, end in outside(span, shifts):
            if end - start > most and end > 0:
                name, hours = holding[0][0].cover.name, (end - start) / 60
                told = f"{agent} stands by for {name} {clocks(horizon, start, end)}, {hours:g} h in one piece"
                yield fault(horizon, agent, (start + most, end), f"{told}; the most is {longest:g} h")


def rests(
    horizon: Horizon, agent: str, cover: Cover, holding: Sequence[Holding], shifts: list[Span]
) -> Iterator[Finding]:
    """`rest_after_hours`: from the end of what the agent holds without a gap to the start of the next shift."""
    asked = round(60 * cover.rest_after_hours)
    for start, end in joined(span for _, span in holding) if asked else ():
        later = next((first for first, _ in shifts if first >= end), None)
        if later is not None and later >= 0 and later - end < asked:
            told = f"{agent} holds {cover.name} {clocks(horizon, start, end)} and works from {clock(horizon, later)}"
            text = f"{told}, {(later - end) / 60:g} h after; the least rest is {cover.rest_after_hours:g} h"
            yield fault(horizon, agent, (later, end + asked), text)


def clock(horizon: Horizon, minute: int) -> str:
    """`Mon 2026-12-21 22:00` in the planning zone."""
    return clocks(horizon, minute, minute).rpartition("-")[0]
