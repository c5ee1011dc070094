"""Tiny hand-made operations and rosters for the tests of goals and judges: one planning zone, whole hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon, instant
from scheduler.goals import Case
from scheduler.operation import Agent, Break, Contract, Operation, Queue, Service, Shift, Site
from scheduler.requirement import DeferredWork, Requirement
from scheduler.roster import Activity, Duty, Pause, Roster

MONDAY = date(2026, 12, 21)
PACIFIC, MADRID = "America/Los_Angeles", "Europe/Madrid"
LUNCH = Break(name="lunch", minutes=60, paid=False, between_hours=(3, 5))


def agent(name, site="seattle", skills=("general",), languages=("en",), roles=(), contract="full", **more):
    zone = {"seattle": PACIFIC, "barcelona": MADRID}[site]
    return Agent(name, name, site, contract, tuple(skills), tuple(languages), tuple(roles), zone, **more)


def queue(name, priority=1, deferred=False, skill="general", channel=None):
    service = Service(within_hours=24) if deferred else Service(within_seconds=20)
    channel = channel or ("email" if deferred else "phone")
    return Queue(id=name, channel=channel, skill=skill, language="en", priority=priority, service=service)


def operation(agents=(), queues=(), contract=None, **changes):
    sites = (
        Site(id="seattle", time_zone=PACIFIC, holidays="US-WA"),
        Site(id="barcelona", time_zone=MADRID, holidays="ES-Barcelona"),
    )
    shifts = (
        Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours=8, breaks=(LUNCH,)),
        Shift(id="night", start="22:00", hours=8),
    )
    made = Operation(
        root=Path("workspace"),
        name="small",
        time_zone=PACIFIC,
        week_starts=0,
        interval_minutes=60,
        shift_step_minutes=60,
        break_step_minutes=15,
        sites={site.id: site for site in sites},
        queues={row.id: row for row in queues},
        shifts={shift.id: shift for shift in shifts},
        contracts={"full": contract or Contract(id="full", cost_hour=20)},
        agents=tuple(sorted(agents, key=lambda row: row.id)),
    )
    return replace(made, **changes)


def horizon(first=MONDAY, weeks=1):
    return Horizon(first, weeks, PACIFIC)


def duty(name, day, hour, shift="day", hours=8, **more):
    """`day` is a date, or days after the Monday; `more`: zone, site, pauses, paid (minutes)."""
    day = day if isinstance(day, date) else MONDAY + timedelta(days=day)
    start = instant(day, 60 * hour, more.get("zone", PACIFIC))
    paid = more.get("paid", 60 * hours - (60 if shift == "day" else 0))
    end = start + timedelta(hours=hours)
    return Duty(name, day, shift, start, end, more.get("site", "seattle"), paid, tuple(more.get("pauses", ())))


def doing(name, day, hour, until, activity, zone=PACIFIC):
    day = day if isinstance(day, date) else MONDAY + timedelta(days=day)
    return Activity(name, instant(day, round(60 * hour), zone), instant(day, round(60 * until), zone), activity)


def lunch(day, hour):
    moment = instant(MONDAY + timedelta(days=day), 60 * hour, PACIFIC)
    return Pause("lunch", moment, moment + timedelta(hours=1), paid=False)


def requirement(workspace, span, needs=None, deferred=()):
    """`needs`: queue -> {hour of the horizon: agents}; nothing shrinks."""
    queues, count = tuple(workspace.queues), span.intervals(workspace.interval_minutes)
    agents = np.zeros((len(queues), count))
    for name, hours in (needs or {}).items():
        for hour, wanted in hours.items():
            agents[queues.index(name), hour] = wanted
    zero = np.zeros_like(agents)
    return Requirement(
        span,
        workspace.interval_minutes,
        queues,
        zero,
        zero,
        zero,
        agents,
        zero,
        np.ones(agents.shape, dtype=bool),
        tuple(deferred),
    )


def work(name, arrivals, due, backlog=(), count=168, closed=()):
    """`arrivals`: {hour: agent-hours}, `due`: {hour of arrival: hour}, `backlog`: {due hour: agent-hours}."""
    seconds, limits, old = np.zeros(count), np.full(count, count), np.zeros(count)
    opening = np.ones(count, dtype=bool)
    for hour, amount in arrivals.items():
        seconds[hour] = amount * 3600
    for hour, limit in due.items():
        limits[hour] = limit
    for hour, amount in dict(backlog).items():
        old[hour] = amount * 3600
    opening[list(closed)] = False
    return DeferredWork(name, seconds, limits, old, opening)


def roster(duties=(), activities=(), breaks_known=True):
    return Roster(tuple(sorted(duties, key=lambda row: (row.agent, row.day))), tuple(activities), breaks_known)


def case(workspace, answer=None, needs=None, deferred=(), span=None, published=None):
    span = span or horizon()
    return Case(workspace, span, requirement(workspace, span, needs, deferred), answer or roster(), published)
