"""The limits of a roster counted again in plain Python: nothing is shared with scheduler.rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.recount_credit import credit_of, room_of
from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.roster import Duty, Roster

DAY = timedelta(days=1)


def broken_limits(operation: Operation, horizon: Horizon, roster: Roster) -> list[str]:
    """One line for each limit that the roster breaks."""
    found = []
    for agent in operation.agents:
        duties = sorted((duty for duty in roster.duties if duty.agent == agent.id), key=lambda duty: duty.start)
        contract = operation.contracts[agent.contract]
        limits = {**operation.rules, **contract.limits}
        for told in (
            *days_apart(operation, horizon, agent, duties, limits),
            *within_employment(horizon, agent, duties),
            *off_duty(operation, agent, duties),
            *weeks_kept(operation, horizon, agent, duties, limits),
            *runs_kept(operation, horizon, agent, duties, limits),
            *pins_kept(operation, horizon, agent, duties),
            *(washington_kept(duties) if "washington" in operation.sites[agent.site].rules else ()),
        ):
            found.append(f"{agent.id}: {told}")
    return found


def local_day(moment: datetime, zone: str) -> date:
    """The date on the clocks of a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """The first instant of a local day."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def minutes(start: datetime, end: datetime) -> float:
    """Elapsed, negative where the end comes first."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(minutes=1)


def days_apart(
    operation: Operation, horizon: Horizon, agent: Agent, duties: list[Duty], limits: dict[str, Any]
) -> Iterator[str]:
    """One shift a date, none before the one before has ended, and the rest between them."""
    told = limits.get("rest_hours", 0)
    rest = 60 * (told["hours"] if isinstance(told, dict) else told)
    past = [row for row in operation.history if row.agent == agent.id and row.day < horizon.first]
    rows = sorted([*past, *duties], key=lambda row: row.start)
    for first, second in pairwise(rows):
        free = minutes(first.end, second.start)
        if second.day >= horizon.first and (free < rest or free < 0 or first.day == second.day):
            yield f"{free / 60:g} h between the shifts of {first.day} and {second.day}, {rest / 60:g} asked"


def within_employment(horizon: Horizon, agent: Agent, duties: list[Duty]) -> Iterator[str]:
    """Dates lie in the horizon and in employment, and are those of the start on the person's clocks."""
    first, last = agent.first_day or horizon.first, agent.last_day or horizon.last
    for duty in duties:
        if not max(first, horizon.first) <= duty.day <= min(last, horizon.last):
            yield f"works on {duty.day}, outside employment or horizon"
        if local_day(duty.start, agent.time_zone) != duty.day:
            yield f"the shift of {duty.day} starts on another date"


def off_duty(operation: Operation, agent: Agent, duties: list[Duty]) -> Iterator[str]:
    """No shift overlaps leave, and each lies within availability, minute by minute."""
    for row in operation.leave:
        if row.agent == agent.id:
            begin, end = row.start, row.end
            if row.first_day and row.last_day:
                begin, end = midnight(row.first_day, agent.time_zone), midnight(row.last_day + DAY, agent.time_zone)
            for duty in duties:
                if begin is not None and end is not None and duty.start < end and begin < duty.end:
                    yield f"the shift of {duty.day} overlaps leave"
    windows = [row for row in operation.availability if row.agent == agent.id]
    for duty in duties if windows else ():
        for minute in range(0, int(minutes(duty.start, duty.end)), 5):
            reading = (duty.start + timedelta(minutes=minute)).astimezone(ZoneInfo(agent.time_zone))
            clock, weekday = 60 * reading.hour + reading.minute, reading.weekday()
            today = any(row.weekday == weekday and row.start <= clock < row.end for row in windows)
            if not today and not any(row.weekday == (weekday - 1) % 7 and clock + 1440 < row.end for row in windows):
                yield f"the shift of {duty.day} lies outside availability at {reading:%a %H:%M}"
                break


def weeks_kept(
    operation: Operation, horizon: Horizon, agent: Agent, duties: list[Duty], limits: dict[str, Any]
) -> Iterator[str]:
    """Paid hours and days a week with leave credited; minutes of the horizon, the least by the days employed."""
    hours, days, total = (limits.get(name) or {} for name in ("hours_week", "days_week", "minutes_horizon"))
    overtime = operation.contracts[agent.contract].overtime.max_hours_week
    for week in range(horizon.weeks):
        dates = [horizon.first + timedelta(days=7 * week + day) for day in range(7)]
        here = [duty for duty in duties if duty.day in dates]
        paid, whole = sum(duty.paid_minutes for duty in here), all(agent.employed(day) for day in dates)
        credit = credit_of(operation, agent, dates, operation.contracts[agent.contract].limits)
        minutes_of, days_of = paid + credit.minutes, len(here) + credit.days
        if whole and minutes_of < 60 * (hours.get("min") or 0):
            yield f"{minutes_of / 60:g} paid hours in the week of {dates[0]}, too few"
        most = 60 * (hours.get("max", 168) + overtime)
        if here and minutes_of > most + room_of(operation, agent, most, credit, whole):
            yield f"{minutes_of / 60:g} paid hours in the week of {dates[0]}, too many"
        if whole and days_of < (days.get("min") or 0):
            yield f"{days_of} days in the week of {dates[0]}, too few"
        if days.get("max") is not None and here and days_of > days["max"]:
            yield f"{days_of} days in the week of {dates[0]}, too many"
    paid = sum(duty.paid_minutes for duty in duties)
    employed = sum(map(agent.employed, horizon.dates()))
    if paid * horizon.days < (total.get("min") or 0) * employed or paid > total.get("max", paid):
        yield f"{paid} paid minutes in the horizon, too few or too many"


def runs_kept(
    operation: Operation, horizon: Horizon, agent: Agent, duties: list[Duty], limits: dict[str, Any]
) -> Iterator[str]:
    """Not too many days in a row, history counted; not too many weekends; not too many shifts of a kind."""
    most = (limits.get("days_in_a_row") or {}).get("max")
    worked = {row.day for row in operation.history if row.agent == agent.id and row.day < horizon.first}
    run, worked = 0, worked | {duty.day for duty in duties}
    for step in range(-60, horizon.days):
        day = horizon.first + timedelta(days=step)
        run = run + 1 if day in worked else 0
        if most is not None and run > most and any(day - timedelta(days=back) >= horizon.first for back in range(run)):
            yield f"{run} days in a row to {day}, {most} are the most"
            break
    weekends = {duty.day - timedelta(days=duty.day.weekday()) for duty in duties if duty.day.weekday() >= 5}
    told = limits.get("weekends")
    if told is not None and len(weekends) > told["max"]:
        yield f"{len(weekends)} weekends, {told['max']} are the most"
    for shift, count in (limits.get("max_shifts") or {}).items():
        if sum(duty.shift == shift for duty in duties) > count:
            yield f"more than {count} shifts {shift}"


def pins_kept(operation: Operation, horizon: Horizon, agent: Agent, duties: list[Duty]) -> Iterator[str]:
    """Each pin of the horizon is that shift, or none."""
    worked = {duty.day: duty.shift for duty in duties}
    for pin in operation.pins:
        here = pin.agent == agent.id and horizon.first <= pin.day <= horizon.last
        if here and worked.get(pin.day, "off") != pin.shift:
            yield f"{worked.get(pin.day, 'off')} on {pin.day}, pinned as {pin.shift}"


def washington_kept(duties: list[Duty]) -> Iterator[str]:
    """WAC 296-126-092: five hours at most without half an hour's break, three without any."""
    for duty in duties:
        for least, most in ((30, 300), (0, 180)):
            since = duty.start
            breaks = sorted((row.start, row.end) for row in duty.pauses if minutes(row.start, row.end) >= least)
            for start, end in (*breaks, (duty.end, duty.end)):
                if minutes(since, start) > most:
                    yield f"{minutes(since, start):g} minutes in a row on {duty.day}, {most} are the most"
                since = end
