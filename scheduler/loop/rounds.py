"""Round after round: a roster, its simulation, moved requirements; the best roster is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.goals.goal import goal_of
from scheduler.goals.short import Short
from scheduler.judge.simulation import Simulation, SimulationSettings, simulate
from scheduler.loop.moves import Move, moved
from scheduler.operation import Operation
from scheduler.report.answer.answer import Answer
from scheduler.requirement import Requirement
from scheduler.roster import Roster

ROUNDS = 3
"""Times that requirements are moved and the roster is solved again, at most."""


@dataclass(frozen=True)
class Round:
    """A roster, what simulated contacts met, and what was moved because of it."""

    answer: Answer
    simulation: Simulation
    missed: float
    """Contacts a target is missed by, over queues and days, weighted by priority (1 for the most urgent)."""
    paid_hours: float
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Judged:
    """The best roster of all rounds: never worse by simulation than the first."""

    rounds: tuple[Round, ...]
    best: int

    @property
    def chosen(self) -> Round:
        return self.rounds[self.best]


def judge(
    first: Answer,
    again: Callable[[Requirement, Roster], Answer],
    settings: SimulationSettings | None = None,
    watch: Callable[[str], None] = lambda line: None,
) -> Judged:
    """Simulate, move, solve on from the current roster. Every round faces the same contacts.

    Ends early where nothing is left to move.
    """
    settings = settings or SimulationSettings()
    rounds: list[Round] = []
    answer = first
    while True:
        found = simulate(answer.operation, answer.horizon, answer.requirement, answer.result.roster, settings)
        short = answer.score.case.coverage.short
        following, moves = moved(answer.operation, first.requirement, answer.requirement, short, found)
        last = len(rounds) == ROUNDS or not moves
        rounds.append(Round(answer, found, missed(found, answer.operation), paid_hours(answer), () if last else moves))
        for line in round_lines(len(rounds), rounds[-1]):
            watch(line)
        if last or answer.result.stopped_by == "interrupt":
            return Judged(tuple(rounds), best_of(rounds))
        answer = again(following, answer.result.roster)


def missed(found: Simulation, operation: Operation) -> float:
    """Contacts by which queues miss their targets, day by day, by their weights in the goal `short`.

    A contact of priority 1 counts as one; a good day makes up for no bad one.
    """
    total, short = 0.0, goal_of(operation, Short)
    first = short.weight_of(1) or 1.0
    for row, queue in enumerate(found.queues):
        if queue.service is None:
            continue
        level, judged = found.by_day.service_level.mean[row], found.by_day.judged.mean[row]
        weight = short.weight_of(queue.priority) / first
        total += weight * float(np.nansum(judged * np.maximum(0.0, queue.service.share - level)))
    return total


def paid_hours(answer: Answer) -> float:
    return sum(duty.paid_minutes for duty in answer.result.roster.duties) / 60


def best_of(rounds: list[Round]) -> int:
    """The roster that misses least, in whole contacts; of those alike the fewest paid hours, then the first.

    A roster that misses more than the first, by however little, is out.
    """
    allowed = [number for number, one in enumerate(rounds) if one.missed <= rounds[0].missed + 1e-9]
    return min(allowed, key=lambda number: (round(rounds[number].missed), round(rounds[number].paid_hours, 3), number))


def round_lines(number: int, one: Round) -> Iterator[str]:
    """What the round found and what it changes, and why."""
    yield f"round {number}: {one.missed:,.1f} contacts short of target by simulation, {one.paid_hours:,.1f} paid hours"
    yield from (f"  {move}" for move in one.moves)


def told(judged: Judged) -> list[str]:
    """The loop's story, round by round, and which roster was kept."""
    lines = [line for number, one in enumerate(judged.rounds, 1) for line in round_lines(number, one)]
    return [*lines, f"kept: the roster of round {judged.best + 1}"]
