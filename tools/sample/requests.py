"""What people asked for and were promised: leave, wishes, weekly availability and pins."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sample.people import Person, write_csv

USUAL_SHIFT = {
    "full-time": "day",
    "full-time-nights": "night",
    "four-ten": "ten",
    "part-time": "short",
    "full-time-bcn": "early-bcn",
    "part-time-bcn": "short-bcn",
}
LEAVE = ((1, 2), (2, 3), (3, 1), (3, 2), (3, 4), (4, 1), (0, 7), (2, 2), (4, 3), (0, 2))
"""Spans of vacation: (first day of the week, days); around Christmas most people ask for the 24th to the 26th."""
WISHED_OFF = (3, 4, 4, 5, 5, 6, 3)
"""Days of the week that people would like to have off, the 24th to the 27th in Christmas week."""

Away = set[tuple[str, date]]
Row = tuple[object, ...]


@dataclass(frozen=True)
class Promises:
    """What the weeks before must keep as well."""

    away: Away
    """Who is on leave when."""
    weekdays_only: set[str]
    """Students: afternoons from Monday to Friday."""


def write(config: Path, staff: Sequence[Person], first: date, weeks: int, chance: random.Random) -> Promises:
    """time_off.csv, wishes.csv, availability.csv and fixed.csv."""
    people = list(staff)
    chance.shuffle(people)
    students = [person for person in people if person.contract == "part-time"][: max(1, len(people) // 30)]
    free = [person for person in people if person not in students]
    away, leave = set[tuple[str, date]](), list[Row]()
    for week in range(weeks):
        monday = first + timedelta(days=7 * week)
        for person, row in leave_rows(free[week % 5 :: 5], monday, first_week=week == 0):
            leave.append(row)
            away |= days_of(person, row)
    write_csv(config / "time_off.csv", "agent,start,end,kind,hours", sorted(leave, key=str))
    write_csv(config / "wishes.csv", "agent,date,wish,shift,weight", wishes(free, first, weeks, away, chance))
    write_csv(config / "availability.csv", "agent,weekday,from,to", availability(students))
    write_csv(config / "fixed.csv", "agent,date,shift,start,end", pins(free, first, weeks, away))
    return Promises(away, {person.id for person in students})


def leave_rows(people: Sequence[Person], monday: date, first_week: bool) -> Iterator[tuple[Person, Row]]:
    """Vacation for most, now and then an illness, training, unpaid leave, or a few hours at the doctor's.

    A later week follows one that is yet to be planned: nobody falls ill in that one, and no leave up to the Sunday asks
    for work on every day before it, which a run of days may forbid.
    """
    for number, person in enumerate(people):
        offset, days = LEAVE[number % len(LEAVE)]
        days = days if first_week or days == 7 else min(days, 5 - offset)
        start = monday + timedelta(days=offset)
        if number == 4:
            morning = datetime(start.year, start.month, start.day, 8, tzinfo=ZoneInfo(person.clock))
            yield person, (person.id, morning.isoformat(), morning.replace(hour=11).isoformat(), "doctor", "")
            continue
        if number == 6 and first_week:
            start, days = start - timedelta(days=5), days + 5
        if person.contract == "full-time-nights" and offset > 0 and offset + days > 5:
            start = monday  # a Friday forbids the night before it, too, and less than five would be left
        unpaid = number == 7 and person.contract != "full-time-nights"  # who then could not have five days that week
        kind = "sick" if number == 6 else "unpaid" if unpaid else "training" if number == 9 else "vacation"
        hours = "10" if kind == "training" and person.contract == "four-ten" else "8" if kind == "training" else ""
        yield person, (person.id, start, start + timedelta(days=days - 1), kind, hours)


def days_of(person: Person, row: Row) -> Away:
    """The dates of a leave in whole days; none for a few hours."""
    start, end = row[1], row[2]
    if not isinstance(start, date) or not isinstance(end, date):
        return set()
    return {(person.id, start + timedelta(days=step)) for step in range((end - start).days + 1)}


def wishes(
    people: Sequence[Person], first: date, weeks: int, away: Away, chance: random.Random
) -> list[Row]:
    """Four in ten wish for a day off, one in eight for a day at work; never on a day of leave."""
    rows = list[Row]()
    for week in range(weeks):
        for number, person in enumerate(sorted(people, key=lambda row: row.id)):
            day = first + timedelta(days=7 * week + chance.choice(WISHED_OFF))
            if (person.id, day) in away:
                continue
            if number % 5 in (1, 3):
                rows.append((person.id, day, "off", "", chance.choice((10, 20, 20, 40))))
            elif number % 8 == 4:
                shift = USUAL_SHIFT[person.contract] if number % 16 == 4 else ""
                rows.append((person.id, day, "work", shift, chance.choice((5, 10, 15))))
    return rows


def availability(students: Sequence[Person]) -> Iterator[Row]:
    """Students work afternoons; every other one on Saturdays too, all day."""
    for number, person in enumerate(sorted(students, key=lambda row: row.id)):
        for weekday in ("monday", "tuesday", "wednesday", "thursday", "friday"):
            yield person.id, weekday, "13:00", "22:00"
        if number % 2 == 0:
            yield person.id, "saturday", "08:00", "22:00"


def pins(people: Sequence[Person], first: date, weeks: int, away: Away) -> Iterator[Row]:
    """A lead who took Christmas Day, two trainings with their times, a promised day off, a lead for New Year's Day."""
    able = present(people, first, away)
    lead = next(row for row in able if "escalation_lead" in row.roles and row.contract == "full-time")
    yield lead.id, first + timedelta(days=4), "day", "", ""
    trained = [row for row in able if row.contract == "full-time" and row is not lead][3:5]
    for person in trained:
        wednesday = first + timedelta(days=2)  # two days off before it fit any run of days in the past
        start = datetime(wednesday.year, wednesday.month, wednesday.day, 9, tzinfo=ZoneInfo(person.clock))
        end = start + timedelta(hours=8, minutes=30)
        yield person.id, wednesday, "day", start.isoformat(), end.isoformat()
    promised = next(row for row in able if row.contract == "full-time-bcn")
    yield promised.id, first, "off", "", ""  # a Monday off fits any run of days before it
    if weeks > 1:
        second = first + timedelta(days=7)
        later = [row for row in present(people, second, away) if row is not lead and "escalation_lead" in row.roles]
        yield next(row for row in later if row.contract == "full-time").id, second + timedelta(days=4), "day", "", ""


def present(people: Sequence[Person], monday: date, away: Away) -> list[Person]:
    """Who has no day of leave in that week, by id."""
    absent = {agent for agent, day in away if monday <= day < monday + timedelta(days=7)}
    return sorted((person for person in people if person.id not in absent), key=lambda row: row.id)
