"""Why an agent who may hold a tier of a duty does not fill its open place: what else that agent holds then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.clock import Horizon
from scheduler.count.cover_table import on_duty
from scheduler.count.presence import Span
from scheduler.count.tier_places import Stay
from scheduler.judge.duty.together import excludes
from scheduler.judge.explain.candidate import ON_IT
from scheduler.operation import Operation, Tier
from scheduler.roster import HANDOVER, Held, Roster

NOT_NAMED = "there and not named for it"
IN_PART = "there for a part of it"


@dataclass
class DutyReasons:
    """Answers for one roster; who is there for each tier is kept, as neighbouring gaps ask the same again."""

    operation: Operation
    horizon: Horizon
    roster: Roster
    spans: tuple[Span, ...]
    _there: dict[str, dict[str, list[Stay]]] = field(default_factory=dict)
    _held: dict[str, list[tuple[Held, Tier]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {(tier.cover.name, tier.name): tier for tier in self.operation.tiers}
        found: dict[str, list[tuple[Held, Tier]]] = defaultdict(list)
        for row in self.roster.held or ():
            if row.agent and row.kind != HANDOVER and (row.cover, row.tier) in known:
                found[row.agent].append((row, known[row.cover, row.tier]))
        self._held = found

    def reason(self, agent: str, tier: Tier, start: datetime, end: datetime) -> str:
        """What the agent does for this duty or for another one from `start` to `end`; empty where nothing."""
        low, high = self.horizon.minute(start), self.horizon.minute(end)
        there = [(first, last) for _, first, last in self._of(tier).get(agent, ()) if first < high and low < last]
        for row, other in self._held.get(agent, ()):
            if other == tier and not there:
                continue  # named for it, and away: the row is wrong
            if row.start < end and start < row.end and _in_the_way(other, tier):
                return _holds(other, tier)
        if any(first <= low and high <= last for first, last in there):
            return ON_IT if self.roster.held is None else NOT_NAMED
        return IN_PART if there else ""

    def _of(self, tier: Tier) -> dict[str, list[Stay]]:
        """Agent -> when that agent is there for the tier."""
        if tier.label not in self._there:
            found: dict[str, list[Stay]] = defaultdict(list)
            for stay in on_duty(self.operation, self.horizon, self.roster, self.spans, tier):
                found[stay[0]].append(stay)
            self._there[tier.label] = found
        return self._there[tier.label]


def _in_the_way(held: Tier, wanted: Tier) -> bool:
    """Whether who holds one place cannot hold the other at the same time."""
    return excludes(held, wanted) or held.exclusive or wanted.exclusive


def _holds(held: Tier, wanted: Tier) -> str:
    if held.cover.name != wanted.cover.name:
        return f"holds {held.label} then"
    return ON_IT if held.name == wanted.name else f"holds its tier {held.name} then"


def lacking(operation: Operation, tier: Tier) -> str:
    """`2 more have role lead but not language es`; empty where everybody of the role is able."""
    of_role = [agent for agent in operation.agents if tier.role in agent.roles]
    without = sum(not tier.asks_for(agent) for agent in of_role)
    barred = sum(tier.asks_for(agent) and not tier.staffed_by(agent) for agent in of_role)
    asked = (("language", tier.language), ("skill", tier.skill), ("site", tier.site))
    told = listed([f"{noun} {word}" for noun, word in asked if word], "or")
    lacks = f"{_more(without)} role {tier.role} but not {told}" if without else ""
    law = f"{_more(barred)} role {tier.role} at a site whose law forbids it" if barred else ""
    return listed(filter(None, (lacks, law)))


def _more(people: int) -> str:
    return f"{people} more {'has' if people == 1 else 'have'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    told = list(words)
    return f" {last} ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
