"""The duties of cover.toml as the model counts them: held by presence, by people kept for them, or by standby."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.clock import DAY_MINUTES
from scheduler.operation import Agent, FloatArray, Operation
from scheduler.operation.duty_hours import duty_intervals, merged
from scheduler.problem.arrays.problem import Grid
from scheduler.problem.grid.beside import families_of
from scheduler.problem.needs.away import away


class Duties:
    """Sorts tiers of duties by kind; says when each is due, who may hold it, and what history holds already."""

    def __init__(self, operation: Operation, grid: Grid, counted: bool) -> None:
        """Duties that cost nothing, where cover is not `counted`, bind nobody."""
        self.operation, self.grid = operation, grid
        self.tiers = operation.tiers
        known = range(len(self.tiers)) if counted else range(0)
        self.on_call = [index for index in known if self.tiers[index].on_call]
        self.exclusive = [index for index in known if self.tiers[index].exclusive]
        self.families = families_of(operation) if counted else ()
        """Tiers beside all else of which nobody holds two at a time: see `problem.grid.beside`."""
        self.beside = [index for family in self.families for index in family]
        alone = {*self.exclusive, *self.on_call, *self.beside}
        self.shared = [index for index in known if index not in alone]
        self.past = [row for row in operation.history if row.day < grid.horizon.first]

    def may_hold(self, agent: Agent, indices: list[int]) -> list[int]:
        """The places of those duties, among `indices`, that the agent may hold."""
        return [place for place, index in enumerate(indices) if self.tiers[index].staffed_by(agent)]

    def bits(self, agent: Agent) -> int:
        """A bit for each duty that the agent may hold, of those held by presence and not counted with others."""
        return sum(1 << place for place in self.may_hold(agent, self.shared))

    def wanted(self, indices: list[int]) -> FloatArray:
        """[duty, interval] agent-ticks due, less what shifts begun before the horizon hold.

        Nothing is taken off for standby, nor where their agents count for one of several tiers.
        """
        return self._due(indices, self.grid.interval_ticks)

    def shared_wanted(self) -> FloatArray:
        """[shared duty, cell] agent-ticks due of the duties that people hold beside all else."""
        return self._due(self.shared, self.grid.cell_ticks)

    def _due(self, indices: list[int], size: int) -> FloatArray:
        """[duty, piece of so many ticks]"""
        rows = np.zeros((len(indices), self.grid.intervals * self.grid.interval_ticks // size))
        for place, index in enumerate(indices):
            tier = self.tiers[index]
            for start, end in duty_intervals(self.operation, self.grid.horizon, tier.cover):
                rows[place] += tier.agents * overlap(self.grid, start, end, size)
            for start, end in self._present(index) if index not in (*self.on_call, *self.beside) else ():
                rows[place] -= overlap(self.grid, start, end, size)
        return rows

    def free(self, agent: Agent, night: int = 0) -> FloatArray:
        """[interval] ticks in which the agent could stand by, if the horizon had no shift; see `away` for `night`."""
        free, minute = np.full(self.grid.intervals, float(self.grid.interval_ticks)), self.grid.horizon.minute
        spans = [(minute(row.start), minute(row.end)) for row in self.past if row.agent == agent.id]
        for start, end in merged([*away(self.operation, self.grid.horizon, agent, night), *spans]):
            free -= overlap(self.grid, start, end)
        return free

    def free_at_most(self, agent: Agent) -> FloatArray:
        """[interval] ticks as in `free`, and those of a day without standby into which a night shift may run on."""
        step, hour = self.operation.shift_step_minutes, 60  # by which a clock change may lengthen the night
        ends = [
            start + length
            for shift in self.operation.shifts_of(agent)
            for start in shift.starts(step)
            for length in shift.lengths()
        ]
        late = max(ends, default=0) + hour - DAY_MINUTES
        return self.free(agent, late if late > hour else 0)

    def _present(self, index: int) -> Iterator[tuple[int, int]]:
        """Shifts begun before the horizon by people who may hold the duty."""
        able = {agent.id for agent in self.operation.agents if self.tiers[index].staffed_by(agent)}
        minute = self.grid.horizon.minute
        for row in (row for row in self.past if row.agent in able):
            yield minute(row.start), minute(row.end)


def overlap(grid: Grid, start: int, end: int, size: int = 0) -> FloatArray:
    """[interval, or piece of `size` ticks] ticks of a span of minutes that fall in each."""
    size = size or grid.interval_ticks
    edges = np.arange(grid.intervals * grid.interval_ticks // size + 1) * size
    first, last = start / grid.tick_minutes, end / grid.tick_minutes
    ticks: FloatArray = np.clip(np.minimum(edges[1:], last) - np.maximum(edges[:-1], first), 0.0, None)
    return ticks
