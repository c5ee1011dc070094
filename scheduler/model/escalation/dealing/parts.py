"""Parts of a long horizon, shared again when all are dealt out: what binds the weeks after a part stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from scheduler.clock import Horizon
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.plan import DutyPlan
from scheduler.operation import Tier

WEEKS = 4
"""Longer horizons are dealt out so many weeks at a time, each after what the weeks before hold; then shared again."""
DAY = 24
"""Hours at the end of a part of which holders stay: their standby may go on in the next part."""


def parts_of(horizon: Horizon, whole: bool = False) -> list[Horizon]:
    """The parts of a horizon, in order; the `whole` horizon is one part where goals price windows all over it."""
    if whole:
        return [horizon]
    firsts = range(0, horizon.weeks, WEEKS)
    return [replace(horizon, first=horizon.first + timedelta(days=7 * first), weeks=min(WEEKS, horizon.weeks - first))
            for first in firsts]  # fmt: skip


def may_be_shared_again(tiers: Sequence[Tier]) -> bool:
    """Whether all is standby that no limit ties over more than a day, so that later weeks allow any other holder."""
    return all(
        tier.on_call
        and tier.counts_as != "working"
        and (tier.longest is None or tier.longest <= DAY)
        and not (tier.cover.max_in_a_row or tier.cover.max_windows or tier.cover.not_beside)
        and not (tier.cover.handover_minutes or tier.cover.rest_after_hours)
        and tier.cover.primary_after_backup
        for tier in tiers
    )


def keep_the_end(draft: Draft, planned: DutyPlan) -> None:
    """Let nothing change in the last day of a part that is shared again, nor in blocks that touch it."""
    scene = draft.scene
    if scene.among is None:
        return
    end = scene.horizon.minute(scene.horizon.end) - 60 * DAY
    for (place, number, agent), var in draft.holds.items():
        cover = scene.tiers[place].cover.name
        block = scene.blocks[cover][draft.slots[cover][number].block]
        if block.windows[-1].end > end:
            draft.model.add(var == int(agent in planned.holds[place, number]))
