"""A plan of duties, the effort of finding it, and what two plans are compared by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.operation import Tier
from scheduler.problem.needs.away import Span

Spans = Mapping[tuple[int, str], Sequence[Span]]
"""(tier, agent) -> when the agent holds a place."""
Terms = Sequence[cp_model.LinearExprT]
HolderRow = tuple[int, int, str]
"""First and last minute from the horizon's start, and who holds the place; an empty name where it is open."""
NOT_FIRM = 10**6
"""The priority that stands for duties that are not firm: they come after all others."""


@dataclass(frozen=True)
class Effort:
    """Limits of one solve: seconds by the clock, or a budget in CP-SAT's own seconds, the same on every machine."""

    seconds: float
    budget: float | None = None
    workers: int = 1


@dataclass(frozen=True)
class Weighed:
    """What a plan is weighed by besides open minutes and splits, as terms of the model."""

    last: Terms = ()
    """Points of the last step."""
    pins: Terms = ()
    """1 for each slot that a pin gives in vain."""
    habits: Terms = ()
    """What the last step weighs beside its points."""
    priced: Terms = ()
    """Points of goals that price windows, in parts of a point: they come before the last step."""


NOTHING_ELSE = Weighed()


@dataclass
class DutyPlan:
    """Who holds which place of which duty, and what that leaves open."""

    holds: dict[tuple[int, int], list[str]]
    """(tier, slot) -> who holds a place."""
    line: dict[str, int]
    """Agent -> the line chosen."""
    open_minutes: dict[tuple[int, int], int]
    """(priority, rank of the tier) -> agent-minutes that stay open."""
    splits: int = 0
    """Splits of blocks and missing overlaps; 0 where no step has counted them."""
    missed: int = 0
    """Slots that a pin gives in vain; 0 where no step has counted them."""
    least: bool = False
    """Whether CP-SAT proves that no less can be open over the lines that it was given, in all or level by level."""
    seconds: float = 0.0
    held: dict[tuple[int, str], list[Span]] = field(default_factory=dict)
    """(tier, agent) -> when the agent holds a place: sorted and disjoint spans."""
    priced_least: float = 0.0
    """The least of the points of goals that price windows, over the lines given, in parts of a point (CP-SAT)."""


def level_of(tier: Tier) -> tuple[int, int]:
    """(priority, rank): the place of a tier in the order of preference; the smaller, the more urgent."""
    return tier.cover.priority if tier.cover.firm else NOT_FIRM, tier.rank


def worth(planned: DutyPlan) -> tuple[int, ...]:
    """What plans are compared by: open minutes level by level, then splits; the smaller, the better."""
    return (*(planned.open_minutes[key] for key in sorted(planned.open_minutes)), planned.splits)


class Unanswered(Exception):
    """CP-SAT found no plan in the time given."""
