"""Leave credited to a week, counted again: exactly where the formats leave no doubt, else its least and its most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.operation import Agent, Leave, Operation


@dataclass(frozen=True)
class Credit:
    """What counts as worked."""

    minutes: float = 0.0
    days: int = 0


def least_and_most_credit(
    operation: Operation, agent: Agent, worked: set[date], dates: list[date], limits: dict[str, Any]
) -> tuple[Credit, Credit]:
    """The credit of a week; the two differ where clock times, weekends, availability or rows that overlap matter."""
    rows = [row for row in operation.leave if row.agent == agent.id and row.kind not in ("unpaid", "off")]
    days = contract_days(limits)
    day_minutes = 60 * ((limits.get("hours_week") or {}).get("min") or 0) / max(days, 1)
    sure: list[float] = []
    perhaps: list[float] = []
    for day in dates:
        here = [row for row in rows if touches(row, day, agent.time_zone)]
        if here and agent.employed(day):
            amounts = [day_minutes if row.hours is None else 60 * row.hours for row in here]
            plain = len(here) == 1 and here[0].first_day is not None and day.weekday() < 5 and day not in worked
            if plain and not any(row.agent == agent.id for row in operation.availability):
                sure.append(amounts[0])
            else:
                perhaps.append(max(amounts))
    if perhaps or len(sure) > days:
        every = sorted((*sure, *perhaps), reverse=True)[: max(days, 1)]
        return Credit(), Credit(sum(every), len(every))
    exact = Credit(sum(sure), len(sure))
    return exact, exact


def contract_days(limits: dict[str, Any]) -> int:
    """Days of a full week of the contract: the least, else the most, else five."""
    told = limits.get("days_week") or {}
    found = next((told[key] for key in ("min", "max") if told.get(key) is not None), 5)
    return int(found)


def touches(row: Leave, day: date, zone: str) -> bool:
    """Whether a row of leave has a minute of the local day."""
    if row.first_day is not None and row.last_day is not None:
        return row.first_day <= day <= row.last_day
    if row.start is None or row.end is None:
        return False
    last = row.end - timedelta(minutes=1)
    return row.start.astimezone(ZoneInfo(zone)).date() <= day <= last.astimezone(ZoneInfo(zone)).date()
