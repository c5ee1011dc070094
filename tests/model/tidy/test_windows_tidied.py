"""The last phase of a long horizon knows what all other weeks hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from small_case import MONDAY, operation
from test_tidy import DAY, people, shifts, solved

from scheduler.model.horizon import shape, windows
from scheduler.model.search.engine import Found
from scheduler.model.tidy.tidying import Tidy
from scheduler.operation import Contract, Headcount, Pin

SATURDAYS = [MONDAY + timedelta(days=7 * week + 5) for week in range(4)]


@pytest.fixture(autouse=True)
def windows_of_one_week(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape, "MOST_WEEKS", 1)
    monkeypatch.setattr(windows, "WEEKS", 1)


@pytest.mark.parametrize("pinned", ["A0", "A1"])
def test_saturdays_that_come_later_are_shared_too(pinned: str) -> None:
    """One of two people is pinned to the last two Saturdays of four: the other has the first two."""
    rows = tuple(Headcount(day, "D", 1, 10, 10) for day in SATURDAYS)
    pins = tuple(Pin(pinned, day, "D") for day in SATURDAYS[2:])
    made = operation(people(2), contract=Contract(id="full"), shifts=DAY, headcount=rows, pins=pins)
    assert shifts(solved(made, weeks=4), ["A0", "A1"]) == [2, 2]


def test_a_shift_is_not_needed_where_a_later_pin_serves() -> None:
    """A pin serves the Saturday of the third week; nobody else works on it, nor on the weeks that want nobody."""
    rows = (Headcount(SATURDAYS[2], "D", 1, 10, 10),)
    made = operation(people(3), contract=Contract(id="full"), shifts=DAY, headcount=rows,
                     pins=(Pin("A2", SATURDAYS[2], "D"),))  # fmt: skip
    assert shifts(solved(made, weeks=4), ["A0", "A1", "A2"]) == [0, 0, 1]


def test_shifts_that_were_given_stay_with_whom_they_were_given_to() -> None:
    """All four Saturdays are A0's in the roster to start from; `--tidy` frees them: two each."""
    rows = tuple(Headcount(day, "D", 1, 10, 10) for day in SATURDAYS)
    pins = tuple(Pin("A0", day, "D") for day in SATURDAYS)
    made = operation(people(2), contract=Contract(id="full"), shifts=DAY, headcount=rows)
    given = solved(operation(people(2), contract=Contract(id="full"), shifts=DAY, headcount=rows, pins=pins), weeks=4)
    assert shifts(solved(made, weeks=4, start=given.roster), ["A0", "A1"]) == [4, 0]
    assert shifts(solved(made, weeks=4, start=given.roster, tidy=True), ["A0", "A1"]) == [2, 2]


def test_in_strict_order_no_window_is_kept_that_is_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last phase takes every shift out, also the four Saturdays that are wanted: all four stand."""

    def emptied(tidy: Tidy, found: Found, *_: object) -> Found:
        return replace(found, letter=np.full_like(found.letter, -1), pause=np.full_like(found.pause, -1))

    monkeypatch.setattr(Tidy, "tidied", emptied)
    rows = tuple(Headcount(day, "D", 1, 10, 10) for day in SATURDAYS)
    made = operation(people(2), contract=Contract(id="full"), shifts=DAY, headcount=rows)
    assert sum(shifts(solved(made, weeks=4, lexicographic=True), ["A0", "A1"])) == 4
