"""Shifts that stand, and what the day stage makes of them: for the tests of graphic queues, stretches and meetings."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from small_case import MONDAY, PACIFIC, agent, duty, horizon, operation, queue, requirement, roster

from scheduler.clock import instant
from scheduler.judge import check
from scheduler.model.activities.unfold import unfold
from scheduler.model.search.fold import fold
from scheduler.operation import Contract, Shift
from scheduler.problem.pose import pose
from scheduler.roster import Activity

HOURS = range(8, 12)
"""The shift of the tiny day."""
QUEUES = ("images", "calls", "chats")
LIMITS = {"continuous": 60, "day": 120, "decompression": 60}


def tiny(names=("ann",), stretch=120, limits=LIMITS, **changes):
    """Four hours from 08:00 in whole hours; `images` is graphic, `calls` wants a shortest stretch, `chats` nothing."""
    queues = (
        queue("images", 2, skill="graphic").model_copy(update={"graphic": True}),
        queue("calls", 2).model_copy(update={"minimum_stretch_minutes": stretch}),
        queue("chats", 3),
    )
    people = [agent(name, skills=("general", "graphic")) for name in names]
    made = operation(people, queues, Contract(id="full", limits={"graphic_minutes": limits} if limits else {}))
    shifts = {"day": Shift(id="day", start="08:00", hours=len(HOURS))}
    return replace(made, shifts=shifts, break_step_minutes=60, **changes)


def wanted(made, table):
    """`table`: queue -> agents wanted in each hour of the tiny day."""
    return requirement(made, horizon(), {name: dict(zip(HOURS, row, strict=True)) for name, row in table.items()})


def day_of(made, needs, duties, span=None):
    """The roster of those duties as the day stage fills it."""
    span = span or horizon()
    problem = pose(made, span, needs)
    letter, pause, without = fold(made, problem, roster(duties), 8)
    assert not without.size
    return unfold(made, problem, letter, pause)


def shifts(made):
    return [duty(one.id, 0, HOURS[0], hours=len(HOURS), paid=60 * len(HOURS)) for one in made.agents]


def limits_broken(made, found, span=None):
    return [one.message for one in check(made, span or horizon(), found)]


def legal_sequences(made, name):
    """Every way to fill the tiny day by whole hours that the check finds nothing wrong with."""
    words = [*(f"queue:{one}" for one in QUEUES), "idle", "decompression"]
    [row] = [one for one in shifts(made) if one.agent == name]
    for words_of_day in product(words, repeat=len(HOURS)):
        rows = [
            Activity(name, instant(MONDAY, 60 * hour, PACIFIC), instant(MONDAY, 60 * hour + 60, PACIFIC), word)
            for hour, word in zip(HOURS, words_of_day, strict=True)
        ]
        if not check(replace(made, agents=tuple(one for one in made.agents if one.id == name)), horizon(),
                     roster([row], rows)):  # fmt: skip
            yield words_of_day


def supply(words_of_day):
    """[queue, hour] who is there."""
    return np.array([[float(word == f"queue:{one}") for word in words_of_day] for one in QUEUES])
