"""How often duties change hands where they should not, by the rows of a roster: split blocks and missing overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scheduler.clock import Horizon
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.escalation.plan import HolderRow
from scheduler.operation import Operation, Tier
from scheduler.operation.duty_blocks import Block, Window, blocks_of
from scheduler.problem.needs.away import Span
from scheduler.roster import HANDOVER, Roster


def changes_in(operation: Operation, horizon: Horizon, roster: Roster) -> int:
    """Stretches beyond the places of blocks, and changes inside windows without an overlap, of placed tiers."""
    rows: dict[tuple[str, str], list[HolderRow]] = defaultdict(list)
    early: dict[tuple[str, str], int] = defaultdict(int)
    for held in roster.held or ():
        key = held.cover, held.tier
        if held.kind == HANDOVER:
            early[key] += 1
        elif held.agent:
            rows[key].append((horizon.minute(held.start), horizon.minute(held.end), held.agent))
    found = 0
    for tier in placed_tiers(operation, horizon):
        key, blocks = (tier.cover.name, tier.name), blocks_of(operation, horizon, tier.cover)
        if tier.cover.block != "any":
            found += sum(_split(tier, block, rows[key]) for block in blocks)
        if tier.cover.handover_minutes:
            windows = [window for block in blocks for window in block.windows]
            found += max(0, sum(_comings(window, rows[key]) for window in windows) - early[key])
    return found


def _split(tier: Tier, block: Block, rows: Sequence[HolderRow]) -> int:
    """Stretches of a block beyond the number of places; its windows count as one piece."""
    own: dict[str, list[Span]] = defaultdict(list)
    at = 0
    for window in block.windows:
        for start, end, name in rows:
            low, high = max(start, window.start), min(end, window.end)
            if low < high:
                own[name].append((at + low - window.start, at + high - window.start))
        at += window.end - window.start
    return max(0, sum(_pieces(sorted(spans)) for spans in own.values()) - tier.agents)


def _pieces(spans: Sequence[Span]) -> int:
    """How many pieces without a gap sorted spans are."""
    ends = [end for _, end in spans]
    return sum(place == 0 or start > ends[place - 1] for place, (start, _) in enumerate(spans))


def _comings(window: Window, rows: Sequence[HolderRow]) -> int:
    """Times at which somebody takes a place over from another inside a window."""
    ends = {(end, name) for _, end, name in rows}
    left = {end for _, end, _ in rows}
    return sum(window.start < start < window.end and start in left and (start, name) not in ends
               for start, _, name in rows)  # fmt: skip
