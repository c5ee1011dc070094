"""Some weeks of a horizon, and what the rest of it leaves one agent there: for limits that count the whole horizon."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scheduler.clock import Horizon
from scheduler.roster import Duty

SLACK, LOOSE = 0.5, 5.0
"""Longest shifts by which some weeks may run ahead of the even pace; and fall behind, where there is no other line."""


@dataclass(frozen=True)
class Portion:
    """What a limit over the whole horizon must know to bind its part in some weeks of it."""

    weeks: Horizon
    """The weeks as a horizon of their own."""
    elsewhere: tuple[Duty, ...]
    """The agent's duties in the horizon's other weeks, as far as they are decided."""
    here: tuple[Duty, ...]
    """The agent's present duties in these weeks, where a search goes on from them."""
    share: float
    """These weeks' part of the days that are not decided yet; 1 where no other day is open."""
    loose: int
    """How far the agent may leave the even pace: 0 not, 1 some shifts, 2 as far as need be."""
    longest: int
    """Minutes of the longest shift: how far from the even pace these weeks may go."""
    seed: int
    states: int
    """How many combinations of counts a line may carry; caps beyond are kept by the calendar."""
    employed: tuple[int, int] = (1, 1)
    """Days of the whole horizon on which the agent is employed, and all of its days."""

    @cached_property
    def worked(self) -> Counter[str]:
        """How often each shift is worked elsewhere."""
        return Counter(duty.shift for duty in self.elsewhere)

    def least(self, left: int) -> int:
        """The least minutes in these weeks where so many are still to be worked."""
        if self.share >= 1:
            return max(0, left)
        slack = (0, LOOSE * self.longest, math.inf)[self.loose]
        if slack > left * self.share:
            return 0
        return max(0, self._step * math.floor((left * self.share - slack) / self._step))

    def most(self, left: int) -> int:
        """The most minutes in these weeks where so many may still be worked."""
        if self.share >= 1 or self.loose:
            return max(0, left)
        return max(0, min(left, self._step * math.ceil((left * self.share + SLACK * self.longest) / self._step)))

    def part(self, left: int) -> int:
        """The most times in these weeks where so many are left: rounded down, or the last weeks would have none."""
        return left if self.loose else math.floor(left * min(1.0, self.share) + 1e-9)

    @property
    def _step(self) -> int:
        """Paces are multiples of it, so that agents of one pace share their automaton."""
        return max(1, self.longest // 2)

    def some_dates(self, shift: str, count: int) -> frozenset[date]:
        """`count` dates of these weeks: those on which the shift is worked at present, and others by chance."""
        now = [duty.day for duty in self.here if duty.shift == shift]
        others = [day for day in self.weeks.dates() if day not in now]
        chance = random.Random(f"{self.seed} {shift}")
        return frozenset([*now, *chance.sample(others, min(len(others), max(0, count - len(now))))])
