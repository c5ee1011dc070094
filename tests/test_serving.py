"""Who is put on which queue in shifts that stand: nobody where nothing is wanted, and work that may wait in time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement, roster, work

from scheduler.model.fold import fold
from scheduler.model.unfold import unfold
from scheduler.operation import Cover, Shift
from scheduler.problem.pose import pose


def served(made, needs, duties, span=None):
    """The activities of those shifts."""
    span = span or horizon()
    problem = pose(made, span, needs)
    letter, pause, without = fold(made, problem, roster(duties), 8)
    assert not without.size
    return unfold(made, problem, letter, pause).activities


def minutes(activities, name):
    """[hour of the horizon] minutes of an activity."""
    found, start = np.zeros(168), horizon(MONDAY).start
    for row in activities:
        at, end = ((moment - start).total_seconds() / 60 for moment in (row.start, row.end))
        for hour in range(168):
            found[hour] += row.activity == name and max(0.0, min(end, 60 * hour + 60) - max(at, 60 * hour))
    return found


@pytest.mark.parametrize("stretch", [0, 60])
def test_nobody_is_put_on_a_closed_queue_or_duty(stretch: int) -> None:
    """Calls and the lead are wanted from 22:00 to 24:00; nobody is on them in the other six hours of the night shift.

    A shortest stretch brings in the day stage.
    """
    calls = queue("calls").model_copy(update={"minimum_stretch_minutes": stretch})
    people = [agent("Ann", roles=("lead",)), agent("Ben")]
    lead = Cover(name="Lead", role="lead", hours="22:00-24:00", exclusive=True)
    shifts = {"night": Shift(id="night", start="22:00", hours=8)}
    made = operation(people, (calls, queue("chats", 3)), shifts=shifts, cover=(lead,))
    needs = requirement(made, horizon(), {"calls": {22: 1.0, 23: 1.0}})
    done = served(made, needs, [duty(one.id, 0, 22, "night") for one in people])
    assert minutes(done, "queue:calls").nonzero()[0].tolist() == [22, 23]
    assert minutes(done, "cover:Lead").nonzero()[0].tolist() == [22, 23]
    assert minutes(done, "idle").nonzero()[0].tolist() == list(range(24, 30))


def test_work_that_may_wait_is_done_after_its_last_arrival_until_nothing_is_left() -> None:
    """Two hours of mail come at 23:00, due days later: done from 23:00 to 01:00, then nobody is on it."""
    made = operation([agent("Ann")], (queue("mail", deferred=True),),
                     shifts={"night": Shift(id="night", start="22:00", hours=8)})  # fmt: skip
    needs = replace(requirement(made, horizon()), deferred=(work("mail", {23: 2.0}, {23: 100}),))
    done = served(made, needs, [duty("Ann", 0, 22, "night")])
    assert minutes(done, "queue:mail").nonzero()[0].tolist() == [23, 24]
