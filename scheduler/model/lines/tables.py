"""The problem as the compiled search reads it: one tuple of constant arrays, one of changing ones."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from scheduler.goals.terms.along import FIRST_FREE
from scheduler.model.lines.head_tables import beside, heads
from scheduler.model.lines.spans import spans_of
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.grid.pauses import common_grid

START, END, SHIFT, PLAN = range(4)
TICKS, LOW, HIGH, SLOT, KEY = range(5)
BLOCK, NODE = range(2)
AUTOMATON, ALPHABET, ENTRY, PROFILE, COVERS, DESCRIBED = range(6)
OFF_BLOCK, MASK = range(2)
LEAST, MOST = range(2)
TERM_LOW, TERM_HIGH, OFF_LOW, OFF_HIGH = range(4)
WORK, HELD, OFF = 1, 2, 3
HEAD_SHIFT, HEAD_WHO, HEAD_LAST = range(3)
UNDER, OVER, WANTED = range(3)
STEADY = ("local", "idle", "before")
OWN = ("work_points", "shift_points", "variant_points", "variant_first")


class Tables(NamedTuple):
    """Constant arrays (see `problem.arrays.problem` for those of the same names)."""

    interval_ticks: int
    part_ticks: int
    """Ticks of a usual break: the piece of an interval whose loss is priced exactly."""
    ticks: int
    intervals: int
    days: int
    break_step: int
    break_grid: int
    cell_ticks: int
    first: IntArray
    variant: IntArray
    """[variant, START | END | SHIFT | PLAN]"""
    day_span: IntArray
    """[alphabet, day, LOW_END | HIGH_END] the intervals that the day's variants touch."""
    cost: FloatArray
    paid: IntArray
    """Minutes."""
    order_ptr: IntArray
    break_ptr: IntArray
    pause: IntArray
    """[break of an order, TICKS | LOW | HIGH | SLOT | KEY]; breaks of one key lose alike."""
    away: BoolArray
    """[plan, slot] whether nobody holds a duty in that break."""
    away_from: int
    """The first key of such breaks."""
    gaps: IntArray
    """[plan, LEAST | MOST] ticks of work between breaks; MOST is -1 where any do."""
    node_first: IntArray
    arc_ptr: IntArray
    arc: IntArray
    """[arc, BLOCK | NODE]"""
    arc_points: FloatArray
    """[arc] points of the way besides those of single days; empty where there are none."""
    track_points: FloatArray
    """[arc] the part of them that tracks of goals carry which the search does not count by itself; empty for none."""
    block_first: IntArray
    block: IntArray
    blocks: IntArray
    agent: IntArray
    """[agent, AUTOMATON | ALPHABET | ENTRY | PROFILE | COVERS | DESCRIBED]"""
    agent_day: IntArray
    """[agent, day, OFF_BLOCK | MASK]"""
    mask: BoolArray
    standing: FloatArray
    """[agent, interval] `People.free`."""
    work_points: FloatArray
    shift_points: FloatArray
    variant_points: FloatArray
    variant_first: IntArray
    burden: FloatArray
    """[agent, day] points, for each shift before; see `Rising`."""
    free: FloatArray
    """[agent, week] minutes"""
    over: FloatArray
    """[agent] points a minute"""
    steady: FloatArray
    """[change of start | lone day off | lone working day | tolerance] see `Regularity`."""
    leaning: float
    """Points of a change of start where no arc carries them: the search leans on the starts of days beside."""
    local: IntArray
    idle: IntArray
    before: IntArray
    touch: IntArray
    """[profile, set] WORK where people of the profile serve a queue of the set and no duty, HELD where they hold an
    exclusive duty or one beside all else, in breaks too, OFF where they hold standby while off work; else 0."""
    own_first: IntArray
    """[profile, term + 1] into `own_sets`: the sets of each term that the profile touches by WORK."""
    own_sets: IntArray
    held_first: IntArray
    """[profile, term + 1] into `held_sets`: the sets of each term that the profile touches by HELD."""
    held_sets: IntArray
    off_first: IntArray
    """[profile, term + 1] into `off_sets`: the sets of each term that the profile touches by OFF."""
    off_sets: IntArray
    rest_first: IntArray
    """[profile, term + 1] into `rest_sets`: the sets of each term that the profile does not touch."""
    rest_sets: IntArray
    reach: IntArray
    """[profile, TERM_LOW | TERM_HIGH | OFF_LOW | OFF_HIGH] the terms of its component at work, and of standby."""
    term_first: IntArray
    """[term + 1] the first set of each term."""
    term_weight: FloatArray
    cover_weight: float
    cover_price: float
    """The most that the bound asks for a missing agent-tick of cover: see `_cover_price`."""
    head_ptr: IntArray
    """[day + 1] into the headcount rows, which are in the order of days."""
    head: IntArray
    """[headcount row, HEAD_SHIFT | HEAD_WHO | HEAD_LAST]: whom it counts, and the end of its family's rows."""
    described: BoolArray
    """[DESCRIBED, HEAD_WHO] whether people described so are counted."""
    head_points: FloatArray
    """[headcount row, UNDER | OVER | WANTED] points for each missing and extra person, people wanted."""


def tables_of(problem: Problem) -> Tables:
    """The constant arrays of a problem."""
    grid, variants, plans = problem.grid, problem.variants, problem.plans
    automata, people = problem.automata, problem.people
    breaks, longest = plans.ticks, int(plans.ticks.max(initial=0))
    return Tables(
        interval_ticks=grid.interval_ticks,
        part_ticks=int(min(grid.interval_ticks, np.median(breaks) if breaks.size else grid.interval_ticks)),
        ticks=grid.ticks,
        intervals=grid.intervals,
        days=grid.days,
        break_step=plans.step,
        break_grid=common_grid(plans, variants),
        cell_ticks=grid.cell_ticks,
        first=variants.first,
        variant=beside(variants.start, variants.end, variants.shift, variants.plan),
        day_span=spans_of(problem),
        cost=variants.cost,
        paid=variants.paid,
        order_ptr=plans.order_ptr,
        break_ptr=plans.break_ptr,
        pause=beside(plans.ticks, plans.low, plans.high, plans.slot, plans.ticks + longest * plans.away),
        away=_away(problem),
        away_from=longest + 1,
        gaps=plans.gaps,
        node_first=automata.node_first,
        arc_ptr=automata.arc_ptr,
        arc=beside(automata.arc_block, automata.arc_node),
        block_first=automata.block_first,
        block=automata.block,
        blocks=automata.blocks,
        agent=beside(
            people.automaton, people.alphabet, people.entry, people.profile, people.covers, people.described_as
        ),
        agent_day=beside(people.off_block, people.mask_first),
        mask=people.mask,
        **{name: getattr(people, name) for name in OWN},
        **_rising(problem),
        **heads(problem),
        **_sets(problem),
    )


def _rising(problem: Problem) -> dict[str, Any]:
    rising = problem.rising
    points, tracks = rising.arcs.sum(axis=0), rising.arcs[FIRST_FREE:].sum(axis=0)
    steady = {"steady": rising.regular.prices} | {name: getattr(rising.regular, name) for name in STEADY}
    steady["leaning"] = 0.0 if rising.regular.in_lines else float(rising.regular.prices[0])
    steady["track_points"] = tracks if tracks.any() else np.zeros(0)
    return steady | {"arc_points": points, "burden": rising.burden, "free": rising.free, "over": rising.over}


def _away(problem: Problem) -> BoolArray:
    plans = problem.plans
    found = np.zeros((len(plans.order_ptr), int(plans.slot.max(initial=0)) + 1), dtype=np.bool_)
    for plan in range(len(plans.order_ptr) - 1):
        low, high = (int(plans.break_ptr[plans.order_ptr[plan + step]]) for step in (0, 1))
        found[plan, plans.slot[low:high]] = plans.away[low:high]
    return found


def _cover_price(problem: Problem) -> float:  # any is safe; one far above the queues' makes the smoothing coarse
    queues = 2.0 * float(problem.demand.weight[problem.demand.counted].max(initial=0.0))
    weight = float(problem.demand.cover_weight)
    return min(weight, queues) if queues > 0 else weight


def _sets(problem: Problem) -> dict[str, Any]:
    """Sets and terms, and which of them each profile touches; components are contiguous."""
    demand, terms = problem.demand, problem.demand.terms
    sets = [queues for term in terms for queues in term.sets]
    touch = np.zeros((len(demand.profiles), len(sets)), dtype=np.int64)
    for profile, served in enumerate(demand.profiles):
        kept, held = demand.keeps[profile] | (served & demand.exclusive), demand.holds[profile]
        touch[profile] = [_touch(served, kept, held, queues) for queues in sets]
    first = np.concatenate(([0], np.cumsum([len(term.sets) for term in terms]))).astype(np.int64)
    lists: dict[str, IntArray] = {}
    for name, kind in (("own", WORK), ("held", HELD), ("off", OFF), ("rest", 0)):
        lists[f"{name}_first"], lists[f"{name}_sets"] = _lists(touch == kind, first)
    return lists | {
        "touch": touch,
        "standing": problem.people.free,
        "cover_weight": float(demand.cover_weight),
        "cover_price": _cover_price(problem),
        "reach": _reach(problem),
        "term_first": first,
        "term_weight": np.array([term.weight for term in terms], dtype=np.float64),
    }


def _touch(served: frozenset[int], kept: frozenset[int], held: frozenset[int], queues: frozenset[int]) -> int:
    if held & queues:
        return OFF
    return HELD if kept & queues else WORK if served & queues else 0


def _reach(problem: Problem) -> IntArray:
    """The first and last term (exclusive) of each profile's components; it leaves others in between as they are."""
    demand = problem.demand
    bounds = np.zeros((len(demand.profiles), 4), dtype=np.int64)
    for number, term in enumerate(demand.terms):
        low, high = (OFF_LOW, OFF_HIGH) if min(term.sets[0]) >= demand.standby else (TERM_LOW, TERM_HIGH)
        for profile in term.profiles:
            if not bounds[profile, high]:
                bounds[profile, low] = number
            bounds[profile, high] = number + 1
    return bounds


def _lists(chosen: BoolArray, first: IntArray) -> tuple[IntArray, IntArray]:
    """[profile, term + 1] into one list of the chosen sets, profile after profile, term after term."""
    before = np.concatenate((np.zeros((len(chosen), 1), dtype=np.int64), np.cumsum(chosen, axis=1)), axis=1)[:, first]
    base = np.concatenate(([0], np.cumsum(chosen.sum(axis=1))))[:-1]
    return np.ascontiguousarray(before + base[:, None], dtype=np.int64), np.nonzero(chosen)[1].astype(np.int64)
