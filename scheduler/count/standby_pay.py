"""Money for standby: hours on call at the duty's rate, and the work that call-outs are expected to bring."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.count.tier_places import Stay
from scheduler.operation import Operation, Tier
from scheduler.operation.duty_hours import duty_windows, hours_on
from scheduler.roster import Roster


def standby_pay(operation: Operation, horizon: Horizon, roster: Roster) -> float:
    """What the roster's standby costs, in the currency of `cost_hour`; holders who are at work are not paid for it.

    Hours of `on_call:` activities x the duty's `cost_hour`, and for each window its `call_outs_hours` x the
    `cost_hour` of the holder's contract: who stands by for a part of the window has that part of them.
    """
    return sum(sum(_pay(operation, horizon, roster, tier)) for tier in operation.tiers if tier.on_call)


def standby_stays(horizon: Horizon, roster: Roster, tier: Tier) -> list[Stay]:
    """The stretches in which somebody stands by for the tier, outside shifts: (agent, start, end) in minutes."""
    rows = (row for row in roster.activities if row.activity == tier.activity)
    return [(row.agent, horizon.minute(row.start), horizon.minute(row.end)) for row in rows]


def _pay(operation: Operation, horizon: Horizon, roster: Roster, tier: Tier) -> Iterator[float]:
    stays, cover = standby_stays(horizon, roster, tier), tier.cover
    for _, start, end in stays:
        yield cover.cost_hour * (end - start) / 60
    known = {agent.id: operation.contracts[agent.contract].cost_hour for agent in operation.agents}
    for day, first, last in duty_windows(operation, horizon, cover) if cover.call_outs_hours else ():
        hours, zone_name = hours_on(operation, cover, day), cover.time_zone or operation.time_zone
        assert hours is not None
        whole = minutes_between(*(instant(day, minute, zone_name) for minute in hours))  # the horizon may cut it
        for agent, start, end in stays:
            yield cover.call_outs_hours * known.get(agent, 0.0) * max(0, min(last, end) - max(first, start)) / whole
