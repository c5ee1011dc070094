"""Windows of standby duties as burdens: who holds one on a weekend or holiday carries as much as with a shift."""

from __future__ import annotations

from datetime import date

from scheduler.clock import Horizon
from scheduler.goals.burden import weighs
from scheduler.goals.duty_hours import duty_windows
from scheduler.goals.standby_pay import standby_stays
from scheduler.operation import Cover, Operation
from scheduler.roster import Roster


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
    known, found = {agent.id for agent in operation.agents}, dict[str, set[date]]()
    stays = [stay for tier in cover.parts if tier.on_call for stay in standby_stays(horizon, roster, tier)]
    for day, first, last in duty_windows(operation, horizon, cover) if stays else ():
        for agent, start, end in stays if horizon.holds(day) else ():
            if agent in known and start < last and first < end:
                found.setdefault(agent, set()).add(day)
    return found
