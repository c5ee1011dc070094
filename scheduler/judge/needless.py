"""Needless work: shifts that could be taken out of a roster while every limit holds and the objective does not rise.

Obliged are the contract's minimum with leave credited and pins, as limits; and shifts that are kept. A shift is taken
out with what is done in it. Others keep their shifts. What they do is held as it is, but where the objective would
rise: then those who are idle, or on a live queue that has more people than it requires, take over the queue work
interval by interval. Whoever is there and able is named for the places of duties. Both are rosters that could be
written, so what is called needless is needless; a cleverer exchange of work may show more. Work on exclusive duties and
in meetings is not handed on.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from scheduler.clock import Horizon, local
from scheduler.judge.obliged import Mark, mark
from scheduler.judge.trial import Change, Trial
from scheduler.judge.trial.standing_in import StandingIn
from scheduler.judge.trial.stepping_in import SteppingIn
from scheduler.operation import Operation
from scheduler.roster import Duty

SECONDS = 5.0
"""How long it is tried, unless all is asked for."""
TOLD = 10
"""The most shifts that are named."""


@dataclass(frozen=True)
class Needless:
    """The shifts that went, in the order in which they did, and how much was tried."""

    shifts: tuple[Duty, ...]
    tried: int
    """Shifts and weeks tried."""
    all: int
    """Shifts and weeks that there were to try."""

    @property
    def hours(self) -> float:
        """Paid hours of these shifts."""
        return sum(duty.paid_minutes for duty in self.shifts) / 60

    @property
    def complete(self) -> bool:
        return self.tried >= self.all

    def lines(self, operation: Operation) -> Iterator[str]:
        """Lines for planners: how much there is, how much was tried, and the first of the shifts."""
        part = (
            "" if self.complete else f" ({self.tried:,} of {self.all:,} shifts and weeks tried; --thorough tries all)"
        )
        if not self.shifts:
            yield f"no needless shift was found{part}"
            return
        number = f"{len(self.shifts):,} shift" + ("s are" if len(self.shifts) > 1 else " is")
        yield f"{number} needless, {self.hours:,.1f} paid hours: no limit and no point asks for them{part}"
        for duty in self.shifts[:TOLD]:
            yield f"  {told(operation, duty)}"
        if len(self.shifts) > TOLD:
            yield f"  and {len(self.shifts) - TOLD:,} more"


def told(operation: Operation, duty: Duty) -> str:
    """`A001 Mon 2026-12-21 day 08:00-16:00`, on the agent's own clocks; their zone is named where it is another one."""
    zone = operation.agent(duty.agent).time_zone
    start, end = local(duty.start, zone), local(duty.end, zone)
    clocks = "" if zone == operation.time_zone else f" {zone}"
    return f"{duty.agent} {duty.day:%a %Y-%m-%d} {duty.shift} {start:%H:%M}-{end:%H:%M}{clocks}"


def needless(trial: Trial, kept: Collection[Mark] = (), seconds: float | None = SECONDS) -> Needless:
    """Take needless work out of the trial's roster: each agent's weeks, then its rows from first to last.

    `kept` shifts stay. After `seconds` the rest is not tried; None tries all, the slow recounts included.
    """
    until = None if seconds is None else time.perf_counter() + seconds
    search = _Search(trial, seconds is None)
    known = [duty for duty in trial.roster.duties if duty.agent in trial.alone.agents and trial.horizon.holds(duty.day)]
    parts = [*_weeks(trial.horizon, known), *([duty] for duty in known)]
    out: list[Duty] = []
    tried = 0
    for part in parts:
        if until is not None and time.perf_counter() > until:
            break
        tried += 1
        left = [duty for duty in part if mark(duty) not in kept and not any(duty is one for one in out)]
        if len(left) == len(part) and search.taken_out(left):
            out += left
    return Needless(tuple(out), tried, len(parts))


def _weeks(horizon: Horizon, duties: list[Duty]) -> Iterator[list[Duty]]:
    """The shifts of each agent and week, where there are two or more; one alone is tried as a row."""
    ordered = sorted(duties, key=lambda duty: (duty.agent, duty.day))
    for _, rows in groupby(ordered, key=lambda duty: (duty.agent, horizon.week_index(duty.day))):
        week = list(rows)
        if len(week) > 1:
            yield week


class _Search:
    """Tries shifts of one roster, which becomes less by those that go."""

    def __init__(self, trial: Trial, thorough: bool) -> None:
        self.trial, self.thorough = trial, thorough
        self._standing: StandingIn | None = None
        self._stepping: SteppingIn | None = None

    def taken_out(self, duties: list[Duty]) -> bool:
        """Take shifts of one agent out, if they are needless."""
        own = self.trial.own_of(duties[0].agent)
        for duty in duties:
            own = own.without(duty)
        if self.trial.breaks_own({duties[0].agent: own}):
            return False
        self._standing = self._standing or StandingIn(self.trial)
        change = self._standing.without(duties[0].agent, duties)
        found = self._allowed(change, duties)
        if found is None:
            return False
        self.trial.take(found, quick=not self.thorough)
        self._standing = self._stepping = None
        return True

    def _allowed(self, change: Change, duties: list[Duty]) -> Change | None:
        """The change, or one in which others do the work, if it is allowed."""
        count = self.trial.counted(change, quick=True, places=False)
        if not self.trial.hopeless(count):
            return change if self.trial.allowed(change, self.thorough) else None
        own = self.trial.own_of(duties[0].agent)
        self._stepping = self._stepping or SteppingIn(self.trial)
        done = [row for duty in duties for row in own.during(duty)]
        other = self._stepping.with_others(change, count, done)
        if other is not None and not self.trial.hopeless(self.trial.counted(other, quick=True, places=False)):
            return other if self.trial.allowed(other, self.thorough) else None
        return change if self.thorough and self.trial.allowed(change, True) else None
