"""Headcount: CP-SAT chooses among lines that the search proposes, and a bound that is met ends the solve."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from small_case import MONDAY, agent, horizon, operation

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Contract, Headcount, Shift
from scheduler.requirement import Requirement

LIMITS = {"days_week": {"min": 5, "max": 5}, "days_off_in_a_row": {"min": 2}, "rest_hours": 11}


def none_required():
    nothing = np.zeros((0, 168))
    return Requirement(horizon(), 60, (), nothing, nothing, nothing, nothing, nothing, nothing > 0)


def test_known_optimum_of_a_headcount_is_proved_before_the_time_is_up():
    """Seven people work 35 days and 42 are wanted: 7 are missing at 10 points each, however they are spread."""
    made = operation([agent(f"a{k}") for k in range(7)], contract=Contract(id="full", limits=LIMITS))
    wanted = tuple(Headcount(MONDAY + timedelta(days=day), "day", 6, 10, 100) for day in range(7))
    shifts = {"day": Shift(id="day", start="08:00", hours=8)}
    made = replace(made, shifts=shifts, headcount=wanted)
    result = solve(made, horizon(), none_required(), SolveSettings(time_limit=20))
    told = score(made, horizon(), none_required(), result.roster)
    assert told.points["headcount"] == told.objective == 70
    assert result.bound == 70
    assert result.stopped_by == "proved"
    assert not check(made, horizon(), result.roster)
