"""Tells tiers that CP-SAT places from tiers that anybody holds who is there."""

from __future__ import annotations

from collections.abc import Collection

from scheduler.clock import Horizon
from scheduler.goals import goals_of
from scheduler.operation import Cover, Operation, Tier
from scheduler.operation.duty_hours import duty_intervals
from scheduler.rules import limits_for
from scheduler.rules.limits.days_off_together_week import DaysOffTogetherWeek
from scheduler.rules.limits.weekly_rest import WeeklyRest


def placed_tiers(operation: Operation, horizon: Horizon) -> tuple[Tier, ...]:
    """The tiers that something ties from one hour to another, or to other duties; all standby, if any of it is."""
    tied = {cover.name for cover in operation.cover if is_tied(operation, cover)}
    tied |= {row.cover for row in operation.duty_history if row.end >= horizon.start}  # who may go on holding
    tied |= priced_covers(operation)
    standby = [tier for tier in operation.tiers if tier.on_call]
    if any(tier.cover.name in tied or _bound_by_time(operation, horizon, tier) for tier in standby):
        tied |= {tier.cover.name for tier in standby}
    return tuple(tier for tier in operation.tiers if tier.cover.name in tied)


def priced_covers(operation: Operation, only_goals: Collection[str] = ()) -> set[str]:
    """The duties of which goals price windows: these are dealt out together, over the whole horizon."""
    chosen = (goal for name, goal in goals_of(operation).items() if not only_goals or name in only_goals)
    return {name for goal in chosen for name in goal.priced_duties()}


def is_tied(operation: Operation, cover: Cover) -> bool:
    """Whether a holder in one hour matters in another, or for another place."""
    named = {name for other in operation.cover for name in (*other.apart_from, *other.not_beside)}
    asked = (
        len(cover.parts) > 1,
        cover.block != "any",
        cover.handover_minutes,
        cover.max_in_a_row,
        cover.max_windows,
        cover.rest_after_hours,
        cover.apart_from,
        cover.not_beside,
        cover.name in named,
        any(tier.held_at_work or (tier.on_call and tier.counts_as == "working") for tier in cover.parts),
    )
    rows = operation.duty_pins, operation.duty_wishes
    named_by_rows = {row.cover for kind in rows for row in kind}
    return any(asked) or cover.name in named_by_rows


def tight_tiers(operation: Operation, horizon: Horizon) -> list[Tier]:
    """The placed tiers that are planned with the lines."""
    return [tier for tier in placed_tiers(operation, horizon) if is_tight(operation, tier)]


def tight_labels(operation: Operation, horizon: Horizon) -> frozenset[str]:
    """The labels of the tiers that the search does not count: CP-SAT plans them."""
    return frozenset(tier.label for tier in tight_tiers(operation, horizon))


def is_tight(operation: Operation, tier: Tier) -> bool:
    """Whether a placed tier must be planned with the lines; others need enough people at work, whoever they are."""
    cover = tier.cover
    if tier.exclusive:
        return False
    named = {name for other in operation.cover for name in other.not_beside}
    pins = {pin.cover for pin in operation.duty_pins}
    asked = (cover.max_in_a_row, cover.max_windows, cover.rest_after_hours, cover.not_beside)
    mixed = any(other.on_call for other in cover.parts)
    return tier.on_call or any(asked) or not cover.primary_after_backup or mixed or cover.name in named | pins


def _bound_by_time(operation: Operation, horizon: Horizon, tier: Tier) -> bool:
    """Whether standby may be too long in one piece, or take free time that a limit asks for."""
    runs = duty_intervals(operation, horizon, tier.cover)
    if tier.longest is not None and any(end - start > 60 * tier.longest for start, end in runs):
        return True
    able = (agent for agent in operation.agents if tier.staffed_by(agent))
    kinds = {(agent.contract, agent.site): agent for agent in able}.values()
    limits = [limit for agent in kinds for limit in limits_for(operation, agent)]
    return tier.counts_as != "rest" and any(isinstance(limit, WeeklyRest | DaysOffTogetherWeek) for limit in limits)
