"""The arithmetic that a planner does on a napkin before any solve: simple upper estimates, no solver."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from scheduler.clock import Horizon, local
from scheduler.operation import Agent, Operation
from scheduler.requirement import Requirement
from scheduler.rules import limits_for
from scheduler.rules.diary import bare
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.tools.credit import credited

FORMULA = (
    "able hours = agents with the skill and language, employed, available and not on leave that day, "
    "each for the longest shift less its breaks; in the week, within the contract's days and hours; "
    "an agent counts for every queue served"
)


@dataclass(frozen=True)
class QueueDay:
    """Rostered hours that a queue requires on a date of the planning zone, against those of the people who could."""

    queue: str
    date: date
    required_hours: float
    able_hours: float
    able_agents: int

    @property
    def short(self) -> bool:
        return self.required_hours > self.able_hours + 1e-6


@dataclass(frozen=True)
class Unmet:
    """An agent whose contract cannot be met in a week, however the shifts fall."""

    agent: str
    week: date
    days_left: int
    longest_hours: float
    credited_hours: float
    possible_hours: float
    wanted_hours: float


@dataclass(frozen=True)
class AgentWeek:
    """What a contract and leave leave of an agent's week."""

    least_hours: float
    days_left: int
    credited_hours: float
    able_hours: float


class Napkin:
    """What each agent can work at most, day by day."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.leave: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for row in operation.leave:
            if row.first_day is not None and row.last_day is not None:
                self.leave[row.agent].append((row.first_day, row.last_day))
        self.weekdays: dict[str, set[int]] = defaultdict(set)
        for span in operation.availability:
            self.weekdays[span.agent].add(span.weekday)
        self.longest: dict[tuple[str, str], tuple[float, float]] = {}

    def longest_hours(self, agent: Agent) -> tuple[float, float]:
        """Paid hours, and hours without any break, of the longest shift the agent may work; 0 where there is none."""
        key = (agent.site, agent.contract)
        if key not in self.longest:
            lengths = [(shift, minutes) for shift in self.operation.shifts_of(agent) for minutes in shift.lengths()]
            paid = [self.operation.paid_minutes(agent.site, shift, minutes) for shift, minutes in lengths]
            at_work = [
                minutes - sum(pause.minutes for pause in self.operation.breaks_of(agent.site, shift, minutes))
                for shift, minutes in lengths
            ]
            self.longest[key] = (max(paid, default=0) / 60, max(at_work, default=0) / 60)
        return self.longest[key]

    def free(self, agent: Agent, day: date) -> bool:
        """Whether the agent is employed, available on the weekday, and not on a whole day of leave."""
        weekdays = self.weekdays.get(agent.id)
        return (
            agent.employed(day)
            and (weekdays is None or day.weekday() in weekdays)
            and not any(first <= day <= last for first, last in self.leave.get(agent.id, ()))
        )

    def queue_days(self, requirement: Requirement) -> list[QueueDay]:
        """One entry a queue and date with anything required."""
        required, found = self._required(requirement), []
        for name in requirement.queues:
            able = [agent for agent in self.operation.agents if agent.serves(self.operation.queues[name])]
            for day in self.horizon.dates():
                there = [agent for agent in able if self.free(agent, day)]
                hours = sum(self.longest_hours(agent)[1] for agent in there)
                if required[name, day] > 0:
                    found.append(QueueDay(name, day, round(required[name, day], 2), round(hours, 2), len(there)))
        return found

    def _required(self, requirement: Requirement) -> dict[tuple[str, date], float]:
        hours, step = requirement.required * (requirement.interval_minutes / 60), requirement.interval_minutes
        found: dict[tuple[str, date], float] = defaultdict(float)
        for interval in range(requirement.intervals):
            day = local(self.horizon.moment(interval * step), self.horizon.time_zone).date()
            for row, name in enumerate(requirement.queues):
                found[name, day] += float(hours[row, interval])
        return found

    def queue_weeks(self, days: list[QueueDay]) -> list[QueueDay]:
        """One entry a queue and week, each agent within the contract's hours and days; `date` is the week's first."""
        required: dict[tuple[str, date], float] = defaultdict(float)
        for entry in days:
            required[entry.queue, self._weeks()[self.horizon.week_index(entry.date)][0]] += entry.required_hours
        found = []
        for week in self._weeks():
            hours = {agent.id: self._week(agent, week).able_hours for agent in self.operation.agents}
            for name, queue in self.operation.queues.items():
                able = [agent.id for agent in self.operation.agents if agent.serves(queue) and hours[agent.id] > 0]
                if required.get((name, week[0]), 0) > 0:
                    whole = round(sum(hours[agent] for agent in able), 2)
                    found.append(QueueDay(name, week[0], round(required[name, week[0]], 2), whole, len(able)))
        return found

    def _weeks(self) -> list[list[date]]:
        dates = list(self.horizon.dates())
        return [dates[start : start + 7] for start in range(0, len(dates), 7)]

    def unmet(self) -> list[Unmet]:
        """Every agent and week in which days left times the longest shift, with leave credited, is too little."""
        found = []
        for agent in self.operation.agents:
            longest = self.longest_hours(agent)[0]
            for week in self._weeks():
                one = self._week(agent, week)
                possible = one.days_left * longest + one.credited_hours
                if possible < one.least_hours - 1e-9 and all(agent.employed(day) for day in week):
                    left, credit = one.days_left, one.credited_hours
                    found.append(Unmet(agent.id, week[0], left, longest, credit, possible, one.least_hours))
        return found

    def _week(self, agent: Agent, week: list[date]) -> AgentWeek:
        limits = limits_for(self.operation, agent)
        hours = [limit for limit in limits if isinstance(limit, HoursWeek)]
        days = [limit for limit in limits if isinstance(limit, DaysWeek)]
        least = max((limit.min for limit in hours if limit.min), default=0.0)
        credits = credited(bare(self.operation, self.horizon, agent), week)
        hours_credited = sum(one.minutes for one in credits.values()) / 60
        days_credited = sum(one.whole for one in credits.values())
        most_days = min((limit.max for limit in days if limit.max is not None), default=7) - days_credited
        left = max(0, min(most_days, sum(self.free(agent, day) for day in week)))
        cap = min((limit.max + limit.overtime for limit in hours if limit.max is not None), default=168.0)
        able = max(0.0, min(cap - hours_credited, left * self.longest_hours(agent)[1]))
        return AgentWeek(least, left, hours_credited, able)

    def unserved(self) -> list[str]:
        """Queues that no one can serve."""
        queues = self.operation.queues.values()
        return [queue.id for queue in queues if not any(agent.serves(queue) for agent in self.operation.agents)]


def napkin(operation: Operation, horizon: Horizon, requirement: Requirement) -> dict[str, Any]:
    """The whole of it, ready to print or to write as JSON (dates as `date`)."""
    reckoned = Napkin(operation, horizon)
    days = reckoned.queue_days(requirement)
    weeks = reckoned.queue_weeks(days)
    return {
        "formula": FORMULA,
        "queue_days": [asdict(day) | {"short": day.short} for day in days],
        "queue_weeks": [asdict(week) | {"short": week.short} for week in weeks],
        "contracts_unmet": [asdict(one) for one in reckoned.unmet()],
        "queues_no_one_serves": reckoned.unserved(),
    }
