"""Each agent's diary, from the roster's rows: what the plain checks of the limits read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from scheduler.clock import Horizon, minutes_between
from scheduler.judge.rows.standing import standby_of
from scheduler.operation import Agent, Availability, Leave, Operation, Pin, Worked
from scheduler.roster import Activity, Duty, Roster
from scheduler.rules.diary import Diary, Standing

Row = TypeVar("Row", Leave, Availability, Pin, Worked, Duty)


@dataclass(frozen=True)
class Diaries:
    """What a workspace and a roster say of each agent, sorted once."""

    operation: Operation
    horizon: Horizon
    roster: Roster
    first_known: date
    history: dict[str, list[Worked]]
    duties: dict[str, list[Duty]]
    leave: dict[str, list[Leave]]
    availability: dict[str, list[Availability]]
    pins: dict[str, list[Pin]]
    doing: dict[str, list[Activity]]
    standby: dict[str, list[Standing]]

    def of(self, agent: Agent) -> Diary:
        """The agent's diary; agents without a shift have one too."""
        return Diary(
            operation=self.operation,
            horizon=self.horizon,
            agent=agent,
            contract=self.operation.contracts[agent.contract],
            first_known=self.first_known,
            past={row.day: past_duty(self.operation, agent, row) for row in self.history.get(agent.id, ())},
            duties={duty.day: duty for duty in self.duties.get(agent.id, ())},
            leave=tuple(self.leave.get(agent.id, ())),
            availability=tuple(self.availability.get(agent.id, ())),
            pins=tuple(self.pins.get(agent.id, ())),
            breaks_known=self.roster.breaks_known,
            activities=tuple(self.doing.get(agent.id, ())),
            standby=tuple(self.standby.get(agent.id, ())),
        )


def diaries(operation: Operation, horizon: Horizon, roster: Roster) -> Diaries:
    """Sort a workspace's rows and a roster's by agent."""
    history = [row for row in operation.history if row.day < horizon.first]
    return Diaries(
        operation,
        horizon,
        roster,
        min((row.day for row in history), default=horizon.first),
        by_agent(sorted(history, key=lambda row: row.day)),
        by_agent(sorted(roster.duties, key=lambda row: row.day)),
        by_agent(operation.leave),
        by_agent(operation.availability),
        by_agent(operation.pins),
        roster.activities_by_agent() if roster.breaks_known else {},
        standby_of(operation, horizon, roster),
    )


def by_agent(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under their agent's id, in their order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.agent].append(row)
    return dict(found)


def past_duty(operation: Operation, agent: Agent, row: Worked) -> Duty:
    """A shift of history; a shift that shifts.toml no longer has is taken as paid in full."""
    shift, minutes = operation.shifts.get(row.shift), minutes_between(row.start, row.end)
    paid = minutes if shift is None else operation.paid_minutes(agent.site, shift, minutes)
    return Duty(row.agent, row.day, row.shift, row.start, row.end, agent.site, paid)
