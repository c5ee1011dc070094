"""The figures of a number of agents, and the least number that meets every target; compiled loops over intervals."""

from __future__ import annotations

import math

from scheduler.operation import FloatArray, IntArray
from scheduler.staffing.waiting import (
    compiled,
    inverse_b,
    leave_and_wait,
    level_a,
    level_b,
    level_c,
    wait_c,
    wait_of_answered,
)


@compiled
def service_level(
    agents: int, load: float, handle: float, patience: float, within: float, short: float, definition: int
) -> float:
    """Share that the definition counts as answered in time; 1 without load, 0 without agents."""
    if load <= 0.0:
        return 1.0
    if agents <= 0:
        return 0.0
    if patience == math.inf:
        return level_c(agents, load, handle, within)
    if patience <= 0.0:
        return level_b(agents, load, handle, within, definition)
    return level_a(agents, load, handle, patience, within, short, definition)


@compiled
def waits(agents: int, load: float, handle: float, patience: float) -> tuple[float, float, float, float]:
    """(mean wait of everyone, share abandoned, agents' busy share, share that waits); busy may pass 1 in Erlang C."""
    if load <= 0.0:
        return 0.0, 0.0, 0.0, 0.0
    if agents <= 0:
        return patience, 0.0 if patience == math.inf else 1.0, math.inf, 1.0
    if patience == math.inf:
        waiting = wait_c(agents, load)
        asa = waiting * handle / (agents - load) if load < agents else math.inf
        return asa, 0.0, load / agents, waiting
    if patience <= 0.0:
        blocked = 1.0 / inverse_b(agents, load)
        return 0.0, blocked, load * (1.0 - blocked) / agents, blocked
    left, waiting = leave_and_wait(agents, load, handle, patience)
    return left * patience, left, load * (1.0 - left) / agents, waiting


@compiled
def answered_wait(agents: int, load: float, handle: float, patience: float) -> float:
    """Mean wait of those who are answered; infinite where nobody ever is."""
    if load <= 0.0:
        return 0.0
    if agents <= 0:
        return math.inf
    if patience <= 0.0:
        return 0.0
    if patience == math.inf:
        return waits(agents, load, handle, patience)[0]
    return wait_of_answered(agents, load, handle, patience)


@compiled
def fill_figures(
    agents: IntArray, load: FloatArray, handle: FloatArray, patience: FloatArray, wanted: FloatArray, out: FloatArray
) -> None:
    """`out` [interval, 6]: service level, ASA of all, ASA of answered, abandoned, occupancy, probability of wait."""
    for i in range(load.size):
        asa, left, busy, waiting = waits(agents[i], load[i], handle[i], patience[i])
        out[i, 0] = service_level(agents[i], load[i], handle[i], patience[i], wanted[1], wanted[2], int(wanted[3]))
        out[i, 1] = asa
        out[i, 2] = answered_wait(agents[i], load[i], handle[i], patience[i])
        out[i, 3], out[i, 4], out[i, 5] = left, min(1.0, busy), waiting


@compiled
def meets(agents: int, load: float, handle: float, patience: float, wanted: FloatArray) -> bool:
    """Whether so many agents meet every target; `wanted` is as `Target.numbers` lays it out."""
    asa, left, busy, _ = waits(agents, load, handle, patience)
    if asa > wanted[4] or left > wanted[5] or busy > wanted[6] + 1e-12:
        return False
    if wanted[0] <= 0.0:
        return True
    level = service_level(agents, load, handle, patience, wanted[1], wanted[2], int(wanted[3]))
    return bool(level >= wanted[0] - 1e-12)


@compiled
def least(load: float, handle: float, patience: float, wanted: FloatArray, floor: int) -> int:
    """The least number of agents, at least `floor`, that meets every target: strides that double, then halves."""
    if load <= 0.0:
        return floor
    lowest = max(floor, 1)
    high = max(lowest, math.ceil(load))
    stride = 1
    if meets(high, load, handle, patience, wanted):
        low = high - 1
        while low >= lowest and meets(low, load, handle, patience, wanted):
            high, low, stride = low, low - stride, 2 * stride
        low = max(low, lowest - 1)
    else:
        low = high
        high = low + stride
        while not meets(high, load, handle, patience, wanted):
            low, high, stride = high, high + 2 * stride, 2 * stride
    while high - low > 1:
        middle = (low + high) // 2
        if meets(middle, load, handle, patience, wanted):
            high = middle
        else:
            low = middle
    return high


@compiled
def fill_least(
    load: FloatArray, handle: FloatArray, patience: FloatArray, wanted: FloatArray, floor: IntArray, out: IntArray
) -> None:
    """`out` [interval]: the least number of agents for each interval."""
    for i in range(load.size):
        out[i] = least(load[i], handle[i], patience[i], wanted, floor[i])
