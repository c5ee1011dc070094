"""Who carries what: hours against the contract, weekends, holidays, nights and wishes of each agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scheduler.clock import Horizon, is_weekend, local_minute, weekend_of
from scheduler.goals.wishes import met
from scheduler.judge.rows.diaries import diaries
from scheduler.operation import Agent, Operation, Wish
from scheduler.report.answer.answer import Answer
from scheduler.roster import Duty
from scheduler.rules.diary import Diary
from scheduler.rules.tools.credit import credited_minutes

NIGHT_ENDS, NIGHT_BEGINS = 6 * 60, 22 * 60


@dataclass(frozen=True)
class Person:
    """One agent's load over the horizon; hours are paid hours unless said otherwise."""

    agent: str
    name: str
    site: str
    contract: str
    hours: float
    leave_hours: float
    """Credited for whole days of paid leave."""
    least: float | None
    """The least hours that the contract asks for in the whole horizon; None where it says nothing."""
    most: float | None
    days: int
    weekends: int
    holidays: int
    """Shifts that start on a holiday of the agent's own site."""
    night_hours: float
    """Elapsed hours at work between 22:00 and 06:00 of the agent's own clock."""
    wishes_met: int
    wishes_unmet: int


def people(answer: Answer) -> list[Person]:
    """Every agent, in the order of their ids."""
    operation, horizon = answer.operation, answer.horizon
    book = diaries(operation, horizon, answer.result.roster)
    free = holidays(operation, horizon)
    wishes: dict[str, list[Wish]] = defaultdict(list)
    for wish in operation.wishes:
        if horizon.holds(wish.day):
            wishes[wish.agent].append(wish)
    return [_person(operation, book.of(agent), free[agent.site], wishes[agent.id]) for agent in operation.agents]


def _person(operation: Operation, diary: Diary, free: dict[date, str], wishes: list[Wish]) -> Person:
    agent, duties = diary.agent, list(diary.duties.values())
    kept = sum(met(wish, diary.duties[wish.day].shift if wish.day in diary.duties else None) for wish in wishes)
    least, most = _contract_hours(operation, agent)
    weeks = diary.horizon.weeks
    return Person(
        agent=agent.id,
        name=agent.name,
        site=agent.site,
        contract=agent.contract,
        hours=sum(duty.paid_minutes for duty in duties) / 60,
        leave_hours=sum(credited_minutes(diary, week) for week in diary.weeks()) / 60,
        least=least * weeks if least is not None else None,
        most=most * weeks if most is not None else None,
        days=len(duties),
        weekends=len({weekend_of(duty.day) for duty in duties if is_weekend(duty.day)}),
        holidays=sum(duty.day in free for duty in duties),
        night_hours=sum(night_minutes(duty, agent.time_zone) for duty in duties) / 60,
        wishes_met=kept,
        wishes_unmet=len(wishes) - kept,
    )


def _contract_hours(operation: Operation, agent: Agent) -> tuple[float | None, float | None]:
    settings: Any = operation.contracts[agent.contract].limits.get("hours_week", operation.rules.get("hours_week"))
    return (settings.get("min"), settings.get("max")) if isinstance(settings, dict) else (None, None)


def night_minutes(duty: Duty, zone_name: str) -> int:
    """Elapsed minutes of a shift, breaks included, that fall between 22:00 and 06:00 of the local clock."""
    step = 15  # every zone's offset and every grid of shifts is a multiple of it
    moments = _every(duty, step)
    return step * sum(not NIGHT_ENDS <= local_minute(moment, zone_name) < NIGHT_BEGINS for moment in moments)


def _every(duty: Duty, step: int) -> Iterator[Any]:
    moment = duty.start
    while moment < duty.end:
        yield moment
        moment += timedelta(minutes=step)


def holidays(operation: Operation, horizon: Horizon) -> dict[str, dict[date, str]]:
    """Site -> its holidays within the horizon, by name."""
    return {name: site.holidays_within(horizon) for name, site in operation.sites.items()}


@dataclass(frozen=True)
class Unmet:
    """A wish that the roster does not keep."""

    wish: Wish
    name: str
    worked: str
    """The shift worked instead; empty for a day off."""


def unmet_wishes(answer: Answer) -> list[Unmet]:
    """Wishes of the horizon that are not kept, the weightiest first."""
    worked = {(duty.agent, duty.day): duty.shift for duty in answer.result.roster.duties}
    rows: Iterable[Wish] = (wish for wish in answer.operation.wishes if answer.horizon.holds(wish.day))
    found = [
        Unmet(wish, answer.operation.agent(wish.agent).name, worked.get((wish.agent, wish.day), ""))
        for wish in rows
        if not met(wish, worked.get((wish.agent, wish.day)))
    ]
    return sorted(found, key=lambda row: (-row.wish.weight, row.wish.agent, row.wish.day))
