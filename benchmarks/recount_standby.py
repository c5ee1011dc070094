"""Standby paid and carried, counted again minute by minute; nothing is shared with scheduler.goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.clock import Horizon
from scheduler.operation import Cover, DutyHours, Operation
from scheduler.roster import Activity, Roster

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def standby_money(operation: Operation, horizon: Horizon, roster: Roster) -> float:
    """Hours on call at the duty's rate, and call-outs minute by minute at the holder's."""
    money = 0.0
    rates = {agent.id: operation.contracts[agent.contract].cost_hour for agent in operation.agents}
    for cover, row in standing_by(operation, roster):
        money += cover.cost_hour * ((row.end - row.start) / MINUTE) / 60
        for start, end in windows_of(operation, cover, horizon).values():
            minutes = within(horizon, row, start, end)
            money += cover.call_outs_hours * rates[row.agent] * minutes / ((end - start) / MINUTE)
    return money


def standby_carried(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, int]:
    """Agent -> windows of weekends and holidays in which that agent stands by."""
    held = set[tuple[str, str, date]]()
    for cover, row in standing_by(operation, roster):
        for day, (start, end) in windows_of(operation, cover, horizon).items():
            if horizon.first <= day <= horizon.last and within(horizon, row, start, end):
                held.add((row.agent, cover.name, day))
    sites = {agent.id: operation.sites[agent.site] for agent in operation.agents}
    found = Counter(agent for agent, _, day in held if day.weekday() >= 5 or sites[agent].is_holiday(day))
    return dict(found)


def standing_by(operation: Operation, roster: Roster) -> Iterator[tuple[Cover, Activity]]:
    """Rows of standby with their duty."""
    for row in roster.activities:
        kind, _, place = row.activity.partition(":")
        for cover in operation.cover if kind == "on_call" else ():
            if place in (cover.name, *(f"{cover.name}/{tier}" for tier in cover.tiers or ())):
                yield cover, row


def within(horizon: Horizon, row: Activity, start: datetime, end: datetime) -> int:
    """Minutes of a row in a window and the horizon, one by one."""
    moments = (row.start + step * MINUTE for step in range(int((row.end - row.start) / MINUTE)))
    return sum(max(start, horizon.start) <= moment < min(end, horizon.end) for moment in moments)


def windows_of(operation: Operation, cover: Cover, horizon: Horizon) -> dict[date, tuple[datetime, datetime]]:
    """Date -> whole window, a week beyond the horizon on either side."""
    found, zone = dict[date, tuple[datetime, datetime]](), ZoneInfo(cover.time_zone or operation.time_zone)
    for step in range(-7, horizon.days + 7):
        day = horizon.first + step * DAY
        holiday = operation.is_holiday(day, cover.holidays_of)
        words = {"every_day", WEEKDAYS[day.weekday()], day, day.isoformat()}
        words |= ({"weekend"} if day.weekday() >= 5 else set()) | ({"holiday"} if holiday else set())
        hours = cover.hours
        if isinstance(hours, DutyHours):
            own = hours.holiday if holiday and hours.holiday_stated else hours.days[day.weekday()]
        else:
            own = hours
        if own is not None and words & {*cover.on}:
            found[day] = clock(day, own[0], zone), clock(day, own[1], zone)
    return found


def clock(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A wall time as an instant: the first of two, and of one that is skipped the first that comes after."""
    naive = datetime(day.year, day.month, day.day) + minute * MINUTE  # noqa: DTZ001 - the zone is added below
    while True:
        moment = naive.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == naive:
            return moment
        naive += MINUTE
