"""Lines -> Roster: duties with their breaks, then what each agent does from minute to minute."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import numpy as np

from scheduler.model.assign import Assigner
from scheduler.model.standby import stand_by
from scheduler.operation import IntArray, Operation
from scheduler.problem.problem import Problem
from scheduler.roster import Activity, Duty, Pause, Roster

Span = tuple[int, int, str]
"""Minutes from the horizon's start, and an activity."""


def unfold(operation: Operation, problem: Problem, letter: IntArray, pause: IntArray) -> Roster:
    """The roster of a set of lines: `letter` [agent, day] variants, `pause` [agent, day, break] ticks."""
    duties = [
        _duty(operation, problem, a, d, letter, pause)
        for a in range(letter.shape[0])
        for d in range(letter.shape[1])
        if letter[a, d] >= 0
    ]
    return Roster(tuple(duties), tuple(_Diary(operation, problem, duties).activities()))


def _duty(operation: Operation, problem: Problem, a: int, d: int, letter: IntArray, pause: IntArray) -> Duty:
    agent, variant, horizon = operation.agents[a], problem.variants.letter[letter[a, d]], problem.grid.horizon
    pauses = operation.breaks_of(agent.site, operation.shifts[variant.shift], variant.end - variant.start)
    starts = [int(pause[a, d, slot]) * problem.grid.tick_minutes for slot in range(len(pauses))]
    return Duty(
        agent=agent.id,
        day=horizon.first + timedelta(days=d),
        shift=variant.shift,
        start=horizon.moment(variant.start),
        end=horizon.moment(variant.end),
        site=agent.site,
        paid_minutes=variant.paid_minutes,
        pauses=tuple(
            Pause(one.name, horizon.moment(start), horizon.moment(start + one.minutes), one.paid)
            for start, one in sorted(zip(starts, pauses, strict=True), key=lambda pair: pair[0])
        ),
    )


class _Diary:
    """Fills every duty with breaks, queues, cover and idle time."""

    def __init__(self, operation: Operation, problem: Problem, duties: list[Duty]) -> None:
        self.operation, self.problem, self.duties = operation, problem, duties
        self.horizon, self.size = problem.grid.horizon, operation.interval_minutes
        self.number = {agent.id: index for index, agent in enumerate(operation.agents)}
        self.names = [f"queue:{queue}" for queue in problem.queues]
        self.names += [f"cover:{cover.name}" for cover in operation.cover if cover.exclusive]
        self.free: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        """[interval][agent] -> free spans of minutes, in order."""

    def activities(self) -> list[Activity]:
        """Every activity, in the order of agent, then start."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for duty in self.duties:
            spans[duty.agent] += [(self._at(one.start), self._at(one.end), f"break:{one.name}") for one in duty.pauses]
            self._offer(duty)
        assigner = Assigner(self.problem)
        for interval in sorted(self.free):
            self._serve(assigner, interval, spans)
        for agent, rows in stand_by(self.operation, self.horizon, self.duties).items():
            spans[agent] += rows
        return [activity for agent in sorted(spans) for activity in self._joined(agent, spans[agent])]

    def _at(self, moment: object) -> int:
        return self.horizon.minute(moment)  # type: ignore[arg-type]

    def _offer(self, duty: Duty) -> None:
        """Cut a duty's time without breaks at the edges of intervals."""
        at, a = self._at(duty.start), self.number[duty.agent]
        for pause in (*duty.pauses, None):
            end = self._at(pause.start) if pause else self._at(duty.end)
            while at < end:
                edge = min(end, (at // self.size + 1) * self.size)
                self.free[at // self.size][a].append((at, edge))
                at = edge
            at = self._at(pause.end) if pause else end

    def _serve(self, assigner: Assigner, interval: int, spans: dict[str, list[Span]]) -> None:
        within = 0 <= interval < self.problem.grid.intervals
        free = self.free[interval]
        minutes = {a: sum(end - start for start, end in pieces) for a, pieces in free.items()}
        last = assigner.last.copy()
        answer = assigner.assign(interval, minutes) if within else {}
        for a, pieces in free.items():
            rows = answer.get(a, {})
            order = sorted(rows, key=lambda row: (row != last[a], row == assigner.last[a], row))
            wishes = [(self.names[row], rows[row]) for row in order]
            spans[self.operation.agents[a].id] += _poured(pieces, wishes)

    def _joined(self, agent: str, spans: list[Span]) -> list[Activity]:
        """Neighbouring spans of one activity as one."""
        joined: list[Span] = []
        for start, end, name in sorted(spans):
            if joined and joined[-1][1] == start and joined[-1][2] == name:
                joined[-1] = (joined[-1][0], end, name)
            else:
                joined.append((start, end, name))
        return [
            Activity(agent, self.horizon.moment(start), self.horizon.moment(end), name) for start, end, name in joined
        ]


def _poured(pieces: list[tuple[int, int]], wishes: list[tuple[str, int]]) -> list[Span]:
    """Pour activities of given minutes into free spans, in order; what is left of them is idle."""
    left = [*wishes, ("idle", int(np.iinfo(np.int64).max))]
    spans: list[Span] = []
    for at, end in pieces:
        while at < end:
            name, minutes = left[0]
            until = min(end, at + minutes)
            spans.append((at, until, name))
            if minutes - (until - at) > 0:
                left[0] = (name, minutes - (until - at))
            else:
                left.pop(0)
            at = until
    return spans
