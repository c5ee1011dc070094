"""All that a report tells: what was asked, what was found, and what independent judges say of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scheduler.agreement import Agreement, agreement
from scheduler.clock import Horizon
from scheduler.goals import goals_of
from scheduler.goals.order import amount, levels_of
from scheduler.operation import Operation, fingerprint
from scheduler.report.answer.accepted import Accepted, is_accepted
from scheduler.report.answer.duty_proof import Priority, priorities
from scheduler.report.answer.missed_targets import MissedTarget, missed_targets
from scheduler.report.answer.service import service_table, simulated
from scheduler.report.answer.short_days import ShortDay, short_days
from scheduler.requirement import Requirement
from scheduler.result import Result, Status
from scheduler.roster import Roster
from scheduler.rules.rule import Finding

if TYPE_CHECKING:
    from scheduler.judge import DutyCount, Explanation, Score
    from scheduler.judge.simulation import Simulation


@dataclass(frozen=True)
class Standing:
    """How a roster stands on one level of goals in strict order."""

    level: str
    amount: float
    unit: str
    bound: float
    """No legal roster that is as good in the levels before has less."""
    proved: bool
    """Whether the amount is the bound, as amounts are compared."""


@dataclass(frozen=True)
class Answer:
    """A roster with its bill: points and findings are the judges', never the solver's own."""

    operation: Operation
    horizon: Horizon
    requirement: Requirement
    result: Result
    score: Score
    findings: tuple[Finding, ...]
    explanation: Explanation
    solved: bool = True
    """False for a roster that came from elsewhere: it has no bound and no story of a solve."""
    manifest: dict[str, object] = field(default_factory=dict)
    """What `solve` was asked, enough to ask it again."""
    accepted: Accepted = field(default_factory=dict)
    """What was given up so that there is a roster: some or all of the findings."""
    edited: bool = False
    """Whether the roster is not the one that the solve ended with."""
    kept: Roster | None = None
    """The roster that the solve went on from: its shifts stay."""
    signed: dict[str, object] | None = None
    """What was told of needless hours and sharing when the roster was written; None: nothing that still holds."""

    told_service: Mapping[str, Any] | None = None
    """What was told of its service when the roster was written or simulated; None: nothing that still holds."""
    simulates: bool = True
    """Whether the roster is simulated where nothing was told of its service."""

    @cached_property
    def legal(self) -> bool:
        """Whether the roster breaks no limit but those that were given up."""
        return all(is_accepted(finding, self.accepted) for finding in self.findings)

    @cached_property
    def simulation(self) -> Simulation | None:
        """The roster before simulated contacts; None where its service was told before, or it was edited since."""
        asked = self.simulates and self.told_service is None and not self.edited
        if not asked or not self.requirement.queues:
            return None
        return simulated(self.operation, self.horizon, self.requirement, self.result.roster)

    @cached_property
    def service(self) -> Mapping[str, Any] | None:
        """What callers meet by simulation, as `summary.json` has it; None where that is not known."""
        return self.told_service if self.simulation is None else service_table(self.simulation)

    @cached_property
    def short_days(self) -> tuple[ShortDay, ...]:
        """The days on which people are missing, by pool, and the queues that miss their targets then."""
        return short_days(self.score.case, self.service)

    @cached_property
    def missed_targets(self) -> tuple[MissedTarget, ...]:
        """The queues that miss a target by simulation, each at its worst, and what its people do then."""
        return missed_targets(self.score.case, self.service)

    @cached_property
    def fingerprint(self) -> str:
        """A mark of the inputs, cut to the horizon."""
        return fingerprint(self.operation, self.horizon)

    @cached_property
    def agreement(self) -> Agreement:
        """What the solver believes of the roster against what was counted."""
        return agreement(self.score.points, self.result.believed)

    @cached_property
    def duties(self) -> tuple[DutyCount, ...]:
        """Each duty as duty.csv has it; nothing where nobody is named, or where it is not known what people do."""
        from scheduler.judge import duty_counts

        roster = self.result.roster
        if roster.held is None or not roster.breaks_known:
            return ()
        return duty_counts(self.operation, self.horizon, roster)

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        """Open minutes of firm duties by priority, with the least that is proved."""
        return tuple(priorities(self.operation, self.score.case.cover, self.result.duty))

    @property
    def given_proved(self) -> bool:
        """Whether open minutes, and then splits and missing overlaps, are proved least."""
        return self.splits == 0 and all(row.proved for row in self.priorities)

    @cached_property
    def splits(self) -> int:
        """Blocks that change hands, and changes within a window without an overlap."""
        from scheduler.judge.duty import splits_of

        if self.result.roster.held is None:
            return 0
        found = splits_of(self.operation, self.horizon, self.result.roster)
        return found.splits + found.missing_overlaps

    @cached_property
    def held_otherwise(self) -> str:
        """One line where the holders named leave other minutes open than the goal `cover` counts; else empty."""
        named = sum(duty.open for duty in self.duties)
        counted = round(sum(row.short_hours for row in self.score.case.cover) * 60)
        if not self.duties or named == counted:
            return ""
        asked = "" if self.edited else ": please report"
        return f"the holders named leave {named:,} minutes of duties open and the count {counted:,}{asked}"

    @property
    def differences(self) -> tuple[str, ...]:
        """One line for each thing that is known twice and not alike."""
        return (*(row.message for row in self.agreement.apart), *filter(None, [self.held_otherwise]))

    @cached_property
    def bounds(self) -> dict[str, int]:
        """Goal -> points that no legal roster can be below for that goal alone, where known and not refuted.

        None where the roster breaks limits: it may be below, and nothing can be saved there. A roster below the bound
        refutes it: then the bounds of goals that are below theirs, or not agreed on, go too.
        """
        if not self.legal:
            return {}
        known = {goal: whole_bound(bound) for goal, bound in self.result.bounds.items()}
        points = self.score.points
        refuted = {goal for goal, bound in known.items() if points.get(goal, bound) < bound}
        if refuted or math.inf > self.result.bound > self.score.objective + 1e-6:
            refuted |= self.agreement.goals_apart
        return {goal: bound for goal, bound in known.items() if goal not in refuted}

    @cached_property
    def bound(self) -> int | None:
        """Points that no legal roster can be below: proved for all goals together, or for each alone and added up.

        Points are whole, so what the solver proved rounds up. None where the count refutes it, a bug of the model, and
        where the roster breaks limits.
        """
        if not self.legal or self.result.bound == math.inf or len(self.bounds) < len(self.result.bounds):
            return None
        bound = max(whole_bound(self.result.bound), sum(self.bounds.values()))
        return bound if bound <= self.score.objective else None

    @cached_property
    def order(self) -> tuple[Standing, ...]:
        """The levels of a solve in strict order, the most urgent first, counted from the roster alone."""
        bounds, goals = {one.level: one.bound for one in self.result.order}, goals_of(self.operation)
        found = []
        for level in levels_of(goals, self.operation, self.horizon, self.requirement) if bounds and self.legal else ():
            if level.name in bounds:
                missed, bound = amount(self.score.case, level, goals), bounds[level.name]
                proved = level.steps(missed) <= level.steps(bound)
                found.append(Standing(level.name, missed, level.unit, min(bound, missed), proved))
        return tuple(found)

    @cached_property
    def status(self) -> Status:
        """`optimal` only where no legal roster can have fewer points, and whatever is known twice agrees.

        `no_roster` where limits are broken that nobody gave up: what is reported is no solution.
        """
        if not self.legal:
            return "no_roster"
        given = self.result.duty is None or self.given_proved  # duties that nobody asked for are no part of the proof
        proved = self.score.objective == self.bound and given
        return "optimal" if proved and not self.differences else "feasible"

    @cached_property
    def gap(self) -> float | None:
        """(objective - bound) / objective, between 0 and 1; 0 where the objective is 0, None without a bound."""
        if self.bound is None:
            return None
        if self.score.objective <= 0:
            return 0.0
        return max(0.0, (self.score.objective - self.bound) / self.score.objective)


def whole_bound(bound: float) -> int:
    """A bound on whole points, rounded up; the last bits of a float count as nothing."""
    return math.ceil(bound - 1e-6)
