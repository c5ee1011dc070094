"""What binds people together, as arrays: queues, cover, headcount, and what shifts begun before the horizon supply."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from scheduler.goals.terms.rows import LateWork, OpenDuty, PeopleWanted, QueueShortage
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import Agent, FloatArray, IntArray, Operation
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.heads import Heads, heads_of, numbered
from scheduler.problem.arrays.problem import Grid
from scheduler.problem.needs.alone import weighed
from scheduler.problem.needs.duties import Duties, overlap
from scheduler.requirement import Requirement

Profile = tuple[frozenset[int], frozenset[int], frozenset[int]]
"""The rows that somebody can serve at work, the duties held beside these, and the standby duties."""
NONE = frozenset[int]()


class Needs:
    """Numbers the rows, the profiles and the sets of people of an operation: see `Demand` for the order of rows."""

    def __init__(self, operation: Operation, grid: Grid, requirement: Requirement, terms: Terms) -> None:
        self.operation, self.grid, self.requirement = operation, grid, requirement
        self.short_goal, self.short = terms.one(QueueShortage)
        self.late_goal, self.late = terms.one(LateWork)
        self.cover_goal, self.cover = terms.one(OpenDuty)
        self.head_goal, self.wanted = terms.one(PeopleWanted)
        self.duties = Duties(operation, grid, counted=self.cover is not None)
        self.queues = len(requirement.queues)
        self.exclusive = range(self.queues, self.queues + len(self.duties.exclusive))
        self.beside = range(self.exclusive.stop, self.exclusive.stop + len(self.duties.beside))
        self.on_call = range(self.beside.stop, self.beside.stop + len(self.duties.on_call))
        self.weight = self._weights()
        self.of_agent = [
            (self._served(agent), self._may_hold(agent, self.beside, self.duties.beside), self._held(agent))
            for agent in operation.agents
        ]
        self.profiles: list[Profile] = list(dict.fromkeys(self.of_agent))
        self.heads = self._heads()
        self.head_rows, self.splits, self.head_counted = self.heads.rows()
        every = (head.people for _, head in self.head_rows)
        self.set_number, self.sets_of_agent = numbered(every, len(operation.agents))
        self.described = list(dict.fromkeys([(), *self.sets_of_agent]))

    @property
    def rows(self) -> int:
        return self.on_call.stop

    def profile_numbers(self) -> IntArray:
        """[agent] the profile."""
        return _whole(self.profiles.index(own) for own in self.of_agent)

    def _hourly(self, points: float) -> float:
        """Points an agent-hour as points an agent-tick."""
        return points * self.grid.tick_minutes / 60

    def _cover_weight(self) -> float:
        return self._hourly(self.cover.hour) if self.cover is not None else 0.0

    def _weights(self) -> FloatArray:
        weights = np.full(self.rows, self._cover_weight())
        for row, name in enumerate(self.requirement.queues):
            term = self.late if self.operation.queues[name].deferred else self.short
            weights[row] = self._hourly(term.hour.get(name, 0.0) if term is not None else 0.0)
        return weights

    def _goals(self) -> tuple[str, ...]:
        """[row] the goal that prices it."""
        queues = (self.operation.queues[name] for name in self.requirement.queues)
        of_queues = [self.late_goal if queue.deferred else self.short_goal for queue in queues]
        return (*of_queues, *(self.cover_goal for _ in range(self.rows - self.queues)))

    def _served(self, agent: Agent) -> frozenset[int]:
        """The queues and exclusive duties that the agent can serve and that have a weight."""
        queues = [row for row, name in enumerate(self.requirement.queues) if agent.serves(self.operation.queues[name])]
        duties = self._may_hold(agent, self.exclusive, self.duties.exclusive)
        return frozenset(row for row in queues if self.weight[row] > 0) | duties

    def _held(self, agent: Agent) -> frozenset[int]:
        """The standby duties that the agent may hold and that have a weight."""
        return self._may_hold(agent, self.on_call, self.duties.on_call)

    def _may_hold(self, agent: Agent, rows: range, indices: list[int]) -> frozenset[int]:
        """The `rows` of duties, which are `indices`, that the agent may hold and that have a weight."""
        return frozenset(row for row in (rows[p] for p in self.duties.may_hold(agent, indices)) if self.weight[row] > 0)

    def demand(self) -> Demand:
        """Everything as arrays."""
        given = self._given()
        demand = Demand(
            profiles=tuple(served for served, _, _ in self.profiles),
            keeps=tuple(kept for _, kept, _ in self.profiles),
            holds=tuple(held for _, _, held in self.profiles),
            need=self._need(),
            given=np.array([given[profile] for profile in self.profiles]).reshape(-1, self.grid.intervals),
            free=self._free(self.duties.free),
            free_most=self._free(self.duties.free_at_most),
            weight=self.weight,
            goal=self._goals(),
            short_goal=self.short_goal,
            late_goal=self.late_goal,
            counted=np.arange(self.rows) < self.queues,
            exclusive=frozenset(self.exclusive),
            beside=self._families(),
            terms=(),
            deferred=self.requirement.deferred,
            deferred_row=tuple(self.requirement.row(work.queue) for work in self.requirement.deferred),
            cover_need=self.duties.shared_wanted(),
            cover_weight=self._cover_weight(),
            cover_goal=self.cover_goal,
            head_goal=self.head_goal,
            **self._headcount(),
        )
        return weighed(demand, self.weight)

    def _need(self) -> FloatArray:
        need = np.zeros((self.rows, self.grid.intervals))
        need[: self.queues] = self.requirement.required * self.grid.interval_ticks
        for row, name in enumerate(self.requirement.queues):
            if self.operation.queues[name].deferred:
                need[row] = 0.0
        duties = (self.duties.exclusive, self.duties.beside, self.duties.on_call)
        need[self.queues :] = np.maximum(0.0, np.concatenate([self.duties.wanted(indices) for indices in duties]))
        return need

    def _families(self) -> tuple[frozenset[int], ...]:
        """The rows of each family of duties beside all else."""
        first = np.cumsum([self.beside.start, *map(len, self.duties.families)]).tolist()
        return tuple(frozenset(range(*ends)) for ends in pairwise(first))

    def _given(self) -> dict[Profile, FloatArray]:
        """What shifts begun before the horizon supply, by profile (agent-ticks); other duties know it already."""
        queues, mine = frozenset(range(self.queues)), zip(self.operation.agents, self.of_agent, strict=True)
        of_agent = {agent.id: (served & queues, kept, NONE) for agent, (served, kept, _) in mine}
        minute = self.grid.horizon.minute
        past = [row for row in self.duties.past if minute(row.end) > 0 and row.agent in of_agent]
        self.profiles = list(dict.fromkeys([*self.profiles, *(of_agent[row.agent] for row in past)]))
        given = {profile: np.zeros(self.grid.intervals) for profile in self.profiles}
        for row in past:
            given[of_agent[row.agent]] += overlap(self.grid, minute(row.start), minute(row.end))
        return given

    def free_of_agents(self) -> FloatArray:
        """[agent, interval] ticks in which each could stand by, if nobody worked; nothing without standby duties."""
        if not any(held for _, _, held in self.of_agent):
            return np.zeros((len(self.of_agent), 0))
        return np.array([self.duties.free(agent) for agent in self.operation.agents])

    def _free(self, ticks: Callable[[Agent], FloatArray]) -> FloatArray:
        """[profile, interval] agent-ticks of those who could stand by, if nobody worked."""
        free = np.zeros((len(self.profiles), self.grid.intervals))
        for agent, own in zip(self.operation.agents, self.of_agent, strict=True):
            if own[2]:
                free[self.profiles.index(own)] += ticks(agent)
        return free

    def _heads(self) -> Heads:
        counts = self.wanted is not None and self.wanted.times > 0
        rows = [row for row in self.operation.headcount if self.grid.horizon.holds(row.day)] if counts else []
        return heads_of(rows, self.operation.agents)

    def _headcount(self) -> dict[str, Any]:
        rows, shifts = self.head_rows, list(self.operation.shifts)
        factor = self.wanted.times if self.wanted is not None else 0.0
        described = np.zeros((len(self.described), len(self.set_number)), dtype=np.bool_)
        for place, sets in enumerate(self.described):
            described[place, list(sets)] = True
        return {
            "head_day": _whole(self.grid.horizon.day_index(head.day) for _, head in rows),
            "head_shift": _whole(shifts.index(head.shift) for _, head in rows),
            "head_who": _whole(self.set_number[head.people] for _, head in rows),
            "head_need": _whole(head.need for _, head in rows),
            "head_under": np.array([factor * head.under for _, head in rows], dtype=np.float64),
            "head_over": np.array([factor * head.over for _, head in rows], dtype=np.float64),
            "head_family": _whole(number for number, _ in rows),
            "head_counted": np.array(self.head_counted, dtype=np.bool_),
            "splits": tuple(self.splits),
            "described": described,
            "heads_exact": self.heads.exact,
        }

    def described_as(self) -> IntArray:
        """[agent] the row of `Demand.described`: by which rows of headcount the agent is described; 0 by none."""
        number = {sets: place for place, sets in enumerate(self.described)}
        return _whole(number[sets] for sets in self.sets_of_agent)


def _whole(values: object) -> IntArray:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]
