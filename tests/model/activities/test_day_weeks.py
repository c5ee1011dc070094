"""Whole weeks of trust and safety, solved with every limit on activities: nights, quarter hours, clock changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from small_case import MADRID, agent, horizon, operation, queue, requirement

from scheduler.judge import check, score
from scheduler.model import SolveSettings, solve
from scheduler.operation import Break, Contract, Meeting, Shift
from scheduler.requirement import DeferredWork

BREAKS = (
    Break(name="rest", minutes=15, between_hours=(1, 3)),
    Break(name="lunch", minutes=30, paid=False, between_hours=(3, 5)),
    Break(name="rest-2", minutes=10, between_hours=(5, 7)),
)
RULES = {
    "graphic_minutes": {"continuous": 60, "day": 150, "decompression": 20},
    "work_stretch": {"min": 30, "max": 180},
}
MEETINGS = {
    one.id: one
    for one in (
        Meeting(id="huddle", minutes=30, on=("tuesday",), between="10:00-18:00", together=True, weight=200),
        Meeting(id="training", minutes=60, once=True, skill="graphic", weight=300),
    )
}


def workspace(site, interval):
    queues = (
        queue("images", 1, skill="graphic").model_copy(update={"graphic": True, "minimum_stretch_minutes": 30}),
        queue("reports", 3, deferred=True, skill="graphic").model_copy(update={"graphic": True}),
        queue("calls", 2).model_copy(update={"minimum_stretch_minutes": 45}),
        queue("chats", 3),
    )
    limits = {"hours_week": {"max": 40}, "rest_hours": 11}
    people = [
        agent(f"a{number}", site, skills=("general", "graphic") if number % 3 else ("general",)) for number in range(9)
    ]
    made = operation(people, queues, Contract(id="full", limits=limits), rules=RULES, meetings=MEETINGS)
    shifts = {
        "day": Shift(id="day", start={"from": "06:00", "to": "14:00"}, hours=8, breaks=BREAKS),
        "night": Shift(id="night", start="22:00", hours=8, breaks=BREAKS),
    }
    return replace(made, shifts=shifts, interval_minutes=interval)


def demand(made, span):
    count, hour = span.intervals(made.interval_minutes), 60 // made.interval_minutes
    by_day = {"images": (0.6, 1.4), "calls": (0.5, 2.3), "chats": (0.0, 1.0)}
    needs = {
        name: {i: day if 7 <= i // hour % 24 < 21 else night for i in range(count)}
        for name, (night, day) in by_day.items()
    }
    asked = requirement(made, span, needs)
    arrivals = asked.agents[0] * 0 + made.interval_minutes * 60 * 0.3
    due = (asked.agents[0] * 0).astype(int) + [min(count, i + 12 * hour) for i in range(count)]
    zero, always = asked.agents[0] * 0, asked.open[0]
    return replace(asked, deferred=(DeferredWork("reports", arrivals, due, zero, always),))


@pytest.mark.parametrize(
    ("site", "interval", "first"),
    [
        ("seattle", 30, date(2026, 12, 21)),
        ("seattle", 15, date(2026, 3, 2)),
        ("barcelona", 30, date(2026, 3, 23)),
        ("barcelona", 15, date(2026, 10, 19)),
        ("seattle", 60, date(2026, 10, 26)),
    ],
    ids=str,
)
def test_a_week_is_solved_within_every_limit(site, interval, first):
    made, span = workspace(site, interval), horizon(first)
    asked = demand(made, span)
    answer = solve(made, span, asked, SolveSettings(iterations=30, seed=3))
    assert [one.message for one in check(made, span, answer.roster)] == []
    names = Counter(row.activity.partition(":")[0] for row in answer.roster.activities)
    assert {"queue", "break", "decompression", "meeting"} <= names.keys()
    counted = score(made, span, asked, answer.roster)
    assert counted.objective >= answer.bound
    assert counted.tallies["meetings"].amount < 9 + 6
    assert {duty.shift for duty in answer.roster.duties} == {"day", "night"}


def test_long_horizons_carry_the_limits_through_their_windows():
    made, span = workspace("barcelona", 60), horizon(date(2026, 3, 2), weeks=5)
    made = replace(made, agents=made.agents[:4])
    asked = demand(made, span)
    answer = solve(made, span, asked, SolveSettings(time_limit=2, seed=1))
    assert [one.message for one in check(made, span, answer.roster)] == []
    assert any(row.activity == "decompression" for row in answer.roster.activities)
    assert made.agent("a0").time_zone == MADRID


def test_the_same_budget_gives_the_same_activities():
    made, span = workspace("seattle", 30), horizon()
    asked = demand(made, span)
    settings = SolveSettings(iterations=30, seed=5, workers=2)
    one, two = (solve(made, span, asked, settings).roster for _ in range(2))
    assert one == two
