"""The least open hours and the least splits of any legal roster of a tiny operation, found by brute force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from escalation_oracle import Pattern, patterns
from escalation_sketch import STEP, Sketch


@dataclass(frozen=True)
class Best:
    """What brute force finds."""

    open_hours: dict[tuple[int, int], int]
    """(priority, rank of the tier) -> the least, given that the levels before are least."""
    splits: int
    levels: dict[int, int]
    """Priority -> the least open hours of it and more urgent ones together, whatever the order of tiers."""


WIDE, ROOM = 3, 7
"""Bits of a count and the most that three people make of it."""


class Counts:
    """Whole numbers packed in one: places held by tier and slot, and stretches by tier and block."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch, places = sketch, []
        for at, slot in enumerate(sketch.slots):
            places += [(at, tier) for tier in range(len(sketch.duties[slot[0]].parts))]
        self.place = {key: number for number, key in enumerate(places)}
        blocks = set()
        for number, day, _, _ in sketch.slots:
            duty = sketch.duties[number]
            if duty.block != "any":
                blocks |= {(number, duty.unit(day), tier) for tier in range(len(duty.parts))}
        self.block = {key: len(places) + number for number, key in enumerate(sorted(blocks))}
        assert WIDE * (len(places) + len(blocks)) < 63

    def packed(self, pattern: Pattern) -> int:
        """What one person adds."""
        total, last = 0, {}
        for at, tier in enumerate(pattern):
            number, day, _, _ = self.sketch.slots[at]
            duty = self.sketch.duties[number]
            unit = duty.unit(day)
            if tier is not None:
                total += 1 << WIDE * self.place[at, tier]
                if duty.block != "any" and last.get(number) != (unit, tier):
                    total += 1 << WIDE * self.block[number, unit, tier]
            last[number] = (unit, tier)
        return total

    def fits(self, states: np.ndarray) -> np.ndarray:
        """States in which no block has more holders than places."""
        for (at, tier), number in self.place.items():
            places = self.sketch.duties[self.sketch.slots[at][0]].parts[tier].places
            states = states[((states >> WIDE * number) & ROOM) <= places]
        return states

    def opened(self, states: np.ndarray, key: tuple[int, int]) -> np.ndarray:
        """Open hours of a priority and rank."""
        total = np.zeros(len(states), dtype=np.int64)
        for (at, tier), number in self.place.items():
            duty = self.sketch.duties[self.sketch.slots[at][0]]
            if (duty.priority, tier) == key:
                total += STEP * (duty.parts[tier].places - ((states >> WIDE * number) & ROOM))
        return total

    def splits(self, states: np.ndarray) -> np.ndarray:
        """Stretches beyond the places."""
        total = np.zeros(len(states), dtype=np.int64)
        for (number, _, tier), place in self.block.items():
            places = self.sketch.duties[number].parts[tier].places
            total += np.maximum(0, ((states >> WIDE * place) & ROOM) - places)
        return total


def brute_force(sketch: Sketch) -> Best:
    """Every line of everybody and whatever each can hold beside it, together."""
    counts, states = Counts(sketch), np.zeros(1, dtype=np.int64)
    for person in sketch.people:
        own = np.array(sorted({counts.packed(pattern) for pattern in patterns(sketch, person)}), dtype=np.int64)
        assert len(own), f"{person.name} has no legal line"
        parts = [counts.fits(states + add) for add in own]
        states = np.unique(np.concatenate(parts))
    keys = sorted({(duty.priority, tier) for duty in sketch.duties for tier in range(len(duty.parts))})
    opened = {key: counts.opened(states, key) for key in keys}
    levels = {priority: int(sum(opened[key] for key in keys if key[0] <= priority).min())
              for priority in {key[0] for key in keys}}  # fmt: skip
    least, left = {}, np.arange(len(states))
    for key in keys:
        least[key] = int(opened[key][left].min())
        left = left[opened[key][left] == least[key]]
    return Best(least, int(counts.splits(states[left]).min()), levels)
