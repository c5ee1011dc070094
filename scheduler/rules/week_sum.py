"""A sum over each week of the horizon between a least and a most, as states along a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from scheduler.rules.track import Day, Key, Letter, State, Track

Amount = Callable[[Letter], int]


class WeekSumTrack(Track):
    """The state is the week's sum so far, and whether its least is waived (a day outside employment was met).

    The sum is of work and of leave credited. Leave alone never exceeds the most, as no roster can change it: a sum
    without any work is kept below 0, and its most is first asked where work joins it.
    """

    def __init__(self, least: int, most: int | None, amount: Amount, credit: Amount) -> None:
        self.least, self.most, self.amount, self.credit = least, most, amount, credit

    def start(self) -> State:
        return (0, False)

    def key(self, letter: Letter) -> Key:
        return None if letter.kind == "away" and self.least else (self.amount(letter), self.credit(letter))

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return (0, False)
        total, waived = cast("tuple[int, bool]", state)
        waived, (work, credit) = waived or key is None, cast("tuple[int, int] | None", key) or (0, 0)
        works, total = total > 0 or work > 0, abs(total) + work + credit
        if self.most is not None and works and total > self.most:
            return None
        if day.last_of_week:
            return (0, False) if waived or total >= self.least else None
        return (self._clipped(total, waived, works), waived)

    def _clipped(self, total: int, waived: bool, works: bool) -> int:
        """Without a most, nothing matters beyond the least, and nothing at all once that is waived."""
        if self.most is not None:
            return total if works else -min(total, self.most + 1)
        return 0 if waived else min(total, self.least)
