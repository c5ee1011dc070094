"""Means over replications with 95 % confidence intervals, by interval, by day, by week."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from scheduler.operation import FloatArray, IntArray

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A figure and half the width of its confidence interval (NaN with one replication, or without any contact)."""

    mean: FloatArray
    half: FloatArray


@dataclass(frozen=True)
class Figures:
    """Arrays [queue, column]; a column is an interval, a day or a week."""

    offered: Estimate
    in_time: Estimate
    service_level: Estimate
    """Share in time by the queue's definition, of all contacts of the column together, so busy intervals weigh more."""
    asa_seconds: Estimate
    """Mean wait of everyone, those who gave up included."""
    abandoned: Estimate
    """Contacts that gave up."""
    leaving: Estimate
    """Those as a share of all who came."""
    answered: Estimate
    occupancy: Estimate
    """Busy share of the time at work of the people who could serve the queue, whatever they are busy with."""
    live_occupancy: Estimate
    """Share of that time at work in which these people are busy with live contacts."""
    oldest_seconds: Estimate
    """The longest that anything in line has waited at an interval's end."""
    judged: Estimate
    """Contacts that the service level is a share of."""


def figures_of(counts: dict[str, FloatArray], column: IntArray) -> Figures:
    """`counts` [replication, queue, interval]; `column` [interval] is ascending."""
    total = {name: summed(table, column) for name, table in counts.items() if name != "oldest"}
    return Figures(
        offered=mean(total["offered"]),
        in_time=mean(total["good"]),
        service_level=ratio(total["good"], total["base"]),
        asa_seconds=ratio(total["waited"], total["offered"]),
        abandoned=mean(total["abandoned"]),
        leaving=ratio(total["abandoned"], total["offered"]),
        answered=mean(total["answered"]),
        occupancy=ratio(total["busy"], total["present"]),
        live_occupancy=ratio(total["busy_live"], total["present"]),
        oldest_seconds=mean(reduced(np.maximum, counts["oldest"], column)),
        judged=mean(total["base"]),
    )


def summed(table: FloatArray, column: IntArray) -> FloatArray:
    """[replication, queue, column]"""
    return reduced(np.add, table, column)


def reduced(how: np.ufunc, table: FloatArray, column: IntArray) -> FloatArray:
    """Intervals of one column put together."""
    if column.size == 0:
        return np.zeros((*table.shape[:2], 0))
    starts = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    found: FloatArray = how.reduceat(table.astype(np.float64), starts, axis=2)
    return found


def width(replications: int) -> float:
    """Half-width of the interval in standard errors: Student's t."""
    return float(stdtrit(replications - 1, 0.5 + CONFIDENCE / 2)) if replications > 1 else math.nan


def mean(amounts: FloatArray) -> Estimate:
    """Estimate over replications, the first axis."""
    count = amounts.shape[0]
    middle = amounts.mean(axis=0)
    if count < 2:
        return Estimate(middle, np.full(middle.shape, np.nan))
    return Estimate(middle, width(count) * amounts.std(axis=0, ddof=1) / math.sqrt(count))


def ratio(part: FloatArray, whole: FloatArray) -> Estimate:
    """Sum over sum, with the usual linear approximation of a ratio's spread; NaN where the whole is nothing."""
    count, mean_whole = part.shape[0], whole.mean(axis=0)
    nothing = np.full(mean_whole.shape, np.nan)
    share = np.divide(part.mean(axis=0), mean_whole, out=nothing.copy(), where=mean_whole > 0)
    if count < 2:
        return Estimate(share, nothing)
    spread = np.sqrt(((part - share * whole) ** 2).sum(axis=0) / (count - 1) / count)
    half = np.divide(width(count) * spread, mean_whole, out=nothing.copy(), where=mean_whole > 0)
    return Estimate(share, half)
