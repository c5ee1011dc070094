"""Holidays by site, and opening hours as instants: overnight, on holidays, and when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from staffing_case import operation, phone

from scheduler.clock import Horizon
from scheduler.operation import Site, is_open, open_spans

PACIFIC, MADRID = "America/Los_Angeles", "Europe/Madrid"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(hours: dict[str, Any] | None, start: str, end: str) -> list[str]:
    queue = phone(**({"open": hours} if hours else {}))
    found = open_spans(queue, operation(queue), moment(start), moment(end))
    return [f"{opens:%d %H:%M}-{closes:%d %H:%M}" for opens, closes in found]


def test_a_sites_holidays_are_public_ones_and_its_own() -> None:
    site = Site(id="x", time_zone=MADRID, holidays="ES-Barcelona", extra_holidays=(date(2026, 12, 24),))
    named = site.holidays_within(Horizon(date(2026, 12, 21), 2, PACIFIC))
    assert [day.day for day in named] == [24, 25, 26, 1]
    assert named[date(2026, 12, 24)] == "extra holiday"
    assert site.is_holiday(date(2026, 12, 24))
    assert not Site(id="y", time_zone=MADRID).is_holiday(date(2026, 12, 25))


def test_a_queue_without_hours_is_always_open() -> None:
    assert spans(None, "2026-12-21T05:00", "2026-12-23T00:00") == ["21 05:00-23 00:00"]


def test_hours_past_midnight_reach_in_from_the_day_before() -> None:
    # 22:00-02:00 in Seattle is 06:00-10:00 UTC of the next date
    hours = {"monday": "22:00-02:00"}
    assert spans(hours, "2026-12-22T07:00", "2026-12-23T00:00") == ["22 07:00-22 10:00"]


@pytest.mark.parametrize(
    ("first", "elapsed"),
    [("2026-03-08", 2), ("2026-11-01", 4), ("2026-12-20", 3)],  # an hour skipped, repeated, neither
)
def test_open_hours_are_wall_time_on_clock_change_days(first: str, elapsed: int) -> None:
    queue = phone(open={"sunday": "01:00-04:00"})
    [span] = open_spans(queue, operation(queue), moment(f"{first}T00:00"), moment(f"{first}T23:59"))
    assert (span[1] - span[0]).total_seconds() == 3600 * elapsed


@pytest.mark.parametrize(("sites", "days"), [(["seattle"], ["26"]), (["barcelona"], []), (None, [])])
def test_holiday_hours_are_those_of_the_sites_named(sites: list[str] | None, days: list[str]) -> None:
    # Saturday 26 December is a holiday in Barcelona only; 10:00-12:00 in Seattle is 18:00-20:00 UTC
    hours = {"saturday": "10:00-12:00", "holiday": "closed", "holidays_of": sites}
    found = spans(hours, "2026-12-26T00:00", "2026-12-27T00:00")
    assert [span[:2] for span in found] == days


def test_instants_in_any_order_are_open_from_the_first_minute_to_before_the_last() -> None:
    queue = phone(open={"monday": "10:00-12:00", "time_zone": MADRID})  # 09:00-11:00 UTC
    times = np.array([f"2026-12-21T{clock}" for clock in ("11:00", "10:59", "09:00", "08:59")], dtype="datetime64[m]")
    assert is_open(queue, operation(queue), times).tolist() == [False, True, True, False]
    assert is_open(queue, operation(queue), times[:0]).tolist() == []
