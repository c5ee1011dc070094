"""How long the windows of a long horizon are, and how far they look ahead: less of both where time is short."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.requirement import Requirement

MOST_WEEKS, MOST_WEEKS_OF_QUEUES = 8, 4
"""The most weeks that are solved whole, without and with queues."""
LOOK_AHEAD = 1
"""Weeks after a window that are solved with it and then anew."""
GROWTH = 1.15
"""Making the lines of twice as many weeks takes 2 ** GROWTH times as long (measured on 40 people, 1 and 4 weeks)."""
LEAST_IN_HASTE = 2
"""The least weeks of a window when time is short: single weeks save little more and are far worse."""


def wants_windows(horizon: Horizon, requirement: Requirement) -> bool:
    """Whether the horizon is too long to be solved whole."""
    return horizon.weeks > (MOST_WEEKS_OF_QUEUES if requirement.queues else MOST_WEEKS)


@dataclass(frozen=True)
class Shape:
    """Weeks that are kept of a window, and weeks beyond."""

    size: int
    ahead: int = LOOK_AHEAD

    def weeks(self, first: int, last: int) -> range:
        """The weeks of a window from `first` on, in a horizon of so many."""
        return range(first, min(first + self.size + self.ahead, last))

    def kept(self, weeks: range, last: int) -> int:
        """The week after those that are kept of a window."""
        return weeks.stop if weeks.stop == last else weeks.stop - self.ahead

    def to_come(self, weeks: int) -> int:
        """How many windows so many weeks take."""
        return max(1, math.ceil((weeks - self.ahead) / self.size))

    def smaller(self) -> Shape | None:
        """The next smaller: first fewer weeks, then no look ahead, without which totals are hard to meet at the end."""
        if self.size > 1:
            return Shape(self.size - 1, self.ahead)
        return Shape(self.size, 0) if self.ahead else None

    def fitting(self, posing: float, weeks: int, left: float) -> Shape:
        """This shape, or the largest smaller one in which so many weeks are posed in the seconds left.

        `posing` is what a window of this shape took.
        """
        each, length = posing, self.size + self.ahead
        shape: Shape = self
        while shape.to_come(weeks) * each > left:
            less = shape.smaller()
            if less is None or less.size < LEAST_IN_HASTE:
                break
            shape, each = less, posing * ((less.size + less.ahead) / length) ** GROWTH
        return shape
