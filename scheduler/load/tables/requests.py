"""time_off.csv, availability.csv and wishes.csv -> Leave, Availability and Wishes."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Literal, cast

from scheduler.clock import DAY_MINUTES, WEEKDAYS, local
from scheduler.load.complaints import Complaints
from scheduler.load.duty.rows import COLUMNS as DUTY_COLUMNS
from scheduler.load.sheets.cells import read_date, read_instant, read_minute
from scheduler.load.sheets.numbers import read_number, read_whole
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Row
from scheduler.operation import Agent, Availability, Leave, Wish

LEAVE_COLUMNS = ("agent", "start", "end", "kind"), ("hours",)
AVAILABILITY_COLUMNS = ("agent", "weekday", "from", "to"), ()
WISH_COLUMNS = ("agent", "date", "wish", "shift", "weight"), DUTY_COLUMNS


def read_leave(rows: list[Row], known: Known, complaints: Complaints) -> tuple[Leave, ...]:
    """Time off in the order of agents and starts; rows with something wrong are left out."""
    found = []
    for row in rows:
        reader = Reader(row, complaints)
        agent = reader.agent(known)
        leave = _leave(reader, row["agent"], agent)
        if leave is not None and not reader.wrong:
            found.append(leave)
    return tuple(sorted(found, key=lambda leave: (leave.agent, str(leave.first_day or leave.start), leave.kind)))


def _leave(reader: Reader, name: str, agent: Agent | None) -> Leave | None:
    row = reader.row
    hours = reader.optional("hours", lambda text: read_number(text, row.decimals))
    if hours is not None and not 0 <= hours <= 24:
        reader.complain(f"hours is {hours:g}; write the hours credited per day, 0 to 24")
    dates = [not re.search(r"\d[T ]\d", row[column]) for column in ("start", "end")]
    if row["start"] and row["end"] and dates[0] != dates[1]:
        reader.complain("start and end are a date and an instant; write two dates (whole days) or two instants")
        return None
    kind = row["kind"] or "leave"
    if dates[0]:
        first, last = reader.cell("start", read_date), reader.cell("end", read_date)
        _in_order(reader, first, last, allowed_equal=True)
        return Leave(name, kind, first_day=first, last_day=last, hours=hours)
    zone_name = agent.time_zone if agent else "UTC"
    start = reader.cell("start", lambda text: read_instant(text, zone_name))
    end = reader.cell("end", lambda text: read_instant(text, zone_name))
    if start is not None and end is not None and end <= start:
        _in_order(reader, local(start, zone_name).isoformat(), local(end, zone_name).isoformat(), allowed_equal=False)
    elif (
        start is not None
        and end is not None
        and local(start, zone_name).time() == local(end, zone_name).time() == time()
    ):
        last = local(end, zone_name).date() - timedelta(days=1)  # whole days, as calendars export them
        return Leave(name, kind, first_day=local(start, zone_name).date(), last_day=last, hours=hours)
    return Leave(name, kind, start=start, end=end, hours=hours)


def _in_order(reader: Reader, start: date | str | None, end: date | str | None, allowed_equal: bool) -> None:
    if start is None or end is None:
        return
    if str(end) < str(start) or not allowed_equal:
        fix = "swap them or correct one" if end != start else "leave must last"
        reader.complain(f"leave of {reader.row['agent']} ends {end}, before it begins {start}; {fix}")


def read_availability(rows: list[Row], known: Known, complaints: Complaints) -> tuple[Availability, ...]:
    """Weekly spans in the order of agents, weekdays and starts."""
    found = set()
    for row in rows:
        reader = Reader(row, complaints)
        reader.agent(known)
        weekday = reader.name("weekday", WEEKDAYS)
        start, end = reader.cell("from", read_minute), reader.cell("to", read_minute)
        if reader.wrong or start is None or end is None:
            continue
        end = end if end > start else end + DAY_MINUTES
        found.add((row["agent"], WEEKDAYS.index(weekday), start, end))
    return tuple(Availability(*span) for span in sorted(found))


def read_wishes(rows: list[Row], known: Known, complaints: Complaints) -> tuple[Wish, ...]:
    """Wishes in the order of agents and dates."""
    found = []
    for row in rows:
        reader = Reader(row, complaints)
        reader.agent(known)
        day = reader.day()
        wish = reader.name("wish", ("work", "off"))
        shift = reader.name("shift", known.shift_ids) if row["shift"] else None
        weight = reader.cell("weight", lambda text, row=row: read_whole(text, row.decimals))  # type: ignore[misc]
        if not reader.wrong and day is not None and weight is not None:
            found.append(Wish(row["agent"], day, cast("Literal['work', 'off']", wish), shift, weight))
    return tuple(sorted(found, key=lambda wish: (wish.agent, wish.day, wish.wish, wish.shift or "", wish.weight)))


def odd_wishes(rows: list[Row], leave: tuple[Leave, ...], complaints: Complaints) -> None:
    """A wish to work on a day of leave cannot be met: it costs, and warns."""
    away: dict[str, list[Leave]] = {}
    for one in leave:
        if one.first_day is not None:
            away.setdefault(one.agent, []).append(one)
    for row in rows:
        if row["wish"] != "work":
            continue
        for one in away.get(row["agent"], []):
            if str(one.first_day) <= row["date"] <= str(one.last_day):
                complaints.warn(row.place, f"{row['agent']} wishes to work on {row['date']}, a day of leave")
