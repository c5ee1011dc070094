"""The smallest problem that uses every part of the compiled code: one agent, one queue, one day's shift."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import Agent, Contract, Operation, Queue, Service, Shift, Site
from scheduler.problem.pose import pose
from scheduler.problem.problem import Problem
from scheduler.requirement import Requirement


def smallest_problem() -> Problem:
    """A week in which one agent may work one shift a day with one break."""
    lunch = {"name": "lunch", "minutes": 30, "between_hours": (3, 4)}
    operation = Operation(
        root=Path(),
        name="smallest",
        time_zone="UTC",
        week_starts=0,
        interval_minutes=60,
        shift_step_minutes=60,
        break_step_minutes=30,
        sites={"site": Site(id="site", time_zone="UTC")},
        queues={
            "queue": Queue(id="queue", channel="phone", skill="s", language="en", service=Service(within_seconds=20))
        },
        shifts={"day": Shift.model_validate({"id": "day", "start": "08:00", "hours": 8, "breaks": [lunch]})},
        contracts={"full": Contract(id="full")},
        agents=(Agent("a", "a", "site", "full", ("s",), ("en",), (), "UTC"),),
    )
    horizon = Horizon(date(2026, 6, 1), 1, "UTC")
    ones = np.ones((1, 168))
    requirement = Requirement(horizon, 60, ("queue",), ones, ones, ones, ones, 0 * ones, ones > 0)
    return pose(operation, horizon, requirement)
