"""Duties that are planned anew beside others leave the free days that those others leave."""

from __future__ import annotations

from duty_case import leads
from ortools.sat.python import cp_model
from small_case import horizon, operation

from scheduler.model.escalation.answers import limited
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Contract, Cover, Operation

FREE_DAYS = Contract(id="full", limits={"days_off_together_week": 2})
NIGHTS = Cover(name="N", role="lead", kind="on_call", on=("every_day",), hours="20:00-08:00")
DAY, MORNING, EVENING = 24 * 60, 8 * 60, 16 * 60
FIRST_DAYS, LAST_DAYS = (0, 1, 2, 3, 4), (2, 3, 4, 5, 6)


def made(weekend: Cover) -> Operation:
    return operation(leads("A"), contract=FREE_DAYS, cover=(weekend, NIGHTS))


def line(days: tuple[int, ...]) -> HolderLine:
    """Shifts from 08:00 to 16:00 on those days of the week."""
    return HolderLine("A", days, tuple((day * DAY + MORNING, day * DAY + EVENING) for day in days))


def least_open(case: Operation, lines: list[HolderLine]) -> int | None:
    """Minutes of the nights that stay open beside a weekend that A has already; None where A has no line at all."""
    weekend = case.tiers[0]
    spans = [(weekend, (day * DAY + MORNING, day * DAY + 20 * 60)) for day in (5, 6)]
    scene = Scene(case, horizon(), [case.tiers[1]], (), {"A": spans})
    draft = Draft(scene, {"A": lines})
    limited(draft)
    minutes = {key: draft.slots["N"][key[1]].minutes for key in draft.open}
    draft.model.minimize(sum(minutes[key] * left for key, left in draft.open.items()))
    solver = cp_model.CpSolver()
    found = solver.solve(draft.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return round(solver.objective_value) if found else None


def weekend(**more: str) -> Cover:
    return Cover(name="W", role="lead", kind="on_call", on=("weekend",), hours="08:00-20:00", block="weekend", **more)


def test_who_works_from_monday_to_friday_has_no_two_days_left() -> None:
    """Free are Saturday and Sunday only, and the weekend duty takes both."""
    assert least_open(made(weekend()), [line(FIRST_DAYS)]) is None


def test_the_line_that_leaves_two_days_is_worked() -> None:
    """Free are Monday and Tuesday: 8 hours and 4 of the nights lie in each of them, and stay open."""
    both = [line(FIRST_DAYS), line(LAST_DAYS)]
    assert least_open(made(weekend()), both) == least_open(made(weekend()), both[1:]) == 24 * 60


def test_standby_that_counts_as_rest_takes_no_free_day() -> None:
    """Saturday and Sunday are free beside such a duty: 8 hours and 4 of the nights lie in each of them."""
    opened = least_open(made(weekend(counts_as="rest")), [line(FIRST_DAYS)])
    assert opened == 24 * 60
