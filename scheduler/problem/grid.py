"""The tick: the longest span on which every start, end, break and interval falls."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.problem.letters import Alphabet
from scheduler.problem.problem import Grid


def grid_of(operation: Operation, horizon: Horizon, alphabets: Iterable[Alphabet]) -> Grid:
    """The grid of a horizon: ticks divide intervals, and every letter and break begins and ends on one."""
    tick = gcd(operation.interval_minutes, operation.break_step_minutes)
    for letter in (letter for alphabet in alphabets for row in alphabet.work for letter in row):
        tick = gcd(tick, letter.start, letter.end, letter.local_start)  # breaks go by the local clock
    for shift in operation.shifts.values():
        tick = gcd(tick, *(pause.minutes for pause in shift.breaks))
    for pauses in operation.law_breaks.values():
        tick = gcd(tick, *(pause.minutes for pause in pauses))
    return Grid(
        horizon=horizon,
        tick_minutes=tick,
        ticks=horizon.minutes // tick,
        interval_ticks=operation.interval_minutes // tick,
        intervals=horizon.minutes // operation.interval_minutes,
        days=horizon.days,
    )
