"""The roster costs little: paid hours at the contract's rate, overtime at its factor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from scheduler.goals.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.operation import Agent, Contract, Leave
from scheduler.roster import Duty


class Cost(Goal):
    """Each unit of currency costs `weight` points.

    Paid hours of the shifts worked x the contract's `cost_hour`; hours of a week above `hours_week.max` (leave
    credited, as the limit counts) x `overtime.factor` besides. Paid leave costs the same in every roster: left out.
    """

    rank: ClassVar[int] = 7
    weight: Weight = 0

    def count(self, case: Case) -> Tally:
        money = 0.0
        for name, duties in case.shifts_by_agent.items():
            agent = case.operation.agent(name)
            contract = case.operation.contracts[agent.contract]
            paid = sum(duty.paid_minutes for duty in duties) / 60
            dearer = sum(overtime_hours(case, agent, contract, duties)) * (contract.overtime.factor - 1)
            money += contract.cost_hour * (paid + dearer)
        return Tally(whole_points(self.weight * money), money, "in the currency of cost_hour")


def overtime_hours(case: Case, agent: Agent, contract: Contract, duties: list[Duty]) -> Iterator[float]:
    """Worked hours above `hours_week.max` in each week with a shift; nothing where the contract sets no maximum."""
    most = _bound(contract, "hours_week", "max")
    if most is None:
        return
    weeks: dict[int, float] = defaultdict(float)
    for duty in duties:
        weeks[case.horizon.week_index(duty.day)] += duty.paid_minutes / 60
    for week, worked in weeks.items():
        yield min(worked, max(0.0, worked + _credited_hours(case, agent, contract, week) - most))


def _credited_hours(case: Case, agent: Agent, contract: Contract, week: int) -> float:
    """Hours of paid whole-day leave that count as worked: one contract day each, or the hours that the row gives."""
    least = _bound(contract, "hours_week", "min")
    if not least:
        return 0.0
    days = _bound(contract, "days_week", "min") or _bound(contract, "days_week", "max") or 5
    rows = [row for row in case.operation.leave if row.agent == agent.id and row.kind not in ("unpaid", "off")]
    credits = []
    for day in list(case.horizon.dates())[7 * week : 7 * week + 7]:
        hit = next((row for row in rows if _whole_day(row, day)), None)
        if hit:
            credits.append(least / days if hit.hours is None else hit.hours)
    return sum(credits[: round(days)])


def _whole_day(row: Leave, day: date) -> bool:
    return row.first_day is not None and row.last_day is not None and row.first_day <= day <= row.last_day


def _bound(contract: Contract, limit: str, key: str) -> float | None:
    settings: Any = contract.limits.get(limit)
    value = settings.get(key) if isinstance(settings, dict) else None
    return None if value is None else float(value)
