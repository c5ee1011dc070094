"""What the able do while contacts are late: every able agent has one reason, and hours at work lose none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_case import MONDAY, PACIFIC, agent, doing, duty, horizon, operation, queue, requirement, roster

from scheduler.clock import instant
from scheduler.goals import Case
from scheduler.judge.explain.late import late_reasons
from scheduler.operation import Leave, Shift, Worked

CALLS, VET = queue("calls"), queue("vet", 2, skill="vet")
ITEMS = queue("items", deferred=True, skill="vet")
NOON = Shift(id="night", start="12:00", hours=8)
BOTH = ("general", "vet")


def at(day, hour):
    return instant(MONDAY + timedelta(days=day), 60 * hour, PACIFIC)


def reasons(agents, duties=(), activities=(), first=MONDAY, **changes):
    workspace = operation(agents, (CALLS, VET, ITEMS), **changes)
    made = roster(duties, activities, breaks_known=bool(activities))
    return late_reasons(Case(workspace, horizon(first), requirement(workspace, horizon(first)), made))


def test_each_of_the_able_does_one_thing_and_other_queues_are_named():
    # A and B on calls, C on vet, D is not at work and nothing forbids it, E on leave; F cannot serve vet
    agents = [agent(name, skills=BOTH) for name in "ABCDE"] + [agent("F")]
    rows = [doing("A", 0, 8, 16, "queue:calls"), doing("B", 0, 8, 16, "queue:calls"), doing("C", 0, 8, 16, "queue:vet")]
    away = (Leave("E", "vacation", MONDAY, MONDAY),)
    found = reasons(agents, [duty(name, 0, 8) for name in "ABC"], rows, leave=away).live(VET, at(0, 9), at(0, 10))
    assert found.able == 5 == sum(found.agents.values())
    assert found.text == (
        "5 are able; at 09:00: 2 on other queues (2 calls), 1 could come (no limit forbids it), 1 on it already, "
        "1 on leave"
    )


@pytest.mark.parametrize("name", ["live", "waiting"])
def test_a_skill_that_nobody_has_is_named(name):
    found = getattr(reasons([agent("A")]), name)(ITEMS, at(0, 9), at(0, 10))
    assert (found.able, found.text) == (0, "No agent has both skill vet and language en")


def test_hours_at_work_are_those_of_the_time_and_standby_is_none():
    # Monday from 10:00 on: A 6 h on calls, B 2 h on items and 4 h on calls; C stands by; D comes on Tuesday
    agents = [agent(name, skills=BOTH) for name in "ABCD"]
    rows = [
        doing("A", 0, 8, 16, "queue:calls"),
        doing("B", 0, 8, 12, "queue:items"),
        doing("B", 0, 12, 16, "queue:calls"),
        doing("C", 0, 8, 16, "on_call:leads"),
        doing("D", 1, 8, 16, "queue:calls"),
    ]
    duties = [duty("A", 0, 8), duty("B", 0, 8), duty("D", 1, 8)]
    found = reasons(agents, duties, rows).waiting(ITEMS, at(0, 10), at(1, 0))
    assert found.hours == {"on other queues": 10.0, "on it": 2.0}
    # the night shift that holds 22:00 ends on Tuesday at 06:00, two hours before D's shift; C's standby ends at 16:00
    assert found.text == (
        "4 are able; until Tue 00:00 (due) 12.0 hours at work: 10.0 on other queues (10.0 calls), 2.0 on it; "
        "2 not at work in that time: 2 could come (no limit forbids it)"
    )


def test_who_never_comes_is_told_why():
    away = (Leave("A", "vacation", MONDAY, MONDAY),)
    found = reasons([agent("A", skills=BOTH)], leave=away).waiting(ITEMS, at(0, 0), at(1, 0))
    assert found.text == "1 is able; until Tue 00:00 (due) 0.0 hours at work; 1 not at work in that time: 1 on leave"


def test_hours_are_elapsed_on_the_night_of_a_clock_change():
    # clocks in Seattle go back on 1 November 2026: from 22:00 to 08:00 are 11 hours
    sunday = MONDAY.replace(month=11, day=1)
    start, end = (instant(day, minute, PACIFIC) for day, minute in ((sunday - timedelta(days=1), 1320), (sunday, 480)))
    rows = [replace(doing("A", 0, 8, 16, "queue:calls"), start=start, end=end)]
    night = replace(duty("A", sunday - timedelta(days=1), 22, "night", 11), end=end)
    monday = sunday - timedelta(days=6)
    found = reasons([agent("A", skills=BOTH)], [night], rows, monday).waiting(ITEMS, start, end)
    assert found.hours == {"on other queues": 11.0}


def test_where_it_is_not_known_what_people_do_their_shifts_are_hours_at_work():
    # eight hours of A's shift of Monday from 08:00; at 09:00 A is at work, and who knows on what
    found = reasons([agent("A", skills=BOTH)], [duty("A", 0, 8)])
    assert found.waiting(ITEMS, at(0, 0), at(1, 0)).hours == {"at work": 8.0}
    assert found.live(VET, at(0, 9), at(0, 10)).agents == {"at work": 1}


def test_a_shift_of_the_week_before_counts_as_work():
    # A works by history from Sunday 20:00 to Monday 04:00: four hours of it in the horizon
    sunday = MONDAY - timedelta(days=1)
    before = (Worked("A", sunday, "night", at(-1, 20), at(0, 4)),)
    found = reasons([agent("A", skills=BOTH)], history=before).waiting(ITEMS, at(0, 0), at(1, 0))
    assert found.hours == {"at work": 4.0}
    assert "not at work" not in found.text


def test_other_queues_in_brackets_add_up_to_those_on_them():
    # B is on calls from 09:30 only: in the interval from 09:00 both are on other queues
    rows = [doing("A", 0, 8, 16, "queue:calls"), doing("B", 0, 9.5, 16, "queue:calls")]
    people = [agent(name, skills=BOTH) for name in "AB"]
    found = reasons(people, [duty("A", 0, 8), duty("B", 0, 8)], rows).live(VET, at(0, 9), at(0, 10))
    assert found.more["on other queues"] == " (2 calls)"


def test_sites_without_a_shift_at_that_hour_are_named():
    # no shift holds 04:00 in Seattle; in Barcelona it is 13:00, which a day shift from 06:00 to 14:00 on holds
    people = [agent("A", skills=BOTH), agent("B", "barcelona", skills=BOTH)]
    found = reasons(people, shifts=operation().shifts | {"night": NOON}).live(VET, at(0, 4), at(0, 5))
    assert found.agents == {"no shift at that hour": 1, "could come (no limit forbids it)": 1}
    assert found.text.endswith("1 no shift at that hour (1 seattle)")
