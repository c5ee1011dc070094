"""One calendar an agent: a shift is an event that keeps its identity when it moves, so that a change updates it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from icalendar import Calendar, Event, vText

from scheduler.clock import Horizon, local
from scheduler.errors import InputError
from scheduler.operation import Agent, Operation
from scheduler.report.file_names import file_names
from scheduler.report.meetings import pauses_and_meetings, told_of
from scheduler.report.text import json_bytes
from scheduler.report.timezone import vtimezone
from scheduler.roster import Activity, Duty, Roster

MEMORY = ".sequences.json"
"""Beside the calendars: what was last told of each event."""
SHIFT = "shift"
"""A kind of event."""


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
    scenario: str | None = None
    """Empty for the plan as it is; None for events of older versions, whose identities were not unique."""
    sequence: int = 0
    stamp: str = ""
    """When it came to be so."""

    @property
    def content(self) -> Told:
        """Without what changes by the telling alone."""
        return replace(self, sequence=0, stamp="")


def calendars(
    operation: Operation, horizon: Horizon, roster: Roster, agents: Iterable[Agent], memory: bytes | None, now: datetime
) -> dict[str, bytes]:
    """File name -> content: `AGENT.ics` for each of the agents, and the memory for the next export.

    `memory` is the memory of the last export, None before the first. An event changes its sequence number only
    where its content changed; a shift of the horizon that is no more is cancelled, not forgotten. Events of other
    weeks, and of other scenarios, stay as they were told.
    """
    before = remembered(memory)
    duties, doing = roster.by_agent(), told_of(roster)
    found: dict[str, bytes] = {}
    told = dict(before)
    names = file_names([agent.id for agent in operation.agents])
    for agent in agents:
        events = {uid: row for uid, row in before.items() if row.agent == agent.id}
        gone = {uid: row for uid, row in events.items() if _is_replaced(row, operation, horizon)}
        events |= {uid: replace(row, cancelled=True) for uid, row in gone.items()}
        for duty in duties.get(agent.id, ()):
            uid = identity(operation, duty.agent, duty.day.isoformat(), SHIFT)
            events[uid] = _told(operation, duty, doing[agent.id])
        events = {uid: _numbered(row, before.get(uid), now) for uid, row in events.items()}
        told |= events
        found[names[agent.id]] = _calendar(operation, agent, events)
    found[MEMORY] = json_bytes({uid: asdict(told[uid]) for uid in sorted(told)})
    return found


def _is_replaced(row: Told, operation: Operation, horizon: Horizon) -> bool:
    """Whether the roster that is exported now says all there is to say of that event."""
    within = row.scenario == operation.scenario and horizon.holds(date.fromisoformat(row.day))
    return row.scenario is None or within


def remembered(memory: bytes | None) -> dict[str, Told]:
    """Identity -> event as last told; raises `InputError` where it is no memory."""
    try:
        return {uid: Told(**row) for uid, row in json.loads(memory).items()} if memory else {}
    except (ValueError, TypeError, AttributeError):
        raise InputError(f"{MEMORY}: not as it was written; take it away, and every event is told as new") from None


def identity(operation: Operation, agent: str, day: str, kind: str) -> str:
    """The identity of an agent's event of a date, whatever the shift: a moved shift stays one event.

    Operations differ by their `id`, else by name and planning zone; scenarios have events of their own.
    """
    known_by = ["id", operation.id] if operation.id else ["name", operation.name, operation.time_zone]
    parts = [*known_by, operation.scenario, agent, day, kind]
    return sha256(json.dumps(parts).encode()).hexdigest()[:32] + "@coverage-scheduler"


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


def titled(operation: Operation, text: str) -> str:
    """The text, with the scenario's name before it where there is one: nobody should take a what-if for a duty."""
    return f"[scenario {operation.scenario}] {text}" if operation.scenario else text


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
    title = titled(operation, f"{operation.name}: {agent.name or agent.id}")
    made.add("x-wr-calname", vText(title))  # as text: the library would write `,`, `;` and `\\` as they are
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
