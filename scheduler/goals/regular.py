"""Weeks are regular: one start of work, and no single day off or at work between others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scheduler.clock import DAY_MINUTES, local_minute
from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, goal_of, whole_points
from scheduler.goals.terms.along import FAR_DAYS, SteadyWeeks
from scheduler.goals.terms.asked import Asked
from scheduler.operation import Agent, Worked
from scheduler.roster import Duty
from scheduler.rules.diary import bare

PARTS = ("start", "lone_off", "lone_on")
ONE_DAY = timedelta(days=1)


class Weights(BaseModel):
    """Points for each change of start, each lone day off, and each lone working day."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    start: Weight = 0
    lone_off: Weight = 0
    lone_on: Weight = 0

    def __bool__(self) -> bool:
        return any(self.of_parts)

    @property
    def of_parts(self) -> tuple[float, float, float]:
        """The weights in the order of `PARTS`."""
        return self.start, self.lone_off, self.lone_on


def by_part(value: Any) -> Any:
    """`10` -> that weight for each part; `{ start = 10 }` -> the parts left out cost nothing."""
    if isinstance(value, Weights):
        return value
    parts = value if isinstance(value, dict) else dict.fromkeys(PARTS, value)
    known = parts and all(name in PARTS for name in parts)
    if not known or not all(_is_weight(weight) for weight in parts.values()):
        raise ValueError(f"weight wants a number from 0, or a table of {', '.join(PARTS)} such as {{ start = 10 }}")
    return parts


def _is_weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")


class Regular(Goal):
    """Each change of start, lone day off and lone working day costs `weight` points, or its part's weight.

    Starts are those on the agent's own clocks. They change where they lie more than `tolerance_minutes` apart, the
    shorter way around the clock.
    """

    rank: ClassVar[int] = 9
    weight: Annotated[Weights, BeforeValidator(by_part)] = Weights()
    tolerance_minutes: int = Field(default=0, ge=0, strict=True)

    def terms(self, asked: Asked) -> Iterator[SteadyWeeks]:
        yield SteadyWeeks(self.weight.of_parts, self.tolerance_minutes)

    def count(self, case: Case) -> Tally:
        found = irregular(case, self.tolerance_minutes)
        counts = (found.starts, found.lone_off, found.lone_on)
        points = sum(weight * count for weight, count in zip(self.weight.of_parts, counts, strict=True))
        return Tally(whole_points(points), sum(counts), "changes of start and lone days")


@dataclass(frozen=True)
class Irregular:
    """What is irregular in a roster, all agents together."""

    starts: int
    """Working days that start otherwise than the agent's working day before."""
    lone_off: int
    """Days off between two working days; a whole day of leave is none."""
    lone_on: int
    """Working days between two days off or on leave."""


def irregular_in(case: Case) -> Irregular:
    """The count of a roster at the operation's tolerance."""
    return irregular(case, goal_of(case.operation, Regular).tolerance_minutes)


def irregular(case: Case, tolerance_minutes: int) -> Irregular:
    """Count changes of start and lone days of a roster and its history, if they involve a day of the horizon."""
    first_known = min((row.day for row in case.operation.history if row.day < case.horizon.first), default=None)
    worked = _starts(case)
    starts, lone_off, lone_on = 0, 0, 0
    for agent in case.operation.agents:
        mine = worked[agent.id]
        starts += _changes(case, mine, tolerance_minutes)
        for kind in _lone_days(case, agent, mine, first_known or case.horizon.first):
            lone_off += kind == "off"
            lone_on += kind == "work"
    return Irregular(starts, lone_off, lone_on)


def _starts(case: Case) -> dict[str, dict[date, int]]:
    """Agent -> date of each known shift -> minute of the agent's own day at which it starts."""
    agents = {agent.id: agent for agent in case.operation.agents}
    found: dict[str, dict[date, int]] = {name: {} for name in agents}
    rows: list[Worked | Duty] = [row for row in case.operation.history if row.day < case.horizon.first]
    rows += [duty for duty in case.roster.duties if case.horizon.holds(duty.day)]
    for row in rows:
        if row.agent in agents:
            found[row.agent][row.day] = local_minute(row.start, agents[row.agent].time_zone)
    return found


def _changes(case: Case, mine: dict[date, int], tolerance_minutes: int) -> int:
    pairs = [pair for pair in pairwise(sorted(mine)) if pair[1] >= case.horizon.first]
    near = [(before, day) for before, day in pairs if (day - before).days <= FAR_DAYS]
    return sum(apart(mine[before], mine[day]) > tolerance_minutes for before, day in near)


def apart(one: int, other: int) -> int:
    """Minutes between two minutes of the day, the shorter way around the clock."""
    return min((one - other) % DAY_MINUTES, (other - one) % DAY_MINUTES)


def _lone_days(case: Case, agent: Agent, mine: dict[date, int], first_known: date) -> Iterator[Literal["off", "work"]]:
    """Yields `off` or `work` for each lone day; the day after it lies in the horizon."""
    first = max(case.horizon.first - ONE_DAY, first_known + ONE_DAY)
    diary = bare(case.operation, case.horizon, agent)
    for step in range((case.horizon.last - first).days):
        day = first + timedelta(days=step)
        around = (day - ONE_DAY, day + ONE_DAY)
        if day in mine and not any(one in mine for one in around) and all(map(agent.employed, around)):
            yield "work"
        between = day not in mine and all(one in mine for one in around)
        if between and agent.employed(day) and not diary.on_leave(day):
            yield "off"
