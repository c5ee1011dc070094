"""Busier days than forecast: one factor a day, from deciles or from a coefficient of variation."""

from __future__ import annotations

import numpy as np
import pytest
from staffing_case import email, horizon, operation, phone, rows, steady

from scheduler.staffing import staff

MONDAY_NOON, TUESDAY_NOON = "2026-01-05T20:00", "2026-01-06T20:00"


def test_a_quantile_scales_every_interval_of_a_day_alike() -> None:
    # Monday's deciles sum to 150 and 260 around 200: its 90 % day is 1.3 times the mean, in each interval
    forecast = rows(
        ("calls", MONDAY_NOON, 30, 150, 180),
        ("calls", "2026-01-05T20:30", 30, 50, 180),
        ("calls", TUESDAY_NOON, 30, 100, 180),
        deciles={0: (110, 190), 1: (40, 70)},
    )
    found = staff(operation(phone(staff_quantile=0.9), forecast=forecast), horizon())
    np.testing.assert_allclose(found.erlangs[0, [24, 25, 72]], [15 * 1.3, 5 * 1.3, 10])
    assert found.volume[0, 24] == 150  # as forecast
    assert found.notes == (
        "calls: staffed for the 90% day: agents and Erlangs are of 1.000 to 1.300 times the volume, one factor a day",
    )


def test_other_quantiles_lie_on_a_normal_curve_on_their_side_of_the_mean() -> None:
    # z(0.7) / z(0.9) = 0.5244 / 1.2816 = 0.4092
    forecast = rows(("calls", MONDAY_NOON, 30, 100, 180), deciles={0: (80, 150)})
    for quantile, factor in ((0.5, 1.0), (0.7, 1 + 0.4092 * 0.5), (0.1, 0.8), (0.3, 1 - 0.4092 * 0.2)):
        found = staff(operation(phone(staff_quantile=quantile), forecast=forecast), horizon())
        np.testing.assert_allclose(found.erlangs[0, 24], 10 * factor, rtol=1e-4)


def test_a_coefficient_of_variation_is_a_gamma_factor() -> None:
    # cv 1 is the exponential: its 90 % quantile is ln 10 = 2.3026
    forecast = rows(("calls", MONDAY_NOON, 30, 100, 180))
    found = staff(operation(phone(staff_quantile=0.9, volume_cv=1.0), forecast=forecast), horizon())
    np.testing.assert_allclose(found.erlangs[0, 24], 10 * np.log(10))


def test_deferred_work_is_scaled_too() -> None:
    span = horizon()
    made = operation(email(staff_quantile=0.9, volume_cv=0.1), forecast=steady(span, "mail", 2, 600))
    arrivals = staff(made, span).deferred[0].arrivals
    assert arrivals == pytest.approx(np.full(336, 1200 * 1.1302), rel=1e-4)


def test_a_quantile_without_anything_to_take_it_from_is_named() -> None:
    assert staff(operation(phone(staff_quantile=0.8)), horizon()).notes == (
        "calls: staffed for the 80% day, but neither volume_p10 and volume_p90 nor volume_cv says how days differ; "
        "the mean is used",
    )
