"""What the model is asked: ticks, letters, automata and needs as integers and flat arrays (frozen; no strings, zones).

A *tick* is the longest span of minutes on which every start, end, break and interval falls. Supply and need are
counted in agent-ticks. An *entry* of the agents' arrays is one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.goals.terms.along import FIRST_FREE
from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.demand import Demand
from scheduler.problem.arrays.irregular import line_points
from scheduler.rules.track import Letter


@dataclass(frozen=True)
class Grid:
    """Time as the model counts it."""

    horizon: Horizon
    tick_minutes: int
    ticks: int
    interval_ticks: int
    intervals: int
    days: int
    cell_ticks: int
    """Cells divide intervals: within one, nobody who may hold a shared duty comes or goes, and no such duty begins."""

    @property
    def cells(self) -> int:
        """How many cells the horizon has."""
        return self.intervals * self.interval_ticks // self.cell_ticks


@dataclass(frozen=True)
class Variants:
    """Every variant of every shift, in the order of alphabet, then day; `letter` has the same order."""

    letter: tuple[Letter, ...]
    first: IntArray
    """[alphabet, day + 1] the first variant of each day; those of day d end where day d + 1 begins."""
    start: IntArray
    """Ticks from the horizon's start; may lie outside it."""
    end: IntArray
    shift: IntArray
    """Index into the operation's shifts."""
    plan: IntArray
    """Index into the break plans; -1 for a shift without breaks."""
    cost: FloatArray
    """Points for working it (goals `cost`), before overtime."""
    paid: IntArray
    """Paid minutes."""


@dataclass(frozen=True)
class BreakPlans:
    """Starts that breaks may have; a plan is a list of breaks, and an *order* of it a sequence in which they fall."""

    order_ptr: IntArray
    """[plan + 1] into the orders."""
    break_ptr: IntArray
    """[order + 1] into the arrays below."""
    ticks: IntArray
    """Length of the break."""
    low: IntArray
    """First and last start, in ticks from the shift's start."""
    high: IntArray
    slot: IntArray
    """The break's index in the shift's list."""
    away: BoolArray
    """Whether it is unpaid and so long that nobody holds a duty in it."""
    gaps: IntArray
    """[plan, least | most] ticks of work between breaks, the most also before the first and after the last (their
    windows hold that already); most is -1 where nothing is asked but that breaks do not touch."""
    step: int
    """Breaks start on multiples of so many ticks, counted on the clock of whoever takes them."""


@dataclass(frozen=True)
class Automata:
    """The automata of every kind of line, flattened: arcs of a node are `arc_ptr[node] .. arc_ptr[node + 1]`."""

    node_first: IntArray
    """[automaton, day + 1] the first node of each layer; the last layer is the single end node."""
    arc_ptr: IntArray
    arc_block: IntArray
    arc_node: IntArray
    """Node of the next layer, absolute."""
    block_first: IntArray
    """[automaton, day] into `block`, one entry for each variant of that day of the automaton's alphabet."""
    block: IntArray
    blocks: IntArray
    """[automaton, day] how many blocks."""


@dataclass(frozen=True)
class OwnPoints:
    """Points of one goal that single agents bring by working on single days: they add up."""

    work: FloatArray
    """[agent, day] for working at all."""
    shift: FloatArray
    """[agent, day, shift] for working that shift, on top."""
    variant: FloatArray
    """[`People.variant_first` and on] for working a variant, on top; empty where no goal prices variants."""
    idle: float
    """Points as if nobody worked at all."""


@dataclass(frozen=True)
class Regularity:
    """What changes of start and lone days cost (goal `regular`); without a weight `prices` are 0."""

    prices: FloatArray
    """[change of start | lone day off | lone working day | tolerance in minutes]"""
    local: IntArray
    """[variant] minute of the agent's day at which it starts."""
    idle: IntArray
    """[agent, day + 2] what each day is without a shift, from two days before the horizon on: see `irregular`."""
    before: IntArray
    """[agent, start | days ago] the last known start before the horizon; 0 days ago where there is none."""
    in_lines: bool = True
    """Whether arcs of the automata carry the price; else lines are made without it, and only counted with it."""

    def times(self, factor: float) -> Regularity:
        """What it costs at another weight, in shares of this one."""
        return replace(self, prices=np.append(self.prices[:3] * factor, self.prices[3]))

    def of_line(self, a: int, letter: IntArray) -> float:
        """Points of an agent's line: [day] a variant or -1."""
        if not self.prices[:3].any():
            return 0.0
        return float(line_points(letter, self.local, self.idle[a], self.before[a], self.prices, 0, letter.size))


@dataclass(frozen=True)
class Rising:
    """Points that rise with what an agent has done before, within the horizon."""

    burden: FloatArray
    """[agent, day] by how many points a weekend or holiday shift weighs more than the one before; else 0."""
    free: FloatArray
    """[agent, week] paid minutes that are no overtime."""
    over: FloatArray
    """[agent] by how many points a minute beyond those costs more."""
    arcs: FloatArray
    """[COUNTED | PAID | STEADY | any other goal, arc of the automata] the same along a line."""
    regular: Regularity
    goals: tuple[str, ...]
    """[row of `arcs`] the goal whose points they are; empty where none has any."""

    def times(self, rate: Mapping[str, float]) -> Rising:
        """What rises at other weights: goal -> share of its weight here, 0 for goals left out."""
        of_row = [rate.get(goal, 0.0) for goal in self.goals]
        counted, paid, steady = of_row[:FIRST_FREE]
        arcs = self.arcs * np.array(of_row)[:, None]
        regular = self.regular.times(steady)
        return Rising(self.burden * counted, self.free, self.over * paid, arcs, regular, self.goals)

    def of_line(self, a: int, letter: IntArray, paid: IntArray) -> tuple[float, float, float]:
        """Points of a line [COUNTED, PAID, STEADY]: `letter` is [day] a variant or -1, `paid` the minutes of each."""
        if not self.arcs.size:  # `regular` may cost points that no arc carries
            return 0.0, 0.0, self.regular.of_line(a, letter)
        worked = letter >= 0
        weight = float(self.burden[a].max(initial=0.0))
        count = int((self.burden[a, worked] > 0).sum()) if weight else 0
        over = 0.0
        if self.over[a]:
            weeks = np.where(worked, paid[letter], 0).reshape(-1, 7).sum(axis=1)
            over = float(self.over[a] * np.maximum(0.0, weeks - self.free[a]).sum())
        return weight * count * (count - 1) / 2, over, self.regular.of_line(a, letter)


@dataclass(frozen=True)
class People:
    """One row an agent, in the operation's order."""

    name: tuple[str, ...]
    automaton: IntArray
    alphabet: IntArray
    entry: IntArray
    """The first layer's node (absolute), -1 where history and limits leave no line."""
    off_block: IntArray
    """[agent, day] the block of a day without a shift; -1 where a pin asks for one."""
    mask_first: IntArray
    """[agent, day] into `mask`, one entry for each variant of that day."""
    mask: BoolArray
    profile: IntArray
    covers: IntArray
    """Bit c: the agent may hold cover c, of those that people hold beside all else."""
    work_points: FloatArray
    """[agent, day] points for working at all (negative: a wish met)."""
    shift_points: FloatArray
    """[agent, day, shift] points for working that shift, on top."""
    variant_points: FloatArray
    """Points for working a variant, on top; empty where no goal prices variants."""
    variant_first: IntArray
    """[agent, day] into `variant_points`, one entry for each variant of that day."""
    idle_points: float
    """Points as if nobody worked at all."""
    free: FloatArray
    """[agent, interval] ticks in which the agent could stand by, if not at work; no intervals without such duties."""
    described_as: IntArray
    """[agent] by which rows of headcount the agent is described: a row of `Demand.described`, 0 where by none."""
    kind: IntArray
    """[agent] agents of one kind are interchangeable: same lines, same profile, same points."""
    own: dict[str, OwnPoints]
    """Goal -> its part of `work_points`, `shift_points`, `variant_points` and `idle_points`."""

    def own_points(self, a: int, days: IntArray, shifts: IntArray, places: IntArray) -> float:
        """Points of an agent's single days: [day worked] the shift, and the variant's place among those of its day."""
        points = self.work_points[a, days].sum() + self.shift_points[a, days, shifts].sum()
        if self.variant_points.size:
            points += self.variant_points[self.variant_first[a, days] + places].sum()
        return float(points)


@dataclass(frozen=True)
class Problem:
    """Everything that the search needs, and nothing else."""

    grid: Grid
    variants: Variants
    plans: BreakPlans
    automata: Automata
    people: People
    rising: Rising
    demand: Demand
    queues: tuple[str, ...]

    @property
    def own_goals(self) -> tuple[str, ...]:
        """Goals that add up over agents and their lines: those of single days first, then those along lines."""
        return tuple(dict.fromkeys(goal for goal in (*self.people.own, *self.rising.goals) if goal))
