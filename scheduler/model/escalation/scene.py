"""What a plan of duties must know and no line changes: who may hold what, when it is due, who is away when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from scheduler.clock import Horizon, instant, local
from scheduler.count.presence import without
from scheduler.operation import Agent, Operation, Tier
from scheduler.operation.duty_blocks import Block, blocks_of
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span, away, wished_off
from scheduler.roster import HANDOVER, Activity, Held
from scheduler.rules import limits_for
from scheduler.rules.limits.rest_hours import RestHours


@dataclass(frozen=True)
class Past:
    """A stretch of a duty that somebody held before the horizon."""

    cover: str
    tier: str
    day: date
    """The date in the duty's zone."""
    start: int
    end: int
    """Minutes from the horizon's start; below 0."""
    agent: str


@dataclass(frozen=True)
class Among:
    """What a part of a long horizon is shared with: the whole horizon, and standby in the weeks after the part."""

    horizon: Horizon
    later: Sequence[Activity]


class Scene:
    """The tiers to be placed in one plan, and all that is known of their holders."""

    def __init__(
        self,
        operation: Operation,
        horizon: Horizon,
        tiers: Sequence[Tier],
        past: Sequence[Past] = (),
        other_standby: Mapping[str, Sequence[tuple[Tier, Span]]] | None = None,
        among: Among | None = None,
        only_goals: Collection[str] = (),
    ) -> None:
        """`other_standby` is standby of tiers outside the scene that is dealt out already, by agent.

        `among` is for a part of a long horizon that is shared again; `only_goals` leaves out the prices of all others.
        """
        self.among, self.only_goals = among, only_goals
        others = (other_standby or {}).items()
        self.other_standby = {name: [span for _, span in rows] for name, rows in others}
        self.other_unrest = {name: [span for tier, span in rows if tier.counts_as != "rest"] for name, rows in others}
        """Agent -> such standby that is no rest."""
        self.operation, self.horizon, self.tiers, self.past = operation, horizon, tuple(tiers), tuple(past)
        self.covers = tuple({tier.cover.name: tier.cover for tier in tiers}.values())
        self.blocks: dict[str, tuple[Block, ...]] = {
            cover.name: blocks_of(operation, horizon, cover) for cover in self.covers
        }
        self.able: list[list[str]] = [
            [agent.id for agent in operation.agents if tier.staffed_by(agent)] for tier in tiers
        ]
        """[tier] the agents who may hold it."""
        self.agents: dict[str, Agent] = {name: operation.agent(name) for name in sorted({*chain(*self.able)})}
        self.shifts_before: dict[str, list[Span]] = {name: [] for name in self.agents}
        for row in operation.history:
            if row.day < horizon.first and row.agent in self.agents:
                self.shifts_before[row.agent].append((horizon.minute(row.start), horizon.minute(row.end)))

    @cached_property
    def away(self) -> dict[str, list[Span]]:
        """Agent -> when the agent can hold no standby for reasons other than shifts."""
        return {name: away(self.operation, self.horizon, agent) for name, agent in self.agents.items()}

    @cached_property
    def unloved(self) -> dict[str, list[Span]]:
        """Agent -> days that the agent wishes to be off."""
        return {name: wished_off(self.operation, self.horizon, agent) for name, agent in self.agents.items()}

    @cached_property
    def rest(self) -> dict[str, int]:
        """Agent -> minutes of rest between two shifts, which standby that is working time asks for, too."""
        return {name: self._rest(agent) for name, agent in self.agents.items()}

    def _rest(self, agent: Agent) -> int:
        limits = limits_for(self.operation, agent)
        return max((round(60 * one.hours) for one in limits if isinstance(one, RestHours)), default=0)

    def stood_before(self, cover: str, name: str) -> int:
        """Minutes that the agent stood by for a duty right before the horizon, in one piece."""
        kinds = {tier.name for tier in self.tiers if tier.cover.name == cover and tier.on_call}
        own = [(past.start, min(0, past.end)) for past in self.past
               if (past.cover, past.agent) == (cover, name) and past.tier in kinds]  # fmt: skip
        shifts = merged(self.shifts_before[name])
        pieces = merged([part for span in own for part in without(span, shifts)])
        return -pieces[-1][0] if pieces and pieces[-1][1] == 0 else 0

    @cached_property
    def past_by_agent(self) -> dict[str, list[Past]]:
        """Agent -> what that agent held before the horizon."""
        found: dict[str, list[Past]] = defaultdict(list)
        for past in self.past:
            found[past.agent].append(past)
        return dict(found)

    @cached_property
    def touched(self) -> dict[str, list[Span]]:
        """Agent -> standby (not such as counts as rest) before the horizon, on the first date of the agent's clocks."""
        return {name: own for name in self.agents if (own := self._touched(name))}

    def _touched(self, name: str) -> list[Span]:
        midnight = self.horizon.minute(instant(self.horizon.first, 0, self.agents[name].time_zone))
        tiers = (tier for tier in self.operation.tiers if tier.on_call and tier.counts_as != "rest")
        kinds = {(tier.cover.name, tier.name) for tier in tiers}
        own = [(past.start, min(0, past.end)) for past in self.past_by_agent.get(name, ())
               if past.end > midnight and (past.cover, past.tier) in kinds]  # fmt: skip
        shifts = merged(self.shifts_before[name])
        return [part for span in merged(own) for part in without(span, shifts) if part[1] > midnight]

    def go_on(self, tier: Tier) -> set[str]:
        """Holders of the tier up to the horizon's start, if a window goes on there: they stay while they are able."""
        blocks = self.blocks[tier.cover.name]
        if not blocks or blocks[0].start > 0:
            return set()
        return {past.agent for past in self.past
                if (past.cover, past.tier) == (tier.cover.name, tier.name) and past.end >= 0}  # fmt: skip

    def of_cover(self, name: str) -> list[int]:
        """The tiers of a duty, by their place in `tiers`."""
        return [place for place, tier in enumerate(self.tiers) if tier.cover.name == name]


def past_of(operation: Operation, horizon: Horizon, held: Collection[Held] = ()) -> list[Past]:
    """What was held before the horizon: duty_history.csv, and rows of weeks already planned."""
    zones = {cover.name: cover.time_zone or operation.time_zone for cover in operation.cover}
    found = []
    for row in (*operation.duty_history, *held):
        if row.agent and row.cover in zones and row.start < horizon.start and row.kind != HANDOVER:
            day = local(row.start, zones[row.cover]).date()
            span = horizon.minute(row.start), horizon.minute(row.end)
            found.append(Past(row.cover, row.tier, day, *span, row.agent))
    return sorted(found, key=lambda one: (one.start, one.cover, one.tier, one.agent))
