"""Duties of a roster: their points, and what comes before points (open minutes, splits)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.clock import Horizon, minutes_between
from scheduler.count.cover_table import CoverRow, cover_of
from scheduler.count.presence import spans_of
from scheduler.goals import Goal
from scheduler.judge.duty import duty_findings, splits_of
from scheduler.judge.trial.broken import Broken, broken
from scheduler.judge.trial.own import NOBODY, Change, Own
from scheduler.operation import Operation
from scheduler.roster import Activity, Roster


@dataclass(frozen=True)
class HeldDuties:
    """How the duties of a roster are held."""

    points: float
    """Points of the goal `cover`, not rounded."""
    open: tuple[tuple[tuple[int, int], float], ...]
    """((priority, tier), open agent-minutes) of firm duties, the most urgent first."""
    splits: int
    """Blocks with too many holders and missing overlaps."""

    def worse(self, before: HeldDuties) -> bool:
        """Whether something that stands before points has risen."""
        opened = any(now[1] > then[1] + 1e-6 for now, then in zip(self.open, before.open, strict=True))
        return opened or self.splits > before.splits


class Places:
    """The duties of a roster and of rosters near it: counted anew in full where a change touches them at all."""

    def __init__(self, operation: Operation, horizon: Horizon, goal: Goal | None, staffed: set[str]) -> None:
        self.operation, self.horizon, self.staffed = operation, horizon, staffed
        self.weight = 0.0 if goal is None else float(goal.weight)

    def thin(self, people: Mapping[str, Own]) -> dict[str, Own]:
        """The rows that duties are judged by: of people who may hold one or do, and what they do.

        Where no duty is exclusive, standby is all that matters of what they do.
        """
        able = {name: own for name, own in people.items() if own.held or name in self.staffed}
        if any(tier.exclusive for tier in self.operation.tiers):
            return able
        return {name: Own(own.duties, _standby(own), own.held) for name, own in able.items()}

    def touches(self, change: Change, people: Mapping[str, Own], named: bool) -> bool:
        """Whether a change may make the duties be held otherwise: places, or shifts of who holds some."""
        if not self.operation.cover:
            return False
        for agent, own in change.items():
            before = people.get(agent, Own())
            if own.held != before.held:
                return True
            if agent != NOBODY and (own.held or not named) and (agent in self.staffed or own.held):
                return True
        return False

    def may_fault(self, change: Change, people: Mapping[str, Own], named: bool) -> bool:
        """Whether a change may bring rows of duty.csv that are wrong: of anybody who may hold a tier."""
        held = any(own.held or people.get(agent, Own()).held for agent, own in change.items())
        return named and (held or any(agent in self.staffed for agent in change))

    def count(self, roster: Roster, rows: Sequence[CoverRow] | None = None) -> HeldDuties:
        """The whole roster's duties; `rows` are its table of duties, where that is known."""
        if not self.operation.cover:
            return HeldDuties(0.0, (), 0)
        if rows is None:
            rows = cover_of(self.operation, self.horizon, roster, spans_of(self.operation, self.horizon, roster))
        tiers = {tier.label: tier for tier in self.operation.tiers}
        opened: dict[tuple[int, int], float] = defaultdict(float)
        for row in rows:
            tier = tiers[row.name]
            if tier.cover.firm:
                opened[tier.cover.priority, tier.rank] += row.short * minutes_between(row.start, row.end)
        found = splits_of(self.operation, self.horizon, roster)
        points = self.weight * sum(row.short_hours for row in rows)
        return HeldDuties(points, tuple(sorted(opened.items())), found.splits + found.missing_overlaps)

    def faults(self, roster: Roster) -> Broken:
        """Findings of the rule `duty`, added up."""
        return broken(duty_findings(self.operation, self.horizon, roster))


def _standby(own: Own) -> tuple[Activity, ...]:
    return tuple(row for row in own.activities if row.activity.startswith("on_call:"))
