"""The smallest problem that uses every part of the compiled code: one agent, one queue, one day's shift."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon
from scheduler.goals.regular import Regular
from scheduler.model.activities.day.day import Day
from scheduler.model.activities.serve import Served
from scheduler.model.lines.standing import empty_ledger
from scheduler.model.tidy.needless import clear, may_go, put_back
from scheduler.model.tidy.tidying import Tidy
from scheduler.operation import Agent, Contract, Meeting, Operation, Queue, Service, Shift, Site
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.pose import pose
from scheduler.requirement import Requirement
from scheduler.roster import Duty
from scheduler.rules.limits.graphic_minutes import GraphicMinutes


def smallest_problem() -> Problem:
    """A week in which one agent may work one shift a day with one break."""
    return _posed(_operation())


def smallest_day() -> None:
    """Run the day stage on one shift, with a limit of each kind."""
    graphic = {"graphic": True, "minimum_stretch_minutes": 60}
    operation = _operation(**graphic)
    training = Meeting(id="training", minutes=60)
    operation = replace(operation, meetings={"training": training}, rules={GraphicMinutes.name: {"continuous": 60}})
    start = datetime(2026, 6, 1, 8, tzinfo=UTC)
    duty = Duty("a", start.date(), "day", start, start + timedelta(hours=8), "site", 480)
    problem = _posed(operation)
    Day(operation, problem, [duty], Served(operation, problem, rounds=False)).spans()


def smallest_tidy() -> None:
    """Try every move of the last phase on a week in which nobody works."""
    problem = smallest_problem()
    tidy, ledger = Tidy(_operation(), problem), empty_ledger(problem, problem.demand.need)
    may_go(tidy.tables, ledger, tidy.scratch, tidy.stays, 0, 0, 1)
    clear(tidy.tables, ledger, 0, 0, 1)
    put_back(tidy.tables, ledger, 0, ledger.letter[0], ledger.pause[0], ledger.length[0], 0, 1)
    tidy.by_moves(ledger, lambda: True)


def _operation(**queue: bool | int) -> Operation:
    lunch = {"name": "lunch", "minutes": 30, "between_hours": (3, 4)}
    calls = {"channel": "phone", "skill": "s", "language": "en", "service": Service(within_seconds=20), **queue}
    return Operation(
        root=Path(),
        name="smallest",
        time_zone="UTC",
        week_starts=0,
        interval_minutes=60,
        shift_step_minutes=60,
        break_step_minutes=30,
        sites={"site": Site(id="site", time_zone="UTC")},
        queues={"queue": Queue.model_validate({"id": "queue", **calls})},
        shifts={"day": Shift.model_validate({"id": "day", "start": "08:00", "hours": 8, "breaks": [lunch]})},
        contracts={"full": Contract(id="full")},
        agents=(Agent("a", "a", "site", "full", ("s",), ("en",), (), "UTC"),),
        goals={Regular.name: {"weight": 1}},
    )


def _posed(operation: Operation) -> Problem:
    horizon = Horizon(date(2026, 6, 1), 1, "UTC")
    ones = np.ones((1, 168))
    requirement = Requirement(horizon, 60, ("queue",), ones, ones, ones, ones, 0 * ones, ones > 0)
    return pose(operation, horizon, requirement)
