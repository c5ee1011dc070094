"""What is left of the time or the budget of a plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from scheduler.model.escalation.plan import Effort

BUDGET_SHARE = 0.1
"""Share of the budget for one of many solves."""
TURN_SHARE = 0.2
"""Share of the whole time: with less left no further turn begins, as it could not be solved."""


class Clock:
    """What is left of an effort."""

    def __init__(self, effort: Effort, stopped: Callable[[], bool]) -> None:
        self.effort, self.stopped, self.begun = effort, stopped, time.perf_counter()

    def left(self) -> float:
        """Seconds that are left; 0 at least."""
        return max(0.0, self.effort.seconds - self.spent())

    def spent(self) -> float:
        """Seconds since the effort began."""
        return time.perf_counter() - self.begun

    def effort_of(self, share: float, least: float) -> Effort:
        """A share of what is left of the time, but `least` seconds; without a clock a tenth of the budget."""
        budget = None if self.effort.budget is None else BUDGET_SHARE * self.effort.budget
        return replace(self.effort, seconds=max(least, self.left() * share), budget=budget)

    def more(self, share: float = TURN_SHARE) -> bool:
        """Whether more than a share of the whole time is left; with a budget, as long as nobody stops the solve."""
        return not self.stopped() and (self.effort.budget is not None or self.left() > share * self.effort.seconds)

    def part(self, share: float) -> Callable[[], bool]:
        """A function that says whether a share of the time that is left now still lasts."""
        until = time.perf_counter() + share * self.left()
        return lambda: not self.stopped() and (self.effort.budget is not None or time.perf_counter() < until)
