"""The problem as the compiled search reads it: one tuple of constant arrays, one of changing ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.problem import Problem


SingleArray = npt.NDArray[np.float32]


class Tables(NamedTuple):
    """Constant arrays (see `problem.problem` for those of the same names)."""

    interval_ticks: int
    part_ticks: int
    """Ticks of a usual break: the piece of an interval whose loss is priced exactly."""
    ticks: int
    intervals: int
    days: int
    break_step: int
    first: IntArray
    start: IntArray
    end: IntArray
    shift: IntArray
    plan: IntArray
    cost: FloatArray
    order_ptr: IntArray
    break_ptr: IntArray
    break_ticks: IntArray
    break_low: IntArray
    break_high: IntArray
    break_slot: IntArray
    node_first: IntArray
    arc_ptr: IntArray
    arc_block: IntArray
    arc_node: IntArray
    block_first: IntArray
    block: IntArray
    blocks: IntArray
    automaton: IntArray
    alphabet: IntArray
    entry: IntArray
    off_block: IntArray
    mask_first: IntArray
    mask: BoolArray
    profile: IntArray
    covers: IntArray
    work_points: FloatArray
    shift_points: FloatArray
    touch: FloatArray
    """[profile, set] 1 where people of the profile can serve a queue of the set, else 0."""
    own_first: IntArray
    """[profile, term + 1] into `own_sets`: the sets of each term that the profile can serve."""
    own_sets: IntArray
    rest_first: IntArray
    """Likewise the sets that it can not serve."""
    rest_sets: IntArray
    set_low: IntArray
    """[profile] the range of sets of its component; terms likewise."""
    set_high: IntArray
    term_low: IntArray
    term_high: IntArray
    term_first: IntArray
    """[term + 1] the first set of each term."""
    term_weight: FloatArray
    cover_sign: IntArray
    cover_weight: float
    cover_price: float
    """The most that the bound asks for a missing agent-tick of cover: any price up to the weight is safe, and one
    far above the queues' makes the smoothing coarse."""
    head_ptr: IntArray
    """[day + 1] into the headcount rows, which are in the order of days."""
    head_shift: IntArray
    head_mask: IntArray
    """A bit for the row's filter."""
    head_need: IntArray
    head_under: FloatArray
    head_over: FloatArray
    filters: IntArray


class Ledger(NamedTuple):
    """What changes as lines come and go."""

    slack: SingleArray
    """[set, interval] agent-ticks wanted less those able, in whole 256ths: single precision holds them exactly."""
    worst: SingleArray
    """[term, interval] agent-ticks missing: the greatest slack of the term's sets, at least 0."""
    cover: FloatArray
    """[cover, interval] agent-ticks still wanted."""
    heads: IntArray
    """[headcount row] people on the shift."""
    letter: IntArray
    """[agent, day] variant worked, or -1."""
    pause: IntArray
    """[agent, day, break] tick at which the break starts, or -1."""
    length: IntArray
    """[agent, day, break] its ticks."""
    points: FloatArray
    """One entry: the points of what stands."""
    work: SingleArray
    """[interval] room to write a line's ticks in, at work and on shift."""
    present: SingleArray


def tables_of(problem: Problem) -> Tables:
    """The constant arrays of a problem."""
    demand, people, automata = problem.demand, problem.people, problem.automata
    order = np.argsort(demand.head_day, kind="stable")
    days = np.searchsorted(demand.head_day[order], np.arange(problem.grid.days + 1)).astype(np.int64)
    breaks = problem.plans.ticks
    return Tables(
        interval_ticks=problem.grid.interval_ticks,
        part_ticks=int(min(problem.grid.interval_ticks, np.median(breaks) if breaks.size else problem.grid.interval_ticks)),
        ticks=problem.grid.ticks,
        intervals=problem.grid.intervals,
        days=problem.grid.days,
        break_step=problem.plans.step,
        first=problem.variants.first,
        start=problem.variants.start,
        end=problem.variants.end,
        shift=problem.variants.shift,
        plan=problem.variants.plan,
        cost=problem.variants.cost,
        order_ptr=problem.plans.order_ptr,
        break_ptr=problem.plans.break_ptr,
        break_ticks=problem.plans.ticks,
        break_low=problem.plans.low,
        break_high=problem.plans.high,
        break_slot=problem.plans.slot,
        node_first=automata.node_first,
        arc_ptr=automata.arc_ptr,
        arc_block=automata.arc_block,
        arc_node=automata.arc_node,
        block_first=automata.block_first,
        block=automata.block,
        blocks=automata.blocks,
        automaton=people.automaton,
        alphabet=people.alphabet,
        entry=people.entry,
        off_block=people.off_block,
        mask_first=people.mask_first,
        mask=people.mask,
        profile=people.profile,
        covers=people.covers,
        work_points=people.work_points,
        shift_points=people.shift_points,
        cover_sign=demand.cover_sign,
        cover_weight=float(demand.cover_weight),
        cover_price=_cover_price(problem),
        head_ptr=days,
        head_shift=demand.head_shift[order],
        head_mask=np.left_shift(1, demand.head_filter[order]),
        head_need=demand.head_need[order],
        head_under=demand.head_under[order],
        head_over=demand.head_over[order],
        filters=people.headcount_filter,
        **_sets(problem),
    )


def _cover_price(problem: Problem) -> float:
    queues = 2.0 * float(problem.demand.weight.max(initial=0.0))
    weight = float(problem.demand.cover_weight)
    return min(weight, queues) if queues > 0 else weight


def _sets(problem: Problem) -> dict[str, IntArray | BoolArray | FloatArray]:
    """Sets and terms, and which of them each profile touches; components are contiguous."""
    profiles, terms = problem.demand.profiles, problem.demand.terms
    count = sum(len(term.sets) for term in terms)
    touch = np.zeros((len(profiles), count))
    bounds = np.zeros((4, len(profiles)), dtype=np.int64)
    first = np.concatenate(([0], np.cumsum([len(term.sets) for term in terms]))).astype(np.int64)
    for number, term in enumerate(terms):
        for profile in term.profiles:
            if not bounds[3, profile]:
                bounds[0, profile], bounds[2, profile] = first[number], number
            bounds[1, profile], bounds[3, profile] = first[number + 1], number + 1
            for place, queues in enumerate(term.sets, start=int(first[number])):
                touch[profile, place] = float(bool(profiles[profile] & queues))
    own_first, own_sets = _lists(touch > 0, first)
    rest_first, rest_sets = _lists(touch == 0, first)
    return {
        "touch": touch,
        "own_first": own_first,
        "own_sets": own_sets,
        "rest_first": rest_first,
        "rest_sets": rest_sets,
        "set_low": bounds[0].copy(),
        "set_high": bounds[1].copy(),
        "term_low": bounds[2].copy(),
        "term_high": bounds[3].copy(),
        "term_first": first,
        "term_weight": np.array([term.weight for term in terms], dtype=np.float64),
    }


def _lists(chosen: BoolArray, first: IntArray) -> tuple[IntArray, IntArray]:
    """[profile, term + 1] into one list of the chosen sets, profile after profile, term after term."""
    before = np.concatenate((np.zeros((len(chosen), 1), dtype=np.int64), np.cumsum(chosen, axis=1)), axis=1)[:, first]
    base = np.concatenate(([0], np.cumsum(chosen.sum(axis=1))))[:-1]
    return (before + base[:, None]).astype(np.int64), np.nonzero(chosen)[1].astype(np.int64)


def empty_ledger(problem: Problem, need: FloatArray) -> Ledger:
    """A ledger in which nobody works; `need` is [queue, interval] agent-ticks, deferred work as now planned."""
    demand, agents = problem.demand, len(problem.people.name)
    wanted = [sum((need[queue] for queue in sorted(queues)), np.zeros(problem.grid.intervals)) for queues in _all_sets(problem)]
    able = [
        sum((demand.given[p] for p, profile in enumerate(demand.profiles) if profile & queues), np.zeros(problem.grid.intervals))
        for queues in _all_sets(problem)
    ]
    slack = fine((np.array(wanted) - np.array(able)).reshape(len(wanted), problem.grid.intervals))
    most = int(max(np.diff(problem.plans.break_ptr), default=0))
    ledger = Ledger(
        slack=slack,
        worst=worst_of(problem, slack),
        cover=demand.cover_need.copy(),
        heads=np.zeros(len(demand.head_day), dtype=np.int64),
        letter=np.full((agents, problem.grid.days), -1, dtype=np.int64),
        pause=np.full((agents, problem.grid.days, max(1, most)), -1, dtype=np.int64),
        length=np.zeros((agents, problem.grid.days, max(1, most)), dtype=np.int64),
        points=np.zeros(1),
        work=np.zeros(problem.grid.intervals, dtype=np.float32),
        present=np.zeros(problem.grid.intervals, dtype=np.float32),
    )
    ledger.points[0] = _idle_points(problem, ledger)
    return ledger


def _all_sets(problem: Problem) -> list[frozenset[int]]:
    return [queues for term in problem.demand.terms for queues in term.sets]


def fine(amounts: FloatArray) -> SingleArray:
    """Rounded down to 256ths of an agent-tick, so that sums in single precision stay exact and bounds stay safe."""
    return (np.floor(amounts * 256.0) / 256.0).astype(np.float32)


def worst_of(problem: Problem, slack: SingleArray) -> SingleArray:
    """[term, interval] what is missing by each term."""
    worst, place = np.zeros((len(problem.demand.terms), slack.shape[1]), dtype=np.float32), 0
    for row, term in enumerate(problem.demand.terms):
        worst[row] = slack[place : place + len(term.sets)].max(axis=0, initial=0.0)
        place += len(term.sets)
    return worst


def _idle_points(problem: Problem, ledger: Ledger) -> float:
    """The points of a roster in which nobody works."""
    demand, points = problem.demand, problem.people.idle_points
    points += float(np.array([term.weight for term in demand.terms]) @ ledger.worst.sum(axis=1, dtype=np.float64))
    points += float(demand.cover_weight * np.maximum(ledger.cover, 0.0).sum())
    return points + float(demand.head_under @ np.maximum(demand.head_need, 0))
