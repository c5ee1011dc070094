"""A lead's sheet: one row a shift and what is held in it, on the agent's own clock, to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scheduler.clock import WEEKDAYS, local
from scheduler.operation import Agent, Operation
from scheduler.report.meetings import pauses_and_meetings, told_of
from scheduler.report.sheets.turns import by_day, turn_text, turns_of
from scheduler.report.text import Row, csv_bytes
from scheduler.roster import Activity, Duty, Roster

SHEET = ("agent", "name", "date", "weekday", "shift", "start", "end", "breaks", "site", "time_zone", "duties")


def lead_sheet(operation: Operation, roster: Roster, agents: Iterable[Agent]) -> bytes:
    """The sheet as CSV, by agent and date; cells that a spreadsheet would reckon as formulas are made text."""
    return csv_bytes(SHEET, (tuple(map(inert, row)) for row in _rows(operation, roster, agents)))


def _rows(operation: Operation, roster: Roster, agents: Iterable[Agent]) -> Iterator[Row]:
    """Days on which an agent only holds a duty outside shifts have a row without a shift."""
    duties, told, held = roster.by_agent(), told_of(roster), turns_of(operation, roster)
    for agent in agents:
        worked = {duty.day: duty for duty in duties.get(agent.id, ())}
        turns = by_day(agent, worked, held.get(agent.id, []))
        for day in sorted({*worked, *turns}):
            said = "; ".join(turn_text(turn, worked.values(), agent.time_zone) for turn in turns.get(day, ()))
            yield *_row(operation, agent, day, worked.get(day), told[agent.id]), agent.time_zone, said


def _row(operation: Operation, agent: Agent, day: date, duty: Duty | None, told: list[Activity]) -> Row:
    who = (agent.id, agent.name, day.isoformat(), WEEKDAYS[day.weekday()])
    if duty is None:
        return *who, "", "", "", "", operation.sites[agent.site].name or agent.site
    zone = agent.time_zone
    start, end = local(duty.start, zone), local(duty.end, zone)
    breaks = "; ".join(
        f"{local(begun, zone):%H:%M} {name.removesuffix(' (unpaid)')}"
        for begun, _, name in pauses_and_meetings(duty, told)
    )
    place = operation.sites[duty.site].name or duty.site
    return *who, duty.shift, f"{start:%H:%M}", f"{end:%H:%M}", breaks, place


def inert(cell: object) -> str:
    """A name such as `=1+1` must not be reckoned: spreadsheets take a leading quote as `this is text`."""
    text = str(cell)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
