"""A sum over each week of the horizon between a least and a most, as states along a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from scheduler.rules.track import Day, Key, Letter, State, Track

Amount = Callable[[Letter], int]


class WeekSumTrack(Track):
    """The state is the week's sum so far, whether its least is waived (a day outside employment was met), and `room`.

    The sum is of work and of leave credited. Leave alone never exceeds the most, as no roster can change it: a sum
    without any work is kept below 0, and its most is first asked where work joins it. `room` is what leave by the
    clock adds to the most.
    """

    def __init__(self, least: int, most: int | None, amount: Amount, credit: Amount, room: Amount) -> None:
        self.least, self.most, self.amount, self.credit, self.room = least, most, amount, credit, room

    def start(self) -> State:
        return (0, False, 0)

    def key(self, letter: Letter) -> Key:
        if letter.kind == "away" and self.least:
            return None
        return (self.amount(letter), self.credit(letter), self.room(letter))

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        if day.past:
            return self.start()
        total, waived, room = cast("tuple[int, bool, int]", state)
        work, credit, more = cast("tuple[int, int, int] | None", key) or (0, 0, 0)
        works, waived, room = total > 0 or work > 0, waived or key is None, room + more
        total = abs(total) + work + credit
        if self.most is not None and works and total > self.most + room:
            return None
        if day.last_of_week:
            return self.start() if waived or total >= self.least else None
        return (self._clipped(total, waived, works), waived, 0 if self.most is None else room)

    def _clipped(self, total: int, waived: bool, works: bool) -> int:
        """The total as far as it matters: without a most only up to the least, and 0 once the least is waived."""
        if self.most is not None:
            return total if works else -total
        return 0 if waived else min(total, self.least)
