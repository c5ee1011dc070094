"""Offered load where handling lasts: contacts that began earlier are still being handled, past closing too."""

from __future__ import annotations

import math

import numpy as np

from scheduler.operation import FloatArray

LONG_HANDLING_SECONDS = 1800.0
"""Seconds: contacts handled longer are mostly of earlier intervals (Green & Kolesar's modified offered load)."""


def modified_load(volume: FloatArray, handle_seconds: FloatArray, seconds: float) -> FloatArray:
    """[interval] mean contacts in handling: m' = rate - m / handle time, solved exactly within each interval.

    `volume` and `handle_seconds` (NaN without volume) are [interval]; `seconds` is the interval's length. Before the
    first interval the load is taken as steady at that interval's rate. An interval without volume keeps the handle
    time of the one before.
    """
    load = np.zeros(volume.size)
    handle, busy = 0.0, -1.0
    for i in range(volume.size):
        if volume[i] > 0:
            handle = float(handle_seconds[i])
        steady = volume[i] / seconds * handle if volume[i] > 0 else 0.0
        busy = steady if busy < 0 else busy
        decay = math.exp(-seconds / handle) if handle > 0 else 0.0
        mean_share = (1.0 - decay) * handle / seconds
        load[i] = steady + (busy - steady) * mean_share
        busy = steady + (busy - steady) * decay
    return load


def is_long(volume: FloatArray, handle_seconds: FloatArray) -> bool:
    """Whether the mean handle time, weighted by volume, is long enough to matter."""
    total = float(volume.sum())
    return total > 0 and float(np.nansum(volume * np.nan_to_num(handle_seconds))) / total >= LONG_HANDLING_SECONDS
