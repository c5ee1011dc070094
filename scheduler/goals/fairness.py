"""Weekends and holidays go round: who has carried many is not asked for yet another."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar

from scheduler.clock import is_weekend
from scheduler.goals.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.operation import Agent, Operation


class Fairness(Goal):
    """An agent's k-th weekend or holiday shift, counted with those in history, weighs k.

    So one more shift for who has few costs less than one for who has many, and an even spread costs least. A shift
    belongs to its local date; holidays are those of the agent's own site; a holiday on a weekend counts once.
    """

    rank: ClassVar[int] = 6
    weight: Weight = 0

    def count(self, case: Case) -> Tally:
        known = {agent.id: agent for agent in case.operation.agents}
        before, now = Counter[str](), Counter[str]()
        for row in case.operation.history:
            if row.day < case.horizon.first and row.agent in known:
                before[row.agent] += weighs(case.operation, known[row.agent], row.day)
        for duty in case.roster.duties:
            if duty.agent in known:
                now[duty.agent] += weighs(case.operation, known[duty.agent], duty.day)
        amount = sum(before[agent] * count + count * (count + 1) // 2 for agent, count in now.items())
        return Tally(whole_points(self.weight * amount), amount, "weekend and holiday shifts, each agent's k-th as k")


def weighs(operation: Operation, agent: Agent, day: date) -> bool:
    """Whether a shift of that date is a weekend or holiday shift for the agent."""
    return is_weekend(day) or operation.sites[agent.site].is_holiday(day)
