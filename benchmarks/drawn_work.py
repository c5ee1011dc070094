"""What is to be done in a drawn operation: shifts, queues with opening hours, forecasts, duties, headcount, goals."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.drawn import Sketch, Table, clock, span

KINDS = ("queues", "queues", "queues", "mail", "duties", "duties", "headcount", "all", "all")


def draw_shifts(sketch: Sketch) -> None:
    """One to four kinds of shift: fixed ones, flexible ones, split ones, nights."""
    chance = sketch.chance
    count = chance.choice((1, 1, 2)) if sketch.tiny else chance.randint(1, 4)
    names = chance.sample(("early", "day", "late", "night"), count)
    sketch.tables["shifts"] = {name: shift(sketch, name) for name in names}
    if "early" in names and "night" in names:
        sketch.tables["shifts"]["night"]["not_followed_by"] = ["early"]


def shift(sketch: Sketch, name: str) -> dict[str, Any]:
    """One kind of shift; those of the size tiny are fixed and have no breaks, so that a roster is its shifts."""
    chance = sketch.chance
    hour = {"early": 6, "day": 9, "late": 14, "night": 22}[name]
    told: dict[str, Any] = {"start": f"{hour:02d}:00", "hours": chance.choice((4, 6, 8, 8))}
    if sketch.tiny:
        return told
    if sketch.maybe(0.4):
        told["start"] = {"from": clock(60 * hour), "to": clock(60 * (hour + chance.randint(1, 4)))}
    if sketch.maybe(0.2):
        told["hours"] = {"from": 4, "to": 8, "step": chance.choice((1, 2))}
    if sketch.maybe(0.4) and not isinstance(told["hours"], dict):
        hours = told["hours"]
        lunch = {"name": "lunch", "minutes": chance.choice((30, 45)), "paid": False, "between_hours": [1, hours - 2]}
        told["breaks"] = [lunch]
        if hours == 8 and sketch.maybe(0.3):
            told["hours"] = 13
            told["breaks"] = [{"name": "split", "minutes": 300, "paid": False, "between_hours": [3, 5]}]
    if len(sketch.sites) > 1 and sketch.maybe(0.2):
        told["sites"] = chance.sample(list(sketch.sites), len(sketch.sites) - 1)
    return told


def draw_work(sketch: Sketch) -> None:
    """Queues, duties, headcount, or all of them; and what each is worth."""
    kind = sketch.chance.choice(KINDS)
    sketch.rows["forecasts/week.csv"] = Table("queue,start,minutes,volume,handle_seconds")
    sketch.tables["queues"], sketch.tables["cover"] = {}, {"cover": []}
    if kind in ("queues", "all"):
        draw_queue(sketch, "calls", deferred=False)
        if not sketch.tiny and sketch.maybe(0.5):
            draw_queue(sketch, "calls-es", deferred=False)
    if kind == "mail" or (kind in ("queues", "all") and sketch.maybe(0.5)):
        draw_queue(sketch, "mail", deferred=True)
    if kind in ("duties", "all"):
        sketch.tables["cover"]["cover"] = [duty(sketch, number) for number in range(sketch.chance.randint(1, 2))]
    if kind in ("headcount", "all"):
        draw_headcount(sketch)
    draw_goals(sketch)


def draw_queue(sketch: Sketch, name: str, deferred: bool) -> None:
    """A queue and its forecast; closed nights, hours off the grid, mail at all hours and due after the weeks' end."""
    chance = sketch.chance
    live = {"share": 0.8, "within_seconds": 30}
    waits = {
        "share": 0.9,
        "within_hours": chance.choice((4, 8, 24, 48)),
        "clock": chance.choice(("calendar", "open_hours")),
    }
    told: dict[str, Any] = {
        "channel": "email" if deferred else "phone",
        "skill": "mail" if deferred else "general",
        "language": "es" if name.endswith("es") else "en",
        "priority": chance.randint(1, 4),
        "service": waits if deferred else live,
    }
    begin, end = chance.choice(((0, 1440), (480, 960), (480, 1200), (510, 990), (555, 1050), (360, 1320), (490, 970)))
    if (begin, end) != (0, 1440):
        told["open"] = {chance.choice(("every_day", "monday-friday", "monday-saturday")): span(begin, end)}
    if sketch.maybe(0.2):
        told["shrinkage"] = chance.choice((0.05, 0.1))
    if deferred and sketch.maybe(0.4):
        told["backlog"] = chance.randint(1, 30)
    if not deferred and sketch.maybe(0.15):
        told["minimum_agents"] = 1
    sketch.tables["queues"][name] = told
    forecast(sketch, name, (0, 1440) if deferred and sketch.maybe(0.6) else (begin, end))


def forecast(sketch: Sketch, name: str, hours: tuple[int, int]) -> None:
    """Contacts of each hour within the local hours; in some hours none."""
    most = sketch.chance.choice((0.3, 0.8, 1.5)) * max(1.0, len(sketch.agents) / 3)
    handle = sketch.chance.choice((240, 360, 600))
    for moment in sketch.hours():
        inside = hours[0] <= _minute(moment, sketch.zone) < hours[1]
        volume = round(sketch.chance.random() * most * 3600 / handle, 1)
        if inside and volume > 0 and sketch.maybe(0.8):
            sketch.rows["forecasts/week.csv"].rows.append((name, moment.isoformat(), 60, volume, handle))


def _minute(moment: datetime, zone: str) -> int:
    local = moment.astimezone(ZoneInfo(zone))
    return 60 * local.hour + local.minute


def duty(sketch: Sketch, number: int) -> dict[str, Any]:
    """A duty; those of the size tiny are held by who is at work, so that a roster is its shifts."""
    chance = sketch.chance
    begin = chance.choice((0, 480, 720, 1080, 1320))
    told: dict[str, Any] = {
        "name": f"Duty {number + 1}",
        "role": chance.choice(("lead", "duty")),
        "on": chance.choice((["every_day"], ["weekend"], ["weekend", "holiday"], ["monday", "wednesday", "friday"])),
        "hours": span(begin, begin + chance.choice((240, 480)) if begin else 1440),
    }
    if not sketch.tiny:
        way = chance.random()
        told |= {"kind": "on_call"} if way < 0.35 else {"exclusive": True} if way < 0.6 else {}
        if sketch.maybe(0.2):
            told["language"] = "es"
        if sketch.maybe(0.3):
            told["time_zone"] = chance.choice(list(sketch.sites.values()))
    if sketch.maybe(0.15):
        told["agents"] = 2
    return told


def draw_headcount(sketch: Sketch) -> None:
    """People wanted on shifts: anybody, of a site, or of skills that some people have both of; some rows have steps."""
    chance = sketch.chance
    columns = "date,shift,agents,weight_under,weight_over,site,skill,role,counts"
    sketch.rows["forecasts/headcount.csv"] = table = Table(columns)
    for day in sketch.days:
        for name in sketch.tables["shifts"]:
            if sketch.maybe(0.6):
                under, over = chance.choice((100, 1000)), chance.choice((0, 1, 50))
                site = chance.choice(list(sketch.sites)) if sketch.maybe(0.2) else None
                table.rows.append((day, name, chance.randint(0, 3), under, over, site, None, None, None))
    if sketch.perhaps(0.5):
        draw_skilled(sketch, table)


def draw_skilled(sketch: Sketch, table: Table) -> None:
    """Rows of two skills, which some people have both of then; some count each, some have two steps, some a site."""
    chance, people = sketch.aside, sketch.rows["config/agents.csv"]
    people.rows = [
        (*row[:4], "general;mail", *row[5:]) if sketch.perhaps(0.4) else row for row in people.rows
    ]  # fmt: skip
    for day in sketch.days:
        for name in sketch.tables["shifts"] if sketch.perhaps(0.7) else ():
            for skill in ("general", "mail"):
                under, over = chance.choice((10, 100, 1000)), chance.choice((0, 1, 50))
                counts = "each" if sketch.perhaps(0.1) else None
                site = chance.choice(list(sketch.sites)) if sketch.perhaps(0.1) else None
                for agents in chance.sample(range(4), chance.choice((1, 1, 2))):
                    table.rows.append((day, name, agents, under, over, site, skill, None, counts))


def draw_regular(sketch: Sketch, seed: int) -> None:
    """Regular weeks at one weight or one for each part, with or without starts that are alike; often not at all."""
    chance = random.Random(f"regular {seed}")
    if chance.random() < 0.6:
        return
    parts = {"start": 10, "lone_off": chance.choice((0, 40)), "lone_on": 2.5}
    alike = {"tolerance_minutes": 60} if chance.random() < 0.4 else {}
    told = {"weight": chance.choice((10, 10, 3.5, parts)), **alike}
    sketch.tables.setdefault("goals", {})["regular"] = told


def draw_goals(sketch: Sketch) -> None:
    """Weights of goals that are 0 unless said, and odd ones of others."""
    chance = sketch.chance
    told: dict[str, Any] = {}
    if sketch.maybe(0.35):
        told["fairness"] = {"weight": chance.choice((10, 300, 2.5))}
    if sketch.maybe(0.35):
        told["cost"] = {"weight": chance.choice((0.1, 1, 7))}
    if sketch.maybe(0.15):
        told["late"] = {"weight": chance.choice((100, 333))}
    if told:
        sketch.tables["goals"] = told
