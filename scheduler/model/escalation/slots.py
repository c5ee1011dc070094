"""The time in which a duty is due, cut wherever anybody who may hold it comes, goes or could hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.operation.duty_blocks import Block
from scheduler.problem.needs.away import Span


@dataclass(frozen=True)
class Slot:
    """A span of due minutes in which nothing changes."""

    start: int
    end: int
    block: int
    """Its block's place among the duty's, and its window's among all windows of the duty."""
    window: int

    @property
    def minutes(self) -> int:
        return self.end - self.start

    @property
    def span(self) -> Span:
        return self.start, self.end

    def parts(self, longest: int) -> list[Slot]:
        """The slot, cut where it is longer than one piece may be: counted from its start, and from its end."""
        cuts = {*range(self.start, self.end, longest), *range(self.end, self.start, -longest)}
        return [replace(self, start=start, end=end) for start, end in pairwise(sorted({*cuts, self.start, self.end}))]


def slots_of(blocks: Iterable[Block], edges: Iterable[int], handover: int) -> list[Slot]:
    """The slots of a duty in the order of time; who comes may take over `handover` minutes later."""
    cuts = sorted({*edges} | ({edge + handover for edge in edges} if handover else set()))
    found, number = [], -1
    for place, block in enumerate(blocks):
        for window in block.windows:
            number += 1
            inside = [cut for cut in cuts if window.start < cut < window.end]
            for start, end in pairwise([window.start, *inside, window.end]):
                found.append(Slot(start, end, place, number))
    return found
