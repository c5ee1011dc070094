"""What one agent may not hold at once: two tiers of a duty, two duties of standby, duties that are kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.clock import Horizon
from scheduler.judge.duty.told import clocks, fault
from scheduler.operation import Operation, Tier
from scheduler.roster import HANDOVER, Held, Roster
from scheduler.rules.rule import Finding


def excludes(one: Tier, other: Tier) -> bool:
    """Whether who holds one may not hold the other at the same time; nobody holds a tier twice either."""
    if one.cover.name == other.cover.name or (one.on_call and other.on_call):
        return True
    return other.cover.name in one.cover.apart_from or one.cover.name in other.cover.apart_from


def rows_of(operation: Operation, roster: Roster) -> dict[str, list[tuple[Held, Tier]]]:
    """Each agent's places in the order of their starts; without hand-overs and duties that do not exist."""
    tiers = {(tier.cover.name, tier.name): tier for tier in operation.tiers}
    found: dict[str, list[tuple[Held, Tier]]] = defaultdict(list)
    for row in sorted(roster.held or (), key=lambda row: (row.start, row.cover, row.tier)):
        tier = tiers.get((row.cover, row.tier))
        if row.agent and tier is not None and row.kind != HANDOVER:
            found[row.agent].append((row, tier))
    return dict(found)


def together_findings(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[Finding]:
    """Each two places that one agent holds at once and may not; two of one tier are told with the places."""
    for agent, rows in sorted(rows_of(operation, roster).items()):
        for number, (first, one) in enumerate(rows):
            for second, other in rows[number + 1 :]:
                if second.start >= first.end:
                    break
                if one.label != other.label and excludes(one, other):
                    span = horizon.minute(second.start), min(horizon.minute(first.end), horizon.minute(second.end))
                    text = f"{agent} {_told(one, other)} {clocks(horizon, *span)}"
                    yield fault(horizon, agent, span, text)


def _told(one: Tier, other: Tier) -> str:
    if one.cover.name == other.cover.name:
        return f"holds two tiers of {one.cover.name} at once, {one.name} and {other.name},"
    if one.on_call and other.on_call:
        return f"stands by for {one.label} and {other.label} at once"
    says = one if other.cover.name in one.cover.apart_from else other
    return f"holds {one.label} and {other.label} at once, which {says.cover.name} keeps apart,"
