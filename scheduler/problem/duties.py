"""The duties of cover.toml as the model counts them: held by presence, by people kept for them, or by standby."""

from __future__ import annotations

import numpy as np

from scheduler.goals.duty_hours import duty_intervals, merged
from scheduler.operation import Agent, FloatArray, Operation
from scheduler.problem.away import away
from scheduler.problem.problem import Grid


class Duties:
    """Which duty is of which kind, when each is due, who may hold it, and what history holds already."""

    def __init__(self, operation: Operation, grid: Grid, counted: bool) -> None:
        """Duties that cost nothing, where cover is not `counted`, bind nobody."""
        self.operation, self.grid = operation, grid
        known = range(len(operation.cover)) if counted else range(0)
        covers = operation.cover
        self.on_call = [index for index in known if covers[index].kind == "on_call"]
        self.exclusive = [index for index in known if covers[index].exclusive and index not in self.on_call]
        self.shared = [index for index in known if index not in (*self.exclusive, *self.on_call)]
        self.past = [row for row in operation.history if row.day < grid.horizon.first]

    def may_hold(self, agent: Agent, indices: list[int]) -> list[int]:
        """The places of those duties, among `indices`, that the agent may hold."""
        return [place for place, index in enumerate(indices) if self.operation.cover[index].staffed_by(agent)]

    def bits(self, agent: Agent) -> int:
        """Which duties held by presence the agent may hold, a bit each."""
        return sum(1 << place for place in self.may_hold(agent, self.shared))

    def wanted(self, indices: list[int]) -> FloatArray:
        """[duty, interval] agent-ticks due; what shifts begun before the horizon hold is taken off, but for standby."""
        rows = np.zeros((len(indices), self.grid.intervals))
        for place, index in enumerate(indices):
            rows[place] = self._window(index)
            if index not in self.on_call:
                rows[place] -= self._present(index)
        return rows

    def free(self, agent: Agent) -> FloatArray:
        """[interval] ticks in which the agent could stand by, if the horizon had no shift."""
        free, minute = np.full(self.grid.intervals, float(self.grid.interval_ticks)), self.grid.horizon.minute
        spans = [(minute(row.start), minute(row.end)) for row in self.past if row.agent == agent.id]
        for start, end in merged([*away(self.operation, self.grid.horizon, agent), *spans]):
            free -= overlap(self.grid, start, end)
        return free

    def _window(self, index: int) -> FloatArray:
        cover, wanted = self.operation.cover[index], np.zeros(self.grid.intervals)
        for start, end in duty_intervals(self.operation, self.grid.horizon, cover):
            wanted += overlap(self.grid, start, end)
        return wanted * cover.agents

    def _present(self, index: int) -> FloatArray:
        """[interval] ticks of shifts begun before the horizon by people who may hold the duty."""
        able = {agent.id for agent in self.operation.agents if self.operation.cover[index].staffed_by(agent)}
        minute, found = self.grid.horizon.minute, np.zeros(self.grid.intervals)
        for row in (row for row in self.past if row.agent in able):
            found += overlap(self.grid, minute(row.start), minute(row.end))
        return found


def overlap(grid: Grid, start: int, end: int) -> FloatArray:
    """[interval] ticks of a span of minutes that fall in each interval."""
    edges = np.arange(grid.intervals + 1) * grid.interval_ticks
    first, last = start / grid.tick_minutes, end / grid.tick_minutes
    ticks: FloatArray = np.clip(np.minimum(edges[1:], last) - np.maximum(edges[:-1], first), 0.0, None)
    return ticks
