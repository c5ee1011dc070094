"""Urgent duties that the search counts, beside a plan of others: whether the plan is in their way.

A plan binds its holders before the search. Where that leaves a duty open that is no less urgent, a second search
without the plan follows, and the planned duties are dealt out over its shifts. What stays open then is planned
once more over these shifts, and the search goes on with that plan.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.model.escalation.kinds import tight_tiers
from scheduler.model.escalation.plan import level_of
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.lines.tables import tables_of
from scheduler.model.search import search
from scheduler.model.settings import SolveSettings
from scheduler.model.whole.duties import Planning
from scheduler.operation import IntArray, Operation, Tier
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import alone
from scheduler.problem.needs.spared import without_tiers
from scheduler.result import Result
from scheduler.roster import Roster

HALF_A_MINUTE = 0.5
PLANNED_SHARE = 0.1
"""Share of the time that a search by the plan has, where one without it leaves duties open."""
SECOND_SHARE = 0.2
"""Share of the time, or of the budget, that a second search may need, and a third one after it."""


class Outranked:
    """The duties that the search counts, no less urgent than a planned duty that the same agents may hold."""

    def __init__(self, operation: Operation, horizon: Horizon, problem: Problem) -> None:
        """`problem` leaves the planned duties out."""
        planned = tight_tiers(operation, horizon)
        urgent = {tier.label for tier in operation.tiers if _outranks(operation, tier, planned)}
        self.operation, self.horizon = operation, horizon
        self.priority = max((tier.cover.priority for tier in operation.tiers if tier.label in urgent), default=0)
        others = {tier.label for tier in operation.tiers} - urgent
        counted = without_tiers(problem, operation, others)
        self.part = alone(counted, counted.demand.cover_goal) if urgent else None

    def open(self, letter: IntArray, pause: IntArray) -> bool:
        """Whether lines [agent, day] with breaks leave any of them open."""
        if self.part is None:
            return False
        ledger = empty_ledger(self.part, self.part.demand.need.copy())
        ledger.letter[:], ledger.pause[:] = letter, pause
        search.enter_all(tables_of(self.part), ledger)
        return float(ledger.points[0]) > 0

    def proved(self, result: Result) -> bool:
        """Whether no roster leaves less open of their priorities and more urgent ones."""
        least = result.duty.least.get(self.priority) if result.duty is not None else None
        short = _short(self.operation, self.horizon, result.roster)
        hours = sum(short[tier.label] for tier in self.operation.tiers if tier.cover.priority <= self.priority)
        return least is not None and 60 * hours <= least + HALF_A_MINUTE


def _outranks(operation: Operation, tier: Tier, planned: list[Tier]) -> bool:
    able = [agent for agent in operation.agents if tier.staffed_by(agent)]
    later = [one for one in planned if level_of(tier) <= level_of(one)]
    return tier not in planned and any(one.staffed_by(agent) for one in later for agent in able)


def first_share(settings: SolveSettings) -> SolveSettings:
    """The settings of a search that a second one may follow."""
    budget = None if settings.iterations is None else max(1, round((1 - SECOND_SHARE) * settings.iterations))
    return replace(settings, time_limit=(1 - SECOND_SHARE) * settings.time_limit, iterations=budget)


def second_share(settings: SolveSettings, roster: Roster) -> SolveSettings:
    """The settings of the second search, which begins with that roster and ends with the whole time limit."""
    budget = None if settings.iterations is None else max(1, round(SECOND_SHARE * settings.iterations))
    return replace(settings, start=roster, tidy=settings.tidy or settings.start is None, iterations=budget)


def is_easy(operation: Operation, horizon: Horizon, planning: Planning) -> bool:
    """Whether the plan leaves nothing open, and who takes over when is the same to everybody."""
    tiers = tight_tiers(operation, horizon)
    free = all(tier.cover.block == "any" and not tier.cover.handover_minutes for tier in tiers)
    free &= all(tier.on_call and not tier.held_at_work for tier in tiers)  # of others the search counts too few able
    return free and not planning.open_minutes and not planning.agreed.planned.splits


def unplanned_share(settings: SolveSettings) -> tuple[SolveSettings, SolveSettings]:
    """The settings of a search without a plan, and of one by the plan where that leaves duties open."""
    if settings.iterations is None:
        return replace(settings, time_limit=(1 - PLANNED_SHARE) * settings.time_limit), settings
    rest = max(1, round(PLANNED_SHARE * settings.iterations))
    return replace(settings, iterations=max(1, settings.iterations - rest)), replace(settings, iterations=rest)


def parted(settings: SolveSettings) -> tuple[SolveSettings, SolveSettings]:
    """The settings of a second search without a plan, and of the one after it that keeps to another plan."""
    if settings.iterations is None:
        return replace(settings, time_limit=(1 - SECOND_SHARE / 2) * settings.time_limit), settings
    half = replace(settings, iterations=max(1, settings.iterations // 2))
    return half, half


def open_in_order(operation: Operation, horizon: Horizon, roster: Roster) -> list[float]:
    """Agent-hours of duty that nobody holds, the most urgent tiers first."""
    short = _short(operation, horizon, roster)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for tier in operation.tiers:
        found[level_of(tier)] += short[tier.label]
    return [round(found[key], 6) for key in sorted(found)]


def _short(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, float]:
    """Label of a tier -> agent-hours that nobody holds."""
    short: dict[str, float] = defaultdict(float)
    for row in cover_of(operation, horizon, roster, spans_of(operation, horizon, roster)):
        short[row.name] += row.short_hours
    return short
