"""Would one sign a roster? Needless work and moves that share more evenly, looked for within a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.clock import Horizon
from scheduler.goals import Case
from scheduler.judge.needless import Needless, needless
from scheduler.judge.rows.shifts import readable
from scheduler.judge.sharing import Even, Share, even, shares
from scheduler.judge.trial import DEFAULT, Terms, Trial
from scheduler.operation import Operation
from scheduler.requirement import Requirement
from scheduler.roster import Roster

SECONDS = 5.0
"""How long is tried in all, unless everything is asked for."""
LEAST = 0.5
"""Seconds for each of the two even where the first counts of a large roster take longer."""


@dataclass(frozen=True)
class Signed:
    """What a planner would take out or even out before signing."""

    operation: Operation
    needless: Needless
    even: Even
    shares: tuple[Share, ...]
    rest: Roster
    """The roster without its needless shifts."""

    def notes(self) -> Iterator[str]:
        """A line each: needless shifts, then moves."""
        yield from self.needless.lines(self.operation)
        yield from self.even.lines()


def signed(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    roster: Roster,
    terms: Terms = DEFAULT,
    thorough: bool = False,
    case: Case | None = None,
) -> Signed:
    """Judge a roster's shifts that make sense: moves for two fifths of the time, needless work for the rest.

    `case` is the roster's own, where it was counted already.
    """
    until, kept = time.perf_counter() + SECONDS, terms.kept
    sound = readable(operation, horizon, roster)
    trial = Trial(operation, horizon, requirement, sound, terms, case if sound == roster else None)
    table = shares(operation, horizon, trial.people, kept)
    left = max(2 * LEAST, until - time.perf_counter())
    moves = even(trial, kept, None if thorough else 0.4 * left)
    found = needless(trial, kept, None if thorough else max(LEAST, until - time.perf_counter()))
    return Signed(operation, found, moves, table, trial.roster)
