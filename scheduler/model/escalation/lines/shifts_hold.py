"""What shifts alone let an agent hold of duties on shift: where places may change hands, and what no shift holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from scheduler.model.escalation.draft import Draft
from scheduler.operation.duty_blocks import Block
from scheduler.problem.arrays.problem import Problem


def longest_shift(problem: Problem) -> int:
    """Minutes of the longest shift."""
    return int((problem.variants.end - problem.variants.start).max(initial=0)) * problem.grid.tick_minutes


def cuts_in(blocks: Sequence[Block], problem: Problem) -> list[int]:
    """Minutes at which places may change hands: starts and ends of shifts in windows that no shift holds whole."""
    variants, tick, longest = problem.variants, problem.grid.tick_minutes, longest_shift(problem)
    edges = np.unique(np.concatenate((variants.start, variants.end))) * tick
    windows = (window for block in blocks for window in block.windows)
    long = [window for window in windows if window.end - window.start > longest]
    return [int(edge) for window in long for edge in edges[(edges > window.start) & (edges < window.end)]]


def within_shifts(draft: Draft, problem: Problem) -> None:
    """Let nobody hold two slots of a window on shift that no shift holds together."""
    longest = longest_shift(problem)
    for place, tier in enumerate(draft.scene.tiers):
        slots = list(enumerate(draft.slots[tier.cover.name]))
        for (first, slot), (second, other) in combinations(slots, 2) if not tier.on_call else ():
            if slot.window == other.window and other.end - slot.start > longest:
                both = draft.by_slot[place, first].keys() & draft.by_slot[place, second].keys()
                for name in sorted(both):
                    draft.model.add_at_most_one(draft.holds[place, first, name], draft.holds[place, second, name])
