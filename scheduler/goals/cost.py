"""The roster costs little: paid hours at the contract's rate, overtime at its factor, standby at the duty's rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from scheduler.clock import Horizon
from scheduler.count.case import Case
from scheduler.count.standby_pay import standby_pay
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.along import Pay
from scheduler.goals.terms.asked import Asked
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty, Roster
from scheduler.rules.diary import bare
from scheduler.rules.tools.credit import credited_minutes


class Cost(Goal):
    """Each unit of currency costs `weight` points.

    Paid hours of worked shifts cost the contract's `cost_hour`. Hours of a week above `hours_week.max` (leave credited,
    as the limit counts) cost it times `overtime.factor`. Standby and its call-outs cost what `standby_pay` says. Paid
    leave costs the same in every roster and is left out.
    """

    rank: ClassVar[int] = 7
    unit: ClassVar[str] = "currency"
    grain: ClassVar[float] = 1.0
    weight: Weight = 0

    def terms(self, asked: Asked) -> Iterator[Pay]:
        yield Pay(self.weight, partial(most_hours, asked.operation))

    def of_standby(self, operation: Operation, horizon: Horizon, roster: Roster) -> float:
        return self.weight * standby_pay(operation, horizon, roster)

    def count(self, case: Case) -> Tally:
        money = money_of(case).all
        return Tally(whole_points(self.weight * money), money, "in the currency of cost_hour")


@dataclass(frozen=True)
class Money:
    """What a roster costs, in the currency of `cost_hour`."""

    wages: float
    """Paid hours of worked shifts at the contract's rate, overtime at the same rate."""
    overtime: float
    """What overtime costs on top of that rate."""
    standby: float

    @property
    def all(self) -> float:
        return self.wages + self.overtime + self.standby


def money_of(case: Case) -> Money:
    """Wages, what overtime adds to them, and standby pay of a finished roster."""
    wages = overtime = 0.0
    for name, duties in case.shifts_by_agent.items():
        agent = case.operation.agent(name)
        contract = case.operation.contracts[agent.contract]
        wages += contract.cost_hour * sum(duty.paid_minutes for duty in duties) / 60
        overtime += contract.cost_hour * sum(overtime_hours(case, agent, duties)) * (contract.overtime.factor - 1)
    return Money(wages, overtime, standby_pay(case.operation, case.horizon, case.roster))


def overtime_hours(case: Case, agent: Agent, duties: list[Duty]) -> Iterator[float]:
    """Worked hours above `hours_week.max` of each week; nothing where no maximum is set."""
    most = most_hours(case.operation, agent)
    if most is None:
        return
    diary = bare(case.operation, case.horizon, agent, duties)
    for week in diary.weeks():
        worked = sum(diary.duties[day].paid_minutes for day in week if day in diary.duties) / 60
        credit = credited_minutes(diary, week) / 60
        yield min(worked, max(0.0, worked + credit - most))


def most_hours(operation: Operation, agent: Agent) -> float | None:
    """Hours a week beyond which overtime begins."""
    settings = operation.contracts[agent.contract].limits.get("hours_week", operation.rules.get("hours_week"))
    return settings.get("max") if isinstance(settings, dict) else None
