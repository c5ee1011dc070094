"""Lines -> Roster: duties with their breaks, then what each agent does from minute to minute."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from scheduler.goals import price_of
from scheduler.goals.terms.rows import MeetingsMissed
from scheduler.model.activities.day.day import Day, wants_days
from scheduler.model.activities.planned import planned
from scheduler.model.activities.serve import Served, Span, breaks_of
from scheduler.model.escalation.standby.standby import stand_by
from scheduler.operation import FloatArray, IntArray, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Activity, Duty, Pause, Roster


@dataclass(frozen=True)
class Unfolded:
    """A roster, and what the day stage says of it where there is one."""

    roster: Roster
    missing: FloatArray | None
    """[row] minutes that are short, or late."""
    meetings: float
    """Points of people missing at meetings."""
    meetings_goal: str
    """The goal that prices them; empty where none does."""
    plan: FloatArray
    """[place, interval] agent-ticks of deferred work as people do it; what is late stands where it could be last."""
    rounded: FloatArray
    """[row] minutes that are missing besides, as people change queues after whole minutes."""


def unfold(
    operation: Operation, problem: Problem, letter: IntArray, pause: IntArray, plan: FloatArray | None = None
) -> Roster:
    """The roster of a set of lines: `letter` [agent, day] variants, `pause` [agent, day, break] ticks.

    `plan` [place, interval] is the search's of deferred work, in agent-ticks.
    """
    return unfolded(operation, problem, letter, pause, plan).roster


def unfolded(
    operation: Operation, problem: Problem, letter: IntArray, pause: IntArray, plan: FloatArray | None = None
) -> Unfolded:
    """A set of lines as a roster, with what is missing by the model's own sums."""
    duties = [
        _duty(operation, problem, a, d, letter, pause)
        for a in range(letter.shape[0])
        for d in range(letter.shape[1])
        if letter[a, d] >= 0
    ]
    if problem.demand.deferred:
        plan = planned(problem, letter, pause, plan).plan
    by_day = wants_days(operation)
    served = Served(operation, problem, plan, rounds=not by_day)  # the day stage counts in whole minutes itself
    day = Day(operation, problem, duties, served) if by_day else None
    roster = Roster(tuple(duties), tuple(_Diary(operation, problem, duties, day or served).activities()))
    missing, unattended = (day.missing, day.unattended) if day else (None, 0.0)
    return Unfolded(roster, missing, unattended, price_of(operation, MeetingsMissed)[0], served.done, served.rounded)


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
    """Fills every duty with breaks, queues, cover, meetings and idle time."""

    def __init__(self, operation: Operation, problem: Problem, duties: list[Duty], by: Day | Served) -> None:
        """`by` says what is done outside breaks: the flow alone, or within the limits on activities."""
        self.operation, self.problem, self.duties, self.by = operation, problem, duties, by
        self.horizon = problem.grid.horizon

    def activities(self) -> list[Activity]:
        """Every activity, in the order of agent, then start."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for agent, rows in self._at_work().items():
            spans[agent] += rows
        begun: dict[str, set[int]] = defaultdict(set)
        for duty in self.duties:
            spans[duty.agent] += breaks_of(self.problem, duty)
            begun[duty.agent].add(self.horizon.minute(duty.start))
        for agent, rows in stand_by(self.operation, self.horizon, self.duties).items():
            spans[agent] += rows
        return [activity for agent in sorted(spans) for activity in self._joined(agent, spans[agent], begun[agent])]

    def _at_work(self) -> dict[str, list[Span]]:
        """What is done outside breaks."""
        if isinstance(self.by, Day):
            return self.by.spans()
        return self.by.spans(self.duties, {duty: breaks_of(self.problem, duty) for duty in self.duties})

    def _joined(self, agent: str, spans: list[Span], begun: set[int]) -> list[Activity]:
        """Neighbouring spans of one activity as one; not across `begun`, the minutes in which shifts begin."""
        joined: list[Span] = []
        for start, end, name in sorted(spans):
            if joined and joined[-1][1] == start and joined[-1][2] == name and start not in begun:
                joined[-1] = (joined[-1][0], end, name)
            else:
                joined.append((start, end, name))
        return [
            Activity(agent, self.horizon.moment(start), self.horizon.moment(end), name) for start, end, name in joined
        ]
