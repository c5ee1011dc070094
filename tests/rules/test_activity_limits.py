"""The plain checks of limits on activities, each at its boundary: at the limit fine, a minute over a finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, agent, duty, horizon, operation, queue, roster

from scheduler.judge import check
from scheduler.operation import Break, Contract, Shift
from scheduler.roster import Activity, Pause

START = duty("ann", 0, 8).start
RULES = ("graphic_minutes", "queue_stretch", "roster", "breaks")


def case(limits=None, stretch=0):
    queues = (
        queue("images", skill="graphic").model_copy(update={"graphic": True}),
        queue("videos", skill="graphic").model_copy(update={"graphic": True}),
        queue("calls").model_copy(update={"minimum_stretch_minutes": stretch}),
    )
    contract = Contract(id="full", limits={"graphic_minutes": limits} if limits else {})
    made = operation([agent("ann", skills=("general", "graphic"))], queues, contract)
    rest = Break(name="rest", minutes=15, between_hours=(0, 8))
    return replace(made, shifts={"day": Shift(id="day", start="08:00", hours=8, breaks=(rest,))})


def findings(made, *steps, rest=120):
    """`steps`: (activity, minutes) from the shift's start, with a rest of 15 minutes; idle to its end."""
    rows, at = [], 0
    for activity, minutes in (*steps, ("idle", 480)):
        left = min(minutes, 480 - at)
        while left > 0:
            if at == rest:
                rows.append(("break:rest", at, at + 15))
                at += 15
                left = min(left, 480 - at)
            until = min(at + left, rest) if at < rest else at + left
            rows.append((activity, at, until))
            left -= until - at
            at = until
    pause = Pause("rest", START + timedelta(minutes=rest), START + timedelta(minutes=rest + 15))
    doing = [Activity("ann", START + timedelta(minutes=a), START + timedelta(minutes=b), name) for name, a, b in rows]
    found = check(made, horizon(), roster([duty("ann", 0, 8, pauses=[pause], paid=480)], doing))
    assert {one.rule for one in found} <= set(RULES)
    return [(one.rule, one.amount) for one in found]


IMAGES, VIDEOS, CALLS = "queue:images", "queue:videos", "queue:calls"


@pytest.mark.parametrize(
    ("steps", "over"),
    [
        ([(IMAGES, 60)], []),
        ([(IMAGES, 61)], [1]),
        ([(IMAGES, 30), (VIDEOS, 30)], []),
        ([(IMAGES, 30), (VIDEOS, 31)], [1]),
        ([(IMAGES, 30), (CALLS, 40), (VIDEOS, 31)], [1]),
        ([(IMAGES, 30), ("idle", 30), (VIDEOS, 30)], []),
        ([(IMAGES, 60), ("decompression", 15), (VIDEOS, 45)], []),
        ([(IMAGES, 60), ("decompression", 14), (VIDEOS, 45)], [45]),
        ([(IMAGES, 60), ("decompression", 10), (CALLS, 5), ("decompression", 10), (VIDEOS, 5)], [5]),
        ([(IMAGES, 60), (CALLS, 60), (IMAGES, 60)], []),  # the rest at 120 minutes
        ([(CALLS, 60), (IMAGES, 60), (VIDEOS, 61)], [1]),
    ],
    ids=str,
)
def test_minutes_before_a_pause(steps, over):
    found = findings(case({"continuous": 60}), *steps)
    assert found == [("graphic_minutes", minutes) for minutes in over]


def test_a_break_that_is_too_short_counts_with_the_decompression_beside_it():
    made = case({"continuous": 60, "decompression": 30})
    assert findings(made, (CALLS, 60), (IMAGES, 60), ("decompression", 15), (IMAGES, 60)) == []
    assert findings(made, (CALLS, 45), (IMAGES, 60), ("decompression", 15), (IMAGES, 60)) == []
    assert findings(made, (CALLS, 60), (IMAGES, 60), ("decompression", 14), (IMAGES, 60)) == [("graphic_minutes", 60)]


def test_minutes_of_a_shift():
    made = case({"day": 100})
    assert findings(made, (IMAGES, 50), (CALLS, 200), (VIDEOS, 50)) == []
    assert findings(made, (IMAGES, 50), (CALLS, 200), (VIDEOS, 51)) == [("graphic_minutes", 1)]


def test_limits_of_the_contract_and_of_everyone_bind_together():
    made = replace(case({"continuous": 60}), rules={"graphic_minutes": {"day": 50}})
    assert findings(made, (IMAGES, 50)) == []
    assert findings(made, (IMAGES, 55)) == [("graphic_minutes", 5)]


@pytest.mark.parametrize(
    ("steps", "short"),
    [
        ([("idle", 10), (CALLS, 45), (IMAGES, 10)], []),
        ([("idle", 10), (CALLS, 44), (IMAGES, 10)], [1]),
        ([(CALLS, 20), (IMAGES, 10)], []),  # begins with the shift
        ([("idle", 100), (CALLS, 20)], []),  # ends at the rest, and goes on after it
        ([(IMAGES, 10), (CALLS, 20), ("decompression", 15)], []),
        ([(IMAGES, 10), (CALLS, 20), ("idle", 15)], [25]),
        ([(IMAGES, 10), (CALLS, 20), (IMAGES, 1), (CALLS, 45)], [25]),
    ],
    ids=str,
)
def test_the_shortest_stretch_on_a_queue(steps, short):
    assert findings(case(stretch=45), *steps) == [("queue_stretch", minutes) for minutes in short]


def test_a_roster_without_activities_is_not_judged():
    made = case({"continuous": 60}, stretch=45)
    bare = roster([duty("ann", 0, 8, paid=480)], breaks_known=False)
    assert check(made, horizon(), bare) == ()


def test_findings_name_agent_date_and_both_numbers():
    made = case({"continuous": 60, "day": 90})
    rows = [
        Activity("ann", START, START + timedelta(minutes=100), IMAGES),
        Activity("ann", START + timedelta(minutes=100), START + timedelta(minutes=480), "idle"),
    ]
    told = [
        one.message
        for one in check(made, horizon(), roster([duty("ann", 0, 8, paid=480)], rows))
        if one.rule == "graphic_minutes"
    ]
    assert told == [
        f"ann is on graphic queues for 100 minutes in day of {MONDAY}; the most is 90",
        f"ann is on graphic queues for 100 minutes from 08:00 in day of {MONDAY} before 15 minutes of break or "
        "decompression; the most is 60",
    ]
