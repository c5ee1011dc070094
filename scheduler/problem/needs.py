"""What binds people together, as arrays: queues, cover, headcount, and what shifts begun before the horizon supply."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from scheduler.goals import Goal
from scheduler.goals.duty_hours import duty_intervals
from scheduler.goals.headcount import Headcount as HeadcountGoal
from scheduler.goals.late import Late
from scheduler.goals.short import Short
from scheduler.operation import Agent, FloatArray, Headcount, IntArray, Operation
from scheduler.problem.away import away
from scheduler.problem.families import terms
from scheduler.problem.problem import Demand, Grid
from scheduler.requirement import Requirement

NEVER = -1e9
"""Agent-ticks wanted where none are and where people at work must not count as missing from standby."""


class Needs:
    """Numbers the queues (exclusive covers after them), the profiles and the filters of an operation."""

    def __init__(self, operation: Operation, grid: Grid, requirement: Requirement, goals: dict[str, Goal]) -> None:
        self.operation, self.grid, self.requirement, self.goals = operation, grid, requirement, goals
        self.exclusive = [index for index, cover in enumerate(operation.cover) if cover.exclusive]
        self.windows = np.array([self._window(index) for index in range(len(operation.cover))]).reshape(
            len(operation.cover), grid.intervals
        )
        self.weight = self._weights()
        self.served = [self._served(agent) for agent in operation.agents]
        self.profiles: list[frozenset[int]] = list(dict.fromkeys(self.served))
        self.filters = list(dict.fromkeys((row.site, row.skill, row.role) for row in operation.headcount))

    @property
    def rows(self) -> int:
        return len(self.requirement.queues) + len(self.exclusive)

    def _hourly(self, points: float) -> float:
        """Points an agent-hour as points an agent-tick."""
        return points * self.grid.tick_minutes / 60

    def _weights(self) -> FloatArray:
        weights = np.zeros(self.rows)
        short, late = self.goals.get("short"), self.goals.get("late")
        for row, name in enumerate(self.requirement.queues):
            queue = self.operation.queues[name]
            if queue.deferred:
                weights[row] = self._hourly(late.weight) if isinstance(late, Late) else 0.0
            elif isinstance(short, Short):
                weights[row] = self._hourly(short.weight_of(queue.priority))
        top = weights.max(initial=0.0)
        weights[len(self.requirement.queues) :] = top
        return weights

    def _served(self, agent: Agent) -> frozenset[int]:
        """The rows that the agent can serve and that have a weight."""
        queues = [row for row, name in enumerate(self.requirement.queues) if agent.serves(self.operation.queues[name])]
        duties = [
            len(self.requirement.queues) + place
            for place, index in enumerate(self.exclusive)
            if self.operation.cover[index].staffed_by(agent)
        ]
        return frozenset(row for row in (*queues, *duties) if self.weight[row] > 0)

    def _window(self, index: int) -> FloatArray:
        """[interval] agent-ticks that a cover wants."""
        cover, wanted = self.operation.cover[index], np.zeros(self.grid.intervals)
        for start, end in duty_intervals(self.operation, self.grid.horizon, cover):
            wanted += overlap(self.grid, start, end)
        return wanted * cover.agents

    def demand(self) -> Demand:
        """Everything as arrays."""
        weight = {row: float(points) for row, points in enumerate(self.weight) if points > 0}
        given, presence = self._given()
        cover = self.goals.get("cover")
        return Demand(
            profiles=tuple(self.profiles),
            need=self._need(),
            given=given,
            weight=self.weight,
            counted=np.arange(self.rows) < len(self.requirement.queues),
            terms=tuple(terms(weight, self.profiles)),
            deferred=self.requirement.deferred,
            deferred_row=tuple(self.requirement.row(work.queue) for work in self.requirement.deferred),
            cover_need=self._cover_need(presence),
            cover_sign=np.array(
                [1 if cover.kind == "on_shift" else -1 for cover in self.operation.cover], dtype=np.int64
            ),
            cover_weight=self._hourly(cover.weight) if cover else 0.0,
            **self._headcount(),
        )

    def _need(self) -> FloatArray:
        need = np.zeros((self.rows, self.grid.intervals))
        need[: len(self.requirement.queues)] = self.requirement.required * self.grid.interval_ticks
        for row, name in enumerate(self.requirement.queues):
            if self.operation.queues[name].deferred:
                need[row] = 0.0
        for place, index in enumerate(self.exclusive):
            need[len(self.requirement.queues) + place] = self.windows[index]
        return need

    def _given(self) -> tuple[FloatArray, FloatArray]:
        """What shifts begun before the horizon supply: to queues by profile, to cover by presence (agent-ticks)."""
        given = np.zeros((len(self.profiles), self.grid.intervals))
        presence = np.zeros((len(self.operation.cover), self.grid.intervals))
        number = {agent.id: index for index, agent in enumerate(self.operation.agents)}
        for row in self.operation.history:
            end = self.grid.horizon.minute(row.end)
            if end <= 0 or row.agent not in number or row.day >= self.grid.horizon.first:
                continue
            agent = self.operation.agents[number[row.agent]]
            reach = overlap(self.grid, self.grid.horizon.minute(row.start), end)
            given[self.profiles.index(self.served[number[row.agent]])] += reach
            for index, cover in enumerate(self.operation.cover):
                presence[index] += reach if cover.staffed_by(agent) else 0.0
        return given, presence

    def _cover_need(self, presence: FloatArray) -> FloatArray:
        """Agent-ticks still wanted; standby wants those at work to leave enough of those employed and not on leave."""
        need = np.array(self.windows)
        for index, cover in enumerate(self.operation.cover):
            if cover.kind == "on_shift":
                need[index] -= presence[index]
            else:
                left = need[index] - self._could_stand_by(index) + presence[index]
                need[index] = np.where(self.windows[index] > 0, left, NEVER)
        return need

    def _could_stand_by(self, index: int) -> FloatArray:
        cover, total = self.operation.cover[index], np.zeros(self.grid.intervals)
        for agent in self.operation.agents:
            if cover.staffed_by(agent):
                total += self._free(agent)
        return total

    def _free(self, agent: Agent) -> FloatArray:
        """[interval] ticks in which the agent could stand by, if no shift were there."""
        free = np.full(self.grid.intervals, float(self.grid.interval_ticks))
        for start, end in away(self.operation, self.grid.horizon, agent):
            free -= overlap(self.grid, start, end)
        return free

    def _headcount(self) -> dict[str, Any]:
        goal = self.goals.get("headcount")
        factor = goal.weight if isinstance(goal, HeadcountGoal) else 0.0
        shifts = list(self.operation.shifts)
        rows = [row for row in self.operation.headcount if self.grid.horizon.holds(row.day)] if factor else []
        return {
            "head_day": _whole(self.grid.horizon.day_index(row.day) for row in rows),
            "head_shift": _whole(shifts.index(row.shift) for row in rows),
            "head_filter": _whole(self.filters.index((row.site, row.skill, row.role)) for row in rows),
            "head_need": _whole(row.agents for row in rows),
            "head_under": np.array([factor * row.weight_under for row in rows], dtype=np.float64),
            "head_over": np.array([factor * row.weight_over for row in rows], dtype=np.float64),
        }

    def filter_bits(self, agent: Agent) -> int:
        """Which headcount filters the agent passes, a bit each."""
        return sum(1 << bit for bit, wanted in enumerate(self.filters) if _passes(agent, wanted))

    def cover_bits(self, agent: Agent) -> int:
        """Which covers the agent may hold, a bit each."""
        return sum(1 << bit for bit, cover in enumerate(self.operation.cover) if cover.staffed_by(agent))


def _passes(agent: Agent, wanted: tuple[str | None, str | None, str | None]) -> bool:
    site, skill, role = wanted
    return Headcount(date.min, "", 0, 0, 0, site, skill, role).counts(agent)


def _whole(values: object) -> IntArray:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def overlap(grid: Grid, start: int, end: int) -> FloatArray:
    """[interval] ticks of a span of minutes that fall in each interval."""
    edges = np.arange(grid.intervals + 1) * grid.interval_ticks
    first, last = start / grid.tick_minutes, end / grid.tick_minutes
    ticks: FloatArray = np.clip(np.minimum(edges[1:], last) - np.maximum(edges[:-1], first), 0.0, None)
    return ticks
