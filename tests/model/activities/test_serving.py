"""Who serves which queue in given shifts: nobody where nothing is wanted, and deferred work in time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, requirement, roster, work

import scheduler.model.activities.serve
from scheduler.model.activities.assign import Assigner
from scheduler.model.activities.planned import planned
from scheduler.model.activities.serve import PARTS
from scheduler.model.activities.unfold import unfold
from scheduler.model.lines.standing import FINE
from scheduler.model.search.fold import fold
from scheduler.operation import Contract, Cover, Shift
from scheduler.problem.pose import pose


def served(made, needs, duties, plan=None):
    """The activities of the given shifts; `plan`: {queue: {hour: agent-hours}} of deferred work."""
    problem = pose(made, horizon(), needs)
    letter, pause, without = fold(made, problem, roster(duties), 8)
    assert not without.size
    told = None
    if plan is not None:
        told = np.zeros((len(needs.deferred), 168))
        for place, one in enumerate(needs.deferred):
            for hour, amount in plan[one.queue].items():
                told[place, hour] = amount * 60 / problem.grid.tick_minutes
    return unfold(made, problem, letter, pause, told).activities


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


@pytest.mark.parametrize("stretch", [0, 60])
def test_what_whole_minutes_cost_is_not_asked_where_the_day_stage_counts(
    stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One agent is there for a need of two: the second flow, in parts of a minute, runs only without a day stage."""
    parts: list[int] = []

    class Told(Assigner):
        def __init__(self, *given: Any) -> None:
            parts.append(given[5] if len(given) > 5 else 1)
            super().__init__(*given)

    monkeypatch.setattr(scheduler.model.activities.serve, "Assigner", Told)
    calls = queue("calls").model_copy(update={"minimum_stretch_minutes": stretch})
    made = operation([agent("Ann")], (calls,), shifts={"night": Shift(id="night", start="22:00", hours=8)})
    served(made, requirement(made, horizon(), {"calls": {22: 2.0}}), [duty("Ann", 0, 22, "night")])
    assert (PARTS in parts) == (stretch == 0)


def test_work_that_may_wait_is_done_after_its_last_arrival_until_nothing_is_left() -> None:
    """Two hours of mail come at 23:00, due days later: done from 23:00 to 01:00, then nobody is on it."""
    made = operation([agent("Ann")], (queue("mail", deferred=True),),
                     shifts={"night": Shift(id="night", start="22:00", hours=8)})  # fmt: skip
    needs = replace(requirement(made, horizon()), deferred=(work("mail", {23: 2.0}, {23: 100}),))
    done = served(made, needs, [duty("Ann", 0, 22, "night")])
    assert minutes(done, "queue:mail").nonzero()[0].tolist() == [23, 24]


QUEUES = ("letters", "mail")


@pytest.mark.parametrize("urgent", QUEUES)
def test_work_due_later_waits_for_work_due_sooner(urgent: str) -> None:
    """Ann works two hours. Each queue has an hour of work from 09:00, due at 10:00 or 11:00: none is late."""
    made = operation([agent("Ann")], tuple(queue(name, deferred=True) for name in QUEUES),
                     shifts={"day": Shift(id="day", start="09:00", hours=2)})  # fmt: skip
    due = {name: 10 if name == urgent else 11 for name in QUEUES}
    mail = tuple(work(name, {9: 1.0}, {9: due[name]}) for name in QUEUES)
    done = served(made, replace(requirement(made, horizon()), deferred=mail), [duty("Ann", 0, 9, hours=2, paid=120)])
    assert minutes(done, f"queue:{urgent}").nonzero()[0].tolist() == [9]
    assert [minutes(done, f"queue:{name}").sum() for name in QUEUES] == [60, 60]


@pytest.mark.parametrize("planned", QUEUES)
def test_people_do_what_the_search_planned(planned: str) -> None:
    """An hour of work on each queue. Ann is there at 09:00 and serves both, Ben at 10:00 and serves one of them.

    What Ben serves is due first, and yet Ann has to do the other, as the plan says: nothing is late.
    """
    [other] = {*QUEUES} - {planned}
    people = [agent("Ann", skills=QUEUES, contract="first"), agent("Ben", skills=(other,), contract="second")]
    shifts = {"first": Shift(id="first", start="09:00", hours=1), "second": Shift(id="second", start="10:00", hours=1)}
    made = operation(
        people,
        tuple(queue(name, deferred=True, skill=name) for name in QUEUES),
        shifts=shifts,
        contracts={name: Contract(id=name, shifts=(name,)) for name in shifts},
    )
    mail = tuple(work(name, {9: 1.0}, {9: 12 if name == planned else 11}) for name in QUEUES)
    duties = [duty("Ann", 0, 9, "first", 1), duty("Ben", 0, 10, "second", 1)]
    needs = replace(requirement(made, horizon()), deferred=mail)
    done = served(made, needs, duties, {planned: {9: 1.0}, other: {10: 1.0}})
    assert [(row.agent, row.activity) for row in done] == [("Ann", f"queue:{planned}"), ("Ben", f"queue:{other}")]


def test_work_planned_for_later_takes_nobody_from_calls() -> None:
    """At 10:00 calls and chats want one agent each. Ann did mail, planned again for 11:00, and Ben took calls.

    Both have to change queues. Mail would leave the chats alone: an hour of it costs 16 times an hour of these.
    """
    people = [agent("Ann", skills=("calls", "mail")), agent("Ben", skills=("calls", "chats"))]
    kinds = (queue("calls", skill="calls"), queue("chats", 4, skill="chats"), queue("mail", 2, True, skill="mail"))
    made = operation(people, kinds, shifts={"day": Shift(id="day", start="09:00", hours=3)}, goals={"late": 480})
    needs = requirement(made, horizon(), {"calls": {9: 1.0, 10: 1.0}, "chats": {10: 1.0}})
    needs = replace(needs, deferred=(work("mail", {9: 2.0}, {9: 12}),))
    duties = [duty(one.id, 0, 9, hours=3, paid=180) for one in people]
    done = served(made, needs, duties, {"mail": {9: 1.0, 11: 1.0}})
    told = {name: minutes(done, f"queue:{name}")[9:12].tolist() for name in ("calls", "chats", "mail")}
    assert told == {"calls": [60, 60, 0], "chats": [0, 60, 0], "mail": [60, 0, 60]}


def test_nobody_does_what_others_do_in_time_where_only_they_do_the_rest() -> None:
    """There is no plan from the search. Ben does the mail and Ann the letters: nothing is late.

    Mail is due first; if Ann did it at 09:00, nobody could do the letters, and an hour of them would be late.
    """
    people = [agent("Ann", skills=QUEUES, contract="first"), agent("Ben", skills=("mail",), contract="second")]
    shifts = {"first": Shift(id="first", start="09:00", hours=1), "second": Shift(id="second", start="10:00", hours=1)}
    made = operation(
        people,
        tuple(queue(name, deferred=True, skill=name) for name in QUEUES),
        shifts=shifts,
        contracts={name: Contract(id=name, shifts=(name,)) for name in shifts},
    )
    mail = tuple(work(name, {9: 1.0}, {9: 12 if name == "letters" else 11}) for name in QUEUES)
    duties = [duty("Ann", 0, 9, "first", 1), duty("Ben", 0, 10, "second", 1)]
    done = served(made, replace(requirement(made, horizon()), deferred=mail), duties)
    assert [(row.agent, row.activity) for row in done] == [("Ann", "queue:letters"), ("Ben", "queue:mail")]


def test_a_plan_that_the_search_rounded_down_promises_nothing_that_cannot_be_done() -> None:
    """Ann is there from 10:00 to 12:00. Of 1.5 hours of mail due at 11:00 half an hour is late whatever she does.

    Half an hour more comes at 11:00. The search rounds its plan down; what it lacks is no work of 11:00, where Ann has
    time to spare.
    """
    made = operation([agent("Ann")], (queue("mail", deferred=True),),
                     shifts={"day": Shift(id="day", start="10:00", hours=2)})  # fmt: skip
    mail = work("mail", {9: 1.5, 11: 0.5}, {9: 11, 11: 13})
    problem = pose(made, horizon(), replace(requirement(made, horizon()), deferred=(mail,)))
    letter, pause, _ = fold(made, problem, roster([duty("Ann", 0, 10, hours=2, paid=120)]), 8)
    hour = 60 / problem.grid.tick_minutes
    plan = np.zeros((1, 168))
    plan[0, 10:12] = 1.5 * hour - FINE, 0.5 * hour
    assert planned(problem, letter, pause, plan).missing.sum() == pytest.approx(0.5 * hour, abs=1e-9)
