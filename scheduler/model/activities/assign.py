"""How many minutes of an interval each agent serves each row: a flow of agent-minutes, one interval after the other.

Lines are chosen without this flow (see `problem.arrays.families`); it shows that the coverage they promise is real.
Minutes go to queues and planned deferred work by weight, then to other deferred work that has arrived, then to any
queue that the agent serves. An agent stays on a queue where that costs no points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from scheduler.model.activities.calls import Call, Calls
from scheduler.model.activities.flow_worth import (
    AHEAD,
    EAGER,
    LIVE_SPARE,
    MOST,
    NEED,
    SCALE,
    STAY,
    in_parts,
    of_deferred,
    positive,
)
from scheduler.model.activities.interval_flow import Present, shared_out
from scheduler.model.deferred.backlog import Backlog
from scheduler.model.lines.rests import Held, Rest, Rests
from scheduler.operation import FloatArray
from scheduler.problem.arrays.problem import Problem

NOBODY: Mapping[int, dict[int, int]] = {}
"""No agent is limited to some rows."""


class Assigner:
    """Assigns agents to rows in one interval after the other; keeps deferred work done and the row each agent is on."""

    def __init__(
        self,
        problem: Problem,
        taken: FloatArray | None = None,
        rests: Rests | None = None,
        calls: Calls | None = None,
        plan: FloatArray | None = None,
        parts: int = 1,
    ) -> None:
        """`taken` [row, interval] are minutes already worked by others; `rests` the breaks in which a duty can be held,
        and `calls` the points saved by that.

        `plan` [place, interval] agent-ticks says when deferred work is meant to be done; without a plan it is done as
        soon as it can be. Agents change rows after a whole minute, or after 1 / `parts` of one.
        """
        self.problem, self.taken, self.parts = problem, taken, parts
        self.short = np.zeros(problem.demand.activities)
        """[row] minutes missing on live queues and duties in the intervals so far."""
        self.wanted = np.zeros((problem.demand.activities, problem.grid.intervals))
        """[row, interval] minutes of what may not wait, less those in which a break holds a duty."""
        self.came_free = Counter[int]()
        """Row -> parts of minutes before breaks that cost nothing, where a minute has parts."""
        self.carried = np.zeros_like(self.wanted)
        """[row, interval] minutes worked by people of shifts begun before the horizon."""
        demand, grid = problem.demand, problem.grid
        self.minutes = grid.tick_minutes
        self.weight = demand.weight * SCALE / grid.tick_minutes
        live = np.delete(self.weight[: demand.activities], list(demand.deferred_row))
        self.ahead = max(NEED, round(float(live[live > 0].min(initial=MOST)))) // 2
        """The most that deferred work is worth before it is planned.

        It is less than any need that may not wait, also where several agents would leave the rows they are on for it.
        """
        self.served = [sorted(demand.profiles[profile]) for profile in problem.people.profile]
        self.place = {row: place for place, row in enumerate(demand.deferred_row)}
        whens = [None] * len(demand.deferred) if plan is None else list(plan * grid.tick_minutes)
        self.open = [Backlog(work, when) for work, when in zip(demand.deferred, whens, strict=True)]
        self.rests, self.calls = rests, calls
        self.held: list[Held] = []
        """Breaks of the current interval in which exclusive duties are held."""
        self.last = np.full(len(problem.people.name), -1, dtype=np.int64)
        self.before = self.last.copy()
        """[agent] the row served last before now, or -1 where the agent was idle; a break goes on with it."""

    def assign(
        self, interval: int, free: dict[int, int], most: Mapping[int, dict[int, int]] = NOBODY
    ) -> dict[int, dict[int, int]]:
        """[agent][row] parts of minutes served, of the agents' `free` minutes; the rest of these is idle.

        `most` [agent][row] limits the minutes of some agents; an agent without an entry serves every row it can.
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
        for a, row, parts in ((a, row, parts) for a, rows in answer.items() for row, parts in rows.items()):
            worked[row] += parts / self.parts
            self.carried[row, interval] += parts / self.parts if a < 0 else 0.0
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
        """The row that the agent serves last in an interval.

        It is the duty that the agent takes up before a break, where the break reaches the interval's end.
        """
        called = [call.row for call in self._calls(interval) if a in call.agents and call.row in rows]
        edge = (interval + 1) * self.minutes * self.problem.grid.interval_ticks
        runs_on = self.rests is not None and any(end >= edge for _, end in self.rests.soon[interval].get(a, ()))
        return called[-1] if called and runs_on else int(self.last[a])

    def _calls(self, interval: int) -> list[Call]:
        return self.calls.of.get(interval, []) if self.calls else []

    @property
    def done(self) -> FloatArray:
        """[place, interval] agent-ticks of deferred work; late work stands in the last interval that was in time."""
        shape = (len(self.open), self.problem.grid.intervals)
        return np.array([backlog.done for backlog in self.open]).reshape(shape) / self.minutes

    @property
    def points(self) -> float:
        """Points of the missing minutes."""
        return float(self.problem.demand.weight[: self.short.size] @ self.missing) / self.minutes

    @property
    def missing(self) -> FloatArray:
        """[row] minutes missing: short on live rows, late on deferred ones."""
        late = np.zeros(len(self.short))
        late[list(self.problem.demand.deferred_row)] = [backlog.late for backlog in self.open]
        return self.short + late

    def _held_on(self, interval: int, people: list[Present]) -> dict[int, dict[int, int]]:
        """The flow, where an agent who goes on a break from an exclusive duty still holds the duty.

        Breaks that begin within the interval depend on the flow itself: it is solved again if they hold a duty.
        """
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
        """The breaks before which the agent held an exclusive duty; `before` [agent] is the row served then."""
        duties = [(before[rest.agent], rest) for rest in rests]
        return [Held(row, rest.start, rest.minutes) for row, rest in duties if row in self.problem.demand.exclusive]

    def _carried(self, interval: int) -> list[Present]:
        """Agents of shifts begun before the horizon, one entry a profile; their minutes count where they help most.

        Without them the flow would send the roster's agents to rows that the carried agents serve as well.
        """
        demand = self.problem.demand
        there = [int(ticks * self.minutes * self.parts + 1e-6) for ticks in demand.given[:, interval]]
        return [
            Present(-1 - profile, parts, -1, dict.fromkeys(sorted(demand.profiles[profile]), parts))
            for profile, parts in enumerate(there)
            if parts > 0 and demand.profiles[profile]
        ]

    def _flow(self, interval: int, people: list[Present]) -> dict[int, dict[int, int]]:
        """[agent][row] parts of minutes."""
        most = sum(one.parts for one in people)
        rows = {row: self._wanted(row, interval, most) for row in sorted({row for one in people for row in one.rows})}
        calls = [(call, self._worth(call)) for call in self._calls(interval) if call.row in rows]
        return shared_out(people, rows, calls, self.parts, self.came_free)

    def _wanted(self, row: int, interval: int, most: int) -> list[tuple[int, int]]:
        """(parts wanted, flow units of each) of a row, the dearest first: whole parts, a fraction, spare time."""
        worth = max(NEED, round(self.weight[row]))
        if row in self.place:
            planned, timely, overdue = self.open[self.place[row]].wanted(interval)
            parts = (self.parts * planned, self.parts * timely, self.parts * overdue)
            return positive(of_deferred(*parts, worth, max(2 * STAY, min(self.ahead, round(AHEAD * worth)))))
        called = sum(call.people for call in self._calls(interval) if call.row == row)
        wanted = self.problem.demand.need[row, interval] > 0
        spare = most if wanted and self.problem.demand.counted[row] else called
        return positive([*in_parts(self.parts * self._live(row, interval), worth), (spare, LIVE_SPARE)])

    def _worth(self, call: Call) -> int:
        """Flow units of one part of the last minute before a break, if the duty goes on in the break."""
        return max(EAGER, min(MOST, round(call.worth * SCALE * self.parts)))

    def _live(self, row: int, interval: int) -> float:
        """Minutes still wanted on a live row, less those held in breaks and those already taken."""
        held = sum(one.minutes for one in self.held if one.row == row)
        minutes = float(self.problem.demand.need[row, interval]) * self.minutes - held
        return max(0.0, minutes if self.taken is None else minutes - float(self.taken[row, interval]))
