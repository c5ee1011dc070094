"""Open places that somebody could hold who is there: naming that agent would break no limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from scheduler.clock import Horizon
from scheduler.judge.duty.due import Due, Row
from scheduler.judge.duty.limits import DutyLimits
from scheduler.judge.duty.together import excludes
from scheduler.judge.duty.told import clocks, fault
from scheduler.judge.spans import Span, joined, outside
from scheduler.roster import Held
from scheduler.rules.rule import Finding


class Vacant:
    """The open rows of a roster against everybody who may hold them."""

    def __init__(self, horizon: Horizon, limits: DutyLimits) -> None:
        self.horizon, self.limits = horizon, limits
        self.taken: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
        """(agent, duty, tier) -> when the agent holds it."""
        for agent, rows in limits.rows.items():
            for row, span in rows:
                self.taken[agent, row.cover, row.tier].append(span)

    def findings(self, due: Due, hole: Row) -> Iterator[Finding]:
        """The first time at which somebody could hold the open place and is not named for it."""
        if hole.agent or hole.held is None:
            return
        against = [tier for tier in self.limits.tiers.values() if excludes(due.tier, tier)]
        free: list[tuple[Span, str]] = []
        for agent, spans in due.able.spans.items():
            there = [(max(start, hole.start), min(end, hole.end)) for start, end in spans]
            if any(start < end for start, end in there):
                busy = [span for tier in against for span in self.taken.get((agent, tier.cover.name, tier.name), ())]
                free += [(part, agent) for span in there if span[0] < span[1] for part in outside(span, joined(busy))]
        for span, agent in sorted(free):
            if not self.limits.forbids(self._trial(hole.held, span, agent)):
                text = f"nobody holds a place of {due.tier.label} {clocks(self.horizon, *span)}, though {agent} could"
                yield fault(self.horizon, agent, span, text)
                return

    def _trial(self, hole: Held, span: Span, agent: str) -> Held:
        """The hole's row with the agent named, as far as the agent is there and free."""
        return replace(hole, start=self.horizon.moment(span[0]), end=self.horizon.moment(span[1]), agent=agent)
