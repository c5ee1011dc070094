"""One calendar an agent and one a duty: an event keeps its identity when it moves, so that a change updates it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

from icalendar import Calendar, Event, vText

from scheduler.clock import Horizon, local
from scheduler.operation import Agent, Operation
from scheduler.report.calendars.duty_events import by_holder, duty_names, own_duties, places
from scheduler.report.calendars.file_names import file_names
from scheduler.report.calendars.timezone import vtimezone
from scheduler.report.calendars.told import MEMORY, Told, identity, numbered, remembered, titled
from scheduler.report.meetings import pauses_and_meetings, told_of
from scheduler.report.text import json_bytes
from scheduler.roster import Activity, Duty, Roster

SHIFT = "shift"
"""A kind of event."""


def calendars(
    operation: Operation, horizon: Horizon, roster: Roster, agents: Iterable[Agent], memory: bytes | None, now: datetime
) -> dict[str, bytes]:
    """File name -> content: `AGENT.ics` for each of the agents, `duty-NAME.ics` for each duty, and the memory.

    `memory` is that of the last export, None before the first. An event changes its sequence number only where its
    content changed; a shift or duty of the horizon that is no more is cancelled, not forgotten. Events of other weeks,
    and of other scenarios, stay as they were told. Duties stay so, too, where nobody has been named, and have
    calendars of their own only where all agents are told: some agents would leave holes that are none.
    """
    before, agents = remembered(memory), list(agents)
    duties = list(
        dict.fromkeys([*duty_names(operation), *sorted(row.calendar for row in before.values() if row.calendar)])
    )
    names = file_names([*(agent.id for agent in operation.agents), *map(_named, duties)])
    shifts, held, doing = roster.by_agent(), by_holder(roster), told_of(roster)
    told, found = dict(before), dict[str, bytes]()
    for agent in agents:
        events = {uid: row for uid, row in before.items() if row.agent == agent.id and not row.calendar}
        worked = _shifts(operation, shifts.get(agent.id, []), doing[agent.id])
        own = own_duties(operation, horizon, held.get(agent.id, []), shifts)
        events = _updated(events, {**worked, **own}, operation, horizon, roster, now)
        told |= events
        title = f"{operation.name}: {agent.name or agent.id}"
        found[names[agent.id]] = _calendar(titled(operation, title), agent.time_zone, events)
    for duty in duties if len(agents) == len(operation.agents) and roster.held is not None else ():
        events = {uid: row for uid, row in before.items() if row.calendar == duty}
        events = _updated(events, places(operation, horizon, roster, shifts, duty), operation, horizon, roster, now)
        told |= events
        title = titled(operation, f"{operation.name}: {duty}")
        found[names[_named(duty)]] = _calendar(title, horizon.time_zone, events)
    found[MEMORY] = json_bytes({uid: asdict(told[uid]) for uid in sorted(told)})
    return found


def _named(duty: str) -> str:
    return f"duty-{duty}"


def _updated(
    before: dict[str, Told],
    found: dict[str, Told],
    operation: Operation,
    horizon: Horizon,
    roster: Roster,
    now: datetime,
) -> dict[str, Told]:
    """One calendar's events: what the roster says now, the rest cancelled or, where it says nothing of it, as told."""
    known = roster.held is not None
    gone = {uid for uid, row in before.items() if (known or not row.duty) and _is_replaced(row, operation, horizon)}
    events = {uid: replace(row, cancelled=row.cancelled or uid in gone) for uid, row in before.items()} | found
    return {uid: numbered(row, before.get(uid), now) for uid, row in events.items()}


def _is_replaced(row: Told, operation: Operation, horizon: Horizon) -> bool:
    """Whether the roster that is exported now says all there is to say of that event."""
    within = row.scenario == operation.scenario and horizon.holds(date.fromisoformat(row.day))
    return row.scenario is None or within


def _shifts(operation: Operation, duties: list[Duty], doing: list[Activity]) -> dict[str, Told]:
    return {
        identity(operation, duty.agent, duty.day.isoformat(), SHIFT): _told(operation, duty, doing) for duty in duties
    }


def _told(operation: Operation, duty: Duty, doing: list[Activity]) -> Told:
    agent = operation.agent(duty.agent)
    return Told(
        agent=duty.agent,
        day=duty.day.isoformat(),
        start=duty.start.isoformat(),
        end=duty.end.isoformat(),
        title=titled(operation, duty.shift),
        text="\n".join(_pause_lines(duty, doing, agent.time_zone)),
        site=operation.sites[duty.site].name or duty.site,
        scenario=operation.scenario,
    )


def _pause_lines(duty: Duty, doing: list[Activity], zone_name: str) -> list[str]:
    """`12:00-12:30 lunch (unpaid)`, one line a break, meeting or decompression."""
    return [
        f"{local(start, zone_name):%H:%M}-{local(end, zone_name):%H:%M} {name}"
        for start, end, name in pauses_and_meetings(duty, doing)
    ]


def _calendar(title: str, zone_name: str, events: dict[str, Told]) -> bytes:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//coverage-scheduler//roster//EN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(title))  # as text: the library would write `,`, `;` and `\\` as they are
    made.add("x-wr-timezone", zone_name)
    if events and zone_name != "UTC":  # times in UTC end in Z and need no zone
        years = [date.fromisoformat(event.day).year for event in events.values()]
        made.add_component(vtimezone(zone_name, min(years), max(years) + 1))
    for uid, event in sorted(events.items(), key=lambda pair: (pair[1].day, pair[0])):
        made.add_component(_event(uid, event, zone_name))
    return bytes(made.to_ical())


def _event(uid: str, event: Told, zone_name: str) -> Event:
    made = Event()
    stamp = datetime.fromisoformat(event.stamp)
    made.add("uid", uid)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("dtstart", _moment(event.start, zone_name))
    made.add("dtend", _moment(event.end, zone_name))
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("summary", f"{event.title} ({event.site})" if event.site else event.title)
    if event.text:
        made.add("description", event.text)
    if event.site:
        made.add("location", event.site)
    made.add("transp", "TRANSPARENT" if event.cancelled or event.calendar else "OPAQUE")
    return made


def _moment(text: str, zone_name: str) -> datetime:
    """The moment on the agent's clock; in UTC in the second pass of a doubled hour, which no local time can name."""
    reading = local(datetime.fromisoformat(text), zone_name)
    return reading.astimezone(UTC) if reading.fold else reading
