"""An open place is a fault only where somebody who is there could hold it within every limit on holders."""

from __future__ import annotations

import time
from dataclasses import replace

from duty_case import leads
from limits_case import daily, days_on
from small_case import agent, duty, horizon, operation, roster

from scheduler.judge.duty import duty_findings
from scheduler.operation import Cover
from scheduler.operation.cover import MaxWindows
from scheduler.roster import Activity


def told(rows, *covers, shifts=None, people=("A",), activities=()):
    made = operation(leads(*people), cover=covers)
    shifts = [duty(name, day, 8) for name in people for day in range(7)] if shifts is None else shifts
    past = tuple(row for row in rows if row.start < horizon().start)
    known = replace(made, duty_history=past)
    answer = replace(roster(shifts, activities), held=tuple(row for row in rows if row.start >= horizon().start))
    return [row.message for row in duty_findings(known, horizon(), answer) if "though" in row.message]


OPEN = ["monday", "tuesday", "wednesday"]


def test_an_agent_at_a_limit_could_not_hold_the_open_place():
    rows = [*days_on("A", 0, 1), *days_on("", 2)]
    text = "nobody holds a place of Lead Wed 2026-12-23 08:00-16:00, though A could"
    assert told(rows, daily(on=OPEN)) == [text]
    assert told(rows, daily(on=OPEN, max_in_a_row=3)) == [text]
    assert told(rows, daily(on=OPEN, max_in_a_row=2)) == []
    assert told(rows, daily(on=OPEN, max_windows=MaxWindows(windows=2, days=7))) == []


def test_another_agent_within_the_limits_could():
    rows = [*days_on("A", 0, 1), *days_on("", 2)]
    assert told(rows, daily(on=OPEN, max_in_a_row=2), people=("A", "B"))[0].endswith("though B could")


def test_history_rest_and_other_duties_forbid_it_too():
    rows = [*days_on("A", -1), *days_on("", 0)]
    assert told(rows, daily(on=["sunday", "monday"], max_in_a_row=1)) == []
    assert told(days_on("", 0), daily(on=["monday"], rest_after_hours=17)) == []  # 16:00 to 08:00 are 16 h
    assert len(told(days_on("", 0), daily(on=["monday"], rest_after_hours=16))) == 1
    beside = [*days_on("A", 0, cover="Other"), *days_on("", 1)]
    duties = daily(on=["tuesday"], not_beside=("Other",)), daily(name="Other", on=["monday"])
    assert told(beside, *duties) == []


def test_a_limit_that_is_broken_already_does_not_hide_who_could():
    # A holds three windows of Other in a row where two are the most; Lead has no limit
    rows = [*days_on("A", 0, 1, 2, cover="Other", hours=(8, 9)), *days_on("", 2)]
    assert len(told(rows, daily(on=OPEN[2:]), daily(name="Other", hours="08:00-09:00", max_in_a_row=2))) == 1


def test_a_thousand_agents_with_two_hundred_holders_and_ten_duties_take_seconds():
    """Every second day is open; history holds each of the 200 at a limit of each duty: each is tried in vain."""
    holders = [f"H{number:03}" for number in range(200)]
    covers = tuple(
        Cover(name=f"D{k}", role="lead", tiers=["primary", "backup"], on=["every_day"], hours="08:00-16:00", agents=2,
              max_in_a_row=1, max_windows=MaxWindows(windows=1, days=28), primary_after_backup=False,
              not_beside=("D0",))
        for k in range(10)
    )  # fmt: skip
    places = [(day, one.name, tier) for day in range(7) for one in covers for tier in one.tiers for _ in range(2)]
    rows = [row for number, (day, name, tier) in enumerate(places)
            for row in days_on("" if day % 2 else holders[number % 200], day, cover=name, tier=tier)]  # fmt: skip
    past = tuple(row for one in covers for name in holders for row in days_on(name, -1, cover=one.name, tier="backup"))
    people = [*leads(*holders), *(agent(f"X{number:03}") for number in range(800))]
    made = operation(people, cover=covers)
    known = replace(made, duty_history=past)
    shifts = [duty(one.id, day, 8) for one in people for day in range(7)]
    done = [Activity(one.agent, one.start, one.end, "idle") for one in shifts]
    answer = replace(roster(shifts, done), held=tuple(rows))
    begun = time.process_time()
    found = list(duty_findings(known, horizon(), answer))
    assert time.process_time() - begun < 10
    assert sum("though" in row.message for row in found) == 0
