"""Who works in a drawn operation: contracts with random rules, agents, leave, availability, wishes, pins, history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from benchmarks.drawn import WEEKDAYS, Sketch, Table, at, clock

MOST_WORK = 4
"""Days that people of the size tiny may work at most; the others are pinned off."""


def draw_people(sketch: Sketch) -> None:
    """Contracts and agents, then what is said about them."""
    sketch.tables["contracts"] = {name: contract(sketch) for name in ("full", "part")}
    count = sketch.chance.randint(2, 3) if sketch.tiny else sketch.chance.randint(1, 9)
    sketch.rows["config/agents.csv"] = people = Table(
        "agent,name,site,contract,skills,languages,roles,time_zone,from,until"
    )
    people.rows = [agent(sketch, number) for number in range(1, count + 1)]
    for draw in (draw_leave, draw_availability, draw_wishes, draw_pins, draw_history):
        draw(sketch)


def contract(sketch: Sketch) -> dict[str, Any]:
    """A table of limits that can mostly be kept."""
    chance, hours, days = sketch.chance, sketch.chance.choice((20, 32, 40)), sketch.chance.randint(3, 5)
    least = 0 if sketch.tiny else hours - chance.choice((8, 12, 16))
    choices: list[tuple[float, str, Any]] = [
        (0.7, "rest_hours", chance.choice((8, 11, 12))),
        (0.6, "hours_week", {"min": least, "max": hours} if sketch.maybe(0.5) else {"max": hours}),
        (0.3, "days_week", {"min": max(1, days - 2), "max": days} if sketch.maybe(0.4) else {"max": days}),
        (0.15, "minutes_horizon", {"min": 60 * least * sketch.weeks, "max": 60 * hours * sketch.weeks}),
        (0.4, "days_in_a_row", {"max": chance.randint(3, 6)}),
        (0.1, "days_off_in_a_row", {"min": 2}),
        (0.2, "days_off_together_week", chance.randint(1, 2)),
        (0.15, "weekends", {"max": chance.randint(0, sketch.weeks)}),
        (0.15, "max_shifts", {chance.choice(list(sketch.tables["shifts"])): chance.randint(1, 4) * sketch.weeks}),
        (0.15, "start_spread_hours", chance.choice((2, 6, 10))),
        (0.1, "weekly_rest", {"hours": chance.choice((35, 36))}),
    ]
    told = {name: settings for share, name, settings in choices if sketch.maybe(share)}
    draw_minimums(sketch, told)
    if sketch.maybe(0.5):
        told["cost_hour"] = chance.choice((18, 24.5, 31))
    if "hours_week" in told and sketch.maybe(0.4):
        told["overtime"] = {"max_hours_week": chance.choice((4, 8)), "factor": chance.choice((1.25, 1.5, 2))}
    return told


def draw_minimums(sketch: Sketch, told: dict[str, Any]) -> None:
    """More least amounts, as far as the contract's most ones leave room: leave is credited and joiners owe parts."""
    least = sketch.aside.choice((4, 8) if sketch.tiny else (8, 16, 20))
    hours, days = told.get("hours_week", {}), told.get("days_week", {})
    if sketch.perhaps(0.3) and hours and not hours.get("min"):
        hours["min"] = least
    if sketch.perhaps(0.2) and days.get("max", 0) > 1:
        days.setdefault("min", 1)
    if sketch.perhaps(0.12):
        told.setdefault("minutes_horizon", {"min": 60 * least * sketch.weeks})
    if sketch.perhaps(0.3) and told.get("days_in_a_row", {}).get("max", 0) > 2:
        told["days_in_a_row"]["min"] = 2


def agent(sketch: Sketch, number: int) -> tuple[object, ...]:
    """A row of agents.csv; some live in another zone than their site, some join or leave within the weeks."""
    chance = sketch.chance
    site = chance.choice(list(sketch.sites))
    zone = chance.choice(list(sketch.sites.values())) if sketch.maybe(0.1) else None
    skills = chance.sample(("general", "mail"), 1 if sketch.tiny else chance.randint(1, 2))
    languages = ["en", *(["es"] if sketch.maybe(0.3) else [])]
    roles = [role for role in ("lead", "duty") if sketch.maybe(0.5)]
    begins = chance.choice(sketch.days) if sketch.maybe(0.12) else None
    ends = chance.choice([day for day in sketch.days if begins is None or day >= begins]) if sketch.maybe(0.1) else None
    if begins is None and ends is None and sketch.perhaps(0.1):
        begins = sketch.aside.choice(sketch.days)
    words = (";".join(sorted(one)) for one in (skills, languages, roles))
    return (f"a{number}", f"Agent {number}", site, chance.choice(("full", "part")), *words, zone, begins, ends)


def zone_of(sketch: Sketch, row: dict[str, Any]) -> str:
    """The zone of a person's clocks."""
    return row["time_zone"] or sketch.sites[row["site"]]


def employed(sketch: Sketch, row: dict[str, Any]) -> list[date]:
    """The days of the horizon between the person's first and last."""
    first, last = row["from"] or sketch.days[0], row["until"] or sketch.days[-1]
    return [day for day in sketch.days if first <= day <= last]


def draw_leave(sketch: Sketch) -> None:
    """Whole days, half days by the clock, and whole days as calendars export them."""
    chance = sketch.chance
    sketch.rows["config/time_off.csv"] = table = Table("agent,start,end,kind,hours")
    for row in sketch.agents:
        if not sketch.maybe(0.3):
            continue
        first = chance.choice(sketch.days)
        last = first + timedelta(days=chance.choice((0, 0, 1, 4)))
        kind, hours = chance.choice(("vacation", "sick", "unpaid")), chance.choice((None, None, None, 4, 7.5))
        way = chance.random()
        if way < 0.5:
            table.rows.append((row["agent"], first, last, kind, hours))
        elif way < 0.8:
            begin = chance.choice((9, 12, 14)) * 60
            end = begin + chance.choice((120, 240, 480))
            table.rows.append((row["agent"], f"{first}T{clock(begin)}", f"{first}T{clock(end)}", kind, hours))
        else:
            after = last + timedelta(days=1)
            table.rows.append((row["agent"], f"{first}T00:00", f"{after}T00:00", kind, hours))
        table.rows += [more_leave(sketch, row["agent"], first)] if sketch.perhaps(0.4) else []


def more_leave(sketch: Sketch, name: str, first: date) -> tuple[object, ...]:
    """A second row: over the first one, over a night, of a weekend and the Friday before it, or of a few hours."""
    chance = sketch.aside
    hours = chance.choice((None, None, 3, 8))
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    return chance.choice((
        (name, first, first + timedelta(days=1), "sick", hours),
        (name, f"{first}T20:00", f"{first + timedelta(days=1)}T07:00", "sick", hours),
        (name, friday, friday + timedelta(days=2), "vacation", hours),
        (name, f"{first}T10:00", f"{first}T11:30", "sick", hours),
    ))  # fmt: skip


def draw_availability(sketch: Sketch) -> None:
    """Some people can work on some weekdays only, or within hours."""
    chance = sketch.chance
    sketch.rows["config/availability.csv"] = table = Table("agent,weekday,from,to")
    for row in sketch.agents:
        if sketch.maybe(0.2):
            begin, end = chance.choice(((0, 0), (6, 23), (5, 19)))
            for weekday in sorted(chance.sample(range(7), chance.randint(4, 7))):
                table.rows.append((row["agent"], WEEKDAYS[weekday], clock(60 * begin), clock(60 * end)))


def draw_wishes(sketch: Sketch) -> None:
    """Days off and shifts that people would like."""
    chance = sketch.chance
    sketch.rows["config/wishes.csv"] = table = Table("agent,date,wish,shift,weight")
    for row in sketch.agents:
        for day in chance.sample(sketch.days, chance.choice((0, 0, 1, 2))):
            shift = chance.choice((None, *sketch.tables["shifts"]))
            table.rows.append((row["agent"], day, chance.choice(("work", "off")), shift, chance.choice((5, 30, 250))))


def draw_pins(sketch: Sketch) -> None:
    """Days off and shifts already decided; people of the size tiny are off on all but a few days."""
    chance = sketch.chance
    sketch.rows["config/fixed.csv"] = table = Table("agent,date,shift,start,end")
    for row in sketch.agents:
        if sketch.tiny:
            open_days = MOST_WORK - (len(sketch.tables["shifts"]) > 1) + (len(sketch.agents) < 3)
            kept = set(chance.sample(sketch.days, min(open_days, 5)))
            off = [day for day in employed(sketch, row) if day not in kept]
            table.rows += [(row["agent"], day, "off", None, None) for day in off]
        elif sketch.maybe(0.25):
            shift = chance.choice(("off", *shifts_of(sketch, row)))
            table.rows.append((row["agent"], chance.choice(employed(sketch, row)), shift, None, None))


def shifts_of(sketch: Sketch, row: dict[str, Any]) -> list[str]:
    """The shifts that the person's site offers."""
    return [
        name for name, shift in sketch.tables["shifts"].items() if "sites" not in shift or row["site"] in shift["sites"]
    ]


def draw_history(sketch: Sketch) -> None:
    """Give some operations a week of history, one shift a person, up to the evening before."""
    sketch.rows["config/history.csv"] = table = Table("agent,date,shift,start,end")
    for row in sketch.agents if sketch.maybe(0.4) else ():
        offered = shifts_of(sketch, row)
        if not offered:
            continue
        shift = sketch.chance.choice(offered)
        for back in range(sketch.chance.choice((7, 10)), 0, -1):
            day = sketch.first - timedelta(days=back)
            if sketch.maybe(0.55) and (row["from"] is None or day >= row["from"]):
                table.rows.append((row["agent"], day, shift, *_worked(sketch, row, day, shift)))


def _worked(sketch: Sketch, row: dict[str, Any], day: date, shift: str) -> tuple[str, str]:
    """Start and end of a shift of history, at its first start and of its least length."""
    table = sketch.tables["shifts"][shift]
    start, hours = table["start"], table["hours"]
    hour, minute = (start["from"] if isinstance(start, dict) else start).split(":")
    moment = at(day, 60 * int(hour) + int(minute), zone_of(sketch, row))
    end = moment + timedelta(hours=hours["from"] if isinstance(hours, dict) else hours)
    return moment.isoformat(), end.isoformat()
