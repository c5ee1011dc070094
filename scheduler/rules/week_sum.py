"""A sum over each week of the horizon between a least and a most, as states along a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from scheduler.rules.track import Day, Key, Letter, State, Track

Amount = Callable[[Letter], int]


class WeekSumTrack(Track):
    """The state is the week's sum so far, whether its least is waived (a day outside employment was met), and `hours`.

    The sum is of work and of leave credited. Leave alone never exceeds the most, as no roster can change it: a sum
    without any work is kept below 0, and its most is first asked where work joins it. `hours` is the leave by the
    clock: a most that is nearer to the least gives way so far.
    """

    def __init__(self, least: int, most: int | None, amount: Amount, credit: Amount, hours: Amount) -> None:
        self.least, self.most, self.amount, self.credit, self.hours = least, most, amount, credit, hours

    def start(self) -> State:
        return (0, False, 0)

    def key(self, letter: Letter) -> Key:
        if letter.kind == "away" and self.least:
            return None
        return (self.amount(letter), self.credit(letter), self.hours(letter))

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return self.start()
        total, waived, hours = cast("tuple[int, bool, int]", state)
        work, credit, more = cast("tuple[int, int, int] | None", key) or (0, 0, 0)
        works, waived, hours = total > 0 or work > 0, waived or key is None, hours + more
        total = abs(total) + work + credit
        if self.most is not None and works and total > max(self.most, self.least + hours):
            return None
        if day.last_of_week:
            return self.start() if waived or total >= self.least else None
        return (self._clipped(total, waived, works), waived, 0 if self.most is None else hours)

    def _clipped(self, total: int, waived: bool, works: bool) -> int:
        """Without a most, nothing matters beyond the least, and nothing at all once that is waived."""
        if self.most is not None:
            return total if works else -total
        return 0 if waived else min(total, self.least)
