"""Windows of standby duties as burdens: who holds one on a weekend or holiday carries as much as with a shift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from scheduler.clock import Horizon, local
from scheduler.count.burden import weighs
from scheduler.count.presence import without
from scheduler.count.standby_pay import standby_stays
from scheduler.count.tier_places import Stay
from scheduler.operation import Cover, Operation
from scheduler.operation.duty_hours import duty_windows, merged
from scheduler.roster import Roster

WEEK = 7


def duty_windows_held(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, int]:
    """Agent -> weekend and holiday windows in which that agent stands by; agents without any are absent.

    A window counts once a duty and agent, by its date in the duty's zone (holidays are those of the agent's site); for
    each of those who share it; not for a holder who is at work for all of it. One that begins before the horizon or
    after its last date counts in the week to which that date belongs.
    """
    found: dict[str, int] = {}
    for cover in operation.cover:
        for agent, days in _held(operation, horizon, roster, cover).items():
            count = sum(weighs(operation, operation.agent(agent), day) for day in days)
            if count:
                found[agent] = found.get(agent, 0) + count
    return found


def _held(operation: Operation, horizon: Horizon, roster: Roster, cover: Cover) -> dict[str, set[date]]:
    """Agent -> dates of the duty's windows in which the agent stands by for any tier."""
    stays = [stay for tier in cover.parts if tier.on_call for stay in standby_stays(horizon, roster, tier)]
    return _days(operation, horizon, cover, stays)


def windows_before(operation: Operation, horizon: Horizon) -> dict[str, int]:
    """Agent -> weekend and holiday windows of dates before the horizon in which that agent stood by, if any."""
    past = [row for row in operation.duty_history if row.start < horizon.start]
    if not past:
        return {}
    weeks = (horizon.first - min(local(row.start, horizon.time_zone).date() for row in past)).days // WEEK + 1
    known = Horizon(horizon.first - timedelta(days=WEEK * weeks), weeks, horizon.time_zone)
    shifts: dict[str, list[tuple[int, int]]] = {}
    for worked in operation.history:
        shifts.setdefault(worked.agent, []).append((known.minute(worked.start), known.minute(worked.end)))
    found: dict[str, int] = {}
    for cover in operation.cover:
        tiers = {tier.name for tier in cover.parts if tier.on_call}
        stays = [(row.agent, *part) for row in past if row.cover == cover.name and row.tier in tiers
                 for part in without((known.minute(row.start), known.minute(row.end)),
                                     merged(shifts.get(row.agent, [])))]  # fmt: skip
        for agent, days in _days(operation, known, cover, stays).items():
            found[agent] = found.get(agent, 0) + sum(weighs(operation, operation.agent(agent), day) for day in days)
    return {agent: count for agent, count in found.items() if count}


def _days(operation: Operation, horizon: Horizon, cover: Cover, stays: Sequence[Stay]) -> dict[str, set[date]]:
    """Agent -> dates within the horizon of the duty's windows that these stays touch."""
    known, found = {agent.id for agent in operation.agents}, dict[str, set[date]]()
    for day, first, last in duty_windows(operation, horizon, cover) if stays else ():
        for agent, start, end in stays if horizon.holds(day) else ():
            if agent in known and start < last and first < end:
                found.setdefault(agent, set()).add(day)
    return found
