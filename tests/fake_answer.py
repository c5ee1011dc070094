"""A small deterministic answer for the tests of reports and exports: thirty agents, four queues, Christmas week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon, instant, minutes_between
from scheduler.judge.explain.explain import explain
from scheduler.judge.score import score
from scheduler.operation import (
    Agent,
    Break,
    Contract,
    Cover,
    Headcount,
    Leave,
    Operation,
    Queue,
    Service,
    Shift,
    Site,
    Wish,
)
from scheduler.report import Answer
from scheduler.requirement import DeferredWork, Requirement
from scheduler.result import Progress, Result
from scheduler.roster import Activity, Duty, Pause, Roster

MONDAY = date(2026, 12, 21)
PLANNING = "America/Los_Angeles"
QUEUES = ("calls-en", "calls-es", "sms-en", "vet")
GIVEN = ("Ana", "Ben", "Chloé", "Dan", "Eva", "Finn", "Gil", "Hana", "Iris", "Jon")
FAMILY = ("Ruiz", "O'Neil", "Lund")


def fake_operation(root: Path = Path("workspace"), agents: int = 30) -> Operation:
    """Two sites, a day and a night shift, one escalation duty around the clock."""
    rest = Break(name="rest", minutes=15, paid=True, between_hours=(1, 3))
    lunch = Break(name="lunch", minutes=30, paid=False, between_hours=(3, 5))
    return Operation(
        root=root,
        name="Trust & Safety and Support",
        time_zone=PLANNING,
        week_starts=0,
        interval_minutes=30,
        shift_step_minutes=30,
        break_step_minutes=15,
        sites={
            "barcelona": Site(id="barcelona", name="Barcelona", time_zone="Europe/Madrid", holidays="ES-Barcelona"),
            "seattle": Site(id="seattle", name="Seattle", time_zone=PLANNING, holidays="US-WA"),
        },
        queues={queue.id: queue for queue in _queues()},
        shifts={
            "day": Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours=8.5, breaks=(rest, lunch)),
            "night": Shift(id="night", start="22:00", hours=8, breaks=(rest,)),
        },
        contracts={
            "full": Contract(id="full", shifts=("day", "night"), cost_hour=24.5, limits={"hours_week": {"max": 40}})
        },
        agents=tuple(fake_agent(number) for number in range(agents)),
        leave=(Leave("a003", "sick", MONDAY, MONDAY + timedelta(days=6)),),
        wishes=(
            Wish("a001", MONDAY + timedelta(days=4), "off", None, 8),
            Wish("a002", MONDAY + timedelta(days=1), "work", "night", 3),
            Wish("a003", MONDAY + timedelta(days=1), "off", None, 2),
        ),
        cover=(Cover(name="Escalation lead", role="lead"),),
        headcount=(Headcount(MONDAY, "day", 18, 100, 1),),
        inputs={"config/agents.csv": "0" * 64},
    )


def _queues() -> tuple[Queue, ...]:
    live, later = Service(share=0.8, within_seconds=20), Service(share=0.95, within_hours=24)
    return (
        Queue(id="calls-en", channel="phone", skill="general", language="en", priority=2, service=live),
        Queue(id="calls-es", channel="phone", skill="general", language="es", priority=1, service=live),
        Queue(id="sms-en", channel="sms", skill="general", language="en", priority=3, service=live, concurrency=2),
        Queue(id="vet", channel="case", skill="vet", language="en", priority=3, service=later),
    )


def fake_agent(number: int) -> Agent:
    """Every third sits in Barcelona, every fifth leads, every fourth knows animals; names wear accents and quotes."""
    here = number % 3 == 2
    name = f"{GIVEN[number % 10]} {FAMILY[number % 3]}"
    return Agent(
        id=f"a{number:03d}",
        name="<script>alert(1)</script>" if number == 7 else name,
        site="barcelona" if here else "seattle",
        contract="full",
        skills=("general", "vet") if number % 4 == 0 else ("general",),
        languages=("en", "es") if here else ("en",),
        roles=("lead",) if number % 5 == 0 else (),
        time_zone="Europe/Madrid" if here else PLANNING,
    )


def fake_duties(operation: Operation, first: date = MONDAY) -> list[Duty]:
    """Five days on, two off, in seven turns; every sixth agent works nights."""
    found = []
    for number, agent in enumerate(operation.agents):
        for day in range(7):
            if (day + number) % 7 >= 5 or agent.id == "a003":
                continue
            night = number % 6 == 0
            minute = 1320 if night else 360 + 30 * (number * 5 % 17)
            found.append(fake_duty(operation, agent, first + timedelta(days=day), "night" if night else "day", minute))
    return found


def fake_duty(operation: Operation, agent: Agent, day: date, shift: str, minute: int) -> Duty:
    """A shift from that minute of the local day, a quarter's rest after two hours, lunch after four on day shifts."""
    start = instant(day, minute, agent.time_zone)
    end = start + timedelta(minutes=operation.shifts[shift].lengths()[0])
    pauses = [Pause("rest", start + timedelta(hours=2), start + timedelta(minutes=135), True)]
    if shift == "day":
        pauses.append(Pause("lunch", start + timedelta(hours=4), start + timedelta(minutes=270), False))
    paid = operation.paid_minutes(agent.site, operation.shifts[shift], minutes_between(start, end))
    return Duty(agent.id, day, shift, start, end, agent.site, paid, tuple(pauses))


def fake_activities(operation: Operation, duties: list[Duty]) -> list[Activity]:
    """Breaks where they are, and between them the first queue that the agent serves, by turns."""
    found: list[Activity] = []
    for turn, duty in enumerate(duties):
        agent = operation.agent(duty.agent)
        able = [queue.id for queue in operation.queues.values() if agent.serves(queue)]
        at = duty.start
        for part, pause in enumerate(duty.pauses):
            found.append(Activity(duty.agent, at, pause.start, f"queue:{able[(turn + part) % len(able)]}"))
            found.append(Activity(duty.agent, pause.start, pause.end, f"break:{pause.name}"))
            at = pause.end
        found.append(Activity(duty.agent, at, duty.end, f"queue:{able[turn % len(able)]}"))
    return sorted(found, key=lambda row: (row.agent, row.start))


def fake_roster(operation: Operation, first: date = MONDAY) -> Roster:
    duties = fake_duties(operation, first)
    return Roster(tuple(duties), tuple(fake_activities(operation, duties)))


def fake_requirement(operation: Operation, horizon: Horizon) -> Requirement:
    """Waves with a peak after noon; `vet` work is due a day later."""
    columns = horizon.intervals(operation.interval_minutes)
    hour = np.arange(columns) * operation.interval_minutes / 60
    shape = np.clip(0.5 + 0.5 * np.sin((hour - 8) / 24 * 2 * np.pi), 0, 1)
    erlangs = np.outer(np.array([4.0, 1.2, 1.5, 0.8]), shape)
    agents = np.round(erlangs + np.sqrt(erlangs), 2)
    opened = np.ones(columns, dtype=bool)
    work = DeferredWork("vet", agents[3] * 1800, np.arange(columns) + 48, np.zeros(columns), opened)
    return Requirement(
        horizon=horizon,
        interval_minutes=operation.interval_minutes,
        queues=QUEUES,
        volume=erlangs * 6,
        handle_seconds=np.where(erlangs > 0, 300.0, np.nan),
        erlangs=erlangs,
        agents=agents,
        shrinkage=np.full(erlangs.shape, 0.1),
        open=np.ones(erlangs.shape, dtype=bool),
        deferred=(work,),
    )


@cache
def _counted(root: Path, agents: int) -> Answer:
    return counted_anew(root, agents)


def fake_answer(root: Path = Path("workspace"), agents: int = 30) -> Answer:
    """The whole bill of the fake roster, counted once; what an answer finds out later is each test's own."""
    return replace(_counted(root, agents))


def counted_anew(root: Path = Path("workspace"), agents: int = 30) -> Answer:
    """The whole bill of the fake roster, counted by the real judges."""
    operation = fake_operation(root, agents)
    horizon = Horizon(MONDAY, 1, PLANNING)
    requirement, roster = fake_requirement(operation, horizon), fake_roster(operation)
    counted = score(operation, horizon, requirement, roster)
    story = (
        Progress(0.4, None, 0.0, "first roster"),
        Progress(1.5, counted.objective, 0.9 * counted.objective, "improving"),
    )
    result = Result(
        roster=roster,
        bound=0.9 * counted.objective,
        bounds={"cover": 0.0},
        seconds=30.0,
        first_roster_seconds=0.9,
        seed=1,
        workers=2,
        stopped_by="time",
        story=story,
    )
    return Answer(
        operation, horizon, requirement, result, counted, (), explain(operation, horizon, requirement, roster)
    )
