"""Forecast rows and opening hours land on the right intervals, clock changes and zones included."""

from __future__ import annotations

import numpy as np
import pytest
from staffing_case import WEEKDAYS_SIX_TO_TEN, horizon, operation, phone, rows, steady

from scheduler.staffing import staff
from scheduler.staffing.grid import expected


def test_a_row_longer_than_the_grid_is_split_with_its_volume_in_proportion() -> None:
    # 90 minutes from 00:15 local (08:15 UTC): 15, 30, 30 and 15 minutes of four intervals
    made = operation(phone(), forecast=rows(("calls", "2026-01-05T08:15", 90, 60, 240)))
    laid = expected(made, horizon())
    np.testing.assert_allclose(laid.volume[0, :5], [10, 20, 20, 10, 0])
    np.testing.assert_allclose(laid.handle_seconds[0, :4], 240)
    assert np.isnan(laid.handle_seconds[0, 4])


def test_finer_rows_are_merged_and_handle_time_is_weighted_by_volume() -> None:
    # 30 calls of 100 s and 10 of 300 s are 40 calls of (3000 + 3000) / 40 = 150 s, not of 200
    quarters = rows(("calls", "2026-01-05T08:00", 15, 30, 100), ("calls", "2026-01-05T08:15", 15, 10, 300))
    made = operation(phone(), forecast=quarters)
    laid = expected(made, horizon())
    assert (laid.volume[0, 0], laid.handle_seconds[0, 0]) == (40, 150)


def test_rows_outside_the_horizon_are_left_out_and_those_across_its_edge_are_cut() -> None:
    # an hour from 23:30 on Sunday local (07:30 UTC on Monday): half of it is the horizon's
    hours = rows(("calls", "2026-01-05T07:30", 60, 10, 60), ("calls", "2026-02-01T07:30", 60, 9, 60))
    made = operation(phone(), forecast=hours)
    laid = expected(made, horizon())
    assert laid.volume.sum() == 5
    assert laid.volume[0, 0] == 5


def test_a_row_without_volume_does_not_dilute_the_handle_time() -> None:
    quarters = rows(("calls", "2026-01-05T08:00", 15, 0, 999), ("calls", "2026-01-05T08:15", 15, 4, 200))
    made = operation(phone(), forecast=quarters)
    assert expected(made, horizon()).handle_seconds[0, 0] == 200


@pytest.mark.parametrize(
    ("first", "intervals"), [("2026-03-02", 334), ("2026-03-23", 336), ("2026-10-19", 336), ("2026-10-26", 338)]
)
def test_a_week_of_a_clock_change_has_an_hour_more_or_less(first: str, intervals: int) -> None:
    # Pacific clocks change on 8 March and 1 November, the last days of the first and the last of these weeks
    span = horizon(first)
    found = staff(operation(phone(), forecast=steady(span, "calls", 10, 180)), span)
    assert found.agents.shape == (1, intervals)
    assert found.volume.sum() == 10 * intervals


@pytest.mark.parametrize(
    ("first", "utc_hours"),
    [
        ("2026-03-02", [8] * 7),
        ("2026-03-23", [7] + [8] * 6),
        ("2026-10-19", [7] * 6 + [8]),
        ("2026-10-26", [8] * 7),
    ],
)
def test_opening_hours_are_wall_time_in_the_queue_s_own_zone(first: str, utc_hours: list[int]) -> None:
    span = horizon(first)
    hours = {"every_day": "09:00-10:00", "time_zone": "Europe/Madrid"}
    found = staff(operation(phone(open=hours)), span)
    opened = [span.moment(30 * int(i)) for i in np.flatnonzero(found.open[0])]
    assert len(opened) == 14
    # 09:00 in Madrid is 08:00 UTC in winter and 07:00 UTC in summer, which began on 29 March and ended on 25 October
    assert sorted(moment.hour for moment in opened if moment.minute == 0) == utc_hours


def test_the_skipped_and_the_doubled_hour_shorten_and_lengthen_a_night() -> None:
    night = phone(open={"every_day": "00:00-06:00"})
    spring, autumn = (staff(operation(night), horizon(first)).open[0].sum() for first in ("2026-03-02", "2026-10-26"))
    assert (spring, autumn) == (7 * 12 - 2, 7 * 12 + 2)


def test_a_span_past_midnight_belongs_to_the_day_it_starts() -> None:
    found = staff(operation(phone(open={"sunday": "22:00-06:00"})), horizon())
    opened = np.flatnonzero(found.open[0])
    # Sunday's evening, 22:00 to 24:00, and 00:00 to 06:00 of Monday from the Sunday before
    assert list(opened) == [*range(12), *range(332, 336)]


def test_holidays_of_the_sites_named_have_their_own_hours() -> None:
    # Christmas is a Friday; 26 December, a Saturday, is a holiday in Barcelona only
    week = horizon("2026-12-21")
    hours = {"every_day": "00:00-24:00", "holiday": "closed"}
    seattle, both = (
        staff(operation(phone(open={**hours, "holidays_of": sites})), week).open[0].reshape(7, 48).sum(axis=1)
        for sites in (["seattle"], ["seattle", "barcelona"])
    )
    assert list(seattle) == [48, 48, 48, 48, 0, 48, 48]
    assert list(both) == [48, 48, 48, 48, 0, 0, 48]


def test_an_interval_is_open_where_any_minute_of_it_is() -> None:
    found = staff(operation(phone(open={"monday": "06:15-06:45"})), horizon())
    assert list(np.flatnonzero(found.open[0])) == [12, 13]


def test_no_queues_at_all_require_nothing() -> None:
    found = staff(operation(), horizon())
    assert found.agents.shape == (0, 336)
    assert (found.deferred, found.notes) == ((), ())


def test_the_minimum_holds_only_while_open() -> None:
    found = staff(operation(phone(open=WEEKDAYS_SIX_TO_TEN, minimum_agents=2)), horizon())
    assert set(found.agents[0][found.open[0]]) == {2}
    assert set(found.agents[0][~found.open[0]]) == {0}
    assert found.open[0].sum() == 5 * 32
