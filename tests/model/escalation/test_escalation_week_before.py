"""Standby leaves the weekly rest that the week before the horizon still needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from duty_case import at, leads
from small_case import MONDAY, PACIFIC, horizon, operation, requirement

from scheduler.clock import Horizon
from scheduler.judge import check
from scheduler.model import SolveSettings, solve
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.model.escalation.week_before import needed_until
from scheduler.operation import Contract, Cover, Operation, Worked

REST = Contract(id="full", limits={"weekly_rest": {"hours": 36}})
DAYTIME = Cover(name="S", role="lead", kind="on_call", on=("monday", "tuesday"), hours="06:00-18:00")
SETTINGS = SolveSettings(iterations=200, time_limit=float("inf"))
EVERY_DAY, WITHOUT_TWO = tuple(range(-10, 0)), (-10, -9, -8, -7, -6, -3, -2, -1)


def made(days: tuple[int, ...], cover: Cover = DAYTIME) -> Operation:
    """Lead A worked from 08:00 to 20:00 on those days before the horizon's Monday."""
    rows = tuple(Worked("A", MONDAY + timedelta(days=day), "day", at(8, day=day), at(20, day=day)) for day in days)
    return operation(leads("A"), contract=REST, cover=(cover,), history=rows)


@pytest.mark.parametrize(("days", "hours"), [(EVERY_DAY, 32), (WITHOUT_TWO, 0), ((), 0), ((-1,), 0)])
def test_the_week_before_needs_what_it_has_not_had(days: tuple[int, ...], hours: int) -> None:
    """36 hours from Sunday 20:00 end on Tuesday 08:00; with Wednesday and Thursday off, the week has had its rest."""
    case = made(days)
    scene = Scene(case, horizon(), list(case.tiers), past_of(case, horizon()))
    assert needed_until(scene, case.agents[0]) == hours * 60


@pytest.mark.parametrize(("days", "opened"), [(EVERY_DAY, 14), (WITHOUT_TWO, 0)])
def test_nobody_stands_by_in_it(days: tuple[int, ...], opened: int) -> None:
    """Two days of 12 hours are due; all of Monday and Tuesday from 06:00 to 08:00 lie in the rest."""
    case = made(days)
    answer = solve(case, horizon(), requirement(case, horizon()), SETTINGS)
    assert answer.roster.held is not None
    empty = sum((row.end - row.start for row in answer.roster.held if not row.agent), timedelta())
    assert empty == timedelta(hours=opened)
    assert not [one for one in check(case, horizon(), answer.roster) if one.rule == "weekly_rest"]
    assert answer.duty is not None
    assert max(answer.duty.least.values(), default=0) == opened * 60


@pytest.mark.parametrize("first", [date(2026, 3, 9), date(2026, 11, 2)])
def test_elapsed_hours_count_over_a_clock_change(first: date) -> None:
    """The clocks change on the Sunday before: 36 elapsed hours from its 20:00 on still end on Tuesday 08:00."""
    span = Horizon(first, 1, PACIFIC)
    rows = tuple(Worked("A", first + timedelta(days=day), "day", at(8, day=day) + (first - MONDAY),
                        at(20, day=day) + (first - MONDAY)) for day in EVERY_DAY)  # fmt: skip
    case = operation(leads("A"), contract=REST, cover=(DAYTIME,), history=rows)
    scene = Scene(case, span, list(case.tiers), past_of(case, span))
    last = max(row.end for row in rows)
    assert needed_until(scene, case.agents[0]) == span.minute(last) + 36 * 60


def test_standby_that_counts_as_rest_is_no_hindrance() -> None:
    """Nothing is open: such standby breaks no rest."""
    case = made(EVERY_DAY, Cover(name="S", role="lead", kind="on_call", on=("monday",), counts_as="rest"))
    answer = solve(case, horizon(), requirement(case, horizon()), SETTINGS)
    assert answer.roster.held is not None
    assert all(row.agent for row in answer.roster.held)
