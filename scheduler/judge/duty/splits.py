"""Blocks that have more holders than places, and changes inside windows without an overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, dues
from scheduler.judge.duty.handovers import missing_overlaps
from scheduler.judge.rows.shifts import readable
from scheduler.judge.spans import Span, joined
from scheduler.operation import Operation
from scheduler.operation.duty_blocks import Block, blocks_of
from scheduler.roster import Roster


@dataclass(frozen=True)
class Splits:
    """What is counted after open minutes and before everything else."""

    splits: int
    """Stretches beyond the number of places, over the tiers and blocks of duties whose `block` is not any."""
    missing_overlaps: int
    """Changes inside windows at which the next holder does not begin `handover_minutes` before."""


def splits_of(operation: Operation, horizon: Horizon, roster: Roster) -> Splits:
    """Splits of blocks and missing overlaps by the rows of duty.csv; none where nobody is named."""
    if roster.held is None:
        return Splits(0, 0)
    splits = missing = 0
    blocks: dict[str, tuple[Block, ...]] = {}
    for due in dues(operation, horizon, readable(operation, horizon, roster)):
        cover = due.tier.cover
        missing += missing_overlaps(operation, horizon, due)
        if cover.block != "any":
            if cover.name not in blocks:
                blocks[cover.name] = blocks_of(operation, horizon, cover)
            splits += sum(max(0, _stretches(due, block) - due.tier.agents) for block in blocks[cover.name])
    return Splits(splits, missing)


def _stretches(due: Due, block: Block) -> int:
    """Runs of due minutes of a block, the gaps between its windows skipped, each held by one agent throughout."""
    own: dict[str, list[Span]] = {}
    for row in due.rows:
        if row.agent and row.start < block.end and row.end > block.start:
            own.setdefault(row.agent, []).extend(_skipped(block, row.start, row.end))
    return sum(len(joined(spans)) for spans in own.values())


def _skipped(block: Block, start: int, end: int) -> Iterable[Span]:
    """A span in due minutes from the block's start: where one window ends, the next one begins."""
    before = 0
    for window in block.windows:
        first, last = max(start, window.start), min(end, window.end)
        if first < last:
            yield before + first - window.start, before + last - window.start
        before += window.end - window.start
