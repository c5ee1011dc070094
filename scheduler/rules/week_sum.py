"""A sum over each week of the horizon between a least and a most, as states along a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from scheduler.rules.track import Day, Key, Letter, State, Track


class WeekSumTrack(Track):
    """The state is the week's sum so far, and whether its least is waived (a day outside employment was met)."""

    def __init__(self, least: int, most: int | None, amount: Callable[[Letter], int]) -> None:
        self.least, self.most, self.amount = least, most, amount

    def start(self) -> State:
        return (0, False)

    def key(self, letter: Letter) -> Key:
        return None if letter.kind == "away" and self.least else self.amount(letter)

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return (0, False)
        total, waived = cast("tuple[int, bool]", state)
        waived = waived or key is None
        total += cast("int | None", key) or 0
        if self.most is not None and total > self.most:
            return None
        if day.last_of_week:
            return (0, False) if waived or total >= self.least else None
        return (self._clipped(total, waived), waived)

    def _clipped(self, total: int, waived: bool) -> int:
        """Without a most, nothing matters beyond the least, and nothing at all once that is waived."""
        if self.most is not None:
            return total
        return 0 if waived else min(total, self.least)
