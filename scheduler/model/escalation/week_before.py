"""Finds until when the weekly rest lasts that the weeks before the horizon still need: nobody stands by in it."""

from __future__ import annotations

from datetime import timedelta

from scheduler.clock import DAY_MINUTES, instant
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Agent
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span
from scheduler.rules import limits_for
from scheduler.rules.limits.weekly_rest import WeeklyRest

WEEK, LONG = 7, 10**9
"""Days of a week, and minutes that no horizon has."""


def needed_until(scene: Scene, agent: Agent) -> int:
    """The minute of the horizon up to which the weeks before need their weekly rest; 0 where they need no more.

    Each week takes the first block that no other has taken, as Directive 2003/88/EC article 5 asks for one in each
    period of seven days. A week that has none, whatever comes, is not made up for.
    """
    asked = [limit for limit in limits_for(scene.operation, agent) if isinstance(limit, WeeklyRest) and limit.hours]
    gaps = _gaps(scene, agent.id) if asked else []
    weekly = (round(60 * limit.hours) for limit in asked if limit.every_days == WEEK)
    return max((_taken(scene, agent, gaps, least) for least in weekly), default=0) if gaps else 0


def _taken(scene: Scene, agent: Agent, gaps: list[Span], least: int) -> int:
    """The minute at which the last block of rest ends that the weeks before take of the time between shifts."""
    taken = -LONG
    for week in range(gaps[0][1] // (WEEK * DAY_MINUTES), 0):
        begin, end = (_midnight(scene, agent, week + step) for step in (0, 1))
        free = ((max(start, taken, begin - least + 1), stop) for start, stop in gaps)
        block = min((start for start, stop in free if stop - start >= least), default=end)
        taken = block + least if block < end else taken
    return max(0, taken)


def _gaps(scene: Scene, name: str) -> list[Span]:
    """The time around and between what the agent did before the horizon; none where nothing is known."""
    tiers = (tier for tier in scene.operation.tiers if tier.on_call and tier.counts_as != "rest")
    kinds = {(tier.cover.name, tier.name) for tier in tiers}
    stood = [(past.start, min(0, past.end)) for past in scene.past_by_agent.get(name, ())
             if (past.cover, past.tier) in kinds]  # fmt: skip
    busy = merged([*scene.shifts_before[name], *stood])
    edges = [-LONG, *(edge for span in busy for edge in span), LONG]
    return [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)] if busy else []


def _midnight(scene: Scene, agent: Agent, week: int) -> int:
    """The minute at which a week begins on the agent's clocks; that of the horizon's first week is number 0."""
    return scene.horizon.minute(instant(scene.horizon.first + timedelta(days=WEEK * week), 0, agent.time_zone))
