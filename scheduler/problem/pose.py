"""Operation -> Problem: everything numbered, flattened and frozen before the model sees it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from scheduler.clock import Horizon
from scheduler.goals import terms_of
from scheduler.goals.terms.along import Pay
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import IntArray, Operation
from scheduler.problem.arrays.problem import Automata, Grid, People, Problem, Rising, Variants
from scheduler.problem.automata.automaton import arc_points
from scheduler.problem.automata.goal_tracks import goal_tracks, told_apart
from scheduler.problem.automata.kinds import Compiled, Kind, Limits, Spoken, block_of, speak
from scheduler.problem.automata.regular import fits_in_lines, regular_tracks, regularity, with_leave_before
from scheduler.problem.automata.rising import rising_points, rising_tracks, rows_of
from scheduler.problem.automata.shared import compile_kinds
from scheduler.problem.grid.grid import grid_of
from scheduler.problem.grid.letters import Alphabet, AlphabetKey
from scheduler.problem.grid.pauses import PlanBook
from scheduler.problem.needs.needs import Needs
from scheduler.problem.needs.points import burdens_before, kinds_of, own_points, summed
from scheduler.problem.needs.variant_points import VariantPoints
from scheduler.requirement import Requirement
from scheduler.rules import limits_for
from scheduler.rules.tools.between_breaks import gaps_of
from scheduler.rules.tools.break_orders import Gaps
from scheduler.rules.track import Letter


class Effort(NamedTuple):
    """Limits of making the lines."""

    most_arcs: float = math.inf
    go_on: Callable[[], bool] = lambda: True


NO_END = Effort()


def pose(
    operation: Operation,
    horizon: Horizon,
    requirement: Requirement,
    only_goals: Sequence[str] = (),
    instead: Mapping[str, Limits] | None = None,
    burdened: Mapping[str, int] | None = None,
    effort: Effort = NO_END,
) -> Problem:
    """The problem of a horizon; `only_goals` leaves all other goals out, `instead` gives agents other limits.

    `burdened` says how many weekend and holiday shifts each agent has outside the horizon; else the history says it.
    Raises `TooLarge` where the lines take more arcs than allowed, `Stopped` where `go_on` says so meanwhile.
    """
    known = burdens_before(operation, horizon) if burdened is None else burdened
    terms = terms_of(operation, horizon, requirement, only_goals, known)
    kinds = told_apart(speak(operation, horizon, instead), terms)
    for kind in kinds:
        off = [member.off for member in kind.members]
        kind.rising = rising_tracks(operation, horizon, terms, kind.members[0].agent, kind.limits, off)
        kind.rising += goal_tracks(terms, kind.members[0])
        kind.members = [with_leave_before(operation, horizon, terms, member) for member in kind.members]
    alphabets = list({kind.alphabet.key: kind.alphabet for kind in kinds}.values())
    grid = grid_of(operation, horizon, alphabets)
    plans = PlanBook(operation, grid.tick_minutes)
    gaps = {kind.alphabet.key: gaps_of(limits_for(operation, kind.members[0].agent)) for kind in kinds}
    variants = _variants(operation, grid, alphabets, plans, gaps, terms)
    compiled = compile_kinds(operation, horizon, kinds, *effort)
    in_lines = not requirement.queues or fits_in_lines(kinds, arcs_of(compiled))
    tracks = [regular_tracks(horizon, terms, kind) if in_lines else () for kind in kinds]
    if any(tracks):
        for kind, more in zip(kinds, tracks, strict=True):
            kind.rising += more
        compiled = compile_kinds(operation, horizon, kinds, *effort)
    automata = _flatten(compiled)
    needs = Needs(operation, grid, requirement, terms)
    free, rows = _off_letters(operation, kinds), len(rows_of(terms))
    regular = regularity(operation, horizon, terms, kinds, variants, in_lines)
    arcs = arc_points((one.automaton for one in compiled), rows)
    rising = rising_points(operation, grid, terms, free, arcs, regular)
    people = _People(operation, grid, needs, alphabets, compiled, automata).rows(terms, variants, rising)
    return Problem(grid, variants, plans.flat(), automata, people, rising, needs.demand(), requirement.queues)


def arcs_of(compiled: Iterable[Compiled]) -> int:
    """How many arcs the automata have."""
    return sum(int((layer.next >= 0).sum()) for one in compiled for layer in one.automaton.layers)


def _off_letters(operation: Operation, kinds: Iterable[Kind]) -> list[tuple[Letter, ...] | None]:
    """Each agent's days without a shift."""
    found = {spoken.agent.id: spoken.off for kind in kinds for spoken in kind.members}
    return [found.get(agent.id) for agent in operation.agents]


def _variants(
    operation: Operation,
    grid: Grid,
    alphabets: Sequence[Alphabet],
    plans: PlanBook,
    gaps: dict[AlphabetKey, Gaps],
    terms: Terms,
) -> Variants:
    rows = [(alphabet, letter) for alphabet in alphabets for day in alphabet.work for letter in day]
    shifts = {name: index for index, name in enumerate(operation.shifts)}
    sizes = [len(day) for alphabet in alphabets for day in alphabet.work]
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    _, pay = terms.one(Pay)
    rate = pay.unit if pay is not None else 0.0
    hourly = [operation.contracts[alphabet.key[2]].cost_hour for alphabet, _ in rows]
    return Variants(
        letter=tuple(letter for _, letter in rows),
        first=_overlapping(first, len(alphabets), grid.days),
        start=_whole(letter.start // grid.tick_minutes for _, letter in rows),
        end=_whole(letter.end // grid.tick_minutes for _, letter in rows),
        shift=_whole(shifts[letter.shift] for _, letter in rows),
        plan=_whole(plans.plan(alphabet.key[0], letter, gaps[alphabet.key]) for alphabet, letter in rows),
        cost=np.array([rate * paid * letter.paid_minutes / 60 for paid, (_, letter) in zip(hourly, rows, strict=True)]),
        paid=_whole(letter.paid_minutes for _, letter in rows),
    )


def _overlapping(first: IntArray, groups: int, days: int) -> IntArray:
    """[group, day + 1] from one running count: a group's last entry is the next one's first."""
    return np.array([first[group * days : group * days + days + 1] for group in range(groups)], dtype=np.int64)


def _whole(values: object) -> IntArray:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def _flatten(compiled: Sequence[Compiled]) -> Automata:
    """All automata in one numbering of nodes; each ends in a node of its own without arcs."""
    node_first, block_first, blocks = [], [], []
    degrees: list[IntArray] = []
    arc_block: list[IntArray] = []
    arc_node: list[IntArray] = []
    letters: list[IntArray] = []
    node, place = 0, 0
    for one in compiled:
        starts, places, counts = [], [], []
        for layer, work in zip(one.automaton.layers, one.work, strict=True):
            starts.append(node)
            node += layer.next.shape[0]
            source, column = np.nonzero(layer.next >= 0)
            degrees.append(np.bincount(source, minlength=layer.next.shape[0]))
            arc_block.append(layer.column_block[column])
            arc_node.append(node + layer.next[source, column])
            letters.append(layer.block[: len(work)])
            places.append(place)
            place += len(work)
            counts.append(int(layer.block.max(initial=-1)) + 1)
        starts.append(node)
        node += 1
        degrees.append(np.zeros(1, dtype=np.int64))
        node_first.append(starts)
        block_first.append(places)
        blocks.append(counts)
    return Automata(
        node_first=np.array(node_first, dtype=np.int64),
        arc_ptr=np.concatenate(([0], np.cumsum(np.concatenate(degrees)))).astype(np.int64),
        arc_block=np.concatenate(arc_block).astype(np.int64),
        arc_node=np.concatenate(arc_node).astype(np.int64),
        block_first=np.array(block_first, dtype=np.int64),
        block=np.concatenate(letters).astype(np.int64),
        blocks=np.array(blocks, dtype=np.int64),
    )


class _People:
    """Numbers the agents."""

    def __init__(
        self,
        operation: Operation,
        grid: Grid,
        needs: Needs,
        alphabets: Sequence[Alphabet],
        compiled: Sequence[Compiled],
        automata: Automata,
    ) -> None:
        self.operation, self.grid, self.needs = operation, grid, needs
        self.alphabet_number = {alphabet.key: index for index, alphabet in enumerate(alphabets)}
        self.compiled, self.automata = compiled, automata
        self.place = {agent.id: index for index, agent in enumerate(operation.agents)}
        size = (len(operation.agents), grid.days)
        self.off_block = np.full(size, -1, dtype=np.int64)
        self.mask_first = np.zeros(size, dtype=np.int64)
        self.mask: list[np.ndarray[tuple[int], np.dtype[np.bool_]]] = []
        self.mask_known: dict[tuple[bool, ...], int] = {}
        self.mask_size = 0

    def rows(self, terms: Terms, variants: Variants, rising: Rising) -> People:
        """Every agent's row."""
        automaton, alphabet, entry = (np.full(len(self.place), -1, dtype=np.int64) for _ in range(3))
        spoken_by = [(n, one, whole, spoken) for n, one in enumerate(self.compiled) for whole in one.kinds
                     for spoken in whole.members]  # fmt: skip
        for number, one, whole, spoken in spoken_by:
            row = self.place[spoken.agent.id]
            automaton[row], alphabet[row] = number, self.alphabet_number[whole.alphabet.key]
            node = int(one.automaton.entry[one.entries[spoken.past]])
            entry[row] = node + self.automata.node_first[number, 0] if node >= 0 else -1
            self._days(row, one, spoken)
        variant, variant_first = VariantPoints(self.grid, terms, variants).of(self.operation, alphabet)
        own = own_points(self.operation, self.grid, terms, variant)
        every = summed(own.values(), (len(self.place), self.grid.days, len(self.operation.shifts)))
        agents = self.operation.agents
        people: dict[str, Any] = {
            "automaton": automaton,
            "alphabet": alphabet,
            "entry": entry,
            "off_block": self.off_block,
            "mask_first": self.mask_first,
            "profile": self.needs.profile_numbers(),
            "covers": _whole(self.needs.duties.bits(agent) for agent in agents),
            "work_points": every.work,
            "shift_points": every.shift,
            "variant_first": variant_first,
            "free": self.needs.free_of_agents(),
            "described_as": self.needs.described_as(),
        }
        mask = np.concatenate(self.mask) if self.mask else np.zeros(0, dtype=np.bool_)
        names, kind = tuple(agent.id for agent in agents), kinds_of(people, rising)
        points: dict[str, Any] = {"variant_points": every.variant, "idle_points": every.idle}
        return People(name=names, mask=mask, own=own, kind=kind, **points, **people)

    def _days(self, row: int, one: Compiled, spoken: Spoken) -> None:
        for day in range(self.grid.days):
            if spoken.off_allowed[day]:
                self.off_block[row, day] = block_of(one, day, spoken.off[day])
            self.mask_first[row, day] = self._masked(spoken.allowed[day])

    def _masked(self, allowed: tuple[bool, ...]) -> int:
        if allowed not in self.mask_known:
            self.mask_known[allowed] = self.mask_size
            self.mask.append(np.array(allowed, dtype=np.bool_))
            self.mask_size += len(allowed)
        return self.mask_known[allowed]
