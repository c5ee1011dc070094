"""Everybody is on call as often as their work load says, on weekdays and on weekends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import ClassVar

from pydantic import Field

from scheduler.count.case import Case
from scheduler.count.windows_held import windows_held
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.references import AgentName, CoverName
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.duty import LargestOf
from scheduler.operation.duty_hours import duty_windows

PERCENT = 100
FRIDAY = 4


class Imbalance(Goal):
    """The largest difference of any two agents' counts costs `weight` points a unit, for each of the duties `of`.

    Each count is scaled by the other agent's work load, in percent, and the difference rounded up. The windows of a
    weekend count once, by its Friday.
    """

    rank: ClassVar[int] = 21
    weight: Weight = 0
    of: tuple[CoverName, ...] = ()
    load_percent: Mapping[AgentName, int] = Field(default_factory=dict)

    def priced_duties(self) -> tuple[str, ...]:
        return self.of

    def terms(self, asked: Asked) -> Iterator[LargestOf]:
        people, loads = list(self.load_percent), list(self.load_percent.values())
        for cover in (cover for cover in asked.operation.cover if cover.name in self.of):
            days = [day for day, _, _ in duty_windows(asked.operation, asked.horizon, cover) if day.weekday() <= FRIDAY]
            sums = [frozenset((agent, (cover.name, day)) for day in days) for agent in people]
            pairs = [{i: loads[j], j: -loads[i]} for i, j in permutations(range(len(people)), 2)]
            yield LargestOf(sums, pairs, self.weight, PERCENT)

    def count(self, case: Case) -> Tally:
        held = windows_held(case.operation, case.horizon, case.roster)
        total = 0
        for name in self.of:
            counts = Counter(agent for agent, own in held.items() for cover, day in own
                             if cover == name and day.weekday() <= FRIDAY)  # fmt: skip
            apart = [load * counts[other] - self.load_percent[other] * counts[agent]
                     for agent, load in self.load_percent.items() for other in self.load_percent]  # fmt: skip
            total += -(-max(apart, default=0) // PERCENT)
        return Tally(whole_points(self.weight * total), total, "largest differences of two agents' counts")
