"""What each person carries: nights, weekends, hours beyond what is obliged, and standby."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.clock import Horizon, instant, is_weekend, minutes_between
from scheduler.judge.obliged import Mark, Obliged, obliged_of
from scheduler.judge.spans import Span, outside
from scheduler.judge.trial import Own
from scheduler.operation import Agent, Operation, Worked
from scheduler.roster import Duty

NIGHT, MORNING = 22 * 60, 30 * 60
"""Minutes of the local clock between which hours are night, the second on the next day."""
ENOUGH = 180
"""Minutes of night that make a shift a night."""
UNIT = 8 * 60
"""Hours and standby are weighed in units of eight hours, so that one is like a shift."""


@dataclass(frozen=True)
class Load:
    """Some shifts and standby, in counts that add up."""

    nights: int = 0
    weekends: int = 0
    standby: int = 0
    """Minutes of standby."""
    paid: tuple[tuple[int, int], ...] = ()
    """(week of the horizon, paid minutes) of each shift."""


class Carried:
    """Counts people's rows; what lasts for a whole judgement is kept."""

    def __init__(self, operation: Operation, horizon: Horizon, kept: Collection[Mark] = ()) -> None:
        self.operation, self.horizon, self.kept = operation, horizon, kept
        self._nights: dict[tuple[datetime, datetime, str], bool] = {}
        self._obliged: dict[str, Obliged] = {}
        self._past: dict[str, Load] = {}
        self._shifts: dict[str, list[Worked]] = defaultdict(list)
        for row in operation.history:
            if row.day < horizon.first:
                self._shifts[row.agent].append(row)
        self._standby = _standby_before(operation, horizon)

    def load(self, agent: Agent, duties: Iterable[Duty], standby: int) -> Load:
        """Shifts of the horizon and minutes of standby as that agent's own."""
        nights = weekends = 0
        paid = []
        for duty in (duty for duty in duties if self.horizon.holds(duty.day)):
            nights += self.night(duty.start, duty.end, agent.time_zone)
            weekends += self.weekend(agent, duty.day)
            paid.append((self.horizon.week_index(duty.day), duty.paid_minutes))
        return Load(nights, weekends, standby, tuple(paid))

    def of(self, agent: Agent, own: Own) -> Load:
        """All that an agent carries in the horizon."""
        return self.load(agent, own.duties, standby_minutes(own))

    def before(self, agent: Agent) -> Load:
        """Nights, weekends and standby of history."""
        if agent.id not in self._past:
            rows = self._shifts.get(agent.id, ())
            nights = sum(self.night(row.start, row.end, agent.time_zone) for row in rows)
            weekends = sum(self.weekend(agent, row.day) for row in rows)
            self._past[agent.id] = Load(nights, weekends, self._standby.get(agent.id, 0))
        return self._past[agent.id]

    def amounts(self, agent: Agent, load: Load, own: Own) -> dict[str, float]:
        """Count -> amount of an agent with that load; hours and standby are in units of eight hours.

        Nights, weekends and standby include those of history. `own` are the agent's rows as they are: they say what is
        obliged.
        """
        past = self.before(agent)
        if agent.id not in self._obliged:
            self._obliged[agent.id] = obliged_of(self.operation, self.horizon, agent, own.duties, self.kept)
        return {
            "nights": float(load.nights + past.nights),
            "weekends": float(load.weekends + past.weekends),
            "hours": self._obliged[agent.id].beyond(load.paid) / UNIT,
            "standby": (load.standby + past.standby) / UNIT,
        }

    def night(self, start: datetime, end: datetime, zone_name: str) -> bool:
        """Whether a shift has three hours or more of night."""
        key = start, end, zone_name
        if key not in self._nights:
            first = start.date() - timedelta(days=2)
            days = (first + timedelta(days=step) for step in range((end - start).days + 5))
            spans = ((instant(day, NIGHT, zone_name), instant(day, MORNING, zone_name)) for day in days)
            minutes = sum(max(0, minutes_between(max(start, low), min(end, high))) for low, high in spans)
            self._nights[key] = minutes >= ENOUGH
        return self._nights[key]

    def weekend(self, agent: Agent, day: date) -> bool:
        """Whether a date is a Saturday, a Sunday or a holiday of the agent's site."""
        return is_weekend(day) or self.operation.sites[agent.site].is_holiday(day)


def standby_minutes(own: Own) -> int:
    """Minutes on call."""
    rows = (row for row in own.activities if row.activity.startswith("on_call:"))
    return sum(minutes_between(row.start, row.end) for row in rows)


def _standby_before(operation: Operation, horizon: Horizon) -> dict[str, int]:
    """Agent -> minutes on call before the horizon; who was at work then was not."""
    on_call = {(tier.cover.name, tier.name) for tier in operation.tiers if tier.on_call}
    shifts: dict[str, list[Span]] = defaultdict(list)
    for row in operation.history if operation.duty_history else ():
        shifts[row.agent].append((horizon.minute(row.start), horizon.minute(row.end)))
    found: dict[str, int] = defaultdict(int)
    for held in operation.duty_history:
        if (held.cover, held.tier) in on_call and held.start < horizon.start:
            span = horizon.minute(held.start), min(0, horizon.minute(held.end))
            found[held.agent] += sum(end - start for start, end in outside(span, sorted(shifts[held.agent])))
    return dict(found)
