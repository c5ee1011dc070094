"""Forecasts err by the day: one factor on all of a day's volume, at the quantile that the queue is staffed for.

Errors within a day go together, so a busy day is busy in all its intervals; every interval at its own worst case
would staff for a day that never comes.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv, ndtri

from scheduler.operation import FloatArray, IntArray, Queue
from scheduler.staffing.grid import Expected

P90 = float(ndtri(0.9))


def day_factors(queue: Queue, row: int, forecast: Expected, day: IntArray) -> FloatArray:
    """[interval] what to multiply the forecast by; 1 without a quantile. `day` [interval] numbers the local days.

    A day whose rows state volume_p10 and volume_p90 takes their sums as the day's own deciles, a normal curve on
    either side of the mean; other days take a Gamma of mean 1 and the queue's `volume_cv`; with neither, 1.
    """
    factors = np.ones(day.size)
    if queue.staff_quantile is None:
        return factors
    otherwise = gamma_factor(queue.staff_quantile, queue.volume_cv) if queue.volume_cv is not None else 1.0
    mean, low, high = (np.bincount(day, weights=table[row]) for table in (forecast.ranged, forecast.low, forecast.high))
    by_day = [
        decile_factor(queue.staff_quantile, m, p10, p90) if m > 0 else otherwise
        for m, p10, p90 in zip(mean.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
    return np.array(by_day)[day]


def gamma_factor(quantile: float, cv: float) -> float:
    """The quantile of a Gamma with mean 1 and that coefficient of variation."""
    shape = 1.0 / cv**2
    return float(gammaincinv(shape, quantile)) / shape


def decile_factor(quantile: float, mean: float, p10: float, p90: float) -> float:
    """mean + z / z(0.9) of the way to the decile on that side, over the mean; never below 0."""
    z = float(ndtri(quantile)) / P90
    away = (p90 - mean) if z >= 0 else (mean - p10)
    return max(0.0, 1.0 + z * away / mean)


def quantile_note(queue: Queue, factors: FloatArray) -> tuple[str, ...]:
    """What the planner should know of the day factors used."""
    if queue.staff_quantile is None:
        return ()
    asked = f"{queue.id}: staffed for the {queue.staff_quantile:.0%} day"
    low, high = float(factors.min()), float(factors.max())
    if low == high == 1.0:
        return (f"{asked}, but neither volume_p10 and volume_p90 nor volume_cv says how days differ; the mean is used",)
    span = f"{low:.3f}" if low == high else f"{low:.3f} to {high:.3f}"
    return (f"{asked}: agents and Erlangs are of {span} times the volume, one factor a day",)
