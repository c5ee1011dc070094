"""fixed.csv and history.csv -> Pins and shifts Worked."""

from __future__ import annotations

from datetime import date, datetime

from scheduler import clock
from scheduler.load.complaints import Complaints, Place, misspelt
from scheduler.load.duty.rows import COLUMNS as DUTY_COLUMNS
from scheduler.load.sheets.cells import read_end, read_start
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Row
from scheduler.operation import Agent, Pin, Shift, Worked

COLUMNS = ("agent", "date", "shift", "start", "end"), ("site", "paid_minutes")
PIN_COLUMNS = COLUMNS[0], (*COLUMNS[1], *DUTY_COLUMNS)


def read_pins(rows: list[Row], known: Known, step: int, complaints: Complaints) -> tuple[Pin, ...]:
    """Pins in the order of agents and dates; `step` is the grid of flexible starts, in minutes."""
    found, seen = [], dict[tuple[str, date], Place]()
    for row in rows:
        reader = Reader(row, complaints)
        agent, day = reader.agent(known), reader.day()
        shift = "off" if row["shift"] == "off" else reader.name("shift", known.shift_ids)
        if agent is None or day is None:
            continue
        reader.employed(agent, day)
        _once(reader, seen, (agent.id, day))
        start, end = _times(reader, agent, day)
        if shift == "off" and (row["start"] or row["end"]):
            reader.complain("a day kept off has no start and no end; leave them empty")
        elif shift in known.shifts and not reader.wrong:
            _workable(reader, agent, known.shifts[shift], known)
            _on_grid(reader, agent, day, known.shifts[shift], (start, end), step)
        if not reader.wrong:
            found.append(Pin(agent.id, day, shift, start, end))
    return tuple(sorted(found, key=lambda pin: (pin.agent, pin.day)))


def read_history(rows: list[Row], known: Known, complaints: Complaints) -> tuple[Worked, ...]:
    """What was worked, in the order of agents and dates; people who have left are passed over, with a warning."""
    found, seen = [], dict[tuple[str, date], Place]()
    for row in rows:
        name = row["agent"]
        ids = known.agent_ids
        if name and ids is not None and name not in ids and misspelt(name, ids) is None:
            complaints.warn(row.place, f"agent {name!r} is not in config/agents.csv; the row is passed over")
            continue
        reader = Reader(row, complaints)
        agent, day = reader.agent(known), reader.day()
        shift = reader.name("shift", known.shift_ids)
        if agent is None or day is None:
            continue
        _once(reader, seen, (agent.id, day))
        for column in ("start", "end"):
            reader.cell(column, str)
        start, end = _times(reader, agent, day)
        if not reader.wrong and start is not None and end is not None:
            found.append(Worked(agent.id, day, shift, start, end))
    return tuple(sorted(found, key=lambda worked: (worked.agent, worked.day)))


def _once(reader: Reader, seen: dict[tuple[str, date], Place], key: tuple[str, date]) -> None:
    if key in seen:
        reader.complain(f"{key[0]} has two rows for {key[1]} (also line {seen[key].line}); keep one")
    seen.setdefault(key, reader.row.place)


def _times(reader: Reader, agent: Agent, day: date) -> tuple[datetime | None, datetime | None]:
    """Start and end in UTC, where given; the date must be the local date of the start."""
    start = reader.optional("start", lambda text: read_start(text, day, agent.time_zone))
    if start is None:
        if reader.row["end"] and not reader.row["start"]:
            reader.complain("an end without a start; write both or neither")
        return None, None
    began = clock.local(start, agent.time_zone)
    if began.date() != day:
        reader.complain(
            f"start {began.isoformat()} is on {began.date()} for {agent.id}, not on {day}; correct the date"
        )
    end = reader.optional("end", lambda text: read_end(text, day, agent.time_zone, start))
    if end is not None and end <= start:
        reader.complain(f"end {reader.row['end']} is not after start {reader.row['start']}; correct one")
    return start, end


def _workable(reader: Reader, agent: Agent, shift: Shift, known: Known) -> None:
    allowed = known.contracts[agent.contract].shifts
    if shift.sites is not None and agent.site not in shift.sites:
        where = ", ".join(shift.sites) or "no site"
        reader.complain(f"{agent.id} works at {agent.site}, where shift {shift.id!r} is not worked; it is at {where}")
    elif allowed is not None and shift.id not in allowed:
        words = ", ".join(allowed) or "none"
        reader.complain(f"contract {agent.contract!r} of {agent.id} has no shift {shift.id!r}; it has {words}")


def _on_grid(
    reader: Reader, agent: Agent, day: date, shift: Shift, span: tuple[datetime | None, datetime | None], step: int
) -> None:
    """A pinned start must be one of the shift's starts, and a pinned length one of its lengths."""
    start, end = span
    if start is None:
        return
    starts = {clock.instant(day, minute, agent.time_zone): minute for minute in shift.starts(step)}
    if start not in starts:
        given = clock.local(start, agent.time_zone)
        near = min(starts.values(), key=lambda minute: abs(minute - given.hour * 60 - given.minute), default=0)
        reader.complain(
            f"{given:%H:%M} is no start of shift {shift.id!r}; the nearest is {near // 60:02}:{near % 60:02}"
        )
    if end is not None and end > start:
        minutes = clock.minutes_between(start, end)
        if minutes not in shift.lengths():
            near = min(shift.lengths(), key=lambda length: abs(length - minutes), default=0)
            reader.complain(f"{minutes / 60:g} h is no length of shift {shift.id!r}; the nearest is {near / 60:g} h")
