"""Agents as the search sees them: which automaton, from which node, with which letters and points."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation, Worked
from scheduler.problem.automata.automaton import Automaton, compile_lines
from scheduler.problem.grid.letters import Alphabet, Alphabets, day_off_letters, days_of, past_letters
from scheduler.rules import limits_for
from scheduler.rules.own_rows import leave_of
from scheduler.rules.rule import Limit
from scheduler.rules.track import Day, Letter, Track


@dataclass(frozen=True)
class Spoken:
    """One agent's part: limits, letters and history, before they are numbered."""

    agent: Agent
    limits: tuple[Limit, ...]
    off: tuple[Letter, ...]
    """[day] what a day without a shift is."""
    past: tuple[Letter, ...]
    allowed: tuple[tuple[bool, ...], ...]
    """[day][letter of work]"""
    off_allowed: tuple[bool, ...]
    """[day] whether the agent may be without a shift (a pin may ask for one)."""


@dataclass
class Kind:
    """Agents with the same limits and letters of work: one automaton, many entries."""

    alphabet: Alphabet
    limits: tuple[Limit, ...]
    members: list[Spoken] = field(default_factory=list)
    rising: tuple[Track, ...] = ()
    """Tracks by which lines are priced; they forbid nothing."""


Limits = tuple[Limit, ...]
Mask = tuple[tuple[bool, ...], ...]
"""[day][letter of work]"""


def speak(operation: Operation, horizon: Horizon, instead: Mapping[str, Limits] | None = None) -> list[Kind]:
    """Every agent, sorted into kinds; `instead` gives some agents other limits than their own."""
    reader = _Reader(operation, horizon)
    kinds: dict[Hashable, Kind] = {}
    for agent in operation.agents:
        limits, settings = reader.bound(agent, (instead or {}).get(agent.id, ()))
        key = (reader.alphabets.key(agent), settings)
        if key not in kinds:
            kinds[key] = Kind(reader.alphabets.of(agent), limits)
        kind = kinds[key]
        kind.members.append(reader.spoken(agent, kind.limits, kind.alphabet))
    return list(kinds.values())


class _Reader:
    """Looks rows up by agent once, and judges letters once for agents with nothing of their own."""

    def __init__(self, operation: Operation, horizon: Horizon) -> None:
        self.operation, self.horizon = operation, horizon
        self.days = days_of(operation, horizon)
        self.alphabets = Alphabets(operation, horizon)
        self.worked: dict[str, list[Worked]] = _by_agent(operation.history)
        self.masks: dict[Hashable, Mask] = {}
        self.own: dict[tuple[str, str, str], tuple[Limits, Hashable]] = {}

    def bound(self, agent: Agent, instead: Limits) -> tuple[Limits, Hashable]:
        """The limits given, else the agent's own, and their settings; one contract, site and zone share their own."""
        if instead:
            return instead, _keys(instead)
        place = (agent.contract, agent.site, agent.time_zone)
        if place not in self.own:
            limits = limits_for(self.operation, agent)
            self.own[place] = limits, _keys(limits)
        return self.own[place]

    def spoken(self, agent: Agent, limits: tuple[Limit, ...], letters: Alphabet) -> Spoken:
        off = tuple(day_off_letters(self.operation, self.horizon, agent, leave_of(self.operation, agent)))
        past = tuple(past_letters(self.operation, self.horizon, agent, self.worked.get(agent.id, ()), self.days))
        return Spoken(
            agent, limits, off, past, self._allowed(agent, limits, letters), self._off_allowed(agent, limits, off)
        )

    def _allowed(self, agent: Agent, limits: Limits, letters: Alphabet) -> Mask:
        """A letter is allowed where every limit allows it."""
        asking = self._asking(agent, limits)
        key = (letters.key, *((limit.key, what) for limit, what in asking))
        if key not in self.masks:
            everything = tuple((True,) * len(row) for row in letters.work)
            masks = [everything, *(self._mask(agent, limit, what, letters) for limit, what in asking)]
            together = (tuple(map(all, zip(*days, strict=True))) for days in zip(*masks, strict=True))
            self.masks[key] = tuple(together)
        return self.masks[key]

    def _asking(self, agent: Agent, limits: Limits) -> list[tuple[Limit, Hashable]]:
        """The limits that look at single days of this agent, each with what its answer depends on."""
        asked = [limit for limit in limits if type(limit).allows is not Limit.allows]
        told = [(limit, limit.asks_of(self.operation, agent)) for limit in asked]
        return [(limit, what) for limit, what in told if what is not None]

    def _mask(self, agent: Agent, limit: Limit, what: Hashable, letters: Alphabet) -> Mask:
        """[day][letter] whether one limit allows it; agents of whom it asks the same share the answer."""
        key = (letters.spelled, agent.site, agent.time_zone, limit.key, what)
        if key not in self.masks:
            days = zip(self._dates, letters.work, strict=True)
            self.masks[key] = tuple(
                (True,) * len(row)
                if limit.quiet(self.operation, self.horizon, agent, day)
                else tuple(limit.allows(self.operation, self.horizon, agent, day, letter) for letter in row)
                for day, row in days
            )
        return self.masks[key]

    def _off_allowed(self, agent: Agent, limits: Limits, off: Sequence[Letter]) -> tuple[bool, ...]:
        asked = [limit for limit, _ in self._asking(agent, limits)]
        return tuple(
            all(limit.allows(self.operation, self.horizon, agent, day, letter) for limit in asked)
            for day, letter in zip(self._dates, off, strict=True)
        )

    @cached_property
    def _dates(self) -> list[Day]:
        return [day for day in self.days if not day.past]


def _keys(limits: Limits) -> Hashable:
    return tuple(limit.key for limit in limits)


def _by_agent(rows: Iterable[Worked]) -> dict[str, list[Worked]]:
    found: dict[str, list[Worked]] = defaultdict(list)
    for row in rows:
        found[row.agent].append(row)
    return found


@dataclass(frozen=True)
class Compiled:
    """The automaton of one or more kinds; letters of a day are the letters of work, then `off[day]`."""

    kinds: tuple[Kind, ...]
    """Kinds of like letters of work and like limits, whatever their sites."""
    automaton: Automaton
    off: tuple[tuple[Letter, ...], ...]
    """[day] the distinct letters without a shift that their members have."""
    entries: dict[tuple[Letter, ...], int]
    tracks: tuple[Track, ...] = ()
    """The tracks that the automaton holds, if other kinds start from it."""

    @property
    def work(self) -> tuple[tuple[Letter, ...], ...]:
        """[day] the letters of work."""
        return self.kinds[0].alphabet.work


def compile_kind(
    operation: Operation, horizon: Horizon, *kinds: Kind, most: float = math.inf, base: Compiled | None = None
) -> Compiled:
    """The automaton of all lines that the members of a kind, or of kinds alike, may have; may raise `TooLarge`.

    `base` is of the same letters of work and limits that these kinds have too, for members that include theirs.
    """
    days, tracks = days_of(operation, horizon), tracks_of(operation, horizon, kinds[0])
    off, histories = off_of(kinds, horizon), histories_of(kinds)
    letters = [(*work, *rest) for work, rest in zip(kinds[0].alphabet.work, off, strict=True)]
    start = None if base is None else _narrowed(base, off, histories)
    if base is not None:
        tracks = [track for track in tracks if not any(track.same_as(known) for known in base.tracks)]
    automaton = compile_lines(tracks, days, letters, histories, most, start)
    return Compiled(kinds, automaton, off, {history: index for index, history in enumerate(histories)})


def off_of(kinds: Iterable[Kind], horizon: Horizon) -> tuple[tuple[Letter, ...], ...]:
    """[day] the distinct letters without a shift that the members of some kinds have."""
    members = [member for kind in kinds for member in kind.members]
    return tuple(tuple(dict.fromkeys(member.off[day] for member in members)) for day in range(horizon.days))


def histories_of(kinds: Iterable[Kind]) -> list[tuple[Letter, ...]]:
    """The distinct histories that the members of some kinds have."""
    return list(dict.fromkeys(member.past for kind in kinds for member in kind.members))


def _narrowed(base: Compiled, off: Sequence[Sequence[Letter]], histories: Sequence[tuple[Letter, ...]]) -> Automaton:
    """The automaton of a base for some of its members: their letters and entries."""
    layers = []
    for day, layer in enumerate(base.automaton.layers):
        work = len(base.work[day])
        own = [work + base.off[day].index(letter) for letter in off[day]]
        layers.append(replace(layer, block=np.concatenate((layer.block[:work], layer.block[own]))))
    return Automaton(tuple(layers), base.automaton.entry[[base.entries[history] for history in histories]])


def tracks_of(operation: Operation, horizon: Horizon, kind: Kind) -> list[Track]:
    """The tracks of a kind's limits, without those that another one implies, and those that price its lines."""
    kept: list[Track] = []
    for track in (track for limit in kind.limits for track in limit.tracks(operation, horizon)):
        if not any(other.implies(track) for other in kept):
            kept = [*(other for other in kept if not track.implies(other)), track]
    return [*kept, *kind.rising]


def block_of(compiled: Compiled, day: int, letter: Letter) -> int:
    """The block of a letter without a shift."""
    place = len(compiled.work[day]) + compiled.off[day].index(letter)
    return int(np.asarray(compiled.automaton.layers[day].block)[place])


def line_exists(operation: Operation, horizon: Horizon, agent: Agent, limits: Limits) -> bool:
    """Whether one agent has any legal line under the limits given."""
    alone = replace(operation, agents=(agent,))
    compiled = compile_kind(alone, horizon, speak(alone, horizon, {agent.id: limits})[0])
    spoken = compiled.kinds[0].members[0]
    nodes = {int(compiled.automaton.entry[0])} - {-1}
    for day, layer in enumerate(compiled.automaton.layers):
        work = np.flatnonzero(np.array(spoken.allowed[day], dtype=np.bool_))
        blocks = {int(layer.block[letter]) for letter in work}
        if spoken.off_allowed[day]:
            blocks.add(block_of(compiled, day, spoken.off[day]))
        columns = [column for column, block in enumerate(layer.column_block) if int(block) in blocks]
        nodes = {int(node) for source in nodes for node in layer.next[source, columns]} - {-1}
    return bool(nodes)
