"""Weekends and holidays go round: who has carried many is not asked for yet another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

from scheduler.clock import Horizon
from scheduler.count.burden import weighs
from scheduler.count.case import Case
from scheduler.count.standby_windows import duty_windows_held, windows_before
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.along import CountedDays
from scheduler.goals.terms.asked import Asked
from scheduler.operation import Operation
from scheduler.roster import Roster

__all__ = ["Fairness", "risen", "weighs"]


class Fairness(Goal):
    """An agent's k-th weekend or holiday shift, counted with those in history, weighs k.

    So one more shift for who has few costs less than one for who has many, and an even spread costs least. A shift
    belongs to its local date; holidays are those of the agent's own site; a holiday on a weekend counts once. A window
    of standby counts as a shift of its date in the duty's zone, in duty_history.csv and earlier reports as well.
    """

    rank: ClassVar[int] = 6
    unit: ClassVar[str] = "weighed shifts"
    at_stake: ClassVar[str] = "weekends and holidays would be shared less evenly"
    weight: Weight = 0

    def terms(self, asked: Asked) -> Iterator[CountedDays]:
        yield CountedDays(self.weight, partial(weighs, asked.operation), asked.burdened)

    def of_standby(self, operation: Operation, horizon: Horizon, roster: Roster) -> float:
        windows = duty_windows_held(operation, horizon, roster)
        return self.weight * (risen(operation, horizon, roster, windows) - risen(operation, horizon, roster, {}))

    def count(self, case: Case) -> Tally:
        windows = duty_windows_held(case.operation, case.horizon, case.roster)
        amount = risen(case.operation, case.horizon, case.roster, windows)
        what = "weekend and holiday shifts" + (" and standby windows" if windows else "")
        return Tally(whole_points(self.weight * amount), amount, f"{what}, a person's second as 2, third as 3")


def risen(operation: Operation, horizon: Horizon, roster: Roster, windows: Mapping[str, int]) -> int:
    """The sum over agents and their weekend and holiday shifts, the k-th as k; `windows` by agent count as shifts."""
    known = {agent.id: agent for agent in operation.agents}
    before, now = Counter[str](windows_before(operation, horizon)), Counter[str](windows)
    for row in operation.history:
        if row.day < horizon.first and row.agent in known:
            before[row.agent] += weighs(operation, known[row.agent], row.day)
    for duty in roster.duties:
        if duty.agent in known:
            now[duty.agent] += weighs(operation, known[duty.agent], duty.day)
    return sum(before[agent] * count + count * (count + 1) // 2 for agent, count in now.items())
