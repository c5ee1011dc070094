"""Who may hold standby duties, and when each of these agents is taken or wishes to be off."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.clock import Horizon
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.operation import Operation, Worked
from scheduler.problem.needs.away import Span, away, wished_off
from scheduler.roster import Duty

Spans = dict[str, list[Span]]


class Holders:
    """The agents by standby duty; all times are minutes from the horizon's start."""

    def __init__(self, operation: Operation, horizon: Horizon, duties: Iterable[Duty]) -> None:
        placed = {tier.label for tier in placed_tiers(operation, horizon)}
        self.duties = [tier for tier in operation.tiers if tier.on_call and tier.label not in placed]
        able = [[agent for agent in operation.agents if tier.staffed_by(agent)] for tier in self.duties]
        self.able = [[agent.id for agent in people] for people in able]
        """[standby duty] who may hold it."""
        agents = {agent.id: agent for people in able for agent in people}
        self.busy: Spans = {name: away(operation, horizon, agent) for name, agent in agents.items()}
        """Shifts, those of history too, and times at which an agent may not stand by."""
        self.unloved: Spans = {name: wished_off(operation, horizon, agent) for name, agent in agents.items()}
        """Days that an agent wishes to be off."""
        rows: list[Duty | Worked] = [*duties, *(row for row in operation.history if row.day < horizon.first)]
        for row in rows:
            if row.agent in self.busy:
                self.busy[row.agent].append((horizon.minute(row.start), horizon.minute(row.end)))
