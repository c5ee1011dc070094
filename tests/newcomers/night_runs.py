"""Nights come together: each run of nights costs points, however long it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.along import Along, PricedTrack
from scheduler.goals.terms.asked import Asked
from scheduler.operation import Agent
from scheduler.rules.track import Day, Key, Letter, State


class Runs(PricedTrack):
    """The state is whether the day before was a night; a night after another day begins a run."""

    def __init__(self, weight: float, shift: str) -> None:
        self.weight, self.shift = weight, shift

    def start(self) -> State:
        return False

    def key(self, letter: Letter) -> Key:
        return letter.works and letter.shift == self.shift

    def step(self, state: State, day: Day, key: Key, guess: int = 0) -> State | None:
        return key

    def points(self, state: State, day: Day, key: Key, guess: int = 0) -> float:
        return self.weight if key and not state and not day.past else 0.0


class NightRuns(Goal):
    """Each run of nights that begins in the horizon costs `weight` points, twice that for agents in Spain."""

    rank: ClassVar[int] = 9
    weight: Weight = 0
    shift: str = "night"

    def terms(self, asked: Asked) -> Iterator[Along]:
        yield Along(self._tracks)

    def _tracks(self, agent: Agent, past: Sequence[Letter]) -> Sequence[Runs]:
        return [Runs(self.weight * (2 if agent.site == "barcelona" else 1), self.shift)]

    def count(self, case: Case) -> Tally:
        points, runs = 0.0, 0
        for agent in case.operation.agents:
            rows = [*case.operation.history, *case.roster.duties]
            nights = {row.day for row in rows if row.agent == agent.id and row.shift == self.shift}
            begun = sum(case.horizon.holds(day) and day - timedelta(days=1) not in nights for day in nights)
            runs, points = runs + begun, points + self.weight * begun * (2 if agent.site == "barcelona" else 1)
        return Tally(whole_points(points), runs, "runs of nights")
