"""Meetings together: one time for all, at which the points of those who attend outweigh what then is short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from scheduler.goals import price_of
from scheduler.goals.terms.rows import MeetingsMissed
from scheduler.model.activities.serve import Span
from scheduler.operation import Operation, activity_step
from scheduler.operation.meeting_times import Occasion
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty

SCALE = 1000
"""Points a minute as whole numbers for the flow."""

Seats = dict[Duty, int]
"""Who could attend, and the profile of what the agent serves."""


def meetings_weight(operation: Operation) -> float:
    """Factor of the weight of each meeting that somebody misses."""
    _, price = price_of(operation, MeetingsMissed)
    return price.times if price is not None else 0.0


class Gatherings:
    """Puts meetings into the holes of shifts, one occasion after the other."""

    def __init__(self, operation: Operation, problem: Problem, holes: dict[Duty, list[Span]]) -> None:
        self.operation, self.problem, self.holes = operation, problem, holes
        self.step = activity_step(operation.interval_minutes, operation.break_step_minutes)
        self.size = operation.interval_minutes
        number = {agent.id: index for index, agent in enumerate(operation.agents)}
        self.profile = {name: int(problem.people.profile[index]) for name, index in number.items()}
        self.present = np.zeros((len(problem.demand.profiles), problem.grid.intervals), dtype=np.int64)
        """[profile, interval] minutes at work outside holes."""
        self.duties: dict[str, list[Duty]] = defaultdict(list)
        minute = problem.grid.horizon.minute
        self.ends = {duty: (minute(duty.start), minute(duty.end)) for duty in holes}
        for duty, rows in holes.items():
            self.duties[duty.agent].append(duty)
            self._count(self.profile[duty.agent], *self.ends[duty], 1)
            for start, end, _ in rows:
                self._count(self.profile[duty.agent], start, end, -1)

    def hold(self, occasions: Iterable[Occasion]) -> None:
        """Hold each meeting where it gains most; one that gains nothing is not held."""
        weight = meetings_weight(self.operation)
        for one in occasions:
            worth = one.meeting.weight * weight
            best, at, seats = 0.0, 0, list[Duty]()
            for start, able in self._times(one):
                if worth * len(able) <= best:
                    break
                gained, there = self._gained(start, start + one.meeting.minutes, able, worth)
                if gained > best + 1e-9:
                    best, at, seats = gained, start, there
            for duty in seats:
                self._enter(duty, at, at + one.meeting.minutes, one.meeting.activity)

    def _times(self, one: Occasion) -> list[tuple[int, Seats]]:
        """Every time that it may be held at and who could attend then, the most people first."""
        found = []
        windows = sorted({window for own in one.windows.values() for window in own})
        last = self.problem.grid.horizon.minutes
        for low, high in windows:
            people = [name for name, own in one.windows.items() if (low, high) in own]
            first = -(-max(low, 0) // self.step) * self.step
            for start in range(first, min(high, last) - one.meeting.minutes + 1, self.step):
                end = start + one.meeting.minutes
                seats = {duty: self.profile[duty.agent] for name in people for duty in self.duties.get(name, ())
                         if self._free(duty, start, end)}  # fmt: skip
                found.append((start, seats))
        return sorted(found, key=lambda time: (-len(time[1]), time[0]))

    def _free(self, duty: Duty, start: int, end: int) -> bool:
        first, last = self.ends[duty]
        return first <= start and end <= last and all(b <= start or end <= a for a, b, _ in self.holes[duty])

    def _gained(self, start: int, end: int, able: Seats, worth: float) -> tuple[float, list[Duty]]:
        """Points won by a meeting then, and who attends: people are held back whose absence would cost more."""
        before = self._short(start, end, Counter())
        leaving = Counter(able.values())
        short = self._short(start, end, leaving)
        for profile in sorted(leaving):
            while leaving[profile]:
                fewer = leaving - Counter({profile: 1})
                less = self._short(start, end, fewer)
                if short - less <= worth:
                    break
                leaving, short = fewer, less
        there = []
        for duty in sorted(able, key=lambda duty: (duty.agent, duty.day)):
            if leaving[able[duty]] > 0:
                leaving[able[duty]] -= 1
                there.append(duty)
        return worth * len(there) - (short - before), there

    def _short(self, start: int, end: int, leaving: Counter[int]) -> float:
        """Points of the shortage in the intervals of a span while so many of each profile leave."""
        total = 0.0
        for interval in range(start // self.size, -(-end // self.size)):
            away = min(end, (interval + 1) * self.size) - max(start, interval * self.size)
            minutes = self.present[:, interval].copy()
            for profile, people in leaving.items():
                minutes[profile] -= away * people
            total += self._least(interval, minutes)
        return total

    def _least(self, interval: int, minutes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
        """The least points of live queues and exclusive cover with so many minutes of each profile."""
        demand, tick = self.problem.demand, self.problem.grid.tick_minutes
        wanted = np.round(demand.need[:, interval] * tick).astype(np.int64)
        rows = [row for row in range(len(wanted)) if wanted[row] > 0 and demand.weight[row] > 0]
        if not rows:
            return 0.0
        flow, sink = SimpleMinCostFlow(), 0
        node = {row: 1 + place for place, row in enumerate(rows)}
        for row in rows:
            worth = round(demand.weight[row] * SCALE / tick)
            flow.add_arc_with_capacity_and_unit_cost(node[row], sink, int(wanted[row]), -worth)
        for profile in np.flatnonzero(minutes > 0).tolist():
            source, most = 1 + len(rows) + profile, int(minutes[profile])
            flow.add_arc_with_capacity_and_unit_cost(source, sink, most, 0)
            flow.set_node_supply(source, most)
            for row in (row for row in rows if row in demand.profiles[profile]):
                flow.add_arc_with_capacity_and_unit_cost(source, node[row], most, 0)
        flow.set_node_supply(sink, -int(minutes[minutes > 0].sum()))
        if flow.solve() != flow.OPTIMAL:
            raise AssertionError("the minutes of an interval could not be shared")
        everything = sum(round(demand.weight[row] * SCALE / tick) * int(wanted[row]) for row in rows)
        return float(everything + flow.optimal_cost()) / SCALE

    def _enter(self, duty: Duty, start: int, end: int, name: str) -> None:
        self.holes[duty] = sorted([*self.holes[duty], (start, end, name)])
        self._count(self.profile[duty.agent], start, end, -1)

    def _count(self, profile: int, start: int, end: int, sign: int) -> None:
        """Add a span of minutes to those at work."""
        low, high = max(0, start), min(end, self.problem.grid.horizon.minutes)
        for interval in range(low // self.size, -(-high // self.size)):
            inside = min(high, (interval + 1) * self.size) - max(low, interval * self.size)
            self.present[profile, interval] += sign * max(0, inside)
