"""Who serves which queue minute by minute: a flow of agent-minutes in each interval, people kept where they were.

Lines are chosen without it (see `problem.families`); the flow shows that what the lines promise can be done. Within
an interval minutes go to queues by weight, to deferred work as planned, then to what else of it has arrived, then to
any queue the agent serves; an agent stays on a queue where that costs nobody anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.model.backlog import Backlog
from scheduler.model.calls import Call, Calls
from scheduler.model.network import SINK, Network
from scheduler.model.rests import Held, Rest, Rests
from scheduler.operation import FloatArray
from scheduler.problem.problem import Problem

SCALE = 1000
"""Points a minute as whole numbers for the flow."""
STAY = 3
"""What staying on a queue is worth, in the flow's units: less than any need."""
NEED = 4 * STAY
"""The least that any need is worth."""
EAGER = NEED - 1
"""What it is worth that an exclusive duty is held just before a break by who takes it: it goes on in the break."""
LIVE_SPARE = 1
MOST = 10**12
"""The flow's largest worth: its sums are whole numbers of 64 bits."""
AHEAD = 0.1
"""What a minute of deferred work is worth before it is planned, as a share of what it is worth then."""
NOBODY: Mapping[int, dict[int, int]] = {}


@dataclass(frozen=True)
class Present:
    """An agent at work in an interval, and the parts of its minutes that are not break."""

    agent: int
    parts: int
    last: int
    """The row of the queue that the agent served before, or -1."""
    rows: dict[int, int]
    """What the agent may serve, and for how many parts."""


class Assigner:
    """Assigns interval after interval; remembers deferred work done and where people are."""

    def __init__(
        self,
        problem: Problem,
        taken: FloatArray | None = None,
        rests: Rests | None = None,
        calls: Calls | None = None,
        plan: FloatArray | None = None,
        parts: int = 1,
    ) -> None:
        """`taken` [row, interval] are minutes that other people work, before these do; `rests` their breaks, and
        `calls` what these ask for.

        `plan` [place, interval] says when deferred work is meant to be done, in agent-ticks; as soon as it can be
        without one. People change queues after whole minutes, or after one of so many `parts` of a minute.
        """
        self.problem, self.taken, self.parts = problem, taken, parts
        self.short = np.zeros(problem.demand.standby)
        """[row] minutes that are missing of what may not wait."""
        self.wanted = np.zeros((problem.demand.standby, problem.grid.intervals))
        """[row, interval] minutes of what may not wait, less those in which a break holds a duty."""
        demand, grid = problem.demand, problem.grid
        self.minutes = grid.tick_minutes
        self.weight = demand.weight * SCALE / grid.tick_minutes
        self.served = [sorted(demand.profiles[profile]) for profile in problem.people.profile]
        self.place = {row: place for place, row in enumerate(demand.deferred_row)}
        whens = [None] * len(demand.deferred) if plan is None else list(plan * grid.tick_minutes)
        self.open = [Backlog(work, when) for work, when in zip(demand.deferred, whens, strict=True)]
        self.rests, self.calls = rests, calls
        self.held: list[Held] = []
        """Breaks of the interval in which exclusive duties go on."""
        self.last = np.full(len(problem.people.name), -1, dtype=np.int64)
        self.before = self.last.copy()
        """[agent] the row served when the agent last had free time; -1 for idle, which a break goes on with."""

    def assign(
        self, interval: int, free: dict[int, int], most: Mapping[int, dict[int, int]] = NOBODY
    ) -> dict[int, dict[int, int]]:
        """Parts of minutes by agent and queue row, of `free` minutes by agent; what is missing from the sum is idle.

        `most` says of some agents for how many minutes they may serve which rows; others serve all that they can.
        """
        for place, backlog in enumerate(self.open):
            backlog.arrive(interval)
            if self.taken is not None:
                backlog.work(float(self.taken[self.problem.demand.deferred_row[place], interval]))
        people = [
            Present(a, self.parts * minutes, int(self.last[a]), {row: self.parts * own for row, own in rows.items()})
            for a, minutes in free.items()
            if minutes > 0 and (rows := most[a] if a in most else dict.fromkeys(self.served[a], minutes))
        ]
        answer = self._held_on(interval, [*people, *self._carried(interval)])
        worked = np.zeros(len(self.short))
        for row, parts in (pair for rows in answer.values() for pair in rows.items()):
            worked[row] += parts / self.parts
        self.wanted[:, interval] = [self._live(row, interval) for row in range(len(worked))]
        self.short += np.maximum(0.0, self.wanted[:, interval] - worked)
        for row, backlog in zip(self.problem.demand.deferred_row, self.open, strict=True):
            backlog.work(float(worked[row]))
        answer = {a: rows for a, rows in answer.items() if a >= 0}
        self.before[[a for a, minutes in free.items() if minutes > 0]] = -1
        for a, rows in answer.items():
            self.last[a] = max(rows, key=lambda row: (rows[row], -row))
            self.before[a] = self._at_the_end(interval, a, rows)
        return answer

    def _at_the_end(self, interval: int, a: int, rows: Mapping[int, int]) -> int:
        """The row that the agent serves last in an interval: who is called to a duty before a break ends with it."""
        called = [call.row for call in self._calls(interval) if a in call.agents and call.row in rows]
        edge = (interval + 1) * self.minutes * self.problem.grid.interval_ticks
        runs_on = self.rests is not None and any(end >= edge for _, end in self.rests.soon[interval].get(a, ()))
        return called[-1] if called and runs_on else int(self.last[a])

    def _calls(self, interval: int) -> list[Call]:
        return self.calls.of.get(interval, []) if self.calls else []

    @property
    def done(self) -> FloatArray:
        """[place, interval] agent-ticks of deferred work done in time; what is late stands where it could be last."""
        shape = (len(self.open), self.problem.grid.intervals)
        return np.array([backlog.done for backlog in self.open]).reshape(shape) / self.minutes

    @property
    def points(self) -> float:
        """Of what is missing."""
        return float(self.problem.demand.weight[: self.short.size] @ self.missing) / self.minutes

    @property
    def missing(self) -> FloatArray:
        """[row] minutes that are short, or late."""
        late = np.zeros(len(self.short))
        late[list(self.problem.demand.deferred_row)] = [backlog.late for backlog in self.open]
        return self.short + late

    def _held_on(self, interval: int, people: list[Present]) -> dict[int, dict[int, int]]:
        """The flow, given that who goes on a break from an exclusive duty still holds it."""
        rests = self.rests.of.get(interval, []) if self.rests else []
        self.held = self._from_duty([rest for rest in rests if rest.fresh], self.before.tolist())
        answer = self._flow(interval, people)
        latest = {a: max(rows, key=lambda row: rows[row]) for a, rows in answer.items() if rows}
        latest.update((a, one.row) for one in self._calls(interval) for a in one.agents if one.row in answer.get(a, {}))
        more = self._from_duty([rest for rest in rests if not rest.fresh and rest.agent in latest], latest)
        if not more:
            return answer
        self.held = [*self.held, *more]
        return self._flow(interval, people)

    def _from_duty(self, rests: list[Rest], before: Mapping[int, int] | list[int]) -> list[Held]:
        """Those breaks before which the agent held an exclusive duty."""
        duties = [(before[rest.agent], rest) for rest in rests]
        return [Held(row, rest.start, rest.minutes) for row, rest in duties if row in self.problem.demand.exclusive]

    def _carried(self, interval: int) -> list[Present]:
        """Those still at work from before the horizon, of each profile as one: they are counted where they help most.

        Without them people would go where those are as good, and be missing where those can not serve.
        """
        demand = self.problem.demand
        there = [int(ticks * self.minutes * self.parts + 1e-6) for ticks in demand.given[:, interval]]
        return [
            Present(-1 - profile, parts, -1, dict.fromkeys(sorted(demand.profiles[profile]), parts))
            for profile, parts in enumerate(there)
            if parts > 0 and demand.profiles[profile]
        ]

    def _flow(self, interval: int, people: list[Present]) -> dict[int, dict[int, int]]:
        """Parts of minutes by agent and row; people are nodes by number, rows and calls by name."""
        if not people:
            return {}
        network, most = Network(), sum(one.parts for one in people)
        for one in people:
            network.supply(one.agent, one.parts)
            for row, parts in one.rows.items():
                network.add(one.agent, ("row", row), parts, STAY if row == one.last else 0)
        rows = {row for one in people for row in one.rows}
        for call in (call for call in self._calls(interval) if call.row in rows):
            network.add(call, ("row", call.row), call.people, self._worth(call))
            for one in (one for one in people if one.agent in call.agents and one.rows.get(call.row, 0) > 0):
                network.add(one.agent, call, 1)
        for row in sorted(rows):
            for capacity, worth in self._wanted(row, interval, most):
                network.add(("row", row), SINK, capacity, worth)
        return _shared_out(people, network.solve())

    def _wanted(self, row: int, interval: int, most: int) -> list[tuple[int, int]]:
        """Pieces of a queue's wish for parts of minutes, the dearest first: whole ones, the broken one, spare time."""
        worth = max(NEED, round(self.weight[row]))
        if row in self.place:
            planned, timely, overdue = self.open[self.place[row]].wanted(interval)
            return _positive(_deferred(self.parts * planned, self.parts * timely, self.parts * overdue, worth))
        called = sum(call.people for call in self._calls(interval) if call.row == row)
        wanted = self.problem.demand.need[row, interval] > 0
        spare = most if wanted and self.problem.demand.counted[row] else called
        return _positive([*_parts(self.parts * self._live(row, interval), worth), (spare, LIVE_SPARE)])

    def _worth(self, call: Call) -> int:
        """What one part of a minute just before a break is worth, if the duty then goes on in it."""
        return max(EAGER, min(MOST, round(call.worth * SCALE * self.parts)))

    def _live(self, row: int, interval: int) -> float:
        """Minutes that these people are wanted on a row that may not wait."""
        held = sum(one.minutes for one in self.held if one.row == row)
        minutes = float(self.problem.demand.need[row, interval]) * self.minutes - held
        return max(0.0, minutes if self.taken is None else minutes - float(self.taken[row, interval]))


def _shared_out(people: list[Present], units: Mapping[tuple[Any, Any], int]) -> dict[int, dict[int, int]]:
    """Parts of minutes by agent and row, from units by the ends of arcs."""
    answer: dict[int, dict[int, int]] = {one.agent: {} for one in people}
    for (tail, head), parts in units.items():
        if tail in answer and head != SINK:
            row = head.row if isinstance(head, Call) else head[1]
            answer[tail][row] = answer[tail].get(row, 0) + parts
    return {agent: rows for agent, rows in answer.items() if rows}


def _parts(parts: float, worth: int) -> list[tuple[int, int]]:
    """Whole parts, and the broken one at its share of their worth."""
    whole = int(parts + 1e-6)
    broken = parts - whole
    return [(whole, worth), (int(broken > 1e-6), max(LIVE_SPARE, round(worth * broken)))]


def _positive(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(capacity, value) for capacity, value in pieces if capacity > 0]


def _deferred(planned: float, timely: float, overdue: float, worth: int) -> list[tuple[int, int]]:
    """Parts of minutes of work that may wait: what is planned by now, the rest that is not late yet, what is."""
    rest = _up(timely) - _up(planned)
    return [*_parts(planned, worth), (rest, max(3 * STAY, round(AHEAD * worth))), (_up(overdue), 2 * LIVE_SPARE)]


def _up(parts: float) -> int:
    return int(np.ceil(parts - 1e-6))
