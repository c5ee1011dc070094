"""One calendar an agent: a shift is an event whose identity is agent and date, so that a change updates it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import quote

from icalendar import Calendar, Event

from scheduler.clock import local
from scheduler.operation import Agent, Operation
from scheduler.report.meetings import pauses_and_meetings, told_of
from scheduler.report.text import json_bytes
from scheduler.report.timezone import vtimezone
from scheduler.roster import Activity, Duty, Roster

MEMORY = ".sequences.json"
"""Beside the calendars: what was last told of each event."""


@dataclass(frozen=True)
class Told:
    """One event as it was last exported (instants in UTC, ISO 8601)."""

    agent: str
    day: str
    start: str
    end: str
    title: str
    text: str
    site: str
    cancelled: bool = False
    sequence: int = 0
    stamp: str = ""
    """When it came to be so."""

    @property
    def content(self) -> Told:
        """Without what changes by the telling alone."""
        return replace(self, sequence=0, stamp="")


def calendars(
    operation: Operation, roster: Roster, agents: Iterable[Agent], memory: bytes | None, now: datetime
) -> dict[str, bytes]:
    """File name -> content: `AGENT.ics` for each of the agents, and the memory for the next export.

    `memory` is the memory of the last export, None before the first. An event changes its sequence number only
    where its content changed; a shift that is no more is cancelled, not forgotten.
    """
    before = remembered(memory)
    duties, doing = roster.by_agent(), told_of(roster)
    found: dict[str, bytes] = {}
    told = dict(before)
    names = file_names(operation)
    for agent in agents:
        events = {
            identity(duty.agent, duty.day.isoformat()): _told(operation, duty, doing[agent.id])
            for duty in duties.get(agent.id, ())
        }
        gone = {uid: row for uid, row in before.items() if row.agent == agent.id and uid not in events}
        events |= {uid: replace(row, cancelled=True) for uid, row in gone.items()}
        events = {uid: _numbered(row, before.get(uid), now) for uid, row in events.items()}
        told |= events
        found[names[agent.id]] = _calendar(operation, agent, events)
    found[MEMORY] = json_bytes({uid: asdict(told[uid]) for uid in sorted(told)})
    return found


def remembered(memory: bytes | None) -> dict[str, Told]:
    """Identity -> event as last told."""
    return {uid: Told(**row) for uid, row in json.loads(memory).items()} if memory else {}


def identity(agent: str, day: str) -> str:
    """The same for an agent's date whatever the shift, so that a moved shift stays one event."""
    return sha256(f"{agent}\n{day}".encode()).hexdigest()[:32] + "@coverage-scheduler"


def file_names(operation: Operation) -> dict[str, str]:
    """Agent -> file name that every file system takes, also where two ids differ in case alone."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for agent in operation.agents:
        name = re.sub(r"^\.", "%2E", quote(agent.id, safe=" @+,()"))
        if name.casefold() in used:
            name += "-" + sha256(agent.id.encode()).hexdigest()[:8]
        used.add(name.casefold())
        found[agent.id] = f"{name}.ics"
    return found


def _told(operation: Operation, duty: Duty, doing: list[Activity]) -> Told:
    agent = operation.agent(duty.agent)
    return Told(
        agent=duty.agent,
        day=duty.day.isoformat(),
        start=duty.start.isoformat(),
        end=duty.end.isoformat(),
        title=duty.shift,
        text="\n".join(_pause_lines(duty, doing, agent.time_zone)),
        site=operation.sites[duty.site].name or duty.site,
    )


def _pause_lines(duty: Duty, doing: list[Activity], zone_name: str) -> list[str]:
    """`12:00-12:30 lunch (unpaid)`, one line a break, meeting or decompression."""
    return [
        f"{local(start, zone_name):%H:%M}-{local(end, zone_name):%H:%M} {name}"
        for start, end, name in pauses_and_meetings(duty, doing)
    ]


def _numbered(event: Told, before: Told | None, now: datetime) -> Told:
    if before is None:
        return replace(event, sequence=0, stamp=now.isoformat())
    if before.content == event.content:
        return before
    return replace(event, sequence=before.sequence + 1, stamp=now.isoformat())


def _calendar(operation: Operation, agent: Agent, events: dict[str, Told]) -> bytes:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//coverage-scheduler//roster//EN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{operation.name}: {agent.name or agent.id}")
    made.add("x-wr-timezone", agent.time_zone)
    if events and agent.time_zone != "UTC":  # times in UTC end in Z and need no zone
        years = [date.fromisoformat(event.day).year for event in events.values()]
        made.add_component(vtimezone(agent.time_zone, min(years), max(years) + 1))
    for uid, event in sorted(events.items(), key=lambda pair: (pair[1].day, pair[0])):
        made.add_component(_event(uid, event, agent.time_zone))
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
    made.add("summary", f"{event.title} ({event.site})")
    if event.text:
        made.add("description", event.text)
    made.add("location", event.site)
    made.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    return made


def _moment(text: str, zone_name: str) -> datetime:
    """On the agent's clock; in UTC in the second pass of a doubled hour, which no local time can name."""
    reading = local(datetime.fromisoformat(text), zone_name)
    return reading.astimezone(UTC) if reading.fold else reading
