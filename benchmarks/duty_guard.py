"""The guard of duty: who is named, by the judge and by a recount of the time due, for each drawn operation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, groupby
from zoneinfo import ZoneInfo

from scheduler.clock import WEEKDAYS, Horizon, minutes_between
from scheduler.judge.duty import DutyCount, duty_counts, duty_findings
from scheduler.operation import Cover, DutyHours, Operation
from scheduler.roster import Held, Roster

STEP = 15
"""Minutes between the instants of the recount: hours of drawn duties begin and end on quarters."""
DAY = 1440


def duty_faults(operation: Operation, horizon: Horizon, roster: Roster) -> Iterator[str]:
    """Every fault of who is named: by the judge, by its own count, and by the recount; one line each."""
    if not operation.cover:
        return
    if roster.held is None:
        yield "nobody is named"
        return
    yield from (finding.message for finding in duty_findings(operation, horizon, roster))
    due = {cover.name: due_minutes(operation, horizon, cover) for cover in operation.cover}
    places = {(tier.cover.name, tier.name): tier.agents for tier in operation.tiers}
    for count in duty_counts(operation, horizon, roster):
        yield from _of_count(count, due[count.cover] * places[count.cover, count.tier])
    yield from _twice(roster)


def _of_count(count: DutyCount, due: int) -> Iterator[str]:
    """What is wrong with the judge's count of a tier, of which `due` agent-minutes are due by the recount."""
    label = f"{count.cover}/{count.tier}" if count.tier else count.cover
    holes = sum(minutes_between(hole.start, hole.end) for hole in count.holes)
    if count.minutes != due:
        yield f"{label}: {count.minutes} minutes due, recounted {due}"
    if holes != count.open:
        yield f"{label}: {count.open} minutes open, its holes have {holes}"
    if count.two_places:
        yield f"{label}: two places at once for {', '.join(count.two_places)}"


def _twice(roster: Roster) -> Iterator[str]:
    """Agents who hold two places of one duty, or two on-call duties, at an instant."""
    rows = sorted((row for row in roster.held or () if row.agent), key=lambda row: row.agent)
    for agent, own in groupby(rows, key=lambda row: row.agent):
        for one, other in combinations(own, 2):
            alike = one.cover == other.cover or one.kind == other.kind == "on_call"
            if alike and "handover" not in (one.kind, other.kind) and _overlap(one, other):
                labels = " and ".join(f"{row.cover}/{row.tier}".removesuffix("/") for row in (one, other))
                yield f"{agent} holds {labels} at once from {max(one.start, other.start)}"


def _overlap(one: Held, other: Held) -> bool:
    return one.start < other.end and other.start < one.end


def due_minutes(operation: Operation, horizon: Horizon, cover: Cover) -> int:
    """Minutes of the horizon in which the duty is due: each instant read off the clocks of its zone."""
    zone = ZoneInfo(cover.time_zone or operation.time_zone)
    found, moment = 0, horizon.start
    while moment < horizon.end:
        here = moment.astimezone(zone)
        minute = here.hour * 60 + here.minute
        today, before = here.date(), here.date() - timedelta(days=1)
        if _within(operation, cover, today, minute) or _within(operation, cover, before, minute + DAY):
            found += STEP
        moment += timedelta(minutes=STEP)
    return found


def _within(operation: Operation, cover: Cover, day: date, minute: int) -> bool:
    """Whether that minute of the clock of a date, past midnight or not, is in the hours of the duty on the date."""
    holiday = operation.is_holiday(day, cover.holidays_of)
    words = {"every_day", WEEKDAYS[day.weekday()], day.isoformat(), day}
    words |= ({"weekend"} if day.weekday() > 4 else set()) | ({"holiday"} if holiday else set())
    if not words.intersection(cover.on):
        return False
    hours: tuple[int, int] | None
    if isinstance(cover.hours, DutyHours):
        hours = cover.hours.holiday if holiday and cover.hours.holiday_stated else cover.hours.days[day.weekday()]
    else:
        hours = cover.hours
    return hours is not None and hours[0] <= minute < hours[1]
