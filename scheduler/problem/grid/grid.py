"""The tick: the longest span on which every start, end, break and interval falls; and the cells of shared duties."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import gcd

from scheduler.clock import Horizon
from scheduler.operation import Break, Operation
from scheduler.operation.duty_hours import duty_intervals
from scheduler.problem.arrays.problem import Grid
from scheduler.problem.grid.beside import families_of
from scheduler.problem.grid.letters import Alphabet
from scheduler.problem.grid.pauses import HELD


def grid_of(operation: Operation, horizon: Horizon, alphabets: Collection[Alphabet]) -> Grid:
    """The grid of a horizon: ticks divide intervals, and every letter and break begins and ends on one."""
    tick = gcd(operation.interval_minutes, operation.break_step_minutes)
    for letter in (letter for alphabet in alphabets for row in alphabet.work for letter in row):
        tick = gcd(tick, letter.start, letter.end, letter.local_start)  # breaks go by the local clock
    tick = gcd(tick, *(pause.minutes for pause in _pauses(operation)))
    cell = _cell(operation, horizon, alphabets, tick)
    return Grid(
        horizon=horizon,
        tick_minutes=tick,
        ticks=horizon.minutes // tick,
        interval_ticks=operation.interval_minutes // tick,
        intervals=horizon.minutes // operation.interval_minutes,
        days=horizon.days,
        cell_ticks=cell // tick,
    )


def _pauses(operation: Operation) -> Iterator[Break]:
    """Every break that a shift or a law may bring."""
    for shift in operation.shifts.values():
        yield from shift.breaks
    for pauses in operation.law_breaks.values():
        yield from pauses


def _cell(operation: Operation, horizon: Horizon, alphabets: Collection[Alphabet], tick: int) -> int:
    """Minutes of a cell: what divides intervals, shared duties and the shifts of those who may hold them.

    Duties that begin between ticks are not told apart.
    """
    by_interval = {index for family in families_of(operation) for index in family}
    others = [tier for index, tier in enumerate(operation.tiers) if index not in by_interval]
    shared = [tier for tier in others if not tier.on_call and not tier.exclusive]
    able = [agent for agent in operation.agents for tier in shared if tier.staffed_by(agent)]
    holders = {(agent.site, agent.time_zone, agent.contract) for agent in able}
    shifts = [letter for one in alphabets if one.key[:3] in holders for row in one.work for letter in row]
    edges = [minute for letter in shifts for minute in (letter.start, letter.end)]
    covers = {tier.cover.name: tier.cover for tier in shared}.values()
    edges += [minute for cover in covers for span in duty_intervals(operation, horizon, cover) for minute in span]
    if holders and any(not pause.paid and pause.minutes > HELD for pause in _pauses(operation)):
        return tick
    return gcd(operation.interval_minutes, *(minute for minute in set(edges) if minute % tick == 0))
