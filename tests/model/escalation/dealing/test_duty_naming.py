"""Who holds each duty: as many as are wanted, no hand-over that could be spared, and no minute left out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_case import agent, doing, duty, horizon, operation, roster

from scheduler.clock import Horizon
from scheduler.model.escalation.dealing.naming import named
from scheduler.operation import Cover, Shift
from scheduler.roster import Pause

SHIFTS = {"day": Shift(id="day", start="08:00", hours=8), "night": Shift(id="night", start="22:00", hours=8)}
LEADS = [agent(name, roles=("lead",)) for name in ("Ann", "Ben", "Cem")]


def rows(cover, duties, activities=(), span=None):
    """(agent, first hour, last hour) of each place, in hours of the horizon."""
    span = span or horizon()
    held = named(operation(LEADS, shifts=SHIFTS, cover=(cover,)), span, roster(duties, activities))
    return [(row.agent, span.minute(row.start) / 60, span.minute(row.end) / 60) for row in held]


def lead(hours="08:00-16:00", **more):
    return Cover(name="Lead", role="lead", on=["monday"], hours=hours, **more)


def test_one_place_has_one_holder_also_where_three_could_hold_it() -> None:
    """Three leads are at work, one is wanted: one row from 08:00 to 16:00."""
    found = rows(lead(), [duty(one.id, 0, 8) for one in LEADS])
    assert [row[1:] for row in found] == [(8, 16)]


def test_two_places_have_two_holders() -> None:
    found = rows(lead(agents=2), [duty(one.id, 0, 8) for one in LEADS])
    assert [row[1:] for row in found] == [(8, 16), (8, 16)]
    assert len({row[0] for row in found}) == 2


def test_who_holds_on_longest_takes_over() -> None:
    """Ann is there from 08:00 to 16:00, Ben from 12:00 to 20:00, Cem from 15:00 to 17:00: one hand-over will do."""
    duties = [duty("Ann", 0, 8), duty("Ben", 0, 12), duty("Cem", 0, 15, hours=2)]
    assert rows(lead("08:00-20:00"), duties) == [("Ann", 8, 16), ("Ben", 16, 20)]


def test_a_hole_is_a_row_without_agent_until_somebody_comes() -> None:
    assert rows(lead("06:00-18:00"), [duty("Ann", 0, 8)]) == [("", 6, 8), ("Ann", 8, 16), ("", 16, 18)]


def test_a_long_unpaid_break_hands_the_duty_over() -> None:
    """Ann is away from 11:00 to 13:00; Ben, who could hold on all day, holds it from the start."""
    away = doing("Ann", 0, 11, 13, "break:siesta")
    broken = duty("Ann", 0, 8, pauses=[Pause("siesta", away.start, away.end, paid=False)])
    assert rows(lead(), [broken, duty("Ben", 0, 8)], [away]) == [("Ben", 8, 16)]
    assert rows(lead(), [broken], [away]) == [("Ann", 8, 11), ("", 11, 13), ("Ann", 13, 16)]


def test_standby_is_held_by_its_own_rows() -> None:
    """Ann's shift counts for nothing on an on-call duty."""
    cover = lead("08:00-12:00", kind="on_call")
    doings = [doing("Ben", 0, 8, 10, "on_call:Lead")]
    assert rows(cover, [duty("Ann", 0, 8)], doings) == [("Ben", 8, 10), ("", 10, 12)]


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 10, 26), 9), (date(2027, 3, 8), 7)])
def test_a_night_of_the_clock_change_is_tiled(first: date, hours: int) -> None:
    """The night of Saturday 22:00 to 06:00 has 9 hours where clocks go back, 7 where they go forward."""
    cover = Cover(name="Lead", role="lead", on=["saturday"], hours="22:00-06:00")
    span = Horizon(first, 1, "America/Los_Angeles")
    night = duty("Ann", first + timedelta(days=5), 22, "night", hours)
    found = named(operation(LEADS, shifts=SHIFTS, cover=(cover,)), span, roster([night]))
    assert [(row.agent, (row.end - row.start) / timedelta(hours=1)) for row in found] == [("Ann", hours)]


def test_who_holds_another_duty_is_named_only_where_nobody_else_can() -> None:
    """Ann and Ben are both there from 08:00 to 14:00, and Ann until 16:00: one is lead, the other is second lead.

    From 14:00 Ann alone is left, and holds both.
    """
    covers = (lead(), Cover(name="Second", role="lead", on=["monday"], hours="08:00-16:00"))
    made = operation(LEADS, shifts=SHIFTS, cover=covers)
    held = named(made, horizon(), roster([duty("Ann", 0, 8), duty("Ben", 0, 8, hours=6)]))
    found = [(row.cover, row.agent, horizon().minute(row.end) / 60) for row in held]
    assert found == [("Lead", "Ann", 16), ("Second", "Ben", 14), ("Second", "Ann", 16)]


def test_who_holds_two_duties_holds_on_over_midnight() -> None:
    """Ann and Ben are there from 18:00 to 06:00, and each of three duties around the clock wants one agent.

    One of them holds two duties; no duty changes hands before 06:00.
    """
    days = ["monday", "tuesday"]
    covers = tuple(Cover(name=name, role="lead", on=days, hours="00:00-24:00") for name in ("L1", "L2", "L3"))
    made = operation(LEADS, shifts=SHIFTS, cover=covers)
    nights = [duty(name, 0, 18, "night", hours=12) for name in ("Ann", "Ben")]
    held = named(made, horizon(), roster(nights))
    for cover in covers:
        assert len({row.agent for row in held if row.cover == cover.name} - {""}) == 1
