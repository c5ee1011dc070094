"""A lead's sheet: one row a shift on the agent's own clock, to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.clock import WEEKDAYS, local
from scheduler.operation import Agent, Operation
from scheduler.report.meetings import pauses_and_meetings, told_of
from scheduler.report.text import Row, csv_bytes
from scheduler.roster import Activity, Duty, Roster

SHEET = ("agent", "name", "date", "weekday", "shift", "start", "end", "breaks", "site", "time_zone")


def lead_sheet(operation: Operation, roster: Roster, agents: Iterable[Agent]) -> bytes:
    """The sheet as CSV, by agent and date; cells that a spreadsheet would reckon as formulas are made text."""
    return csv_bytes(SHEET, (tuple(map(inert, row)) for row in _rows(operation, roster, agents)))


def _rows(operation: Operation, roster: Roster, agents: Iterable[Agent]) -> Iterator[Row]:
    duties, told = roster.by_agent(), told_of(roster)
    for agent in agents:
        for duty in duties.get(agent.id, ()):
            yield _row(operation, agent, duty, told[agent.id])


def _row(operation: Operation, agent: Agent, duty: Duty, told: list[Activity]) -> Row:
    zone = agent.time_zone
    start, end = local(duty.start, zone), local(duty.end, zone)
    breaks = "; ".join(
        f"{local(begun, zone):%H:%M} {name.removesuffix(' (unpaid)')}"
        for begun, _, name in pauses_and_meetings(duty, told)
    )
    days = (duty.day.isoformat(), WEEKDAYS[duty.day.weekday()])
    place = operation.sites[duty.site].name or duty.site
    return agent.id, agent.name, *days, duty.shift, f"{start:%H:%M}", f"{end:%H:%M}", breaks, place, zone


def inert(cell: object) -> str:
    """A name such as `=1+1` must not be reckoned: spreadsheets take a leading quote as `this is text`."""
    text = str(cell)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
